/** Long chains of nothing but headers, packed, with real proof of work at an easy target. */
import { writeUint32 } from "../../src/bitcoin/bytes.ts";
import { encodeHeader, HEADER_BYTES, hashHeaderInto, headerTime } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { hashMeetsTarget } from "../../src/bitcoin/target.ts";
import { type CheckedBatch, checkBatch } from "../../src/chain/header-batch.ts";

const { regtest } = networks;
const NONCE_AT = 76;

/** What may differ from a plain chain of regtest. */
export interface BareWishes {
  /** Tells chains apart. */
  readonly salt?: number;
  readonly bits?: number;
}

/** `count` headers on the block with this hash, a second apart. */
export function mineBare(prev: Uint8Array, count: number, { salt = 0, bits }: BareWishes = {}): CheckedBatch {
  const bytes = new Uint8Array(count * HEADER_BYTES);
  const hash = prev.slice();
  const genesisTime = headerTime(regtest.genesis.header);
  for (let i = 0; i < count; i++) {
    const at = i * HEADER_BYTES;
    const merkleRoot = new Uint8Array(32);
    writeUint32(merkleRoot, 0, salt);
    const header = {
      version: 4,
      prev: hash,
      merkleRoot,
      time: genesisTime + 1 + i,
      bits: bits ?? 0x207fffff,
      nonce: 0,
    };
    bytes.set(encodeHeader(header), at);
    for (let nonce = 0; ; nonce++) {
      writeUint32(bytes, at + NONCE_AT, nonce);
      hashHeaderInto(bytes, at, hash, 0);
      if (hashMeetsTarget(hash, header.bits, regtest)) break;
    }
  }
  const batch = checkBatch({ count, bytes }, regtest);
  if (typeof batch === "string") throw new Error(batch);
  return batch;
}

/** Headers `from` up to, but not including, `to`. */
export function sliceOf({ count, bytes, hashes }: CheckedBatch, from: number, to = count): CheckedBatch {
  return {
    count: Math.min(to, count) - from,
    bytes: bytes.slice(from * HEADER_BYTES, to * HEADER_BYTES),
    hashes: hashes.slice(from * 32, to * 32),
  };
}

export function hashAt({ hashes }: CheckedBatch, i: number): Uint8Array {
  return hashes.slice(i * 32, (i + 1) * 32);
}

/** One batch after the other. */
export function joined(batches: readonly CheckedBatch[]): Uint8Array {
  const bytes = new Uint8Array(batches.reduce((sum, { count }) => sum + count, 0) * HEADER_BYTES);
  let at = 0;
  for (const batch of batches) {
    bytes.set(batch.bytes, at);
    at += batch.bytes.length;
  }
  return bytes;
}
