/** Peers that serve chains of their own with less work than the real one (protocol.md §7 rows 8 and 22). */
import type { Outgoing } from "../host/outgoing.ts";
import { type Actor, defineBehaviour, type Filter } from "./behaviour.ts";
import { countedHeaders } from "./counted.ts";
import { PrivateChain } from "./private-chain.ts";
import { servePrivately } from "./private-chain-server.ts";

const HEIGHT_MAX = 1_000_000;
const BLOCKS_MAX = 2000;
/** So many different chains an equivocating peer has; then it begins anew with the first. */
const CHAINS_MAX = 16;

const parameters = {
  forkHeight: {
    type: "whole",
    min: 0,
    max: HEIGHT_MAX,
    default: 0,
    meaning: "the last block shared with the chain of its node",
  },
  blocks: {
    type: "whole",
    min: 1,
    max: BLOCKS_MAX,
    default: 20,
    meaning: "blocks of its own, fewer if more would have as much work as the real chain",
  },
} as const;

export const lowWorkFork = defineBehaviour({
  kind: "lowWorkFork",
  row: 8,
  sentence: "Serves a chain of its own with valid proof of work, but less of it than the real one.",
  cost: "The proof of work of the fork, at the least difficulty that timestamps can be made to allow.",
  noticed:
    "By comparing chain work as soon as an honest peer is heard; a minimum chain work refuses it before anything is stored.",
  honest: false,
  parameters,
  filter: ({ forkHeight, blocks }, actor) => {
    let chain: PrivateChain | undefined;
    return serveForks(actor, () => {
      chain ??= mineFork(actor, forkHeight, blocks);
      return [chain];
    });
  },
});

export const equivocating = defineBehaviour({
  kind: "equivocating",
  row: 22,
  sentence: "Answers every request for headers with another chain.",
  cost: "The proof of work of all these chains.",
  noticed: "Not as such: every branch is valid and kept, and the one with the most work wins.",
  honest: false,
  parameters,
  filter: ({ forkHeight, blocks }, actor) => {
    const chains: PrivateChain[] = [];
    let asked = 0;
    return serveForks(actor, (isNew) => {
      if (isNew && chains.length < CHAINS_MAX) chains.push(mineFork(actor, forkHeight, blocks));
      if (isNew) asked += 1;
      const latest = chains[(asked - 1) % CHAINS_MAX];
      return latest === undefined ? [] : [latest, ...chains.filter((chain) => chain !== latest)];
    });
  },
});

function mineFork(actor: Actor, forkHeight: number, blocks: number): PrivateChain {
  const { index, tip } = actor.chain;
  const chain = new PrivateChain(actor, forkHeight);
  // Not by the clock: after a restart it is the same chain.
  chain.mineBelow(blocks, index.time(tip), actor.random);
  return chain;
}

/** `chains`: the one to answer with first; `isNew`: a new request for headers has come. */
function serveForks(actor: Actor, chains: (isNew: boolean) => readonly PrivateChain[]): Filter {
  return {
    incoming: servePrivately(actor, {
      choose() {
        const [chain] = chains(true);
        if (chain === undefined) throw new Error("no chain of its own");
        return chain;
      },
      all: () => chains(false),
      describe: (count, { forkHeight, height }) =>
        `answered with ${countedHeaders(count)} of a chain of its own that leaves the real one after block ${forkHeight} and ends at ${height}`,
    }),
    outgoing: hideAnnouncements,
  };
}

/** The node knows the real chain and would tell of it. */
export function hideAnnouncements(message: Outgoing, _: string, own: boolean): readonly Outgoing[] {
  return own && (message.command === "headers" || message.command === "inv") ? [] : [message];
}
