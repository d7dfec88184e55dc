/** The payload of `headers`: a count, and for each header 80 bytes and a transaction count that nobody reads. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { compactSizeBytes } from "../compact-size.ts";
import { HEADER_BYTES, type HeaderBatch } from "../header.ts";
import { HEADERS_MAX } from "./message.ts";

/** With a transaction count in one byte. */
const ITEM_BYTES = HEADER_BYTES + 1;

export function headersSize(batch: HeaderBatch): number {
  return compactSizeBytes(batch.count) + batch.count * ITEM_BYTES;
}

export function writeHeaders(writer: ByteWriter, batch: HeaderBatch): void {
  writer.compactSize(batch.count);
  const { bytes, offset } = writer;
  writer.raw(batch.bytes);
  writer.skip(batch.count);
  // Spread in place, from the last: moving inside one array needs no views.
  for (let i = batch.count - 1; i >= 0; i--) {
    const from = offset + i * HEADER_BYTES;
    const to = offset + i * ITEM_BYTES;
    bytes.copyWithin(to, from, from + HEADER_BYTES);
    bytes[to + HEADER_BYTES] = 0;
  }
}

export function readHeaders(reader: ByteReader): HeaderBatch {
  const count = reader.count("count", ITEM_BYTES, HEADERS_MAX);
  const bytes = new Uint8Array(count * HEADER_BYTES);
  reader.enter("headers");
  for (let i = 0; i < count && !reader.failed; i++) {
    reader.enter(i);
    bytes.set(reader.take("header", HEADER_BYTES), i * HEADER_BYTES);
    reader.compactSize("transactionCount");
    reader.leave();
  }
  reader.leave();
  return { count, bytes };
}
