/** Speaks of blocks that do not exist (protocol.md §7 rows 24 and 30). */
import { INV_BLOCK, INVENTORY_MAX } from "../../bitcoin/wire/message.ts";
import type { Prng } from "../../sim/prng.ts";
import { randomBytes } from "../chains/block-mining.ts";
import { defineBehaviour } from "./behaviour.ts";
import { tick, tickerParameters } from "./ticker.ts";

const parameters = {
  ...tickerParameters,
  count: { type: "whole", min: 1, max: INVENTORY_MAX, default: 20, meaning: "hashes in each message" },
} as const;

export const invSpam = defineBehaviour({
  kind: "invSpam",
  row: 24,
  sentence: "Announces blocks that do not exist.",
  cost: "For each 36 bytes; old clients answered each with about a thousand.",
  noticed: "Not as such: each message costs one getheaders at most, and nothing comes of it.",
  honest: false,
  parameters,
  filter: (given, actor) =>
    tick(actor, given, (peer) => {
      actor.send(peer, { command: "inv", items: randomBlocks(actor.random, given.count) });
      actor.misbehaved(`announced ${given.count} blocks that do not exist`);
    }),
});

export const unknownBlockRequests = defineBehaviour({
  kind: "unknownBlockRequests",
  row: 30,
  sentence: "Asks for blocks that do not exist.",
  cost: "For each 36 bytes.",
  noticed:
    "It is not: what one does not have one is silent about, for an honest peer may have heard of it elsewhere.",
  honest: false,
  parameters,
  filter: (given, actor) =>
    tick(actor, given, (peer) => {
      actor.send(peer, { command: "getdata", items: randomBlocks(actor.random, given.count) });
      actor.misbehaved(`asked for ${given.count} blocks that do not exist`);
    }),
});

function randomBlocks(prng: Prng, count: number) {
  return Array.from({ length: count }, () => ({ type: INV_BLOCK, hash: randomBytes(prng, 32) }));
}
