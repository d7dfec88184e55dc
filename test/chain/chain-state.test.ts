import { describe, expect, test } from "vitest";
import { makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { entryOf, feedBlocks, feedHeaders, genesisOf, mineChain, mineOn, NOW } from "./mined.ts";
import { spend } from "./transactions.ts";

const { regtest } = networks;
const genesis = genesisOf(regtest);

/** Nothing is wrong anywhere, neither as the incremental checks see it nor as the audit does. */
function expectSound(chain: ChainState): void {
  expect(chain.checkInvariants()).toEqual([]);
  expect(chain.audit()).toEqual([]);
}

describe("a new chain state", () => {
  test("has genesis, stored and active", () => {
    const chain = new ChainState(regtest);
    expect([chain.tip, chain.bestHeader, chain.storedCount, chain.index.size]).toEqual([0, 0, 1, 1]);
    expect([chain.hasBlock(0), chain.hasAllBlocksTo(0), chain.isFailed(0)]).toEqual([true, true, false]);
    expect(chain.block(0)).toEqual(regtest.genesis);
    expect(chain.acceptBlock(regtest.genesis, NOW)).toEqual({ kind: "duplicate", entry: 0 });
    expectSound(chain);
  });
});

describe("headers", () => {
  test("move the best header, not the tip", () => {
    const chain = new ChainState(regtest);
    const blocks = mineChain(genesis, 5);
    expect(feedHeaders(chain, blocks)).toEqual([1, 2, 3, 4, 5]);
    expect([chain.bestHeader, chain.tip, chain.storedCount]).toEqual([5, 0, 1]);
    expect([chain.hasBlock(5), chain.hasAllBlocksTo(5), chain.block(5)]).toEqual([false, false, undefined]);
    expectSound(chain);
  });

  test("[B9] of a side branch move it only with more work: tip 10, side tip 18", () => {
    const chain = new ChainState(regtest);
    const main = mineChain(genesis, 10);
    feedHeaders(chain, main);
    const side = mineChain(main[4]!, 13, { salt: 1 });
    for (const [i, mined] of side.entries()) {
      const [entry] = feedHeaders(chain, [mined]);
      expect(chain.bestHeader).toBe(mined.height > 10 ? entry : 10);
      expect(entry).toBe(11 + i);
    }
    expect(chain.index.height(chain.bestHeader)).toBe(18);
    expect(chain.acceptHeader(mineChain(mineOn(genesis, { salt: 5 }), 1)[0]!.block.header, 0, NOW)).toEqual({
      kind: "rejected",
      reason: "prev-blk-not-found",
    });
    expectSound(chain);
  });
});

describe("blocks", () => {
  test("are stored and move the tip", () => {
    const chain = new ChainState(regtest);
    const [first, second] = mineChain(genesis, 2);
    expect(chain.acceptBlock(first!.block, NOW)).toEqual({
      kind: "stored",
      entry: 1,
      tipChange: { from: 0, to: 1, disconnected: [], connected: [1] },
    });
    expect(chain.block(1)).toEqual(first!.block);
    expect(chain.acceptBlock(first!.block, NOW)).toEqual({ kind: "duplicate", entry: 1 });
    feedBlocks(chain, [second!]);
    expect([chain.tip, chain.bestHeader, chain.storedCount]).toEqual([2, 2, 3]);
    expectSound(chain);
  });

  test("without a known parent are refused and leave nothing behind", () => {
    const chain = new ChainState(regtest);
    const [, second] = mineChain(genesis, 2);
    expect(chain.acceptBlock(second!.block, NOW)).toEqual({
      kind: "rejected",
      entry: undefined,
      reason: "prev-blk-not-found",
      mutated: false,
      invalidated: [],
    });
    expect([chain.index.size, chain.storedCount]).toEqual([1, 1]);
    expectSound(chain);
  });

  test("out of order wait for their ancestors and connect in one move", () => {
    const chain = new ChainState(regtest);
    const blocks = mineChain(genesis, 6);
    feedHeaders(chain, blocks);
    for (const i of [5, 2, 4, 1, 3]) {
      expect(chain.acceptBlock(blocks[i]!.block, NOW)).toMatchObject({
        kind: "stored",
        tipChange: undefined,
      });
      expect([chain.hasBlock(i + 1), chain.hasAllBlocksTo(i + 1)]).toEqual([true, false]);
      expectSound(chain);
    }
    expect(chain.acceptBlock(blocks[0]!.block, NOW)).toMatchObject({
      tipChange: { from: 0, to: 6, disconnected: [], connected: [1, 2, 3, 4, 5, 6] },
    });
    expect(chain.hasAllBlocksTo(6)).toBe(true);
    expectSound(chain);
  });

  test("[C6] of the future are refused without being remembered, and taken a second later", () => {
    const chain = new ChainState(regtest);
    const [mined] = mineChain(genesis, 1);
    const early = mined!.time - 7201;
    expect(chain.acceptBlock(mined!.block, early)).toMatchObject({ reason: "time-too-new", invalidated: [] });
    expect(chain.index.size).toBe(1);
    expect(chain.acceptBlock(mined!.block, early + 1)).toMatchObject({ kind: "stored" });
    expectSound(chain);
  });
});

describe("bodies that are not the header's", () => {
  const honest = mineOn(genesis, { transactions: [coinbaseTransaction(1, 5n), spend(1), spend(2)] });
  const header = decodeHeader(honest.block.header);
  const doubled = makeBlock(header, [...honest.block.transactions, honest.block.transactions[2]!]);
  const other = makeBlock(header, [honest.block.transactions[0]!]);

  test.each([
    ["[C6] with the last transaction doubled", doubled, "bad-txns-duplicate"],
    ["[C7] with other transactions", other, "bad-txnmrklroot"],
  ])("%s: refused, the block still welcome", (_, body, reason) => {
    const chain = new ChainState(regtest);
    const verdict = { kind: "rejected", reason, mutated: true, invalidated: [] };
    // The header is not known yet: it stays so.
    expect(chain.acceptBlock(body, NOW)).toEqual({ ...verdict, entry: undefined });
    expect(chain.index.size).toBe(1);
    feedHeaders(chain, [honest]);
    expect(chain.acceptBlock(body, NOW)).toEqual({ ...verdict, entry: 1 });
    expect([chain.isFailed(1), chain.hasBlock(1)]).toEqual([false, false]);
    expectSound(chain);
    expect(chain.acceptBlock(honest.block, NOW)).toMatchObject({ kind: "stored", entry: 1 });
    // Once the block is stored, a false body is still false.
    expect(chain.acceptBlock(body, NOW)).toEqual({ ...verdict, entry: 1 });
    expect(chain.block(1)).toEqual(honest.block);
    expectSound(chain);
  });

  test("that fail by themselves are not held against the hash either", () => {
    const chain = new ChainState(regtest);
    const bad = mineOn(genesis, { transactions: [coinbaseTransaction(1, 5n), coinbaseTransaction(1, 6n)] });
    feedHeaders(chain, [bad, mineOn(bad)]);
    expect(chain.acceptBlock(bad.block, NOW)).toEqual({
      kind: "rejected",
      entry: 1,
      reason: "bad-cb-multiple",
      mutated: false,
      invalidated: [],
    });
    expect([chain.isFailed(1), chain.isFailed(2), chain.bestHeader]).toEqual([false, false, 2]);
    expectSound(chain);
  });
});

describe("a block that is invalid at its height", () => {
  test("fails for ever, with all that builds on it", () => {
    const chain = new ChainState(regtest);
    const main = mineChain(genesis, 3);
    feedBlocks(chain, main);
    const bad = mineOn(main[1]!, { coinbaseHeight: 9, salt: 1 });
    const [child, grandchild] = mineChain(bad, 2);
    const nephew = mineOn(child!, { salt: 2 });
    feedHeaders(chain, [bad, child!, grandchild!, nephew]);
    // Bodies of descendants may have come first.
    feedBlocks(chain, [grandchild!, child!]);
    expect([chain.tip, chain.bestHeader]).toEqual([3, entryOf(chain, grandchild!)]);
    expect(chain.acceptBlock(bad.block, NOW)).toEqual({
      kind: "rejected",
      entry: 4,
      reason: "bad-cb-height",
      mutated: false,
      invalidated: [4, 5, 6, 7],
    });
    expect([4, 5, 6, 7].map((entry) => chain.isFailed(entry))).toEqual([true, true, true, true]);
    expect([1, 2, 3].map((entry) => chain.isFailed(entry))).toEqual([false, false, false]);
    // The best header falls back to the tip.
    expect([chain.tip, chain.bestHeader]).toEqual([3, 3]);
    expectSound(chain);
    expect(chain.acceptBlock(bad.block, NOW)).toMatchObject({ reason: "duplicate-invalid", invalidated: [] });
    expect(chain.acceptBlock(nephew.block, NOW)).toMatchObject({ reason: "duplicate-invalid" });
    expect(chain.acceptBlock(mineOn(nephew).block, NOW)).toMatchObject({
      reason: "bad-prevblk",
      entry: undefined,
    });
    expect(chain.index.size).toBe(8);
    expectSound(chain);
  });

  test("is told of once, also when an ancestor of it fails later", () => {
    const chain = new ChainState(regtest);
    const upper = mineOn(genesis, { coinbaseHeight: 9 });
    const lower = mineOn(upper, { coinbaseHeight: 9 });
    feedHeaders(chain, [upper, lower, mineOn(lower), mineOn(upper, { salt: 1 })]);
    expect(chain.acceptBlock(lower.block, NOW)).toMatchObject({ invalidated: [2, 3] });
    expect(chain.acceptBlock(upper.block, NOW)).toMatchObject({ invalidated: [1, 4] });
    expectSound(chain);
  });

  test("leaves its siblings alone, and the best of them becomes the best header", () => {
    const chain = new ChainState(regtest);
    const [root] = mineChain(genesis, 1);
    const bad = mineOn(root!, { coinbaseHeight: 9 });
    const good = mineChain(root!, 3, { salt: 1 });
    feedHeaders(chain, [root!, bad, ...mineChain(bad, 5), ...good]);
    expect(chain.index.height(chain.bestHeader)).toBe(7);
    chain.acceptBlock(bad.block, NOW);
    expect(chain.bestHeader).toBe(entryOf(chain, good[2]!));
    expectSound(chain);
  });
});

describe("headers only", () => {
  test("every header counts as a stored block", () => {
    const chain = new ChainState(regtest, { headersOnly: true });
    const main = mineChain(genesis, 3);
    expect(chain.acceptHeader(main[0]!.block.header, 0, NOW)).toEqual({
      kind: "new",
      entry: 1,
      tipChange: { from: 0, to: 1, disconnected: [], connected: [1] },
    });
    feedHeaders(chain, main.slice(1));
    expect([chain.tip, chain.bestHeader, chain.storedCount]).toEqual([3, 3, 1]);
    expect([chain.hasBlock(3), chain.hasAllBlocksTo(3), chain.block(3)]).toEqual([true, true, undefined]);
    expectSound(chain);
  });

  test("and the most work wins, the first of equals", () => {
    const chain = new ChainState(regtest, { headersOnly: true });
    const main = mineChain(genesis, 3);
    feedHeaders(chain, main);
    const side = mineChain(main[0]!, 3, { salt: 1 });
    for (const equal of side.slice(0, 2)) {
      expect(chain.acceptHeader(equal.block.header, 0, NOW)).toMatchObject({
        kind: "new",
        tipChange: undefined,
      });
    }
    expect(chain.tip).toBe(3);
    expect(chain.acceptHeader(side[2]!.block.header, 0, NOW)).toMatchObject({
      tipChange: { from: 3, to: 6, disconnected: [3, 2], connected: [4, 5, 6] },
    });
    expectSound(chain);
  });
});
