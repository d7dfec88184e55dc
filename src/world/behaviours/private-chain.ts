/**
 * A chain that an attacker mines for itself on some block of its node's own, with real proof of work, and serves as if it
 * were what the network has.
 */

import type { Block } from "../../bitcoin/block.ts";
import { HASH_BYTES } from "../../bitcoin/bytes.ts";
import {
  HEADER_BYTES,
  type HeaderBatch,
  headerBits,
  headerTime,
  MEDIAN_TIME_SPAN,
} from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import type { Network } from "../../bitcoin/networks.ts";
import type { TimedTarget } from "../../bitcoin/retarget.ts";
import type { Transaction } from "../../bitcoin/transaction.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import {
  type MinedBlock,
  type MiningParent,
  mineBlock,
  mineBlockOf,
  parentInIndex,
} from "../chains/block-mining.ts";
import type { HashBudget } from "../chains/hash-budget.ts";
import type { Actor } from "./behaviour.ts";

interface Mined extends MinedBlock, TimedTarget {}

export class PrivateChain {
  readonly #network: Network;
  readonly #chain: ChainState;
  readonly #budget: HashBudget;
  /** The block of the node's that it leaves. */
  readonly #fork: number;
  readonly #below: MiningParent;
  readonly #mined: Mined[] = [];
  readonly #heights = new Map<string, number>();
  #work: bigint;

  /** Leaves the node's active chain after the block at `forkHeight`, or its tip if that is lower. */
  constructor({ chain, hashBudget }: Pick<Actor, "chain" | "hashBudget">, forkHeight: number) {
    this.#budget = hashBudget;
    this.#network = chain.network;
    this.#chain = chain;
    this.#fork = chain.active.at(forkHeight) ?? chain.tip;
    this.#below = parentInIndex(chain.index, this.#fork);
    this.#work = chain.index.work(this.#fork);
  }

  get forkHeight(): number {
    return this.#below.height;
  }

  get height(): number {
    return this.#below.height + this.#mined.length;
  }

  /** Chain work of its tip. */
  get work(): bigint {
    return this.#work;
  }

  /** The last block mined. */
  get tipBlock(): Block | undefined {
    return this.#mined.at(-1)?.block;
  }

  /** What a block on its tip can be mined on. */
  get tip(): MiningParent {
    return {
      height: this.height,
      hash: this.#mined.at(-1)?.hash ?? this.#below.hash,
      ancestor: (height) => this.#at(height) ?? this.#below.ancestor(height),
    };
  }

  get tipTime(): number {
    return this.tip.ancestor(this.height).time;
  }

  /** The least time that a block on its tip may have: one second after the median of the last 11. */
  get earliestTime(): number {
    const { tip } = this;
    const count = Math.min(MEDIAN_TIME_SPAN, this.height + 1);
    const times = Array.from({ length: count }, (_, i) => tip.ancestor(this.height - i).time);
    return 1 + known(times.sort((a, b) => a - b)[count >> 1], "the median");
  }

  /**
   * The time with which the next block keeps the difficulty as low as can be: the last block of each period says `now`,
   * all others are as early as they may (the time warp).
   */
  easiestTime(now: number): number {
    const isLast = (this.height + 2) % this.#network.retargetInterval === 0;
    return isLast ? Math.max(now, this.earliestTime) : this.earliestTime;
  }

  /** Mines a block on top; with `transactions`, of those. undefined: it is too hard. */
  mine(time: number, prng: Prng, transactions?: readonly Transaction[]): Block | undefined {
    const mined =
      transactions === undefined
        ? mineBlock(this.#network, this.tip, time, prng, this.#budget)
        : mineBlockOf(this.#network, this.tip, time, transactions, this.#budget);
    if (mined === undefined) return undefined;
    const { header } = mined.block;
    const bits = headerBits(header);
    this.#mined.push({ ...mined, time: headerTime(header), bits });
    this.#heights.set(mined.hash.join(), this.height);
    this.#work += workOf(bits);
    return mined.block;
  }

  /** Mines up to `blocks` at the least difficulty, as long as that is not too hard, and never as much work as the node's own tip has. */
  mineBelow(blocks: number, now: number, prng: Prng): void {
    const limit = this.#chain.index.work(this.#chain.tip);
    const each = workOf(headerBits(this.#network.genesis.header));
    for (let i = 0; i < blocks && this.#work + each < limit; i++) {
      const before = this.#work;
      if (this.mine(this.easiestTime(now), prng) === undefined) return;
      // At the beginning it may still be at the difficulty of the chain that it left.
      if (this.#work >= limit) {
        this.#drop(before);
        return;
      }
    }
  }

  block(hash: Uint8Array): Block | undefined {
    const height = this.#heights.get(hash.join());
    return height === undefined ? undefined : this.#at(height)?.block;
  }

  /** Headers behind the first hash of the locator that it has, at most `max`, the shared ones below the fork included. */
  headersAfter(locator: readonly Uint8Array[], max: number): HeaderBatch {
    const from = this.#heightAfter(locator);
    const count = Math.max(0, Math.min(max, this.height - from + 1));
    const bytes = new Uint8Array(count * HEADER_BYTES);
    for (let i = 0; i < count; i++) {
      const mined = this.#at(from + i);
      if (mined !== undefined) bytes.set(mined.block.header, i * HEADER_BYTES);
      else this.#chain.index.copyHeader(this.#shared(from + i), bytes, i * HEADER_BYTES);
    }
    return { count, bytes };
  }

  /** The same as hashes. */
  hashesAfter(locator: readonly Uint8Array[], max: number): Uint8Array[] {
    const from = this.#heightAfter(locator);
    const count = Math.max(0, Math.min(max, this.height - from + 1));
    return Array.from({ length: count }, (_, i) =>
      (this.#at(from + i)?.hash ?? this.#chain.index.hash(this.#shared(from + i))).slice(0, HASH_BYTES),
    );
  }

  #heightAfter(locator: readonly Uint8Array[]): number {
    const { index } = this.#chain;
    for (const hash of locator) {
      const mined = this.#heights.get(hash.join());
      if (mined !== undefined) return mined + 1;
      const entry = index.find(hash);
      if (entry !== undefined && index.isAncestor(entry, this.#fork)) return index.height(entry) + 1;
    }
    return 1;
  }

  #shared(height: number): number {
    return known(this.#chain.index.ancestor(this.#fork, height), "a block below the fork");
  }

  #at(height: number): Mined | undefined {
    return height > this.#below.height ? this.#mined[height - this.#below.height - 1] : undefined;
  }

  #drop(workBefore: bigint): void {
    const dropped = this.#mined.pop();
    if (dropped !== undefined) this.#heights.delete(dropped.hash.join());
    this.#work = workBefore;
  }
}

/** Whether anyone can mine there at all: not where real hardware has. */
export function isMinable(network: Network): boolean {
  return network.name === "regtest" || network.name === "classroom";
}
