/** Handshakes, pings, leaving initial download, and blocks that pass from node to node (protocol.md §6 C11, C15, C16, N4). */
import { expect, test } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
import { NodeContext } from "../../../src/node/context.ts";
import { core } from "../../../src/node/policies/core.ts";
import { chainOf, countingRandom, SECOND, START_SECONDS, versionMessage } from "../bench.ts";
import { mainChain, mineOn } from "../miner.ts";
import { Net } from "../net.ts";
import { coreBench, freshChain, longer, takeGetHeaders } from "./core-bench.ts";

test("[C11] what the first of three in a row mines reaches the last, by those that were called", () => {
  const base = freshChain(3);
  const net = new Net(core);
  for (const name of ["node0", "node1", "node2"]) net.add(name, chainOf(base));
  net.connect("node0", "node1");
  net.connect("node1", "node2");
  net.run(5 * SECOND);
  const [, , , block] = longer(base, 1);
  net.mine("node0", block!);
  net.run(10 * SECOND);
  expect([...net.hosts.values()].map(({ chain }) => chain.active.height)).toEqual([4, 4, 4]);
});

test("[C11] during initial download a peer that called us is used if there is no other", () => {
  const bench = coreBench();
  const peer = bench.connect("in", mainChain(20), { inbound: true });
  peer.answerHeaders();
  expect(peer.owedHeights().length).toBe(16);
});

test("[N4] two nodes follow what either mines", () => {
  let chain = freshChain(3);
  const net = new Net(core);
  for (const name of ["a", "b"]) net.add(name, chainOf(chain));
  net.connect("a", "b");
  net.run(5 * SECOND);
  for (let i = 0; i < 10; i++) {
    chain = longer(chain, 1);
    net.mine(i % 2 === 0 ? "a" : "b", chain.at(-1)!);
    net.run((6 + i) * SECOND);
    expect([...net.hosts.values()].map((host) => host.chain.active.height)).toEqual([4 + i, 4 + i]);
  }
});

function context(ageSeconds: number, minimumChainWork = "0"): NodeContext {
  const block = mineOn(networks.regtest, [], 600, 0, { time: START_SECONDS - ageSeconds });
  return new NodeContext({
    policy: { ...core, minimumChainWork },
    chain: chainOf([block]),
    startTimeSeconds: START_SECONDS,
    random: countingRandom(),
  });
}

test.each([1, 2, 3, 4, 5])("[C15] a tip %i s older than the maximum age: initial download", (seconds) => {
  expect(context(86_400 + seconds).initialDownload.left).toBe(false);
});

test("[C15] a tip of exactly the maximum age ends it", () => {
  expect(context(86_400).initialDownload.left).toBe(true);
});

test("[C15] so does only a tip that is recent and has the work, and it never begins again", () => {
  expect(context(0, "5").initialDownload.left).toBe(false);
  expect(context(0, "4").initialDownload.left).toBe(true);
  expect(context(86_401, "4").initialDownload.left).toBe(false);
  const was = context(0);
  expect(was.initialDownload.left).toBe(true);
  was.now = 2 * 86_400 * SECOND;
  expect(was.initialDownload.left).toBe(true);
});

test("[C16] p2p_timeouts: without verack, without version or without a word a peer goes after the handshake's time", () => {
  const bench = coreBench([], { handshakeTimeoutSeconds: 3 });
  bench.dial("noVerack").tell(versionMessage());
  bench.dial("noVersion").tell({ command: "ping", nonce: 1n });
  bench.dial("silent");
  bench.runTo(3 * SECOND - 1);
  expect(bench.dropped.size).toBe(0);
  bench.runTo(3 * SECOND);
  expect([...bench.dropped].map(([id, { kind }]) => [id, kind])).toEqual([
    ["noVerack", "handshakeTimeout"],
    ["noVersion", "handshakeTimeout"],
    ["silent", "handshakeTimeout"],
  ]);
});

test("[C16] p2p_ping: a pong with the wrong nonce is none; 20 min without the right one end the connection", () => {
  const bench = coreBench();
  const wrong = bench.connect("wrong", [], { inbound: true });
  const right = bench.connect("right", [], { inbound: true });
  wrong.tell({ command: "pong", nonce: wrong.expect("ping").nonce + 1n });
  right.tell({ command: "pong", nonce: right.expect("ping").nonce });
  bench.runTo(1200 * SECOND - 1);
  expect(wrong.connected).toBe(true);
  expect(wrong.take("ping"), "one at a time").toBeUndefined();
  bench.runTo(1200 * SECOND);
  expect(bench.dropped.get("wrong")?.kind).toBe("pingTimeout");
  expect(right.connected).toBe(true);
  expect(right.take("ping")).toBeDefined();
});

test("[C16] p2p_handshake: a second verack is ignored, and who has no blocks to give is asked for none", () => {
  const bench = coreBench();
  const peer = bench.connect("p", mainChain(3));
  peer.tell({ command: "verack" });
  expect(peer.connected).toBe(true);
  const poor = coreBench().connect("q", mainChain(3), { version: { services: 0n } });
  poor.announce(mainChain(3)[2]!);
  expect(takeGetHeaders(poor)).toBe(0);
});
