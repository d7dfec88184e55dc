/**
 * How long a message would be on the article's own wire (protocol.md §1.1), and whether its receive buffer holds it (L-1). Bincode:
 * a u32 length, a u32 variant, u64 counts; nothing is compact.
 */
import type { Block } from "../../bitcoin/block.ts";
import { HASH_BYTES } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES } from "../../bitcoin/header.ts";
import type { Message } from "../../bitcoin/wire/message.ts";

/** LC6 server_command.rs MAX_RECV_BUFFER_SIZE. */
const RECEIVE_BUFFER_BYTES = 10_000;

const PREFIX_BYTES = 8;
const COUNT_BYTES = 8;
const INPUT_BYTES = 36;
const OUTPUT_BYTES = 8;

/** 0: the article's wire has no such message. */
function articleFrameBytes(message: Message): number {
  switch (message.command) {
    case "version":
      return PREFIX_BYTES + 4;
    case "verack":
      return PREFIX_BYTES;
    case "getheaders":
      return PREFIX_BYTES + COUNT_BYTES + HASH_BYTES * message.locator.length;
    case "headers":
      return PREFIX_BYTES + COUNT_BYTES + HEADER_BYTES * message.headers.count;
    case "getdata":
      return PREFIX_BYTES + COUNT_BYTES + HASH_BYTES * message.items.length;
    case "block":
      return blockFrameBytes(message.block);
    default:
      return 0;
  }
}

/** Its id, its header, its transactions: 220 with a coinbase alone. */
function blockFrameBytes({ transactions }: Block): number {
  let bytes = PREFIX_BYTES + HASH_BYTES + HEADER_BYTES + COUNT_BYTES;
  for (const { inputs, outputs } of transactions) {
    bytes += HASH_BYTES + COUNT_BYTES + INPUT_BYTES * inputs.length;
    bytes += COUNT_BYTES + OUTPUT_BYTES * outputs.length;
  }
  return bytes;
}

/** What the read fails with, as the node takes it; undefined: the message fits. */
export function whyUnread(message: Message): string | undefined {
  const bytes = articleFrameBytes(message);
  if (bytes <= RECEIVE_BUFFER_BYTES) return undefined;
  return `connection lost: ${bytes} bytes of ${message.command} do not fit the receive buffer of ${RECEIVE_BUFFER_BYTES}`;
}
