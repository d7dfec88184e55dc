/** [§2.20] Each version's own words for what it refuses. */
import { describe, expect, it } from "vitest";
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { blocksFirst } from "../../src/node/policies/blocks-first.ts";
import { blocksFirst08 } from "../../src/node/policies/blocks-first-0.8.ts";
import { core } from "../../src/node/policies/core.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import type { Policy } from "../../src/node/policy.ts";
import { inWordsOf } from "../../src/node/reject-words.ts";
import { Bench } from "./bench.ts";
import { mainChain, mineOn } from "./miner.ts";

const { regtest } = networks;
const [first, second] = mainChain(2);
const empty = coinbaseTransaction(1, 0n);
const blocks = {
  "another body": makeBlock(decodeHeader(first!.header), [empty]),
  "a parent unknown": second!,
  "another body, a parent unknown": makeBlock(decodeHeader(second!.header), [empty]),
  "no work": mineOn(regtest, [], 600, 0, { withoutWork: true }),
  "no work and another body": {
    ...mineOn(regtest, [], 600, 0, { withoutWork: true }),
    transactions: [empty],
  },
  "an old version": mineOn(regtest, [], 600, 0, { version: 2 }),
  "a wrong height": mineOn(regtest, [], 600, 0, { transactions: [coinbaseTransaction(7, 1n)] }),
  "too many coins": mineOn(regtest, [], 600, 0, { transactions: [coinbaseTransaction(1, 5_000_000_001n)] }),
  "no outputs": mineOn(regtest, [], 600, 0, { transactions: [{ ...empty, outputs: [] }] }),
} satisfies Record<string, Block>;

/** What each says of a block that it was not asked for, and what that costs where offences are scored. */
const said: readonly (readonly [keyof typeof blocks, Policy, string, number?])[] = [
  ["another body", core, "mutated block"],
  ["another body", core012, "bad-txnmrklroot", 100],
  ["another body", blocksFirst, "bad-txnmrklroot", 100],
  ["another body", blocksFirst08, "CheckBlock() : hashMerkleRoot mismatch", 100],
  ["a parent unknown", core, "prev-blk-not-found"],
  ["a parent unknown", core012, "bad-prevblk", 10],
  ["another body, a parent unknown", core, "bad-txnmrklroot"],
  ["another body, a parent unknown", core012, "bad-txnmrklroot", 100],
  ["no work", core, "high-hash"],
  ["no work", core012, "high-hash", 50],
  ["no work", blocksFirst08, "CheckBlock() : proof of work failed", 50],
  ["no work and another body", core, "mutated block"],
  ["no work and another body", core012, "high-hash", 50],
  ["an old version", core, "bad-version(0x00000002)"],
  ["an old version", core012, "bad-version", 0],
  ["a wrong height", core, "bad-cb-height"],
  ["a wrong height", blocksFirst08, "AcceptBlock() : block height mismatch in coinbase", 100],
  ["too many coins", core, "bad-cb-amount"],
  ["too many coins", core012, "bad-cb-amount", 100],
  ["no outputs", core, "bad-txns-vout-empty"],
  ["no outputs", core012, "bad-txns-vout-empty", 10],
  ["no outputs", blocksFirst08, "CTransaction::CheckTransaction() : vout empty", 10],
];

describe("a block with", () => {
  it.each(said.map(([what, policy, reason, score]) => ({ what, id: policy.id, policy, reason, score })))(
    "$what is to $id: $reason",
    ({ what, policy, reason, score }) => {
      const bench = new Bench({ constants: policy });
      const peer = bench.connect("A");
      peer.tellBlock(blocks[what]);
      const scored = bench.seen("scored").map((seen) => [seen.reason, seen.score]);
      if (score === undefined) expect(bench.dropped.get("A")?.text).toBe(reason);
      else expect(scored).toEqual(score === 0 ? [] : [[reason, score]]);
      expect(bench.last("blockReceived")?.verdict).toBe("invalid");
      if (reason !== "mutated block") expect(bench.last("blockReceived")?.reason).toBe(reason);
      expect(bench.chain.active.height).toBe(0);
    },
  );
});

it("what has no other name keeps it, and so does what is no reject reason", () => {
  for (const words of ["today's", "0.9's", "0.8's"] as const) {
    expect(inWordsOf(words, "headers message size = 2001")).toBe("headers message size = 2001");
  }
  expect(inWordsOf("0.9's", "duplicate-invalid")).toBe("duplicate");
  expect(inWordsOf("0.9's", "bad-prevblk")).toBe("bad-prevblk");
  expect(inWordsOf("0.8's", "bad-version(0x00000001)")).toBe("AcceptBlock() : rejected nVersion=1 block");
  expect(inWordsOf("today's", "bad-version(0x00000001)")).toBe("bad-version(0x00000001)");
});
