/** SHA-256, from a library. This is the only file that imports it. */
import { sha256 as hash } from "@noble/hashes/sha2.js";

/** 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash(bytes);
}

/** SHA-256 of SHA-256: Bitcoin's hash of headers, transactions, merkle pairs and payloads. 32 bytes. */
export function sha256d(bytes: Uint8Array): Uint8Array {
  return hash(hash(bytes));
}

/** `sha256d` of the `length` bytes at `offset`, written to `out` at `outOffset`. The two may overlap. */
export function sha256dInto(
  bytes: Uint8Array,
  offset: number,
  length: number,
  out: Uint8Array,
  outOffset: number,
): void {
  out.set(hash(hash(bytes.subarray(offset, offset + length))), outOffset);
}
