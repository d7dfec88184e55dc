/** Peers that do not answer what they are asked for (protocol.md §7 rows 2 to 4 and 23). */
import {
  INV_BLOCK,
  INV_WITNESS_BLOCK,
  type InventoryItem,
  type Message,
} from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import { type Actor, defineBehaviour, type Filter, type Incoming } from "./behaviour.ts";

const HEIGHT_MAX = 1_000_000;

export const silentOnHeaders = defineBehaviour({
  kind: "silentOnHeaders",
  row: 2,
  sentence: "Never answers when it is asked for headers.",
  cost: "Nothing.",
  noticed:
    "By the headers time-out of whoever asked it; a client without one waits for a new block to be announced.",
  honest: false,
  parameters: {},
  filter: () => ({
    incoming: (message) =>
      message.command === "getheaders" || message.command === "getblocks"
        ? { swallowed: "silent on headers" }
        : { pass: message },
  }),
});

export const silentOnBlocks = defineBehaviour({
  kind: "silentOnBlocks",
  row: 3,
  sentence: "Never answers when it is asked for blocks, or for certain blocks.",
  cost: "Nothing.",
  noticed:
    "By the block time-out, or at once when the whole window waits for it; its blocks are then asked of others.",
  honest: false,
  parameters: { heights: { type: "heights", meaning: "only the blocks at these heights" } },
  filter: ({ heights }, actor) => withholds(actor, "silent on blocks", heights),
});

export const withholdsBlock = defineBehaviour({
  kind: "withholdsBlock",
  row: 4,
  sentence: "Gives every block but one, for ever.",
  cost: "Nothing, as long as all peers do the same; one honest peer undoes it.",
  noticed: "By the block time-out; if every peer does it the chain never gets past that block.",
  honest: false,
  parameters: {
    height: { type: "whole", min: 1, max: HEIGHT_MAX, default: 10, meaning: "of the block that it keeps" },
  },
  filter: ({ height }, actor) => withholds(actor, `keeps block ${height} to itself`, [height]),
});

export const twoFaced = defineBehaviour({
  kind: "twoFaced",
  row: 23,
  sentence: "Gives good headers at once, and never a block of them.",
  cost: "Nothing but the headers; several together cost the victim one time-out each.",
  noticed: "By the block time-out of each, or when the window waits for it.",
  honest: false,
  parameters: {},
  filter: (_, actor) => withholds(actor, "gives headers but no blocks", undefined),
});

/** Of a getdata only what is not withheld is seen. */
function withholds(actor: Actor, why: string, heights: readonly number[] | undefined): Filter {
  return {
    incoming(message: Message): Incoming {
      if (message.command !== "getdata") return { pass: message };
      const items = message.items.filter((item) => !isBlock(item) || !isWithheld(actor.chain, item, heights));
      if (items.length === message.items.length) return { pass: message };
      if (items.length === 0) return { swallowed: why };
      const count = message.items.length - items.length;
      actor.misbehaved(`said nothing about ${count} of the ${message.items.length} blocks asked of it`);
      return { pass: { ...message, items } };
    },
  };
}

function isBlock({ type }: InventoryItem): boolean {
  return type === INV_BLOCK || type === INV_WITNESS_BLOCK;
}

function isWithheld(chain: ChainState, item: InventoryItem, heights: readonly number[] | undefined): boolean {
  if (heights === undefined) return true;
  const entry = chain.index.find(item.hash);
  return entry !== undefined && heights.includes(chain.index.height(entry));
}
