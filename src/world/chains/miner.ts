/** Finds blocks for a running node, on its own chain, with virtual time as their timestamps (Core `CreateNewBlock`). */
import { known } from "../../bitcoin/known.ts";
import type { Network } from "../../bitcoin/networks.ts";
import type { BlockIndex } from "../../chain/block-index.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import type { SimTime } from "../../sim/time.ts";
import { type MinedBlock, mineBlock, parentInIndex } from "./block-mining.ts";
import { HashBudget } from "./hash-budget.ts";

/** What is to be found, and when. */
interface Finding {
  readonly at: SimTime;
  /** The same moment, unix seconds. */
  readonly nowSeconds: number;
  readonly blocks: number;
  /** How far below the tip the first begins. */
  readonly forkDepth: number;
}

export class Miner {
  /** Of this node, whatever it mines for. */
  readonly budget = new HashBudget();
  readonly #network: Network;
  readonly #prng: Prng;
  #count = 0;

  constructor(network: Network, prng: Prng) {
    this.#network = network;
    this.#prng = prng;
  }

  /**
   * Finds so many blocks of the chain, each on the one before it. Each is given to `found`, which adds it to the chain, before
   * the next is begun, until that says false. Returns the height that was too hard; undefined = none was.
   */
  find(
    { index, tip }: ChainState,
    { at, nowSeconds, blocks, forkDepth }: Finding,
    found: (mined: MinedBlock) => boolean,
  ): number | undefined {
    this.budget.begin(at);
    let parent = known(
      index.ancestor(tip, Math.max(0, index.height(tip) - forkDepth)),
      "where the fork begins",
    );
    for (let i = 0; i < blocks; i++) {
      const mined = this.#mineOn(index, parent, nowSeconds);
      if (mined === undefined) return index.height(parent) + 1;
      if (!found(mined)) return undefined;
      const entry = index.find(mined.hash);
      if (entry === undefined) throw new Error("the block that was mined is not known");
      parent = entry;
    }
    return undefined;
  }

  #mineOn(index: BlockIndex, parent: number, nowSeconds: number): MinedBlock | undefined {
    // Core GetMinimumTime: later than the middle of the eleven before it.
    const time = Math.max(index.medianTimePast(parent) + 1, nowSeconds);
    const prng = this.#prng.split(`block ${this.#count++}`);
    return mineBlock(this.#network, parentInIndex(index, parent), time, prng, this.budget);
  }
}
