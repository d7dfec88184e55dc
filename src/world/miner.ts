/** Finds blocks for a running node, on its own chain, with virtual time as their timestamps (Core `CreateNewBlock`). */
import type { Block } from "../bitcoin/block.ts";
import type { Network } from "../bitcoin/networks.ts";
import type { ChainState } from "../chain/chain-state.ts";
import type { Prng } from "../sim/prng.ts";
import { mineBlock, parentInIndex } from "./block-mining.ts";

export class Miner {
  readonly #network: Network;
  readonly #chain: ChainState;
  readonly #prng: Prng;
  #count = 0;

  constructor(network: Network, chain: ChainState, prng: Prng) {
    this.#network = network;
    this.#chain = chain;
    this.#prng = prng;
  }

  /** A block on this one, an internal-order hash; it must be known. */
  mineOn(parentHash: Uint8Array, nowSeconds: number): { readonly block: Block; readonly hash: Uint8Array } {
    const { index } = this.#chain;
    const parent = index.find(parentHash);
    if (parent === undefined) throw new Error("the block to mine on is not known");
    // Core GetMinimumTime: later than the middle of the eleven before it.
    const time = Math.max(index.medianTimePast(parent) + 1, nowSeconds);
    return mineBlock(
      this.#network,
      parentInIndex(index, parent),
      time,
      this.#prng.split(`block ${this.#count++}`),
    );
  }

  /** The tip's ancestor so far below it, or genesis. */
  below(depth: number): Uint8Array {
    const { index, tip } = this.#chain;
    const entry = index.ancestor(tip, Math.max(0, index.height(tip) - depth)) ?? 0;
    return index.hash(entry).slice();
  }
}
