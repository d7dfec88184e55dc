/** The block header: 80 bytes (protocol.md §4). */
import { readUint32, writeUint32 } from "./bytes.ts";
import { sha256dInto } from "./sha256.ts";

export const HEADER_BYTES = 80;

/** A block's time must be later than the median of so many before it. Core nMedianTimeSpan. */
export const MEDIAN_TIME_SPAN = 11;

/** Where the parent's hash stands in a header. */
export const PREV_AT = 4;
const MERKLE_ROOT_AT = 36;
const TIME_AT = 68;
const BITS_AT = 72;
const NONCE_AT = 76;

/** Version is an i32, time (unix seconds), bits and nonce are u32, hashes 32 bytes in internal order. */
export interface BlockHeader {
  readonly version: number;
  readonly prev: Uint8Array;
  readonly merkleRoot: Uint8Array;
  readonly time: number;
  readonly bits: number;
  readonly nonce: number;
}

export function encodeHeader(header: BlockHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  writeUint32(bytes, 0, header.version);
  bytes.set(header.prev, PREV_AT);
  bytes.set(header.merkleRoot, MERKLE_ROOT_AT);
  writeUint32(bytes, TIME_AT, header.time);
  writeUint32(bytes, BITS_AT, header.bits);
  writeUint32(bytes, NONCE_AT, header.nonce);
  return bytes;
}

/** Any 80 bytes are a header. Throws RangeError if there are fewer: the caller has counted them. */
export function decodeHeader(bytes: Uint8Array, offset = 0): BlockHeader {
  assertHeaderAt(bytes, offset);
  return {
    version: headerVersion(bytes, offset),
    prev: bytes.slice(offset + PREV_AT, offset + MERKLE_ROOT_AT),
    merkleRoot: bytes.slice(offset + MERKLE_ROOT_AT, offset + TIME_AT),
    time: headerTime(bytes, offset),
    bits: headerBits(bytes, offset),
    nonce: readUint32(bytes, offset + NONCE_AT),
  };
}

/** Double SHA-256 of the 80 bytes at `offset`: the block hash, 32 bytes in internal order. */
export function hashHeader(bytes: Uint8Array, offset = 0): Uint8Array {
  const hash = new Uint8Array(32);
  hashHeaderInto(bytes, offset, hash, 0);
  return hash;
}

/** The block hash, written to `out` at `outOffset`: for loops over many headers. */
export function hashHeaderInto(bytes: Uint8Array, offset: number, out: Uint8Array, outOffset: number): void {
  assertHeaderAt(bytes, offset);
  sha256dInto(bytes, offset, HEADER_BYTES, out, outOffset);
}

/** i32. */
export function headerVersion(bytes: Uint8Array, offset = 0): number {
  return readUint32(bytes, offset) | 0;
}

/** The parent's hash: a view of 32 bytes, in internal order. */
export function headerPrev(bytes: Uint8Array, offset = 0): Uint8Array {
  return bytes.subarray(offset + PREV_AT, offset + MERKLE_ROOT_AT);
}

/** A view of 32 bytes, in internal order. */
export function headerMerkleRoot(bytes: Uint8Array, offset = 0): Uint8Array {
  return bytes.subarray(offset + MERKLE_ROOT_AT, offset + TIME_AT);
}

/** Unix seconds. */
export function headerTime(bytes: Uint8Array, offset = 0): number {
  return readUint32(bytes, offset + TIME_AT);
}

/** The target in compact form (`target.ts`). */
export function headerBits(bytes: Uint8Array, offset = 0): number {
  return readUint32(bytes, offset + BITS_AT);
}

/** Packed headers: count × 80 bytes, without the transaction counts of a headers message. */
export interface HeaderBatch {
  readonly count: number;
  readonly bytes: Uint8Array;
}

function assertHeaderAt(bytes: Uint8Array, offset: number): void {
  if (offset < 0 || offset + HEADER_BYTES > bytes.length) {
    throw new RangeError(`no header of 80 bytes at ${offset} of ${bytes.length}`);
  }
}
