/**
 * Which nodes may go on, and how far, so that any number of them can work at once and still every node sees its
 * events in the one total order (conservative parallel simulation).
 *
 * Peers hear from the local node alone, and it from them. Let `E` be the earliest moment at which it can act: its own
 * next event, or the earliest arrival of anything a peer may send. Nothing can reach a peer before `E` plus the latency
 * of its link, so it may handle everything before that. Likewise the local node may handle everything before the
 * earliest arrival of anything a peer may send, on its own or in answer: not before it can act, nor before its upload is
 * free of what it sends already, and that plus its latency. A peer that sends blocks is busy for long, and so the local
 * node, which those blocks reach one by one, can go far. Acts, the end and the page's bound cut these windows short; none
 * of them changes what happens in them.
 *
 * The end of a run does not depend on how it was cut into windows either. A run that is synced at `T` ends when all
 * events before `T + reachUs` have happened. The local node stops there by itself, and no peer was let beyond `T` plus
 * its latency, for the local node could act at `T`; `reachUs` is at least the largest latency.
 */
import type { SimTime } from "../sim/time.ts";
import type { Act, TimedAct } from "../world/act.ts";
import type { Standing } from "../world/member.ts";
import type { RunEnd } from "../world/record.ts";

const NEVER = Number.MAX_SAFE_INTEGER;
const LOCAL = 0;

/** A node may handle what is due before `until`. */
export interface Grant {
  readonly node: number;
  readonly until: SimTime;
}

export type Round =
  /** At most `limit` events each. */
  | { readonly kind: "window"; readonly grants: readonly Grant[]; readonly limit: number }
  /** Every node is told of this act. */
  | { readonly kind: "act"; readonly at: SimTime; readonly act: Act }
  /** Nothing to do before the bound. */
  | { readonly kind: "rest" }
  | { readonly kind: "ended"; readonly ended: RunEnd; readonly at: SimTime };

export interface RoundsOptions {
  /** How long after it was synced a run ends, at least the largest latency. */
  readonly reachUs: number;
  readonly deadlineUs: SimTime;
  /** By time. */
  readonly acts: readonly TimedAct[];
}

export class Rounds {
  readonly #reachUs: number;
  readonly #deadline: SimTime;
  readonly #acts: TimedAct[];
  /** By node. */
  readonly #links: { readonly other: number; readonly latencyUs: number }[][] = [[]];
  readonly #nextAt: (SimTime | undefined)[] = [];
  /** Nothing the node sends leaves before this. */
  readonly #quietUntil: SimTime[] = [];
  readonly #events: number[] = [];
  #syncedAt: SimTime | undefined;
  #now: SimTime = 0;
  /** No node was ever let beyond this. */
  #grantedTo: SimTime = 0;
  /** The latest instant at which something happened. */
  #lastAt: SimTime = -1;

  constructor(options: RoundsOptions) {
    this.#reachUs = options.reachUs;
    this.#deadline = options.deadlineUs;
    this.#acts = [...options.acts];
  }

  /** All events before this moment have happened. */
  get now(): SimTime {
    return this.#now;
  }

  get events(): number {
    return this.#events.reduce((total, events) => total + events, 0);
  }

  /** When an act that comes now takes effect: after all that has happened anywhere. */
  get actMoment(): SimTime {
    return Math.max(this.#now, this.#grantedTo, this.#lastAt + 1);
  }

  /** The next number's peer, by the latency of its link. */
  addPeer(latencyUs: number): void {
    this.#links.push([]);
    this.addLink(LOCAL, this.#links.length - 1, latencyUs);
  }

  addLink(a: number, b: number, latencyUs: number): void {
    this.#links[a]?.push({ other: b, latencyUs });
    this.#links[b]?.push({ other: a, latencyUs });
  }

  report(node: number, standing: Standing): void {
    this.#nextAt[node] = standing.nextAt;
    this.#quietUntil[node] = standing.quietUntil;
    this.#events[node] = standing.events;
    this.#lastAt = Math.max(this.#lastAt, standing.lastAt);
    if (node === LOCAL) this.#syncedAt = standing.syncedAt;
  }

  /** An envelope is on its way to `node`. */
  expect(node: number, arriveAt: SimTime): void {
    const next = this.#nextAt[node];
    if (next === undefined || arriveAt < next) this.#nextAt[node] = arriveAt;
  }

  /** The next thing to do before `bound` (`undefined` = no bound); `single`: one event only. */
  plan(bound: SimTime | undefined, single: boolean): Round {
    const earliest = this.#earliest();
    const act = this.#acts[0];
    const endAt = this.#syncedAt === undefined ? NEVER : this.#syncedAt + this.#reachUs;
    const stop = Math.min(bound ?? NEVER, endAt, this.#deadline + 1);
    const due = Math.min(earliest, act?.at ?? NEVER);
    if (due >= stop || due === NEVER) return this.#stopAt(stop, due, endAt);
    this.#now = due;
    if (act !== undefined && act.at <= earliest) {
      this.#acts.shift();
      this.#grantedTo = Math.max(this.#grantedTo, act.at);
      this.#lastAt = Math.max(this.#lastAt, act.at);
      return { kind: "act", at: act.at, act: act.act };
    }
    if (single) {
      return this.#window([{ node: this.#nextAt.indexOf(earliest), until: earliest + 1 }], 1);
    }
    return this.#window(this.#grants(Math.min(stop, act?.at ?? NEVER)), NEVER);
  }

  #window(grants: readonly Grant[], limit: number): Round {
    for (const { until } of grants) this.#grantedTo = Math.max(this.#grantedTo, until);
    return { kind: "window", grants, limit };
  }

  /** How far each node that has something to do may go, never to `ceiling` or beyond. */
  #grants(ceiling: SimTime): Grant[] {
    const acts = this.#earliestActs();
    const grants: Grant[] = [];
    this.#links.forEach((links, node) => {
      const next = this.#nextAt[node] ?? NEVER;
      if (next >= ceiling) return;
      let until = ceiling;
      for (const { other, latencyUs } of links) {
        until = Math.min(until, this.#leavesAt(other, acts[other] ?? NEVER) + latencyUs);
      }
      if (next < until) grants.push({ node, until });
    });
    return grants;
  }

  /** By node, the earliest moment at which it can act, on its own or because others did (Dijkstra). */
  #earliestActs(): SimTime[] {
    const acts = this.#links.map((_, node) => this.#nextAt[node] ?? NEVER);
    const open = acts.map((_, node) => node);
    while (open.length > 0) {
      let first = 0;
      for (let i = 1; i < open.length; i++) {
        if ((acts[open[i] ?? 0] ?? NEVER) < (acts[open[first] ?? 0] ?? NEVER)) first = i;
      }
      const node = open[first] ?? 0;
      open[first] = open[open.length - 1] ?? 0;
      open.pop();
      const leavesAt = this.#leavesAt(node, acts[node] ?? NEVER);
      for (const { other, latencyUs } of this.#links[node] ?? []) {
        if (leavesAt + latencyUs < (acts[other] ?? NEVER)) acts[other] = leavesAt + latencyUs;
      }
    }
    return acts;
  }

  /** What a node sends when it acts at `at` leaves no earlier than this. */
  #leavesAt(node: number, at: SimTime): SimTime {
    return Math.max(at, this.#quietUntil[node] ?? 0);
  }

  #stopAt(stop: SimTime, due: SimTime, endAt: SimTime): Round {
    if (this.#syncedAt !== undefined && (stop === endAt || due === NEVER)) {
      return this.#ended("synced", this.#syncedAt);
    }
    if (due === NEVER) return this.#ended("stuck", Math.max(0, this.#lastAt));
    if (stop === this.#deadline + 1) return this.#ended("deadline", this.#deadline);
    this.#now = Math.max(this.#now, stop);
    return { kind: "rest" };
  }

  #ended(ended: RunEnd, at: SimTime): Round {
    this.#now = Math.max(this.#now, at, this.#lastAt);
    return { kind: "ended", ended, at };
  }

  #earliest(): SimTime {
    let earliest = NEVER;
    for (const at of this.#nextAt) if (at !== undefined && at < earliest) earliest = at;
    return earliest;
  }
}
