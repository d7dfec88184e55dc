/**
 * The one peer that is asked for the way from our best block: `getblocks` once, when it is chosen. It is replaced only when
 * it is gone (protocol.md §3.1; Bitcoin 0.8 and 0.9 `StartSync`, `NodeSyncScore`).
 *
 * What an attacker gains: all that comes is at its speed, and if it says nothing, nothing comes. To be chosen it only
 * needs to claim a height.
 */
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { SyncPeer } from "../sync-peer.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import type { GetBlocks } from "./get-blocks.ts";

export class SyncNode {
  readonly #context: NodeContext;
  readonly #getBlocks: GetBlocks;
  readonly #peer: SyncPeer;

  constructor(context: NodeContext, getBlocks: GetBlocks) {
    this.#context = context;
    this.#getBlocks = getBlocks;
    this.#peer = new SyncPeer(context);
  }

  pump(): void {
    const { now } = this.#peer;
    if (now !== undefined && this.#context.peers.get(now.id) === now) return;
    if (now !== undefined) this.onGone(now);
    const chosen = this.#choose();
    if (chosen === undefined) return;
    const { syncNodeChoice } = this.#context.policy;
    this.#peer.set(chosen, syncNodeChoice === "silent longest" ? "silent longest" : "heard of most recently");
    this.#getBlocks.ask(chosen, this.#context.chain.tip, undefined);
  }

  onGone(peer: Peer): void {
    this.#peer.onGone(peer);
  }

  /** Of equals the one that connected first. */
  #choose(): Peer | undefined {
    const { chain, policy } = this.#context;
    const { syncNodeBehindBlocks: behind } = policy;
    const least = behind === null ? Number.NEGATIVE_INFINITY : chain.active.height - behind;
    let best: Peer | undefined;
    for (const peer of this.#context.askable()) {
      if (known(peer.version, "the version of a ready peer").startHeight <= least) continue;
      if (best === undefined || this.#score(peer) > this.#score(best)) best = peer;
    }
    return best;
  }

  /** 0.8.6 means the same as 0.9 and has the sign wrong. */
  #score(peer: Peer): number {
    const heardAt = Math.floor(peer.lastReceivedAt / MICROSECONDS_PER_SECOND);
    return this.#context.policy.syncNodeChoice === "silent longest" ? -heardAt : heardAt;
  }
}
