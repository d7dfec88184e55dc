/** Valid blocks of worthless branches that nobody asked for (protocol.md §7 rows 15 and 26). */
import { type Actor, defineBehaviour } from "./behaviour.ts";
import { isMinable, PrivateChain } from "./private-chain.ts";
import { tick, tickerParameters } from "./ticker.ts";

const parameters = {
  ...tickerParameters,
  forkHeight: {
    type: "whole",
    min: 0,
    max: 1_000_000,
    default: 0,
    meaning: "the block that these blocks begin on; everybody has the genesis block, 0",
  },
} as const;

export const unsolicitedBlock = defineBehaviour({
  kind: "unsolicitedBlock",
  row: 15,
  sentence: "Sends, without being asked, a valid block on one that its peer has.",
  cost: "The proof of work of one block each.",
  noticed: "It is not on the list of requests: it frees no slot, and is stored only if it beats the tip.",
  honest: false,
  parameters,
  filter: (given, actor) =>
    tick(actor, given, (peer) => {
      const chain = sideChain(actor, given.forkHeight);
      if (chain === undefined) return;
      const block = chain.mine(chain.easiestTime(actor.nowSeconds), actor.random);
      if (block === undefined) return;
      actor.send(peer, { command: "block", block });
      actor.misbehaved(`sent a block at ${chain.height} that nobody asked for`);
    }),
});

export const diskFill = defineBehaviour({
  kind: "diskFill",
  row: 26,
  sentence: "Sends the blocks of a long side chain at the least difficulty, to fill the disk.",
  cost: "The least proof of work for each block, and its bytes.",
  noticed:
    "By nothing, where they are stored; today a block that nobody asked for must beat the tip and the minimum chain work.",
  honest: false,
  parameters: {
    ...parameters,
    count: { type: "whole", min: 1, max: 1000, default: 5, meaning: "blocks each time" },
  },
  filter: (given, actor) => {
    const chains = new Map<string, PrivateChain>();
    return tick(actor, given, (peer) => {
      let chain = chains.get(peer) ?? sideChain(actor, given.forkHeight);
      if (chain === undefined) return;
      let sent = 0;
      for (let i = 0; i < given.count; i++) {
        const { height } = chain;
        chain.mineBelow(1, actor.nowSeconds, actor.random);
        const block = chain.tipBlock;
        // As much work as it may have: the next branch begins.
        if (chain.height === height) chain = sideChain(actor, given.forkHeight) ?? chain;
        else if (block !== undefined) {
          actor.send(peer, { command: "block", block });
          sent += 1;
        }
      }
      chains.set(peer, chain);
      if (sent > 0) actor.misbehaved(`sent ${sent} blocks of a side chain, up to ${chain.height}`);
    });
  },
});

function sideChain(actor: Actor, forkHeight: number): PrivateChain | undefined {
  return isMinable(actor.network) ? new PrivateChain(actor, forkHeight) : undefined;
}
