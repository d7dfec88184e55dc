/** Limits that are met exactly: no second, no peer, no point and no message more (protocol.md §2.5, §2.10, §2.11, §2.20). */
import { expect, test } from "vitest";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import { mainChain } from "../miner.ts";
import { coreBench, freshChain, longer, wait } from "./core-bench.ts";

test("[§2.10] who alone owes blocks has ten minutes for the first, and buys himself no time", () => {
  const bench = coreBench();
  const peer = bench.connect("a", mainChain(20));
  peer.answerHeaders();
  wait(bench, 599);
  expect(peer.connected).toBe(true);
  wait(bench, 1);
  expect(bench.dropped.get("a")?.kind).toBe("blockTimeout");
});

test.each([2, 3])("[§2.10] of %i that owe blocks each has five minutes more for each other", (count) => {
  const bench = coreBench();
  const peers = Array.from({ length: count }, (_, i) => bench.connect(`p${i}`, mainChain(100)));
  for (const peer of peers) peer.tellHeaders(mainChain(100));
  expect(peers.map((peer) => peer.owedHeights().length)).toEqual(peers.map(() => 16));
  wait(bench, 600 + 300 * (count - 1) - 1);
  expect(bench.dropped.size).toBe(0);
  wait(bench, 1);
  expect(bench.dropped.size).toBe(count);
});

test.each([0, 1, 2])(
  "[§2.11] %i peers that showed our chain are safe when they fall behind, no more",
  (safe) => {
    const blocks = freshChain(3);
    const bench = coreBench(blocks, {
      protectedPeersMax: safe,
      staleTipSeconds: null,
      extraPeerCheckSeconds: null,
    });
    for (let i = 0; i < 3; i++) bench.connect(`p${i}`, blocks).tellHeaders(blocks);
    bench.settle();
    for (const block of longer(blocks, 2).slice(3)) bench.feed({ kind: "localBlock", block });
    wait(bench, 25 * 60);
    const left = [...bench.peers.values()].filter(({ connected }) => connected);
    expect(left.map(({ id }) => id)).toEqual(["p0", "p1", "p2"].slice(0, safe));
  },
);

test("[§2.11] one who was safe and has left makes room: the next to show our chain is safe", () => {
  const blocks = freshChain(3);
  const bench = coreBench(blocks, {
    protectedPeersMax: 1,
    staleTipSeconds: null,
    extraPeerCheckSeconds: null,
  });
  const first = bench.connect("first", blocks);
  first.tellHeaders(blocks);
  first.leave();
  for (const id of ["second", "third"]) bench.connect(id, blocks).tellHeaders(blocks);
  bench.settle();
  for (const block of longer(blocks, 2).slice(3)) bench.feed({ kind: "localBlock", block });
  wait(bench, 25 * 60);
  expect(["second", "third"].map((id) => bench.dropped.get(id)?.kind)).toEqual([undefined, "outdated"]);
});

test.each(["full", "not full"])(
  "[§2.5] what is counted of a light chain ends with an answer that is %s",
  (last) => {
    const bench = coreBench([], { minimumChainWork: "ffff", headersPerMessage: 5 });
    const peer = bench.connect("light", mainChain(8));
    peer.tellHeaders(mainChain(5));
    expect(bench.last("presync")?.phase).toBe("presync");
    if (last === "full") peer.tell({ command: "headers", headers: { count: 0, bytes: new Uint8Array(0) } });
    else peer.tellHeaders(mainChain(8).slice(5));
    expect(bench.last("presync")).toMatchObject({ phase: "ended", peer: "light" });
  },
);

test.each([1, 2])("[§2.20] 0.12 bans at a hundred points, not at ninety and not beyond; try %i", (from) => {
  const bench = coreBench([], { ...core012 });
  const peer = bench.connect("loose", mainChain(9));
  for (let i = 1; i <= 10; i++) {
    expect(peer.connected).toBe(true);
    peer.tellHeaders(mainChain(9).slice(from));
    expect(bench.last("scored")).toMatchObject({ score: 10, total: 10 * i });
  }
  expect(bench.dropped.get("loose")?.kind).toBe("misbehaving");
});
