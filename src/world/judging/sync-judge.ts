/**
 * Finds the moment from which the local node is synced, with the eyes of someone who knows the truth of all nodes:
 * its tip has the most work that any honest peer it is connected to has. It is settled when nothing is owed either,
 * and only then its run may end. Nodes never see this.
 *
 * Nodes that work in parallel tell of their changes out of order; they are judged in the order of time, up to where
 * all nodes have got. A judgement therefore never depends on who went ahead of whom.
 */
import type { SimTime } from "../../sim/time.ts";
import type { Behaviour } from "../behaviours/catalogue.ts";
import { LOCAL_NODE } from "../record.ts";
import type { Act, TimedAct } from "../scenario/act.ts";
import type { PeerSpec } from "../scenario/peer-spec.ts";
import { isHonest } from "./honesty.ts";
import type { NodeOutlook } from "./outlook.ts";
import type { LocalReport } from "./summary.ts";
import type { LocalTruth, TruthChange } from "./truth-watch.ts";
import { type PeerAtEnd, whyNotSynced } from "./why-not-synced.ts";

type Change =
  | { readonly at: SimTime; readonly node: number; readonly change: TruthChange }
  | { readonly at: SimTime; readonly act: Act };

export class SyncJudge {
  readonly #peers = new Map<string, { readonly number: number; behaviours: readonly Behaviour[] }>();
  /** By node, the chain work of its tip. */
  readonly #work: bigint[] = [];
  /** Moment of the last act, scheduled or done since: before it there is more to come, and no run is over. */
  #notBefore: SimTime;
  #local: LocalTruth | undefined;
  /** Not yet judged. */
  #pending: Change[] = [];
  /** Since when its tip has been the best without a break. */
  #bestSince: SimTime | undefined;
  /** Since when it has also been owed nothing. */
  #settledSince: SimTime | undefined;
  /** Since when that is so, and there is somebody whose chain it can be compared with. */
  #comparedSince: SimTime | undefined;

  /** `peers`: numbers 1, 2, 3 …; `acts`: those that are scheduled, by time. */
  constructor(peers: readonly PeerSpec[], acts: readonly TimedAct[]) {
    for (const peer of peers) this.#add(peer);
    this.#notBefore = acts.at(-1)?.at ?? 0;
  }

  /** Since when the local node is synced, as far as it has been judged; whom nobody is connected to stays what it was. */
  get syncedSince(): SimTime | undefined {
    return this.#bestSince;
  }

  /** Since when it is synced and owed nothing; whom nobody is connected to is owed nothing. */
  get settledSince(): SimTime | undefined {
    return this.#settledSince;
  }

  /** From when on the run may end: it is settled among others, and no act is to come. */
  get overAt(): SimTime | undefined {
    return this.#comparedSince === undefined ? undefined : Math.max(this.#comparedSince, this.#notBefore);
  }

  /** The run cannot turn out over before this; `undefined`: before the local node does something more. */
  get notOverBefore(): SimTime | undefined {
    if (this.#comparedSince !== undefined) return this.overAt;
    if (isReady(this.#local)) return this.#notBefore;
    let first: SimTime | undefined;
    for (const change of this.#pending) {
      if (!("change" in change) || !isReady(change.change.local)) continue;
      if (first === undefined || change.at < first) first = change.at;
    }
    return first === undefined ? undefined : Math.max(first, this.#notBefore);
  }

  report(node: number, changes: readonly TruthChange[]): void {
    for (const change of changes) this.#pending.push({ at: change.at, node, change });
  }

  acted(at: SimTime, act: Act): void {
    this.#notBefore = Math.max(this.#notBefore, at);
    this.#pending.push({ at, act });
  }

  /** Judges what happened before `until`, when all nodes have told of it. */
  advance(until: SimTime): void {
    if (this.#pending.length === 0) return;
    const due = this.#pending.filter(({ at }) => at < until).sort((a, b) => a.at - b.at);
    if (due.length === 0) return;
    this.#pending = this.#pending.filter(({ at }) => at >= until);
    due.forEach((change, i) => {
      this.#take(change);
      if (due[i + 1]?.at !== change.at) this.#judge(change.at);
    });
  }

  /** Why the local node is not synced, for a person. `report`: its own; `outlooks`: of all nodes, by number. */
  whyNot(report: LocalReport, outlooks: readonly NodeOutlook[]): string {
    const [local] = outlooks;
    if (local === undefined) throw new Error(`node 0 is not ${LOCAL_NODE}`);
    const connected = new Set(this.#local?.connected);
    const peers = [...this.#peers].flatMap(([name, { number, behaviours }]): PeerAtEnd[] => {
      const outlook = outlooks[number];
      if (outlook === undefined) return [];
      const { reason = null } = report.peers.find(({ id }) => id === name) ?? {};
      const work = this.#work[number] ?? 0n;
      return [{ name, connected: connected.has(name), reason, behaviours, work, outlook }];
    });
    const { crashedBecause } = this.#local ?? {};
    return whyNotSynced({
      local,
      work: this.#work[0] ?? 0n,
      blocks: report.local.blocks,
      crashedBecause,
      peers,
    });
  }

  #judge(at: SimTime): void {
    const best = this.#bestHonestWork();
    const isBest = best !== undefined && (this.#work[0] ?? 0n) >= best;
    if (isBest && this.#local?.running === true) this.#bestSince ??= at;
    else if (best !== undefined || this.#local?.running !== true) this.#bestSince = undefined;
    this.#comparedSince = isBest && isReady(this.#local) ? (this.#comparedSince ?? at) : undefined;
    this.#settledSince =
      this.#bestSince !== undefined && isReady(this.#local) ? (this.#settledSince ?? at) : undefined;
  }

  #take(change: Change): void {
    if ("change" in change) {
      this.#work[change.node] = change.change.work;
      if (change.change.local !== undefined) this.#local = change.change.local;
    } else if (change.act.kind === "setBehaviours") {
      const peer = this.#peers.get(change.act.node);
      if (peer !== undefined) peer.behaviours = change.act.behaviours;
    } else if (change.act.kind === "addPeer") this.#add(change.act.peer);
  }

  #bestHonestWork(): bigint | undefined {
    let best: bigint | undefined;
    for (const name of this.#local?.connected ?? []) {
      const peer = this.#peers.get(name);
      const work = peer !== undefined && isHonest(peer.behaviours) ? this.#work[peer.number] : undefined;
      if (work !== undefined && (best === undefined || work > best)) best = work;
    }
    return best;
  }

  #add(peer: PeerSpec): void {
    if (this.#peers.has(peer.id)) return;
    this.#peers.set(peer.id, { number: this.#peers.size + 1, behaviours: peer.behaviours });
  }
}

function isReady(local: LocalTruth | undefined): boolean {
  return local?.running === true && !local.owed;
}
