/** Who is asked for headers at the start, and who next (protocol.md §2.3, §6 C2). */
import { expect, test } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
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

test("a peer that goes over to another branch between two answers is asked on", () => {
  const bench = coreBench([], { headersPerMessage: 4 });
  const peer = bench.connect("peer1", extended([], 6));
  peer.answerHeaders();
  expect(takeGetHeaders(peer)).toBe(1);
  peer.tellHeaders(extended([], 8, { salt: 1 }).slice(0, 4));
  expect(takeGetHeaders(peer)).toBe(1);
  // What we had, and no further: it would go on for ever.
  peer.tellHeaders(extended([], 8, { salt: 1 }).slice(0, 4));
  expect(takeGetHeaders(peer)).toBe(0);
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
