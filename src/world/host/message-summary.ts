/** What a drawing or a sentence needs of a message, in heights that the sender knows. */
import { blockHash } from "../../bitcoin/block.ts";
import { displayHash } from "../../bitcoin/bytes.ts";
import { hashHeader } from "../../bitcoin/header.ts";
import type { Message } from "../../bitcoin/wire/message.ts";
import type { BlockIndex } from "../../chain/block-index.ts";
import type { MessageSummary } from "../record.ts";

export function summarise(message: Message, index: BlockIndex): MessageSummary {
  switch (message.command) {
    case "headers": {
      const { count, bytes } = message.headers;
      if (count === 0) return { count };
      const first = heightOf(index, hashHeader(bytes));
      return first === undefined ? { count } : { count, heights: [first, first + count - 1] };
    }
    case "getheaders":
    case "getblocks":
      return { count: message.locator.length };
    case "inv":
    case "getdata":
    case "notfound":
      return {
        count: message.items.length,
        heights: message.items.flatMap((item) => heightOf(index, item.hash) ?? []),
      };
    case "block": {
      const hash = blockHash(message.block);
      const height = heightOf(index, hash);
      return { hash: displayHash(hash), ...(height === undefined ? {} : { heights: [height] }) };
    }
    default:
      return {};
  }
}

function heightOf(index: BlockIndex, hash: Uint8Array): number | undefined {
  const entry = index.find(hash);
  return entry === undefined ? undefined : index.height(entry);
}
