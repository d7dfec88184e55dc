/** What trials are made of: a copy of what a node has, and blocks that are mined on it. */
import type { Block } from "../../bitcoin/block.ts";
import { makeBlock } from "../../bitcoin/block.ts";
import { decodeHeader, HEADER_BYTES } from "../../bitcoin/header.ts";
import type { Transaction } from "../../bitcoin/transaction.ts";
import { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import {
  grind,
  type MinedBlock,
  mineBlock,
  mineBlockOf,
  parentInIndex,
} from "../../world/chains/block-mining.ts";
import { HashBudget } from "../../world/chains/hash-budget.ts";

/** As hard as any chain is made. */
const HASHES_MAX = 16_000_000;
export const aTrial = () => new HashBudget(HASHES_MAX, HASHES_MAX, HASHES_MAX);

/** More hashes than this for a block are too many to try: it is a network with real work. */
const EASY_WORK = 4096n;

/** Blocks can be mined on this chain, and what becomes of them is checked. */
export function isEasy(chain: ChainState): boolean {
  return chain.checks && !chain.headersOnly && chain.index.ownWork(chain.tip) <= EASY_WORK;
}

/** All that it has, in the same order. */
export function copyOf(chain: ChainState, nowSeconds: number): ChainState {
  const copy = new ChainState(chain.network);
  const header = new Uint8Array(HEADER_BYTES);
  for (let entry = 1; entry < chain.index.size; entry++) {
    chain.index.copyHeader(entry, header, 0);
    copy.acceptHeader(header, 0, nowSeconds);
    const block = chain.block(entry);
    if (block !== undefined) copy.acceptBlock(block, nowSeconds);
  }
  return copy;
}

/** A block on this one; with `transactions`, of those. */
export function mine(
  { network, index }: ChainState,
  parent: number,
  time: number,
  prng: Prng,
  transactions?: readonly Transaction[],
): MinedBlock {
  const below = parentInIndex(index, parent);
  const budget = aTrial();
  const mined =
    transactions === undefined
      ? mineBlock(network, below, time, prng, budget)
      : mineBlockOf(network, below, time, transactions, budget);
  if (mined === undefined) throw new Error(`a block on ${parent} takes more hashes than a trial may`);
  return mined;
}

export function remade(
  copy: ChainState,
  { header }: Block,
  root: Uint8Array,
  transactions: readonly Transaction[],
): Block {
  const block = makeBlock({ ...decodeHeader(header), merkleRoot: root }, transactions);
  grind(block.header, copy.network, aTrial());
  return block;
}

export function medianOf({ index }: ChainState, entry: number): number {
  const times: number[] = [];
  for (let walk = entry; walk >= 0 && times.length < 11; walk = index.parent(walk))
    times.push(index.time(walk));
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
