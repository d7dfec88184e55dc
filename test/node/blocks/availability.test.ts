/** What a peer has, of two branches with as much work (protocol.md §2.7). */
import { expect, test } from "vitest";
import { coreBench, freshChain, longer, wait } from "../core/core-bench.ts";
import { hashOf } from "../miner.ts";

test("[§2.7] a hash that was once unknown counts once: of equal work what was announced last is what a peer is at", () => {
  const blocks = freshChain(4);
  const [left, right] = [longer(blocks, 1, 7), longer(blocks, 1, 8)];
  const bench = coreBench(blocks);
  const peer = bench.connect("a", blocks);
  const other = bench.connect("b", blocks);
  peer.tellHeaders(blocks);
  other.tellHeaders(blocks);
  const [leftTip, rightTip] = [left[4], right[4]];
  if (leftTip === undefined || rightTip === undefined) throw new Error("no block on top");
  peer.announce(leftTip);
  other.tellHeaders(left.slice(4));
  wait(bench, 1);
  peer.tellHeaders(right.slice(4));
  wait(bench, 120);
  const seen = bench.seen("peerBestKnownChanged").filter((change) => change.peer === "a");
  expect(seen.at(-1)?.to).toBe(bench.chain.index.find(hashOf(rightTip)));
});
