/** Peers that stay behind, tips that go stale, offenders (protocol.md §2.11, §2.20, §6 U3). */
import { expect, test } from "vitest";
import { ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { PROTOCOL_VERSION } from "../../../src/bitcoin/wire/message.ts";
import type { NodeOutput } from "../../../src/node/interface.ts";
import { core } from "../../../src/node/policies/core.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { type Bench, SECOND } from "../bench.ts";
import { mainChain, mineOn } from "../miner.ts";
import { coreBench, freshChain, longer, takeGetHeaders, wait } from "./core-bench.ts";

const MINUTE = 60;

test("[U3] 1: a silent outbound peer is asked at once, again at +21 min, and dropped at +24 min", () => {
  const bench = coreBench(mainChain(3));
  const peer = bench.connect("silent");
  expect(takeGetHeaders(peer)).toBe(1);
  wait(bench, 19 * MINUTE);
  expect(takeGetHeaders(peer)).toBe(0);
  wait(bench, 2 * MINUTE);
  expect(takeGetHeaders(peer)).toBe(1);
  expect(peer.connected).toBe(true);
  wait(bench, 3 * MINUTE);
  expect(bench.dropped.get("silent")).toEqual({ kind: "outdated", text: "outbound peer has old chain" });
});

test("[U3] 1: where the policy bounds no answer's time, the last call still has its two minutes", () => {
  const bench = coreBench(mainChain(3), { headersResponseSeconds: null });
  const peer = bench.connect("silent");
  takeGetHeaders(peer);
  wait(bench, 1201);
  expect(takeGetHeaders(peer)).toBe(1);
  wait(bench, 118);
  expect(peer.connected).toBe(true);
  wait(bench, 3);
  expect(bench.dropped.get("silent")?.text).toBe("outbound peer has old chain");
});

test("[U3] 1: a silent peer that called us stays", () => {
  const bench = coreBench(mainChain(3));
  const peer = bench.connect("silent", [], { inbound: true });
  wait(bench, 30 * MINUTE);
  expect(peer.connected).toBe(true);
});

/** How often the node has asked for one more peer. */
function watched(bench: Bench): { bench: Bench; sought: () => number } {
  let sought = 0;
  const handle = bench.node.handle.bind(bench.node);
  bench.node.handle = (input) => {
    const outputs: readonly NodeOutput[] = handle(input);
    sought += outputs.filter(({ kind }) => kind === "seekPeer").length;
    return outputs;
  };
  return { bench, sought: () => sought };
}

/** Eight outbound peers with a node's own chain; the last block comes 100 s after they do. Outputs that ask for a peer. */
function eightPeers(): { bench: Bench; sought: () => number; add: (id: string) => void } {
  const blocks = freshChain(3);
  const bench = coreBench(blocks.slice(0, 2));
  const { sought } = watched(bench);
  const add = (id: string) => {
    const peer = bench.connect(id, blocks);
    peer.take("getheaders");
  };
  for (let i = 1; i <= 8; i++) add(`p${i}`);
  // Four show our chain and are protected, all show it so that none is taken for being behind.
  wait(bench, 100);
  for (const peer of bench.peers.values()) peer.tellHeaders(blocks);
  bench.settle();
  return { bench, sought, add };
}

test("[U3] 2: a tip more than 30 min old asks for one more peer at the next look, 1935 s on, and drops none", () => {
  const { bench, sought } = eightPeers();
  wait(bench, 1834);
  expect(sought()).toBe(0);
  wait(bench, 1);
  expect(sought()).toBe(1);
  wait(bench, 10 * MINUTE);
  expect(bench.dropped.size).toBe(0);
});

test.each([
  ["is looked at 45 s after the start, then every 630 s", 0, 1935],
  ["is looked at by the clock of the node's start, whenever its first peer comes", 700, 1935],
  ["is looked at again after 630 s when it was not old enough", 1310, 1935],
])("[§2.11] a tip that never moves %s", (_, firstPeerAt, soughtAt) => {
  const { bench, sought } = watched(coreBench(freshChain(2)));
  wait(bench, firstPeerAt);
  bench.connect("p", freshChain(2));
  bench.settle();
  wait(bench, soughtAt - firstPeerAt - 1);
  expect(sought()).toBe(0);
  wait(bench, 1);
  expect(sought()).toBe(1);
});

test("[§2.11] a tip that moved a moment too late is looked at one interval later", () => {
  const blocks = freshChain(3);
  const { bench, sought } = watched(coreBench(blocks.slice(0, 2)));
  const peer = bench.connect("p", blocks);
  // 1935 − 1800: it is not older than half an hour then.
  wait(bench, 135);
  peer.tellHeaders(blocks);
  bench.settle();
  expect(bench.chain.active.height).toBe(3);
  wait(bench, 2564 - 135);
  expect(sought()).toBe(0);
  wait(bench, 1);
  expect(sought()).toBe(1);
});

test("[U3] 2: the ninth peer is dropped again, and not before it has been here for 30 s", () => {
  const { bench, add } = eightPeers();
  wait(bench, 1835);
  // Extra peers are looked at after 1980 s and after 2025 s.
  wait(bench, 20);
  add("p9");
  wait(bench, 69);
  expect(bench.dropped.size).toBe(0);
  wait(bench, 1);
  expect([...bench.dropped]).toEqual([["p9", { kind: "outdated", text: "extra outbound peer" }]]);
  wait(bench, 5 * MINUTE);
  expect(bench.dropped.size).toBe(1);
});

test("[U3] 2: if the ninth has announced a block the eighth is dropped", () => {
  const { bench, add } = eightPeers();
  wait(bench, 1835);
  add("p9");
  const ninth = bench.peers.get("p9")!;
  const news = mineOn(networks.regtest, ninth.blocks, 60);
  ninth.blocks = [...ninth.blocks, news];
  ninth.tellHeaders([news]);
  ninth.answerBlocks();
  wait(bench, 90);
  expect([...bench.dropped.keys()]).toEqual(["p8"]);
});

test("[U3] 2: a peer that owes a block is no extra one yet", () => {
  const { bench, add } = eightPeers();
  wait(bench, 1835);
  add("p9");
  const ninth = bench.peers.get("p9")!;
  ninth.tellHeaders(longer(freshChain(3), 1, 5));
  const eighth = bench.peers.get("p8")!;
  eighth.tellHeaders(longer(freshChain(3), 2, 6));
  expect(eighth.owedHeights().length + ninth.owedHeights().length).toBeGreaterThan(0);
  wait(bench, 90);
  expect([...bench.dropped.keys()].filter((id) => id === "p9" || id === "p8")).toEqual([]);
});

test("[U3] 2: without the rule nobody is sought", () => {
  expect(core.staleTipSeconds).toBe(1800);
  const bench = coreBench(freshChain(2), { staleTipSeconds: null });
  bench.connect("p");
  bench.at = 3600 * SECOND;
  expect(bench.feed({ kind: "wake" }).filter(({ kind }) => kind === "seekPeer")).toEqual([]);
});

test("[U3] 3: an offender is disconnected; under the old rules it is banned at 100, for a day", () => {
  const light = mineOn(networks.regtest, [], 600, 0, { withoutWork: true });
  const today = coreBench();
  today.connect("bad").tellHeaders([light]);
  expect(today.dropped.get("bad")?.kind).toBe("misbehaving");
  const old = coreBench([], core012);
  const bad = old.connect("bad");
  bad.tellHeaders([light]);
  expect(bad.connected).toBe(true);
  bad.tellHeaders([light]);
  expect(old.dropped.get("bad")?.kind).toBe("misbehaving");
  old.dial("bad");
  expect(old.dropped.get("bad")?.text).toBe("banned");
  old.at += 86_400 * SECOND;
  expect(old.dial("bad").connected).toBe(true);
});

test("[U3] 1: behind a tip that is genesis the last call has an empty locator, which nobody answers", () => {
  const bench = coreBench();
  const peer = bench.connect("silent", mainChain(3));
  expect(peer.expect("getheaders").locator).toHaveLength(1);
  wait(bench, 1201);
  const lastCall = peer.expect("getheaders");
  expect(lastCall.locator).toEqual([]);
  expect(lastCall.stop).toEqual(ZERO_HASH);
  wait(bench, 120);
  expect(bench.dropped.get("silent")?.text).toBe("outbound peer has old chain");
});

test.each([
  [1, 1],
  [2, 2],
])(
  "[U3] 1: with %i blocks of our own the last call begins at the parent of the tip: %i hashes",
  (own, hashes) => {
    const bench = coreBench(mainChain(own));
    const peer = bench.connect("silent");
    takeGetHeaders(peer);
    wait(bench, 1201);
    expect(peer.expect("getheaders").locator).toHaveLength(hashes);
  },
);

test("[U3] 1: a peer that would answer by then is not saved by a last call from genesis", () => {
  const bench = coreBench();
  const late = bench.connect("late", mainChain(3));
  takeGetHeaders(late);
  wait(bench, 1201);
  const { locator, stop } = late.expect("getheaders");
  const other = coreBench(mainChain(3));
  other.connect("asker", [], { inbound: true }).tell({
    command: "getheaders",
    version: PROTOCOL_VERSION,
    locator,
    stop,
  });
  expect(other.peers.get("asker")?.take("headers")).toBeUndefined();
});

/** A node that has all headers and no block, and a peer whose chain has less than the least work. */
function lightPeer(constants: Partial<Policy>, inbound = false) {
  const blocks = mainChain(10);
  const bench = coreBench([], { ...constants, minimumChainWork: "10" });
  bench.connect("heavy", blocks).tellHeaders(blocks);
  const light = bench.connect("light", blocks.slice(0, 3), { inbound });
  light.tellHeaders(light.blocks);
  return { bench, light };
}

test("[§2.11] during initial download an outbound peer whose headers end with too little work goes", () => {
  const { bench } = lightPeer({});
  expect(bench.dropped.get("light")).toEqual({
    kind: "outdated",
    text: "outbound peer headers chain has insufficient work",
  });
});

test.each([
  ["a peer that called us stays", {}, true],
  // The rule came with 0.15.1 (5a6d00c6de), as that for peers that stay behind did.
  ["0.12 has no such rule", core012, false],
] as const)("[§2.11] with too little work, %s", (_, constants, inbound) => {
  expect(lightPeer(constants, inbound).light.connected).toBe(true);
});
