/** Peers that have less, or claim more, than their node does (protocol.md §7 rows 20, 21 and 28). */
import { blockHash } from "../../bitcoin/block.ts";
import { HEADER_BYTES, hashHeader } from "../../bitcoin/header.ts";
import type { InventoryItem, Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Outgoing } from "../host/outgoing.ts";
import { defineBehaviour } from "./behaviour.ts";

export const staleTip = defineBehaviour({
  kind: "staleTip",
  row: 20,
  sentence: "Behaves as if its chain had ended some blocks ago.",
  cost: "Nothing; it may be an honest node that hangs.",
  noticed:
    "By asking others: as the only one that is asked it makes the victim believe that there is no more.",
  honest: false,
  parameters: {
    blocks: { type: "whole", min: 1, max: 1_000_000, default: 10, meaning: "how many it is behind its node" },
  },
  filter: ({ blocks }, actor) => {
    const end = Math.max(0, actor.chain.active.height - blocks);
    return {
      incoming: (message) => hideRequests(message, actor.chain, end, "it ends before that block"),
      outgoing(message) {
        const shown = cutAt(message, actor.chain, end);
        if (shown !== message) actor.misbehaved(`kept to itself what comes after block ${end}`);
        return shown === undefined ? [] : [shown];
      },
    };
  },
});

export const inInitialDownload = defineBehaviour({
  kind: "inInitialDownload",
  row: 21,
  sentence: "Is itself at the beginning of its download: it has no more than the genesis block.",
  cost: "Nothing; every new node is like that.",
  noticed: "By its empty answer, or by the headers time-out if it gives none; others have the chain.",
  honest: false,
  parameters: {
    answers: { type: "whole", min: 0, max: 1, default: 1, meaning: "1: with no headers; 0: not at all" },
  },
  filter: ({ answers }, actor) => ({
    incoming: (message) =>
      answers === 0 && (message.command === "getheaders" || message.command === "getblocks")
        ? { swallowed: "in its own initial download" }
        : hideRequests(message, actor.chain, 0, "it has no blocks yet"),
    outgoing(message, _, own) {
      const shown = cutAt(message, actor.chain, 0);
      if (shown !== undefined && shown.command === "inv" && own) return [];
      if (shown !== message && message.command === "headers") {
        actor.misbehaved("answered that it has no headers yet");
      }
      if (shown === undefined && message.command === "headers") {
        return [{ command: "headers", headers: { count: 0, bytes: new Uint8Array(0) } }];
      }
      return shown === undefined ? [] : [shown];
    },
  }),
});

export const lyingStartHeight = defineBehaviour({
  kind: "lyingStartHeight",
  row: 28,
  sentence: "Claims a height in its version message that it does not have.",
  cost: "Nothing.",
  noticed:
    "Not by who only displays it; who chooses its sync peer by it finds out when no such headers come.",
  honest: false,
  parameters: {
    height: { type: "whole", min: 0, max: 0x7fff_ffff, default: 1_000_000, meaning: "what it claims" },
  },
  filter: ({ height }, actor) => ({
    outgoing(message) {
      if (message.command !== "version") return [message];
      actor.misbehaved(`claimed height ${height}`);
      return [{ ...message, startHeight: height }];
    },
  }),
});

/** A getdata without what is above `end`. */
function hideRequests(message: Message, chain: ChainState, end: number, why: string) {
  if (message.command !== "getdata") return { pass: message };
  const items = message.items.filter((item) => !isAbove(chain, item.hash, end));
  if (items.length === message.items.length) return { pass: message };
  return items.length === 0 ? { swallowed: why } : { pass: { ...message, items } };
}

/** The message with nothing above `end` in it; `undefined`: nothing is left. */
function cutAt(message: Outgoing, chain: ChainState, end: number): Outgoing | undefined {
  switch (message.command) {
    case "version":
      return message.startHeight > end ? { ...message, startHeight: end } : message;
    case "headers": {
      const { count, bytes } = message.headers;
      let kept = 0;
      while (kept < count && !isAbove(chain, hashHeader(bytes, kept * HEADER_BYTES), end)) kept += 1;
      if (kept === count) return message;
      return { command: "headers", headers: { count: kept, bytes: bytes.slice(0, kept * HEADER_BYTES) } };
    }
    case "inv": {
      const items = message.items.filter((item: InventoryItem) => !isAbove(chain, item.hash, end));
      if (items.length === message.items.length) return message;
      return items.length === 0 ? undefined : { ...message, items };
    }
    case "block":
      return isAbove(chain, blockHash(message.block), end) ? undefined : message;
    default:
      return message;
  }
}

function isAbove(chain: ChainState, hash: Uint8Array, end: number): boolean {
  const entry = chain.index.find(hash);
  return entry !== undefined && chain.index.height(entry) > end;
}
