/**
 * Mines one block on any parent: real retargets, real merkle root, real proof of work at an easy target, a small body.
 * What a chain is built of, and what a running node or an attacker finds.
 */
import { type Block, makeBlock } from "../../bitcoin/block.ts";
import { writeUint32 } from "../../bitcoin/bytes.ts";
import { coinbaseTransaction, subsidy } from "../../bitcoin/coinbase.ts";
import { hashHeaderInto, headerBits } from "../../bitcoin/header.ts";
import { merkleRoot } from "../../bitcoin/merkle.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { nextBits, type TimedTarget } from "../../bitcoin/retarget.ts";
import { hashMeetsTarget } from "../../bitcoin/target.ts";
import { makeTransaction, type Transaction } from "../../bitcoin/transaction.ts";
import type { BlockIndex } from "../../chain/block-index.ts";
import type { Prng } from "../../sim/prng.ts";
import type { HashBudget } from "./hash-budget.ts";

/** The block below the one to be mined. */
export interface MiningParent {
  readonly height: number;
  /** Internal order. */
  readonly hash: Uint8Array;
  /** Time and bits of its ancestor at a height, itself included. */
  ancestor(height: number): TimedTarget;
}

export interface MinedBlock {
  readonly block: Block;
  /** Internal order. */
  readonly hash: Uint8Array;
}

/** Every how many blocks one has a second transaction, so that merkle trees are trees. */
const BUSY_BLOCK_EVERY = 4;
/** Bytes of seeded extra in a coinbase: no two chains have a block in common by accident. */
const EXTRA_BYTES = 8;
const BLOCK_VERSION = 0x20000000;
const NONCE_OFFSET = 76;

/**
 * A valid block on `parent` with this timestamp, unix seconds: the caller sees to it that the time may be had. undefined: it
 * would take more hashes than there are to spend.
 */
export function mineBlock(
  network: Network,
  parent: MiningParent,
  time: number,
  prng: Prng,
  budget: HashBudget,
): MinedBlock | undefined {
  const transactions = drawTransactions(network, parent.height + 1, prng);
  return mineBlockOf(network, parent, time, transactions, budget);
}

/** The same with these transactions, whatever they are. */
export function mineBlockOf(
  network: Network,
  parent: MiningParent,
  time: number,
  transactions: readonly Transaction[],
  budget: HashBudget,
): MinedBlock | undefined {
  const { height } = parent;
  const block = makeBlock(
    {
      version: BLOCK_VERSION,
      prev: parent.hash,
      merkleRoot: merkleRoot(transactions.map((tx) => tx.txid)).root,
      time,
      bits: nextBits(network, { height, ...parent.ancestor(height) }, time, (at) => parent.ancestor(at)),
      nonce: 0,
    },
    transactions,
  );
  const hash = grind(block.header, network, budget);
  return hash === undefined ? undefined : { block, hash };
}

/**
 * Gives the header the first nonce with which its hash, which is returned, is small enough. undefined: there are not so many hashes
 * to spend.
 */
export function grind(header: Uint8Array, network: Network, budget: HashBudget): Uint8Array | undefined {
  const bits = headerBits(header);
  if (!budget.allows(bits)) return undefined;
  const hash = new Uint8Array(32);
  for (let nonce = 0; budget.take(); nonce++) {
    writeUint32(header, NONCE_OFFSET, nonce);
    hashHeaderInto(header, 0, hash, 0);
    if (hashMeetsTarget(hash, bits, network)) return hash;
  }
  return undefined;
}

/** A coinbase of its own, and now and then a payment that nobody checks. */
function drawTransactions(network: Network, height: number, prng: Prng): Transaction[] {
  const coinbase = coinbaseTransaction(height, subsidy(network, height), randomBytes(prng, EXTRA_BYTES));
  if (prng.below(BUSY_BLOCK_EVERY) !== 0) return [coinbase];
  const payment = makeTransaction({
    version: 1,
    inputs: [{ txid: randomBytes(prng, 32), index: 0, script: randomBytes(prng, 107), sequence: 0xffffffff }],
    outputs: [
      { value: BigInt(1 + prng.below(100_000_000)), script: randomBytes(prng, 25) },
      { value: BigInt(1 + prng.below(100_000_000)), script: randomBytes(prng, 25) },
    ],
    witness: undefined,
    lockTime: 0,
  });
  return [coinbase, payment];
}

export function randomBytes(prng: Prng, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i++) bytes[i] = prng.below(256);
  return bytes;
}

/** A block that a node knows, as something to mine on. */
export function parentInIndex(index: BlockIndex, entry: number): MiningParent {
  return {
    height: index.height(entry),
    hash: index.hash(entry).slice(),
    ancestor: (height) => {
      const at = index.ancestor(entry, height);
      if (at === undefined) throw new Error(`entry ${entry} has no ancestor at height ${height}`);
      return { time: index.time(at), bits: index.bits(at) };
    },
  };
}
