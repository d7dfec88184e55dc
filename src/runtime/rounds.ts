/**
 * Which nodes may go on, and how far, so that any number of them can work at once and still every node sees its
 * events in the one total order (conservative parallel simulation).
 *
 * A node can act at its own next event, or when something arrives that a neighbour may still send, which is a link's latency
 * after that one acts at the earliest. So the earliest moment at which each node can act is a shortest path over the links; and
 * a node may handle everything before the earliest arrival of anything a neighbour may send. Acts, the end and the page's bound
 * cut these windows short; none of them changes what happens in them.
 *
 * A peer whose one link is that to the local node lets it go much further. It hands over what waits in its line as soon as it is
 * there, with the moments at which it will arrive, and takes it back if it comes to nothing (`foresight.ts`). Let `x` be when it
 * next changes its mind, `L` the link's latency: what it takes back or sends otherwise would have arrived at `x + L` or later.
 * So all that has been handed over is certain up to there, however far the peer itself has got. It can change its mind
 *
 * - at an event of its own, or when something comes in that the local node has sent before: it knows both, `alertAt`;
 * - when something comes in that the local node says in its window. Only that node knows, and it does when it says it: it
 *   goes no further than `L` beyond the arrival (`Outbox.horizon`). It is a window that closes itself;
 * - and never because it is asked for blocks, where it only serves (`Node.onlyServes`): they get to the end of its line, and
 *   arrive behind all that is in it. So a local node that only asks for blocks goes on to where the shortest of the lines ends,
 *   many round trips further, and then the peers as far.
 *
 * A promise that is broken is never passed over: what is taken back must not have been handled (`Agenda.recall`), what arrives
 * must not lie in the past (`Node.handle`). Peers with links to others get by with the first rule alone: anybody's question would change
 * the turns of all that waits.
 *
 * The end of a run does not depend on how it was cut into windows either. A run that is settled at `T` ends when all
 * events before `T + reachUs` have happened, and no node may have gone beyond that. What settles the run is something
 * that the local node does, or an act; so nobody goes further than `reachUs` beyond the earliest such moment that the
 * judge does not know to be none. The local node itself stops that far after it is owed nothing any more. Where a world is
 * to be quiet for a while before it ends, the end only moves further away with all that happens, and is never overrun.
 */
import type { SimTime } from "../sim/time.ts";
import type { Foreseen } from "../world/host/foresight.ts";
import type { Standing } from "../world/host/member.ts";
import type { SyncJudge } from "../world/judging/sync-judge.ts";
import { LOCAL_NUMBER, type RunEnd } from "../world/record.ts";
import type { Act, TimedAct } from "../world/scenario/act.ts";

const NEVER = Number.MAX_SAFE_INTEGER;
/** A node that has more to do in a window says in between that it is alive, and what it has done can be shown. */
const WINDOW_EVENTS = 2000;

/** A node may handle what is due before `until`. */
export interface Grant {
  readonly node: number;
  readonly until: SimTime;
  /** As `Member.advance` has it. */
  readonly lineEnds?: readonly (SimTime | undefined)[];
}

/** How a run ended. */
export interface EndOfRun {
  readonly ended: RunEnd;
  /** Synced: since when; else the moment of the end. */
  readonly at: SimTime;
  /** Since when it was synced and nothing was owed; undefined: that never came. */
  readonly settledAt: SimTime | undefined;
}

export type Round =
  /** At most `limit` events each. */
  | { readonly kind: "window"; readonly grants: readonly Grant[]; readonly limit: number }
  /** Every node is told of this act. */
  | { readonly kind: "act"; readonly at: SimTime; readonly act: Act }
  /** Nothing to do before the bound. */
  | { readonly kind: "rest" }
  | ({ readonly kind: "ended" } & EndOfRun);

export interface RoundsOptions {
  /** How long after it was synced a run ends: there and back over the longest link, or longer. */
  readonly reachUs: number;
  /** And not before nothing has happened anywhere for so long; pings are nothing. */
  readonly quietUs: number;
  readonly deadlineUs: SimTime;
  /** By time. */
  readonly acts: readonly TimedAct[];
  readonly judge: SyncJudge;
}

export class Rounds {
  readonly judge: SyncJudge;
  #reachUs: number;
  readonly #quietUs: number;
  readonly #deadline: SimTime;
  readonly #acts: TimedAct[];
  /** By node. */
  readonly #links: { readonly other: number; readonly latencyUs: number }[][] = [[]];
  readonly #nextAt: (SimTime | undefined)[] = [];
  /** Of those that have but one link. */
  readonly #foreseen: (Foreseen | undefined)[] = [];
  readonly #events: number[] = [];
  #now: SimTime = 0;
  /** How many scheduled acts there have been. */
  #acted = 0;
  /** No node has done anything from this on. */
  #doneTo: SimTime = 0;
  /** The same of windows alone: a step lets nobody go ahead. */
  #aheadTo: SimTime = 0;
  /** One event is handled, or an act. */
  #isStep = false;
  /** The latest instant at which an event happened. */
  #lastAt: SimTime = -1;
  /** Moment of the last act, scheduled or a user's. */
  #actedAt: SimTime = 0;
  /** And of those at which it was more than a ping. */
  #stirredAt: SimTime = -1;

  constructor(options: RoundsOptions) {
    this.#reachUs = options.reachUs;
    this.#quietUs = options.quietUs;
    this.#deadline = options.deadlineUs;
    this.#acts = [...options.acts];
    this.judge = options.judge;
  }

  /** All events before this moment have happened. */
  get now(): SimTime {
    return this.#now;
  }

  /** When the next event or scheduled act is due; undefined: none is. */
  get nextAt(): SimTime | undefined {
    const next = Math.min(this.#earliest(), this.#acts[0]?.at ?? NEVER);
    return next === NEVER ? undefined : next;
  }

  get events(): number {
    return this.#events.reduce((total, events) => total + events, 0);
  }

  /** Events and scheduled acts so far: what can be stepped through. */
  get steps(): number {
    return this.events + this.#acted;
  }

  /** No node has gone beyond this in a window: when all events before it have happened, all stand at one moment. */
  get reachedAt(): SimTime {
    return Math.max(this.#now, this.#aheadTo);
  }

  /** When an act that comes now takes effect: after all that has happened anywhere. */
  get actMoment(): SimTime {
    return Math.max(this.#now, this.#doneTo, this.#lastAt + 1);
  }

  /** The next number's peer, by the latency of its link. A run with it ends as if it had been there from the beginning. */
  addPeer(latencyUs: number): void {
    this.#reachUs = Math.max(this.#reachUs, 2 * latencyUs);
    this.#links.push([]);
    this.addLink(LOCAL_NUMBER, this.#links.length - 1, latencyUs);
  }

  addLink(a: number, b: number, latencyUs: number): void {
    this.#links[a]!.push({ other: b, latencyUs });
    this.#links[b]!.push({ other: a, latencyUs });
  }

  report(node: number, standing: Standing): void {
    this.#nextAt[node] = standing.nextAt;
    this.#foreseen[node] = standing.foreseen;
    if (standing.reachedAt !== undefined) {
      this.#doneTo = Math.max(this.#doneTo, standing.reachedAt);
      if (!this.#isStep) this.#aheadTo = Math.max(this.#aheadTo, this.#doneTo);
    }
    this.#events[node] = standing.events;
    this.#lastAt = Math.max(this.#lastAt, standing.lastAt);
    this.#stirredAt = Math.max(this.#stirredAt, standing.stirredAt);
    this.judge.report(node, standing.changes);
  }

  /** Something is on its way to `node`. `askedAt`: the first of it that asks for blocks arrives; `arriveAt`: the first of the rest. */
  expect(node: number, arriveAt: SimTime | undefined, askedAt?: SimTime): void {
    this.#nextAt[node] = earlier(this.#nextAt[node], earlier(arriveAt, askedAt));
    const foreseen = this.#foreseen[node];
    if (foreseen === undefined) return;
    const answers = foreseen.lineEndsAt !== undefined;
    this.#foreseen[node] = {
      ...foreseen,
      alertAt: earlier(foreseen.alertAt, answers ? arriveAt : earlier(arriveAt, askedAt)),
      askedAt: answers ? earlier(foreseen.askedAt, askedAt) : undefined,
    };
  }

  /** The next thing to do before `bound` (`undefined` = no bound); `single`: one event only. */
  plan(bound: SimTime | undefined, single: boolean): Round {
    const earliest = this.#earliest();
    const act = this.#acts[0];
    const due = Math.min(earliest, act?.at ?? NEVER);
    // What is done at the bound is not judged before all is done that is done there: where nothing is due any more, it is.
    this.judge.advance(due === NEVER ? NEVER : Math.min(due, bound ?? NEVER));
    const { overAt } = this.judge;
    const endAt = overAt === undefined ? NEVER : this.#endAt(overAt);
    const stop = Math.min(bound ?? NEVER, endAt, this.#deadline + 1);
    if (due >= stop || due === NEVER) return this.#stopAt(stop, due, endAt);
    this.#now = due;
    if (act !== undefined && act.at <= earliest) return this.#takeAct(act);
    if (single) {
      return this.#window([{ node: this.#nextAt.indexOf(earliest), until: earliest + 1 }], 1);
    }
    return this.#window(this.#grants(Math.min(stop, act?.at ?? NEVER), earliest), WINDOW_EVENTS);
  }

  /** The next scheduled act of this very moment: it was there before whatever a user does then. */
  planActAt(at: SimTime): (Round & { kind: "act" }) | undefined {
    const [act] = this.#acts;
    return act?.at === at ? this.#takeAct(act) : undefined;
  }

  /** The first of those that are scheduled. */
  #takeAct({ at, act }: TimedAct): Round & { kind: "act" } {
    this.#acts.shift();
    this.#acted += 1;
    this.acted(at);
    return { kind: "act", at, act };
  }

  /** All nodes are told of an act of this moment: nothing that happens is earlier. */
  acted(at: SimTime): void {
    this.#now = Math.max(this.#now, at);
    this.#doneTo = Math.max(this.#doneTo, at);
    this.#actedAt = Math.max(this.#actedAt, at);
  }

  /** A run that may end from this moment on ends when nothing is due before this. */
  #endAt(overAt: SimTime): SimTime {
    return Math.max(overAt + this.#reachUs, this.#stirredAt + this.#quietUs);
  }

  #window(grants: readonly Grant[], limit: number): Round {
    this.#isStep = limit === 1;
    return { kind: "window", grants, limit };
  }

  /** How far each node that has something to do may go, never to `ceiling` or beyond. Nothing is due before `earliest`. */
  #grants(ceiling: SimTime, earliest: SimTime): Grant[] {
    const acts = this.#earliestActs();
    const { notOverBefore } = this.judge;
    const perhapsOver = Math.max(earliest, notOverBefore ?? acts[LOCAL_NUMBER]!);
    const grants: Grant[] = [];
    this.#links.forEach((links, node) => {
      const next = this.#nextAt[node] ?? NEVER;
      if (next >= ceiling) return;
      // The local node stops by itself where its run may have come to its end.
      const free = node === LOCAL_NUMBER && notOverBefore === undefined;
      let until = free ? ceiling : Math.min(ceiling, perhapsOver + this.#reachUs);
      for (const { other, latencyUs } of links) {
        until = Math.min(until, this.#heardFrom(other, latencyUs) ?? acts[other]! + latencyUs);
      }
      if (next >= until) return;
      grants.push(node === LOCAL_NUMBER ? { node, until, lineEnds: this.#lineEnds() } : { node, until });
    });
    return grants;
  }

  /**
   * When something that `node` has not handed over may come from it, or something that it has be taken back, if what is said to
   * it from now on is left out of account. Undefined: it has more than one link, and foresees nothing.
   */
  #heardFrom(node: number, latencyUs: SimTime): SimTime | undefined {
    const foreseen = this.#foreseen[node];
    if (foreseen === undefined) return undefined;
    const { alertAt = NEVER, askedAt = NEVER, nextArrivalAt = NEVER, lineEndsAt = 0 } = foreseen;
    return Math.min(alertAt + latencyUs, nextArrivalAt, Math.max(lineEndsAt, askedAt + latencyUs));
  }

  /** For the local node, which takes into account what it says. */
  #lineEnds(): readonly (SimTime | undefined)[] {
    return this.#foreseen.map((foreseen) =>
      foreseen === undefined ? undefined : (foreseen.lineEndsAt ?? 0),
    );
  }

  /** By node, the earliest moment at which it can act, on its own or because others did (Dijkstra). */
  #earliestActs(): SimTime[] {
    const acts = this.#links.map((_, node) => this.#nextAt[node] ?? NEVER);
    for (const { other, latencyUs } of this.#links[LOCAL_NUMBER]!)
      acts[LOCAL_NUMBER] = Math.min(acts[LOCAL_NUMBER]!, this.#heardFrom(other, latencyUs) ?? NEVER);
    const open = acts.map((_, node) => node);
    while (open.length > 0) {
      let first = 0;
      for (let i = 1; i < open.length; i++) {
        if (acts[open[i]!]! < acts[open[first]!]!) first = i;
      }
      const node = open[first]!;
      open[first] = open[open.length - 1]!;
      open.pop();
      const at = acts[node]!;
      if (this.#foreseen[node] !== undefined) continue;
      for (const { other, latencyUs } of this.#links[node]!) {
        if (at + latencyUs < acts[other]!) acts[other] = at + latencyUs;
      }
    }
    return acts;
  }

  #stopAt(stop: SimTime, due: SimTime, endAt: SimTime): Round {
    const { overAt } = this.judge;
    if (overAt !== undefined && (stop === endAt || due === NEVER)) {
      // The record of the end stands where the run stopped, however it was cut.
      return this.#ended("synced", due === NEVER ? overAt : endAt);
    }
    if (due === NEVER) return this.#ended("stuck", Math.max(this.#actedAt, this.#lastAt));
    if (stop === this.#deadline + 1) {
      // All of its time has passed, whoever had something to do in it.
      this.#doneTo = Math.max(this.#doneTo, stop);
      return this.#ended("deadline", Math.min(overAt ?? NEVER, this.#deadline));
    }
    this.#now = Math.max(this.#now, stop);
    return { kind: "rest" };
  }

  /** At `at` it goes no further. A node whose tip is the best is synced, whatever else is owed to it. */
  #ended(ended: RunEnd, at: SimTime): Round {
    this.#now = Math.max(this.#now, at, this.#lastAt);
    const { syncedSince, settledSince } = this.judge;
    if (syncedSince === undefined) return { kind: "ended", ended, at, settledAt: undefined };
    return { kind: "ended", ended: "synced", at: syncedSince, settledAt: settledSince };
  }

  #earliest(): SimTime {
    let earliest = NEVER;
    for (const at of this.#nextAt) if (at !== undefined && at < earliest) earliest = at;
    return earliest;
  }
}

function earlier(a: SimTime | undefined, b: SimTime | undefined): SimTime | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
