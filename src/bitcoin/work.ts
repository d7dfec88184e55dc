/** Work of a block: the expected number of hashes, exact in 256 bits (protocol.md §2.19; Core chain.cpp GetBitsProof). */
import { decodeCompact } from "./target.ts";

/** floor(2^256 / (target + 1)); 0n for bits that are negative, zero or overflow. Independent of the network. */
export function workOf(bits: number): bigint {
  return cached(bits).work;
}

/** The same as eight u32 words, least significant first. Shared between callers: never write to it. */
export function workWords(bits: number): Uint32Array {
  return cached(bits).words;
}

/** 256 bits. */
export const WORK_WORDS = 8;

interface Work {
  readonly work: bigint;
  readonly words: Uint32Array;
}

/** Mainnet has had some 450 different bits; a peer could send any number of them. */
const MAX_CACHED = 1024;
const cache = new Map<number, Work>();

function cached(bits: number): Work {
  const known = cache.get(bits);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED) cache.clear();
  const work = compute(bits);
  const words = Uint32Array.from({ length: WORK_WORDS }, (_, i) =>
    Number((work >> BigInt(32 * i)) & 0xffff_ffffn),
  );
  const entry = { work, words };
  cache.set(bits, entry);
  return entry;
}

function compute(bits: number): bigint {
  const { target, negative, overflow } = decodeCompact(bits);
  return negative || overflow || target === 0n ? 0n : (1n << 256n) / (target + 1n);
}
