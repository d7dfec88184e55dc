/**
 * What a person wants to know of the download window: where it is, seen from our best header, and the one block that
 * holds it up (protocol.md §2.8 rule e). Nothing is decided by it.
 */

import type { NodeContext } from "../context.ts";
import type { PeerId } from "../peer-id.ts";
import { isHeldUp } from "./block-wanted.ts";

interface Range {
  readonly low: number;
  readonly high: number;
}

interface Stall {
  readonly entry: number;
  readonly height: number;
  readonly peer: PeerId;
}

export class DownloadWindow {
  readonly #context: NodeContext;
  /** The highest block of the best header's chain up to which everything is stored. */
  #base = 0;
  #range: Range | undefined;
  #stall: Stall | undefined;

  constructor(context: NodeContext) {
    this.#context = context;
  }

  /** Reports what has changed. To be called when everybody has been asked for what they may be asked for. */
  watch(): void {
    this.#moveBase();
    const { index, bestHeader } = this.#context.chain;
    const low = index.height(this.#base) + 1;
    const high = Math.min(index.height(bestHeader), low + this.#context.policy.windowBlocks - 1);
    // When all is stored there is nothing to look at: the window stays where it was last.
    if (low <= high && (this.#range?.low !== low || this.#range.high !== high)) {
      const to = { low, high };
      this.#context.observe({ kind: "windowMoved", from: this.#range, to });
      this.#range = to;
    }
    this.#setStall(low <= high ? this.#findStall(low) : undefined);
  }

  #moveBase(): void {
    const { chain } = this.#context;
    const { index, bestHeader } = chain;
    // Mostly the tip is on the way to the best header, and all there is to do. A stored run of a branch is beyond it.
    const fork = index.lastCommon(chain.tip, bestHeader);
    if (!index.isAncestor(this.#base, bestHeader) || index.height(fork) > index.height(this.#base)) {
      this.#base = fork;
    }
    for (;;) {
      const next = index.ancestor(bestHeader, index.height(this.#base) + 1);
      if (next === undefined || !chain.hasAllBlocksTo(next)) return;
      this.#base = next;
    }
  }

  /**
   * The lowest missing block is owed by one peer while another, to which nothing is left to owe, could give blocks
   * beyond the window's end: Core's staller.
   */
  #findStall(low: number): Stall | undefined {
    const { chain, inFlight } = this.#context;
    const entry = chain.index.ancestor(chain.bestHeader, low);
    const holder = entry === undefined ? undefined : inFlight.get(entry);
    if (entry === undefined || holder === undefined) return undefined;
    for (const peer of this.#context.askable()) {
      const { bestKnown } = peer;
      if (bestKnown === undefined || !isHeldUp(this.#context, peer) || chain.isFailed(bestKnown)) continue;
      // Whoever is on another branch waits for another block.
      if (chain.index.isAncestor(entry, bestKnown)) return { entry, height: low, peer: holder.id };
    }
    return undefined;
  }

  #setStall(stall: Stall | undefined): void {
    const before = this.#stall;
    if (before?.entry === stall?.entry && before?.peer === stall?.peer) return;
    if (before !== undefined) this.#context.observe({ kind: "windowFreed", height: before.height });
    if (stall !== undefined) this.#context.observe({ kind: "windowStalled", ...stall });
    this.#stall = stall;
  }
}
