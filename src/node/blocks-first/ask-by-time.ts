/**
 * Bitcoin 0.8 (`AskFor`): each peer has a queue by time. What nobody was asked for is due at once; what anybody was asked
 * for becomes due some time after that, and later still for each further peer that announces it. Nobody is watched, nothing
 * is taken back, and there is no limit (protocol.md §3.1).
 *
 * What an attacker gains: whoever announces a block first and does not send it holds it up for two minutes.
 */
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import { type BlockRequests, sendGetData } from "./block-requests.ts";

interface Due {
  readonly at: TimeUs;
  readonly hash: string;
}

export class AskByTime implements BlockRequests {
  readonly #context: NodeContext;
  /** Whether it has come meanwhile. */
  readonly #isKnown: (hash: string) => boolean;
  /** By time; of equals the one announced first. */
  readonly #queues: Map<Peer, Due[]>;
  /** When each was last asked for, of anyone, or is to be. */
  readonly #askedAt = new Map<string, TimeUs>();
  /** What each was asked for and has not sent. Only to say so: nothing follows from it. */
  readonly #pending: Map<Peer, Set<string>>;
  #lastAskAt: TimeUs = 0;

  constructor(context: NodeContext, isKnown: (hash: string) => boolean) {
    this.#context = context;
    this.#queues = context.memory.map("what is to be asked");
    this.#pending = context.memory.map("what was asked");
    this.#isKnown = isKnown;
  }

  want(peer: Peer, hash: string): void {
    const before = this.#askedAt.get(hash);
    const { now } = this.#context;
    const at = before === undefined ? now : Math.max(now, before + this.#againUs());
    this.#askedAt.set(hash, at);
    const queue = this.#queues.get(peer) ?? [];
    this.#queues.set(peer, queue);
    // Nearly always it is the last.
    let i = queue.length;
    while (i > 0 && queue[i - 1]!.at > at) i--;
    queue.splice(i, 0, { at, hash });
  }

  pump(): void {
    const { now, timers } = this.#context;
    let next: TimeUs | undefined;
    for (const [peer, queue] of this.#queues) {
      const later = queue.findIndex(({ at }) => at > now);
      const due = later < 0 ? queue.length : later;
      if (due > 0) this.#ask(peer, queue.splice(0, due));
      const first = queue[0]?.at;
      if (first === undefined) this.#queues.delete(peer);
      else next = next === undefined ? first : Math.min(next, first);
    }
    if (next === undefined) timers.cancel({ timer: "ask" });
    else timers.set({ timer: "ask" }, next);
  }

  onArrived(peer: Peer, hash: string): boolean {
    return this.#pending.get(peer)?.delete(hash) ?? false;
  }

  onKept(hash: string): void {
    this.#askedAt.delete(hash);
  }

  onGone(peer: Peer): void {
    this.#queues.delete(peer);
    this.#pending.delete(peer);
  }

  /** What was asked for longer ago than others may be asked is given up. */
  owed(): boolean {
    if (this.#context.now >= this.#lastAskAt + this.#againUs()) return false;
    for (const pending of this.#pending.values()) if (pending.size > 0) return true;
    return false;
  }

  checkInvariants(): readonly string[] {
    const problems: string[] = [];
    for (const [peer, queue] of this.#queues) {
      if (!this.#context.peers.has(peer.id)) problems.push(`B2 ${peer.id} is gone and has a queue`);
      const [first] = queue;
      if (first === undefined || first.at <= this.#context.now)
        problems.push(`B3 something due is not asked of ${peer.id}`);
    }
    return problems;
  }

  #ask(peer: Peer, due: readonly Due[]): void {
    const { now, timers } = this.#context;
    const hashes = due.map(({ hash }) => hash).filter((hash) => !this.#isKnown(hash));
    if (hashes.length === 0) return;
    sendGetData(this.#context, peer, hashes);
    const pending = this.#pending.get(peer) ?? new Set();
    this.#pending.set(peer, pending);
    for (const hash of hashes) pending.add(hash);
    this.#lastAskAt = now;
    timers.set({ timer: "asked" }, now + this.#againUs());
  }

  #againUs(): TimeUs {
    return known(this.#context.policy.askAgainSeconds, "askAgainSeconds") * MICROSECONDS_PER_SECOND;
  }
}
