/** The payload of `headers`: a count, and for each header 80 bytes and a transaction count that nobody reads. */
import { compactSizeBytes } from "../compact-size.ts";
import { HEADER_BYTES } from "../header.ts";
import type { Message } from "./message.ts";
import { excess, type PayloadCodec } from "./payload-codec.ts";

/** With a transaction count in one byte. */
const ITEM_BYTES = HEADER_BYTES + 1;

export const headersCodec: PayloadCodec<Message & { readonly command: "headers" }> = {
  size: ({ headers }) => compactSizeBytes(headers.count) + headers.count * ITEM_BYTES,
  write(writer, { headers }) {
    writer.compactSize(headers.count);
    for (let i = 0; i < headers.count; i++) {
      writer.part(headers.bytes, i * HEADER_BYTES, HEADER_BYTES);
      writer.uint8(0);
    }
  },
  /** Their count alone makes too many of them. */
  read(reader, limits) {
    const claimed = reader.compactSize("count");
    if (claimed > limits.headers) return excess("headers", "count", claimed, limits.headers);
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
    return { command: "headers", headers: { count, bytes } };
  },
};
