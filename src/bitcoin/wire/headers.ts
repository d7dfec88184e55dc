/** The payload of `headers`: a count, and for each header 80 bytes and a transaction count that nobody reads. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { compactSizeBytes } from "../compact-size.ts";
import { HEADER_BYTES, type HeaderBatch } from "../header.ts";

/** With a transaction count in one byte. */
const ITEM_BYTES = HEADER_BYTES + 1;

export function headersSize(batch: HeaderBatch): number {
  return compactSizeBytes(batch.count) + batch.count * ITEM_BYTES;
}

export function writeHeaders(writer: ByteWriter, batch: HeaderBatch): void {
  writer.compactSize(batch.count);
  for (let i = 0; i < batch.count; i++) {
    writer.part(batch.bytes, i * HEADER_BYTES, HEADER_BYTES);
    writer.uint8(0);
  }
}

/** More than `most`, by their count alone: then the count. */
export function readHeaders(reader: ByteReader, most: number): HeaderBatch | number {
  const claimed = reader.compactSize("count");
  if (claimed > most) return claimed;
  const count = reader.fitting("count", claimed, ITEM_BYTES);
  const bytes = new Uint8Array(count * HEADER_BYTES);
  reader.enter("headers");
  for (let i = 0; i < count && !reader.failed; i++) {
    reader.enter(i);
    reader.copyTo("header", HEADER_BYTES, bytes, i * HEADER_BYTES);
    reader.compactSize("transactionCount");
    reader.leave();
  }
  reader.leave();
  return { count, bytes };
}
