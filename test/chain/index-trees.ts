/** Block indexes of any shape without proof of work: the index itself checks nothing. */
import { writeUint32 } from "../../src/bitcoin/bytes.ts";
import { type BlockHeader, encodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ActiveChain } from "../../src/chain/active-chain.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { Prng } from "../../src/sim/prng.ts";

/** Scattered like a hash, and different for every `n`. */
export function madeUpHash(n: number): Uint8Array {
  const hash = new Uint8Array(32);
  writeUint32(hash, 0, Math.imul(n + 1, 0x9e3779b1));
  writeUint32(hash, 4, n + 1);
  return hash;
}

const HEADER: BlockHeader = {
  version: 1,
  prev: new Uint8Array(32),
  merkleRoot: new Uint8Array(32),
  time: 1_300_000_000,
  bits: 0x207fffff,
  nonce: 0,
};
const BARE = encodeHeader(HEADER);

/** Adds a made-up header on `parent`, with these fields of its own. */
export function addTo(index: BlockIndex, parent: number, fields: Partial<BlockHeader> = {}): number {
  const header = encodeHeader({ ...HEADER, ...fields });
  return index.insert(header, 0, madeUpHash(index.size), parent);
}

/** An index in which entry i + 1 has the parent `parents[i]`. */
export function indexOf(parents: Iterable<number>): BlockIndex {
  const index = new BlockIndex(networks.regtest.genesis.header);
  for (const parent of parents) index.insert(BARE, 0, madeUpHash(index.size), parent);
  return index;
}

/** Parents of a path: entry = height. */
export function path(height: number): Iterable<number> {
  return Array.from({ length: height }, (_, i) => i);
}

/** Parents of a random tree: nearly always the entry before, else any. */
export function randomParents(prng: Prng, count: number, forkPercent: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) =>
    prng.below(100) < forkPercent ? prng.below(i + 1) : i,
  );
}

export function activeUpTo(index: BlockIndex, tip: number): ActiveChain {
  const active = new ActiveChain(index);
  for (let height = 1; height <= index.height(tip); height++)
    active.connect(index.ancestor(tip, height) ?? -1);
  return active;
}

export function prng(seed: number): Prng {
  return Prng.fromSeed(seed);
}
