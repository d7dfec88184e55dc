/**
 * An outbound peer that stays behind our tip makes room for another (protocol.md §2.11; Core `ConsiderEviction`): first it
 * has twenty minutes to catch up with where we were, then it is asked once more, then it goes. A few peers that have once
 * shown a chain as good as ours are safe.
 */
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";
import { OWED_SECONDS } from "./headers.ts";

interface Watch {
  timeoutAt: TimeUs | undefined;
  /** Our tip when its time began. */
  workHeader: number | undefined;
  askedAgain: boolean;
}

export class ChainSync {
  readonly timers: TimerHandlers = { chainSync: (peer) => this.#onTimeout(peer) };
  readonly #context: NodeContext;
  readonly #ask: (peer: Peer, from: number) => void;
  readonly #watches: Map<Peer, Watch>;
  readonly #protected: Set<Peer>;

  constructor(context: NodeContext, ask: (peer: Peer, from: number) => void) {
    this.#context = context;
    this.#watches = context.memory.map("those behind our tip");
    this.#protected = context.memory.set("those protected");
    this.#ask = ask;
  }

  /** Core `UpdatePeerStateForReceivedHeaders`: it has shown a chain as good as ours. */
  onHeaders(peer: Peer): void {
    const { chain, policy } = this.#context;
    if (peer.inbound || peer.bestKnown === undefined || this.#protected.size >= policy.protectedPeersMax)
      return;
    if (chain.index.compareWork(peer.bestKnown, chain.tip) < 0) return;
    this.#protected.add(peer);
    // Nobody looks at it from now on: a time that has begun would run out.
    this.#context.timers.cancel({ timer: "chainSync", peer: peer.id });
  }

  /** It has once shown a chain as good as ours, early enough. */
  isProtected(peer: Peer): boolean {
    return this.#protected.has(peer);
  }

  /** Looks at these outbound peers, whose headers sync has begun. */
  pump(peers: Iterable<Peer>): void {
    if (this.#context.policy.chainSyncTimeoutSeconds === null) return;
    for (const peer of peers) if (!this.#protected.has(peer)) this.#consider(peer);
  }

  #onTimeout(peer: Peer): void {
    const watch = this.#watches.get(peer);
    if (watch?.workHeader === undefined) return;
    if (watch.askedAgain) {
      this.#context.drop(peer, "outdated", "outbound peer has old chain");
      return;
    }
    watch.askedAgain = true;
    this.#ask(peer, this.#context.chain.index.parent(watch.workHeader));
    this.#setTimer(peer, watch, this.#context.policy.headersResponseSeconds ?? OWED_SECONDS);
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "chainSync", peer: peer.id });
    this.#watches.delete(peer);
    this.#protected.delete(peer);
  }

  #consider(peer: Peer): void {
    const { chain, policy } = this.#context;
    const { index, tip } = chain;
    const watch = this.#watches.get(peer) ?? {
      timeoutAt: undefined,
      workHeader: undefined,
      askedAgain: false,
    };
    this.#watches.set(peer, watch);
    const { bestKnown } = peer;
    if (bestKnown !== undefined && index.compareWork(bestKnown, tip) >= 0) {
      if (watch.timeoutAt !== undefined) this.#context.timers.cancel({ timer: "chainSync", peer: peer.id });
      watch.timeoutAt = undefined;
      watch.workHeader = undefined;
      watch.askedAgain = false;
      return;
    }
    const caughtUp =
      watch.workHeader !== undefined &&
      bestKnown !== undefined &&
      index.compareWork(bestKnown, watch.workHeader) >= 0;
    if (watch.timeoutAt !== undefined && !caughtUp) return;
    watch.workHeader = tip;
    watch.askedAgain = false;
    this.#setTimer(peer, watch, known(policy.chainSyncTimeoutSeconds, "chainSyncTimeoutSeconds"));
  }

  #setTimer(peer: Peer, watch: Watch, seconds: number): void {
    watch.timeoutAt = this.#context.now + seconds * MICROSECONDS_PER_SECOND;
    this.#context.timers.set({ timer: "chainSync", peer: peer.id }, watch.timeoutAt);
  }
}
