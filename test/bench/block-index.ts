/** The block index at the size of mainnet. */
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { Prng } from "../../src/sim/prng.ts";

const HEADERS = 900_000;
const QUERIES = 1_000_000;

export interface BlockIndexFigures {
  readonly bytesPerHeader: number;
  /** On one chain that arrived in order. */
  readonly ancestorUs: number;
  /** On two branches that arrived in turn: no entry follows its parent, so only the skip list helps. */
  readonly twoBranchesUs: number;
}

export function benchBlockIndex(): BlockIndexFigures {
  const chain = filled(1);
  const branches = filled(2);
  return {
    bytesPerHeader: chain.memoryBytes() / chain.size,
    ancestorUs: microsecondsPerAncestor(chain, 1),
    twoBranchesUs: microsecondsPerAncestor(branches, 2),
  };
}

/** `HEADERS` in all, on `branches` chains from genesis that grow in turn. */
function filled(branches: number): BlockIndex {
  const prng = Prng.fromSeed(1);
  const index = new BlockIndex(networks.mainnet.genesis.header);
  // Hashes that stand for themselves: the index does not check them.
  const header = networks.mainnet.genesis.header.slice(0, HEADER_BYTES);
  const hash = new Uint8Array(32);
  const words = new DataView(hash.buffer);
  for (let i = 1; i < HEADERS; i++) {
    words.setUint32(0, prng.uint32());
    words.setUint32(4, i);
    index.insert(header, 0, hash, Math.max(0, i - branches));
  }
  return index;
}

function microsecondsPerAncestor(index: BlockIndex, branches: number): number {
  const prng = Prng.fromSeed(2);
  const tip = Math.floor((HEADERS - 1) / branches);
  const heights = Uint32Array.from({ length: 2 * QUERIES }, () => 1 + prng.below(tip));
  let found = 0;
  const start = performance.now();
  for (let i = 0; i < QUERIES; i++) {
    const a = heights[2 * i] ?? 0;
    const b = heights[2 * i + 1] ?? 0;
    found += index.ancestor(Math.max(a, b) * branches, Math.min(a, b)) ?? 0;
  }
  const microseconds = ((performance.now() - start) * 1000) / QUERIES;
  if (found === 0) throw new Error("no ancestor was found");
  return microseconds;
}
