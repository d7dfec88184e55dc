/** Blocks that nobody asked for and whose parents nobody knows (protocol.md §7 rows 16 and 25). */
import type { Block } from "../../bitcoin/block.ts";
import { mineBlock, randomBytes } from "../chains/block-mining.ts";
import { type Actor, defineBehaviour } from "./behaviour.ts";
import { isMinable } from "./private-chain.ts";
import { tick, tickerParameters } from "./ticker.ts";

const noticed =
  "At once, by the unknown parent: today the sender is dropped; the old client kept the block in memory and asked for its ancestors.";

export const unknownParentBlock = defineBehaviour({
  kind: "unknownParentBlock",
  row: 16,
  sentence: "Sends, without being asked, a block whose parent nobody knows.",
  cost: "The proof of work of one block each.",
  noticed,
  honest: false,
  parameters: tickerParameters,
  filter: (parameters, actor) => tick(actor, parameters, (peer) => sendOrphans(actor, peer, 1)),
});

export const orphanFlood = defineBehaviour({
  kind: "orphanFlood",
  row: 25,
  sentence: "Floods its peer with blocks whose parents nobody knows.",
  cost: "The proof of work of a block each, at the least difficulty.",
  noticed,
  honest: false,
  parameters: {
    ...tickerParameters,
    count: { type: "whole", min: 1, max: 1000, default: 20, meaning: "blocks each time" },
  },
  filter: (parameters, actor) =>
    tick(actor, parameters, (peer) => sendOrphans(actor, peer, parameters.count)),
});

function sendOrphans(actor: Actor, peer: string, count: number): void {
  if (!isMinable(actor.network)) return;
  let sent = 0;
  for (let block = orphanBlock(actor); block !== undefined; block = orphanBlock(actor)) {
    actor.send(peer, { command: "block", block });
    sent += 1;
    if (sent === count) break;
  }
  if (sent === 0) return;
  actor.misbehaved(
    sent === 1 ? "sent a block without a known parent" : `sent ${sent} blocks without known parents`,
  );
}

/** Good in itself; what it builds on is a random number. undefined: it is too hard. */
export function orphanBlock({ network, chain, random, nowSeconds, hashBudget }: Actor): Block | undefined {
  const parent = {
    height: chain.active.height,
    hash: randomBytes(random, 32),
    ancestor: () => ({ time: chain.index.time(0), bits: chain.index.bits(0) }),
  };
  return mineBlock(network, parent, nowSeconds, random, hashBudget)?.block;
}
