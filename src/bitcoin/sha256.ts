/**
 * SHA-256, of which a library does all the work; this is its only importer. One hasher serves all calls, because most of
 * what Bitcoin hashes is 80 or 64 bytes, hashed twice, and a new hasher for each half would cost more than the hashing.
 *
 * Of the libraries in plain JavaScript this one keeps its sums within 32 bits. Others leave that to the engine, and where
 * its small integers have 31 bits, as in browsers, they are hashed with floats, several times as slowly.
 */
import { SHA256 } from "@stablelib/sha256";
import { HASH_BYTES } from "./bytes.ts";

const hasher = new SHA256();
/** The hash that is hashed again. */
const inner = new Uint8Array(HASH_BYTES);

/** SHA-256 of SHA-256: Bitcoin's hash of headers, transactions, merkle pairs and payloads. 32 bytes. */
export function sha256d(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(HASH_BYTES);
  sha256dInto(bytes, 0, bytes.length, hash, 0);
  return hash;
}

/** `sha256d` of the `length` bytes at `offset`, written to `out` at `outOffset`. The two may overlap. */
export function sha256dInto(
  bytes: Uint8Array,
  offset: number,
  length: number,
  out: Uint8Array,
  outOffset: number,
): void {
  if (offset < 0 || length < 0 || offset + length > bytes.length) {
    throw new RangeError(`no ${length} bytes at ${offset} of ${bytes.length}`);
  }
  hasher
    .reset()
    .update(bytes.subarray(offset, offset + length))
    .finish(inner);
  hasher.reset().update(inner).finish(inner);
  for (let i = 0; i < HASH_BYTES; i++) out[outOffset + i] = inner[i]!;
}
