/** Finds blocks for a running node, on its own chain, with virtual time as their timestamps (Core `CreateNewBlock`). */
import { known } from "../../bitcoin/known.ts";
import type { Network } from "../../bitcoin/networks.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import type { SimTime } from "../../sim/time.ts";
import { type MinedBlock, mineBlock, parentInIndex } from "./block-mining.ts";
import { HashBudget } from "./hash-budget.ts";

export class Miner {
  /** Of this node, whatever it mines for. */
  readonly budget = new HashBudget();
  readonly #network: Network;
  readonly #chain: ChainState;
  readonly #prng: Prng;
  #count = 0;

  constructor(network: Network, chain: ChainState, prng: Prng) {
    this.#network = network;
    this.#chain = chain;
    this.#prng = prng;
  }

  /**
   * Finds so many blocks, each on the one before it, the first `forkDepth` below the tip. Each is given to `found` before the next is begun,
   * until that says false. Returns the height that was too hard; undefined = none was.
   */
  find(
    at: SimTime,
    blocks: number,
    forkDepth: number,
    nowSeconds: number,
    found: (mined: MinedBlock) => boolean,
  ): number | undefined {
    const { index, tip } = this.#chain;
    this.budget.begin(at);
    let parent = known(
      index.ancestor(tip, Math.max(0, index.height(tip) - forkDepth)),
      "where the fork begins",
    );
    for (let i = 0; i < blocks; i++) {
      const mined = this.#mineOn(parent, nowSeconds);
      if (mined === undefined) return index.height(parent) + 1;
      if (!found(mined)) return undefined;
      const entry = this.#chain.index.find(mined.hash);
      if (entry === undefined) throw new Error("the block that was mined is not known");
      parent = entry;
    }
    return undefined;
  }

  #mineOn(parent: number, nowSeconds: number): MinedBlock | undefined {
    const { index } = this.#chain;
    // Core GetMinimumTime: later than the middle of the eleven before it.
    const time = Math.max(index.medianTimePast(parent) + 1, nowSeconds);
    const prng = this.#prng.split(`block ${this.#count++}`);
    return mineBlock(this.#network, parentInIndex(index, parent), time, prng, this.budget);
  }
}
