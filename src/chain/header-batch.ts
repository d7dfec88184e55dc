/** The checks on a whole `headers` message before any of it is stored (protocol.md §2.4 step 3). */
import { HASH_BYTES } from "../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, hashHeaderInto, PREV_AT } from "../bitcoin/header.ts";
import type { Network } from "../bitcoin/networks.ts";
import { checkProofOfWork } from "./header-checks.ts";

/** Headers whose proof of work was checked and that follow one another; `hashes`: 32 bytes each, internal order. */
export interface CheckedBatch extends HeaderBatch {
  readonly hashes: Uint8Array;
}

/** Core's log reasons. */
export type BatchFault = "header with invalid proof of work" | "non-continuous headers sequence";

export function checkBatch(batch: HeaderBatch, network: Network): CheckedBatch | BatchFault {
  const { count, bytes } = batch;
  const hashes = new Uint8Array(count * HASH_BYTES);
  for (let i = 0; i < count; i++) {
    hashHeaderInto(bytes, i * HEADER_BYTES, hashes, i * HASH_BYTES);
    if (checkProofOfWork(bytes, i * HEADER_BYTES, hashes, network, i * HASH_BYTES) !== undefined) {
      return "header with invalid proof of work";
    }
    if (i > 0 && !follows(bytes, i, hashes)) return "non-continuous headers sequence";
  }
  return { count, bytes, hashes };
}

function follows(bytes: Uint8Array, i: number, hashes: Uint8Array): boolean {
  const prev = i * HEADER_BYTES + PREV_AT;
  const before = (i - 1) * HASH_BYTES;
  for (let b = 0; b < HASH_BYTES; b++) if (bytes[prev + b] !== hashes[before + b]) return false;
  return true;
}
