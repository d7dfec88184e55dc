/** Blocks that are not what they should be (protocol.md §7 rows 17 to 19). */
import { type Block, blockHash, decodeBlock, makeBlock } from "../../bitcoin/block.ts";
import { coinbaseTransaction, subsidy } from "../../bitcoin/coinbase.ts";
import { decodeHeader } from "../../bitcoin/header.ts";
import { makeTransaction, type Transaction } from "../../bitcoin/transaction.ts";
import { randomBytes } from "../chains/block-mining.ts";
import { type Actor, defineBehaviour } from "./behaviour.ts";
import { countedHeaders } from "./counted.ts";
import { hideAnnouncements } from "./forks.ts";
import { PrivateChain } from "./private-chain.ts";
import { servePrivately } from "./private-chain-server.ts";

const EXTRA_BYTES = 8;
/** How far below the tip an attacker's better chain leaves, and how many blocks it gains. */
const depth = {
  type: "whole",
  min: 1,
  max: 100,
  default: 2,
  meaning: "how far below its node's tip its own chain leaves; it has one block more",
} as const;

export const corruptedBody = defineBehaviour({
  kind: "corruptedBody",
  row: 17,
  sentence:
    "Sends blocks with a changed byte: the header is right, the transactions are not those it commits to.",
  cost: "Nothing but the connection: it is dropped at the first block.",
  noticed: "At once, by the merkle root; nothing is held against the block, and others are asked for it.",
  honest: false,
  parameters: { heights: { type: "heights", meaning: "only the blocks at these heights" } },
  filter: ({ heights }, actor) => ({
    outgoing(message) {
      if (message.command !== "block") return [message];
      const entry = actor.chain.index.find(blockHash(message.block));
      const height = entry === undefined ? undefined : actor.chain.index.height(entry);
      if (heights !== undefined && (height === undefined || !heights.includes(height))) return [message];
      const bytes = message.block.bytes.slice();
      // The last is of a lock time: still a transaction, but another one.
      bytes[bytes.length - 1] = bytes.at(-1)! ^ 0xff;
      const block = decodeBlock(bytes);
      if (!block.ok) return [message];
      actor.misbehaved(`sent block ${height ?? "of its own"} with a changed transaction`);
      return [{ command: "block", block: block.value }];
    },
  }),
});

export const invalidTransaction = defineBehaviour({
  kind: "invalidTransaction",
  row: 18,
  sentence:
    "Has the best chain, as its headers say, but its first own block breaks a rule: the coinbase names a wrong height.",
  cost: "The real proof of work of a chain that beats the honest one, for nothing.",
  noticed:
    "When that block comes: it and all that builds on it are invalid for ever, and the next best chain is followed.",
  honest: false,
  parameters: { depth },
  filter: ({ depth: below }, actor) => {
    const chainOf = betterChain(actor, below, (height) => coinbase(actor, height + 1));
    return {
      incoming: servePrivately(actor, {
        choose: chainOf,
        all: () => [chainOf()],
        describe: (count, { forkHeight }) =>
          `answered with ${countedHeaders(count)} that lead to an invalid block at ${forkHeight + 1}`,
      }),
      outgoing: hideAnnouncements,
    };
  },
});

export const duplicateTransaction = defineBehaviour({
  kind: "duplicateTransaction",
  row: 19,
  sentence:
    "Sends blocks with their last transaction twice: the merkle root is the same, the block invalid (CVE-2012-2459).",
  cost: "Real proof of work where no block has the right number of transactions; otherwise nothing.",
  noticed: "At once, by two equal siblings in the merkle tree; nothing is held against the block.",
  honest: false,
  parameters: { depth },
  filter: ({ depth: below }, actor) => {
    const chainOf = betterChain(actor, below, (height) => coinbase(actor, height));
    const disguise = (block: Block): Block => {
      const malleated = malleate(block);
      if (malleated === undefined) return block;
      actor.misbehaved("sent a block with its last transaction twice");
      return malleated;
    };
    return {
      incoming: servePrivately(actor, {
        choose: chainOf,
        all: () => [chainOf()],
        disguise,
        describe: (count, { forkHeight }) =>
          `answered with ${countedHeaders(count)} of a chain of its own from block ${forkHeight + 1} on`,
      }),
      outgoing(message, peer, own) {
        if (message.command !== "block") return hideAnnouncements(message, peer, own);
        return [{ command: "block", block: disguise(message.block) }];
      },
    };
  },
});

/**
 * A chain with one block more than the node's, mined when first asked for, as far as that is not too hard; each block has three
 * transactions.
 */
function betterChain(
  actor: Actor,
  below: number,
  first: (height: number) => Transaction,
): () => PrivateChain {
  let chain: PrivateChain | undefined;
  return () => {
    if (chain !== undefined) return chain;
    const { height } = actor.chain.active;
    chain = new PrivateChain(actor, Math.max(0, height - below));
    const limit = actor.chain.index.work(actor.chain.tip);
    while (chain.height <= height || chain.work <= limit) {
      const next = chain.height + 1;
      const opening = next === chain.forkHeight + 1 ? first(next) : coinbase(actor, next);
      const time = Math.max(chain.earliestTime, Math.min(actor.nowSeconds, honestTime(actor, next)));
      const block = chain.mine(time, actor.random, [opening, payment(actor), payment(actor)]);
      if (block === undefined) break;
    }
    return chain;
  };
}

/** When the node's own block at this height was found: with other times its own chain would be harder. After its tip, now. */
function honestTime({ chain, nowSeconds }: Actor, height: number): number {
  const entry = chain.active.at(height);
  return entry === undefined ? nowSeconds : chain.index.time(entry);
}

/** What names `height`, whether that is the block's or not. */
function coinbase({ network, random }: Actor, height: number): Transaction {
  return coinbaseTransaction(height, subsidy(network, height), randomBytes(random, EXTRA_BYTES));
}

function payment({ random }: Actor): Transaction {
  return makeTransaction({
    version: 1,
    inputs: [
      { txid: randomBytes(random, 32), index: 0, script: randomBytes(random, 107), sequence: 0xffffffff },
    ],
    outputs: [{ value: 1n, script: randomBytes(random, 25) }],
    witness: undefined,
    lockTime: 0,
  });
}

/** An odd number of transactions, three or more, has the same root with the last one doubled. */
function malleate(block: Block): Block | undefined {
  const { transactions } = block;
  const last = transactions.at(-1);
  if (last === undefined || transactions.length < 3 || transactions.length % 2 === 0) return undefined;
  return makeBlock(decodeHeader(block.header), [...transactions, last]);
}
