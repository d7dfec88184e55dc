/** Cases of btcd's tests, under Core's policy (protocol.md §6 B2–B6). */
import { expect, test } from "vitest";
import { mainChain } from "../miner.ts";
import { coreBench, freshChain, wait } from "./core-bench.ts";

const chain = mainChain(11);

test.each([
  ["none", []],
  ["all", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ["the first five", [1, 2, 3, 4, 5]],
  ["the last six", [6, 7, 8, 9, 10, 11]],
] as const)("[B2] of 11 headers what is in flight is not asked for again: %s", (_, inFlight) => {
  const bench = coreBench();
  const holder = bench.connect("holder", chain);
  // What is stored of the chain decides which blocks the first peer is asked for.
  const rest = chain
    .map((_block, i) => i + 1)
    .filter((height) => !(inFlight as readonly number[]).includes(height));
  for (const height of rest) {
    const block = chain[height - 1]!;
    holder.tellHeaders(chain.slice(0, height - 1));
    holder.tellBlock(block);
  }
  holder.received.length = 0;
  bench.peers.get("holder")!.leave();
  const first = bench.connect("first", chain);
  first.tellHeaders(chain);
  const asked = first.owedHeights();
  expect(asked).toEqual(inFlight);
  const second = bench.connect("second", chain);
  second.tellHeaders(chain);
  expect(second.owedHeights()).toEqual([]);
});

test("[B3] with all headers known and blocks behind it goes straight to blocks", () => {
  const bench = coreBench();
  const peer = bench.connect("p", chain);
  peer.tellHeaders(chain);
  peer.answerBlocks(4);
  peer.leave();
  const next = bench.connect("q", chain);
  next.tellHeaders(chain.slice(-1));
  expect(next.owedHeights()).toEqual([5, 6, 7, 8, 9, 10, 11]);
});

test("[B4] a silent sync peer at our height stays", () => {
  const fresh = freshChain(3);
  const bench = coreBench(fresh);
  const peer = bench.connect("p", fresh);
  peer.answerHeaders();
  wait(bench, 3600);
  expect(peer.connected).toBe(true);
});

test("[B5] up to date, with a peer of our height, no block is asked for", () => {
  const fresh = freshChain(3);
  const bench = coreBench(fresh);
  const peer = bench.connect("p", fresh);
  bench.settle();
  expect(peer.owedHeights()).toEqual([]);
  expect(bench.seen("blocksRequested")).toEqual([]);
});

test("[B6] a peer whose chain has less work than ours is asked for no block", () => {
  const bench = coreBench(freshChain(5));
  const behind = bench.connect("behind", chain.slice(0, 3));
  behind.tellHeaders(chain.slice(0, 3));
  expect(behind.owedHeights()).toEqual([]);
  const ahead = bench.connect("ahead", chain);
  ahead.tellHeaders(chain);
  expect(ahead.owedHeights()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
