/** Blocks nobody asked for (protocol.md §2.16, §6 C5 and C18 p2p-acceptblock). */
import { expect, test } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import { Bench, chainOf } from "../bench.ts";
import { extended, hashOf, mineOn } from "../miner.ts";
import { coreBench, freshChain, takeAsked, wait } from "./core-bench.ts";

const base = freshChain(1);
const second = (blocks: readonly Block[], count: number, salt = 0) =>
  extended(blocks, count, { spacingSeconds: 1, salt });
/** Heights 1 and 2 of the first chain, and the fork from genesis up to 291. */
const main = second(base, 1);
const fork = second(freshChain(1, 7), 290, 7);
const stored = (bench: Bench, block: Block) => {
  const entry = bench.chain.index.find(hashOf(block));
  return entry !== undefined && bench.chain.hasBlock(entry);
};
const isTip = (bench: Bench, block: Block | undefined) =>
  block !== undefined && bench.chain.tip === bench.chain.index.find(hashOf(block));
const inbound = { inbound: true };

test("[C5] 2: on top of the tip it is taken; where too little work is known, neither it nor its header", () => {
  const node0 = coreBench(base);
  node0.connect("p", main, inbound).tellBlock(main[1]!);
  expect(isTip(node0, main[1])).toBe(true);
  const node1 = coreBench(base, { minimumChainWork: "10" });
  const peer = node1.connect("p", main, inbound);
  peer.tellBlock(main[1]!);
  expect(isTip(node1, base[0])).toBe(true);
  expect(node1.chain.index.find(hashOf(main[1]!))).toBeUndefined();
  expect(peer.connected).toBe(true);
});

test("[C5] 3, 4a, 4b: of less work the header stays, of as much and of more the block, and nothing reorganizes", () => {
  const bench = coreBench(main);
  const peer = bench.connect("p", main, inbound);
  peer.tellBlock(fork[0]!);
  expect(bench.chain.index.find(hashOf(fork[0]!))).toBeDefined();
  expect(fork.slice(0, 1).map((block) => stored(bench, block))).toEqual([false]);
  peer.tellBlock(fork[1]!);
  expect(stored(bench, fork[1]!)).toBe(true);
  peer.tellBlock(fork[2]!);
  expect(stored(bench, fork[2]!)).toBe(true);
  expect(isTip(bench, main[1])).toBe(true);
});

/** As far as step 4: all of the fork but its first block is stored, as far as it may be. */
function full(): Bench {
  const bench = coreBench(main);
  const peer = bench.connect("p", [], inbound);
  for (const block of fork.slice(0, 3)) peer.tellBlock(block);
  peer.tellBlock(fork[4]!);
  expect(bench.dropped.get("p")?.text).toBe("prev-blk-not-found");
  peer.leave();
  const next = bench.connect("p", [], inbound);
  next.tellHeaders(fork.slice(3, 4));
  next.owed.length = 0;
  next.tellBlock(fork[4]!);
  expect(stored(bench, fork[4]!)).toBe(true);
  for (const block of fork.slice(3)) next.tellBlock(block);
  next.leave();
  return bench;
}

test("[C5] 4c: 288 blocks above the tip are kept, not one more, and none without a known parent", () => {
  const bench = full();
  expect(fork.slice(1, 290).every((block) => stored(bench, block))).toBe(true);
  expect(stored(bench, fork[290]!)).toBe(false);
  expect(isTip(bench, main[1])).toBe(true);
});

test("[C5] 5, 6, 7: the missing first block is ignored unasked, asked for after an inv, and moves the tip to 290", () => {
  const bench = full();
  const peer = bench.connect("q", [], inbound);
  peer.tellBlock(fork[0]!);
  expect(stored(bench, fork[0]!)).toBe(false);
  takeAsked(peer);
  bench.peers.get("q")!.leave();
  const asked = bench.connect("r", fork.slice(0, 3), inbound);
  asked.announce(fork[2]!);
  expect(asked.owedHeights()).toEqual([1]);
  asked.answerBlocks();
  expect(bench.chain.active.height).toBe(290);
  expect(isTip(bench, fork[289])).toBe(true);
});

test("[C5] 8: an invalid block of a better branch costs its sender, and the tip stays", () => {
  const bench = coreBench(fork.slice(0, 290));
  const valid = second(fork.slice(0, 288), 2, 8);
  const wrong = coinbaseTransaction(99, 5_000_000_000n, Uint8Array.of(8, 1));
  const invalid = mineOn(networks.regtest, valid, 1, 8, { transactions: [wrong] });
  const branch = [...valid, invalid];
  const child = mineOn(networks.regtest, branch, 1, 8);
  const peer = bench.connect("p", [...branch, child], inbound);
  peer.tellHeaders([...branch, child].slice(288));
  for (const block of valid.slice(288)) peer.tellBlock(block);
  expect(valid.slice(288).map((block) => stored(bench, block))).toEqual([true, true]);
  expect(isTip(bench, fork[289])).toBe(true);
  peer.tellBlock(invalid);
  expect(bench.dropped.get("p")).toEqual({ kind: "misbehaving", text: "bad-cb-height" });
  expect(isTip(bench, fork[289])).toBe(true);
  expect(bench.chain.isFailed(bench.chain.index.find(hashOf(invalid))!)).toBe(true);
  const next = bench.connect("q", [], inbound);
  next.tellHeaders([mineOn(networks.regtest, [...branch, child], 1, 8)]);
  expect(bench.dropped.get("q")?.text).toBe("bad-prevblk");
});

test("[C5] 9: the node that wanted more work catches up with the other", () => {
  const node1 = coreBench(base, { minimumChainWork: "10" });
  node1.connect("node0", fork.slice(0, 290));
  node1.settle();
  expect(isTip(node1, fork[289])).toBe(true);
});

test("[C18] p2p-acceptblock: Core 0.12 keeps an unrequested block only if it has more work", () => {
  const bench = coreBench(main, core012);
  const peer = bench.connect("p", main, inbound);
  peer.tellBlock(fork[0]!);
  peer.tellBlock(fork[1]!);
  expect(stored(bench, fork[1]!)).toBe(false);
  expect(bench.chain.index.find(hashOf(fork[1]!))).toBeDefined();
  peer.tellBlock(fork[2]!);
  expect(stored(bench, fork[2]!)).toBe(true);
  expect(isTip(bench, main[1])).toBe(true);
});

test.each([
  ["on the tip", 0],
  ["on a branch, of as much work", 7],
])("[§2.7] a block that is pushed, %s, says nothing of what its sender has", (_, salt) => {
  const bench = coreBench(salt === 0 ? base : main);
  const pushed = salt === 0 ? main[1]! : fork[1]!;
  const peer = bench.connect("p", []);
  if (salt !== 0) peer.tellBlock(fork[0]!);
  peer.tellBlock(pushed);
  expect(stored(bench, pushed)).toBe(true);
  expect(bench.seen("peerBestKnownChanged")).toEqual([]);
});

test("[§2.11] a peer that pushes blocks and answers no getheaders is behind, and goes after 22 min", () => {
  const bench = coreBench(base);
  const peer = bench.connect("p", []);
  wait(bench, 60);
  peer.tellBlock(main[1]!);
  wait(bench, 1200 + 120 - 60 - 1);
  expect(peer.connected).toBe(true);
  wait(bench, 2);
  expect(bench.dropped.get("p")?.text).toBe("outbound peer has old chain");
});

test("[§2.7] what was asked of a peer by its hash teaches no more than its inv did", () => {
  const bench = coreBench(base, core012);
  const peer = bench.connect("p", main);
  peer.announce(main[1]!);
  peer.answerBlocks();
  expect(isTip(bench, main[1])).toBe(true);
  expect(bench.seen("peerBestKnownChanged").length).toBeLessThanOrEqual(1);
});

test("[LC8] the article's node goes by what is pushed: whoever pushes a block has it", () => {
  const bench = new Bench({ chain: chainOf(base) });
  bench.connect("p", []).tellBlock(main[1]!);
  expect(bench.last("peerBestKnownChanged")).toMatchObject({ peer: "p", height: 2 });
});
