/** Headers of one message join the block index in order, up to the first that is refused; those before it stay. */
import { HASH_BYTES } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, type HeaderBatch, PREV_AT } from "../../bitcoin/header.ts";
import type { CheckedBatch } from "../../chain/header-batch.ts";
import type { NodeContext } from "../context.ts";

export interface AcceptedHeaders {
  /** The last one known now; undefined: none was accepted. */
  readonly last: number | undefined;
  /** Why the one after it was refused; undefined: none was. */
  readonly refused: string | undefined;
}

/** What of a batch was checked before is neither checked nor hashed again. */
export function acceptHeaders(
  { chain, nowSeconds }: NodeContext,
  batch: HeaderBatch | CheckedBatch,
): AcceptedHeaders {
  let last: number | undefined;
  for (let i = 0; i < batch.count; i++) {
    const at = i * HEADER_BYTES;
    const isChecked = "hashes" in batch;
    if (!isChecked && last !== undefined && !follows(batch.bytes, at, chain.index.hash(last)))
      return { last, refused: "non-continuous headers sequence" };
    const verdict = isChecked
      ? chain.acceptChecked(batch, i, nowSeconds)
      : chain.acceptHeader(batch.bytes, at, nowSeconds);
    if (verdict.kind === "rejected") return { last, refused: verdict.reason };
    last = verdict.entry;
  }
  return { last, refused: undefined };
}

function follows(bytes: Uint8Array, at: number, hash: Uint8Array): boolean {
  for (let i = 0; i < HASH_BYTES; i++) if (bytes[at + PREV_AT + i] !== hash[i]) return false;
  return true;
}
