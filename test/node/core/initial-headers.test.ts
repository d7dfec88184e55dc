/** Who is asked for headers at the start, and who next (protocol.md §2.3, §6 C2). */
import { expect, test } from "vitest";
import { ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { policies } from "../../../src/node/policies/all.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import { SECOND, START_SECONDS } from "../bench.ts";
import { extended, hashOf } from "../miner.ts";
import { coreBench, takeGetHeaders, wait } from "./core-bench.ts";

const unknown = extended([], 2, { salt: 9 });

test("[C2] a: one peer is asked at first; each new block that is announced adds one more", () => {
  const bench = coreBench();
  const inbound = { inbound: true };
  const peer1 = bench.connect("peer1", [], inbound);
  expect(peer1.expect("getheaders").locator).toEqual([hashOf(networks.regtest.genesis)]);
  peer1.tellHeaders([]);
  const others = ["peer2", "peer3"].map((id) => bench.connect(id, [], inbound));
  expect(others.map(takeGetHeaders)).toEqual([0, 0]);
  const all = [peer1, ...others];
  for (const peer of all) peer.announce(unknown[0]!);
  expect(takeGetHeaders(peer1)).toBe(1);
  const first = others.map(takeGetHeaders);
  expect(first).toEqual([1, 0]);
  for (const peer of all) peer.tellHeaders([]);
  for (const peer of all) peer.announce(unknown[1]!);
  expect(takeGetHeaders(peer1)).toBe(1);
  expect(others.map(takeGetHeaders)).toEqual([0, 1]);
});

test("[C2] b: a silent first peer is replaced when the time for all headers is over", () => {
  const bench = coreBench();
  const silent = bench.connect("peer1", [], { inbound: true });
  const peer2 = bench.connect("peer2");
  expect([takeGetHeaders(silent), takeGetHeaders(peer2)]).toEqual([1, 0]);
  const expected = (START_SECONDS - genesisTime()) / 600;
  const end = 900 * SECOND + Math.ceil(expected) * 1000;
  const seconds = end / SECOND;
  wait(bench, seconds - 0.001);
  expect(silent.connected).toBe(true);
  expect(takeGetHeaders(peer2)).toBe(0);
  wait(bench, 0.002);
  expect(bench.dropped.get("peer1")?.kind).toBe("headersTimeout");
  expect(takeGetHeaders(peer2)).toBe(1);
});

const fours = { headersPerMessage: 4 };

test.each(["core", "core-0.12"])(
  "[§2.4] %s asks on after a full message whatever is in it: other branches, what it had, the same for ever",
  (id) => {
    const bench = coreBench([], { ...policies.get(id), ...fours });
    const peer = bench.connect("peer1", extended([], 6));
    peer.answerHeaders();
    expect(takeGetHeaders(peer)).toBe(1);
    const branch = extended([], 8, { salt: 1 }).slice(0, 4);
    for (let i = 0; i < 50; i++) {
      peer.tellHeaders(branch);
      const { locator } = peer.expect("getheaders");
      expect(locator[0]).toEqual(hashOf(branch[3]!));
      expect(takeGetHeaders(peer)).toBe(0);
    }
    expect(peer.connected).toBe(true);
    peer.tellHeaders(branch.slice(0, 3));
    expect(takeGetHeaders(peer)).toBe(0);
  },
);

test("[§2.4] Core today has one question at a time: what comes unasked while it is open is followed by none", () => {
  const bench = coreBench([], fours);
  const chain = extended([], 12);
  const peer = bench.connect("peer1", chain);
  expect(takeGetHeaders(peer)).toBe(1);
  peer.announce(chain[11]!);
  expect(takeGetHeaders(peer)).toBe(0);
});

test("[§2.3, §2.5] headers that come out of a count answer the question that has left before them: none is open", () => {
  const counted = { minimumChainWork: "3c", presyncPeriodHeaders: 3, redownloadBufferHeaders: 6 };
  const chain = extended([], 40);
  const bench = coreBench([], { ...fours, ...counted });
  const peer = bench.connect("peer1", chain);
  while (bench.chain.index.size === 1) {
    if (bench.last("presync") !== undefined) {
      peer.announce(unknown[0]!);
      expect(peer.received.filter(({ command }) => command === "getheaders")).toHaveLength(1);
    }
    peer.answerHeaders();
  }
  expect(takeGetHeaders(peer)).toBe(1);
  peer.announce(unknown[1]!);
  expect(peer.expect("getheaders").locator[0]).toEqual(bench.chain.index.hash(bench.chain.bestHeader));
});

test("[§2.22] Core 0.12 asks once more for each inv, and each chain of questions goes on to its end", () => {
  const bench = coreBench([], { ...core012, ...fours });
  const chain = extended([], 13);
  const peer = bench.connect("peer1", chain.slice(0, 12));
  peer.answerHeaders();
  peer.blocks = chain;
  peer.announce(chain[12]!);
  let messages = 1;
  while (peer.received.some(({ command }) => command === "getheaders")) {
    peer.answerHeaders();
    messages += 1;
  }
  // 1–4, then 5–8, 9–12, 13, and 5–8, 9–12, 13 once more: the inv came when 1–4 were known.
  expect(messages).toBe(7);
  expect(bench.seen("headersReceived").filter(({ newCount }) => newCount === 0)).toHaveLength(3);
});

test.each([
  ["core-0.12", true],
  ["core", false],
])("[§2.22] %s: the question after an inv ends with the announced block: %s", (id, upTo) => {
  const chain = extended([], 5);
  const bench = coreBench(chain.slice(0, 2), { ...policies.get(id) });
  const peer = bench.connect("peer1", chain);
  peer.answerHeaders(0);
  takeGetHeaders(peer);
  peer.announce(chain[3]!);
  expect(peer.expect("getheaders").stop).toEqual(upTo ? hashOf(chain[3]!) : ZERO_HASH);
});

test("[§2.22] several announced at once: 0.12 asks up to each of them, a question that follows a full message up to none", () => {
  const chain = extended([], 12);
  const bench = coreBench([], { ...core012, ...fours });
  const peer = bench.connect("peer1", chain);
  expect(peer.expect("getheaders").stop).toEqual(ZERO_HASH);
  peer.announce(chain[9]!, chain[10]!);
  const stops = [peer.expect("getheaders").stop, peer.expect("getheaders").stop];
  expect(stops).toEqual([hashOf(chain[9]!), hashOf(chain[10]!)]);
  peer.tellHeaders(chain.slice(0, 4));
  expect(peer.expect("getheaders").stop).toEqual(ZERO_HASH);
});

test("[C2] b: the only source stays, however silent", () => {
  const bench = coreBench();
  const silent = bench.connect("peer1", [], { inbound: true });
  wait(bench, 2 * 3600);
  expect(silent.connected).toBe(true);
});

function genesisTime(): number {
  const { header } = networks.regtest.genesis;
  return new DataView(header.buffer, header.byteOffset).getUint32(68, true);
}
