/**
 * Which nodes may go on, and how far, so that any number of them can work at once and still every node sees its
 * events in the one total order (conservative parallel simulation).
 *
 * Let `t` be the earliest event anywhere and `L` the smallest latency of any link. Nothing sent in `[t, t + L)` can
 * arrive inside it, so every node may handle all its events before `t + L`. Acts, the end and the page's bound cut
 * the window short; none of them changes what happens in it.
 *
 * The end of a run does not depend on how it was cut into windows either: a run that is synced at `T` ends when all
 * events before `T + L` have happened, and no window that was open at `T` reaches further.
 */
import type { SimTime } from "../sim/time.ts";
import type { Act, TimedAct } from "../world/act.ts";
import type { Standing } from "../world/member.ts";
import type { RunEnd } from "../world/record.ts";

const NEVER = Number.MAX_SAFE_INTEGER;

export type Round =
  /** These nodes handle what is due before `until`, at most `limit` events each. */
  | {
      readonly kind: "window";
      readonly until: SimTime;
      readonly nodes: readonly number[];
      readonly limit: number;
    }
  /** Every node is told of this act. */
  | { readonly kind: "act"; readonly at: SimTime; readonly act: Act }
  /** Nothing to do before the bound. */
  | { readonly kind: "rest" }
  | { readonly kind: "ended"; readonly ended: RunEnd; readonly at: SimTime };

export class Rounds {
  readonly #lookaheadUs: number;
  readonly #deadline: SimTime;
  readonly #acts: TimedAct[];
  readonly #nextAt: (SimTime | undefined)[] = [];
  readonly #events: number[] = [];
  #syncedAt: SimTime | undefined;
  #now: SimTime = 0;
  /** The latest instant at which something happened. */
  #lastAt: SimTime = -1;

  constructor(options: {
    readonly lookaheadUs: number;
    readonly deadlineSeconds: number;
    readonly acts: readonly TimedAct[];
  }) {
    this.#lookaheadUs = options.lookaheadUs;
    this.#deadline = Math.round(options.deadlineSeconds * 1_000_000);
    this.#acts = [...options.acts];
  }

  /** All events before this moment have happened. */
  get now(): SimTime {
    return this.#now;
  }

  get events(): number {
    return this.#events.reduce((total, events) => total + events, 0);
  }

  /** When an act that comes now takes effect: after all that has happened. */
  get actMoment(): SimTime {
    return Math.max(this.#now, this.#lastAt + 1);
  }

  addAct(timed: TimedAct): void {
    const after = this.#acts.findIndex((other) => other.at > timed.at);
    this.#acts.splice(after < 0 ? this.#acts.length : after, 0, timed);
  }

  report(node: number, standing: Standing): void {
    this.#nextAt[node] = standing.nextAt;
    this.#events[node] = standing.events;
    this.#happened(standing.lastAt);
    if (node === 0) this.#syncedAt = standing.syncedAt;
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
    const endAt = this.#syncedAt === undefined ? NEVER : this.#syncedAt + this.#lookaheadUs;
    const stop = Math.min(bound ?? NEVER, endAt, this.#deadline + 1);
    const due = Math.min(earliest, act?.at ?? NEVER);
    if (due >= stop || due === NEVER) return this.#stopAt(stop, due, endAt);
    if (act !== undefined && act.at <= earliest) {
      this.#acts.shift();
      this.#happened(act.at);
      this.#now = act.at;
      return { kind: "act", at: act.at, act: act.act };
    }
    if (single) {
      this.#now = earliest;
      const node = this.#nextAt.indexOf(earliest);
      return { kind: "window", until: earliest + 1, nodes: [node], limit: 1 };
    }
    const until = Math.min(earliest + this.#lookaheadUs, stop, act?.at ?? NEVER);
    const nodes: number[] = [];
    this.#nextAt.forEach((at, node) => {
      if (at !== undefined && at < until) nodes.push(node);
    });
    this.#now = until;
    return { kind: "window", until, nodes, limit: NEVER };
  }

  #stopAt(stop: SimTime, due: SimTime, endAt: SimTime): Round {
    if (this.#syncedAt !== undefined && (stop === endAt || due === NEVER)) {
      return { kind: "ended", ended: "synced", at: this.#syncedAt };
    }
    if (due === NEVER) return { kind: "ended", ended: "stuck", at: Math.max(0, this.#lastAt) };
    if (stop === this.#deadline + 1) return { kind: "ended", ended: "deadline", at: this.#deadline };
    this.#now = Math.max(this.#now, stop);
    return { kind: "rest" };
  }

  #earliest(): SimTime {
    let earliest = NEVER;
    for (const at of this.#nextAt) if (at !== undefined && at < earliest) earliest = at;
    return earliest;
  }

  #happened(at: SimTime): void {
    this.#lastAt = Math.max(this.#lastAt, at);
  }
}
