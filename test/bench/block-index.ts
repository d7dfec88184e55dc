/** The block index at the size of mainnet. */
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { Prng } from "../../src/sim/prng.ts";

const HEADERS = 900_000;
const QUERIES = 1_000_000;

export function benchBlockIndex(): { readonly bytesPerHeader: number; readonly ancestorUs: number } {
  const prng = Prng.fromSeed(1);
  const index = new BlockIndex(networks.mainnet.genesis.header);
  // Hashes that stand for themselves: the index does not check them.
  const header = networks.mainnet.genesis.header.slice(0, HEADER_BYTES);
  const hash = new Uint8Array(32);
  const words = new DataView(hash.buffer);
  for (let i = 1; i < HEADERS; i++) {
    words.setUint32(0, prng.uint32());
    words.setUint32(4, i);
    index.insert(header, 0, hash, i - 1);
  }
  const heights = Uint32Array.from({ length: 2 * QUERIES }, () => prng.below(HEADERS));
  let found = 0;
  const start = performance.now();
  for (let i = 0; i < QUERIES; i++) {
    const a = heights[2 * i] ?? 0;
    const b = heights[2 * i + 1] ?? 0;
    found += index.ancestor(Math.max(a, b), Math.min(a, b)) ?? 0;
  }
  const ancestorUs = ((performance.now() - start) * 1000) / QUERIES;
  if (found === 0) throw new Error("no ancestor was found");
  return { bytesPerHeader: index.memoryBytes() / index.size, ancestorUs };
}
