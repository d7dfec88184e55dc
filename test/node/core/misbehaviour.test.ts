/** Messages and bodies that must not be, and what they cost (protocol.md §2.15, §2.20, §6 C6–C9, N2). */
import { expect, test } from "vitest";
import { makeBlock } from "../../../src/bitcoin/block.ts";
import { ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { INV_BLOCK, PROTOCOL_VERSION } from "../../../src/bitcoin/wire/message.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import { batch, hashOf, mainChain, mineOn } from "../miner.ts";
import { coreBench, freshChain, longer, takeAsked } from "./core-bench.ts";

const body = (height: number, salt: number) => coinbaseTransaction(height, 1n, Uint8Array.of(salt, 2));

test("[C6] a body that is not the header's is refused, the right one is accepted later", () => {
  const bench = coreBench();
  const [block] = mainChain(1);
  const doubled = makeBlock(decodeHeader(block!.header), [...block!.transactions, ...block!.transactions]);
  bench.connect("bad", [], { inbound: true }).tellBlock(doubled);
  expect(bench.dropped.get("bad")?.kind).toBe("misbehaving");
  bench.connect("good", [], { inbound: true }).tellBlock(block!);
  expect(bench.chain.active.height).toBe(1);
});

test("[C7] a changed body costs its sender, and the request stays with the peer that was asked", () => {
  const base = freshChain(2);
  const chain = longer(base, 1);
  const bench = coreBench(base);
  const honest = bench.connect("honest", chain);
  honest.tellHeaders(chain.slice(2));
  expect(honest.owedHeights()).toEqual([3]);
  const mutated = makeBlock(decodeHeader(chain[2]!.header), [body(3, 9)]);
  bench.connect("attacker", [], { inbound: true }).tellBlock(mutated);
  expect(bench.dropped.get("attacker")).toEqual({ kind: "misbehaving", text: "mutated block" });
  expect(honest.connected).toBe(true);
  expect(bench.seen("blockRequestsFreed")).toEqual([]);
  honest.answerBlocks();
  expect(bench.chain.active.height).toBe(3);
});

test("[C7] a block whose parent is unknown costs the connection", () => {
  const bench = coreBench();
  bench.connect("p").tellBlock(mainChain(3)[2]!);
  expect(bench.dropped.get("p")).toEqual({ kind: "misbehaving", text: "prev-blk-not-found" });
});

test("[C8] 2001 headers are misbehaving, 2000 are not", () => {
  const headers = batch(mainChain(2001));
  const bench = coreBench();
  bench.connect("p").tell({ command: "headers", headers });
  expect(bench.dropped.get("p")?.kind).toBe("misbehaving");
  expect(bench.chain.index.size).toBe(1);
  bench.connect("q").tellHeaders(mainChain(2000));
  expect(bench.dropped.has("q")).toBe(false);
  expect(bench.chain.index.size).toBe(2001);
});

test("[C8] a header without work is misbehaving, also after a good one was accepted", () => {
  const bench = coreBench();
  const peer = bench.connect("p");
  peer.tellHeaders(mainChain(1));
  expect(peer.connected).toBe(true);
  peer.tellHeaders([mineOn(networks.regtest, mainChain(1), 600, 0, { withoutWork: true })]);
  expect(bench.dropped.get("p")?.kind).toBe("misbehaving");
});

test("[C8] ten headers in a row are fine, with one missing they are misbehaving and none is kept", () => {
  const ten = mainChain(10);
  const bench = coreBench();
  bench.connect("bad").tellHeaders(ten.filter((_, i) => i !== 5));
  expect(bench.dropped.get("bad")?.kind).toBe("misbehaving");
  expect(bench.chain.index.size).toBe(1);
  bench.connect("good").tellHeaders(ten);
  expect(bench.chain.index.size).toBe(11);
});

test("[C8] too many items are misbehaving", () => {
  const bench = coreBench();
  bench.connect("p");
  const error = "inv.count: expected at most 50000, found 50001";
  bench.feed({ kind: "excess", peer: "p", command: "inv", count: 50_001, most: 50_000, error });
  expect(bench.dropped.get("p")).toEqual({ kind: "misbehaving", text: "inv message size = 50001" });
});

test("[C8] Core 0.12 keeps the headers before the bad one, and counts", () => {
  const ten = mainChain(10);
  const bench = coreBench([], core012);
  const peer = bench.connect("p");
  peer.tellHeaders(ten.filter((_, i) => i !== 5));
  expect(bench.last("scored")?.score).toBe(20);
  expect(bench.chain.index.size).toBe(6);
  expect(peer.connected).toBe(true);
});

test.each(["getheaders", "getblocks"] as const)(
  "[C9] a locator of 101 hashes in %s is answered, of 102 not",
  (command) => {
    const ask = (count: number) => {
      const bench = coreBench(freshChain(3));
      const peer = bench.connect("p", [], { inbound: true });
      const locator = Array.from({ length: count }, () => hashOf(networks.regtest.genesis));
      peer.tell({ command, version: PROTOCOL_VERSION, locator, stop: ZERO_HASH });
      return { peer, bench };
    };
    const fine = ask(101);
    const answer =
      command === "getheaders"
        ? fine.peer.expect("headers").headers.count
        : fine.peer.expect("inv").items.length;
    expect(answer).toBe(3);
    expect(ask(102).bench.dropped.get("p")?.kind).toBe("protocol");
  },
);

test("[C18] maxblocksinflight: 1024 unknown hashes ask for at most 16 blocks, none twice", () => {
  const bench = coreBench(freshChain(1), core012);
  const chain = longer(freshChain(1), 40);
  const peer = bench.connect("p", chain);
  const items = Array.from({ length: 1024 }, (_, i) => ({
    type: INV_BLOCK,
    hash: new Uint8Array(32).fill(1 + (i % 200)),
  }));
  peer.tell({ command: "inv", items });
  const asked = peer.received
    .filter(({ command }) => command === "getdata")
    .flatMap((m) => (m.command === "getdata" ? m.items : []));
  expect(asked.length).toBe(16);
  expect(new Set(asked.map(({ hash }) => hash.join())).size).toBe(16);
  peer.answerHeaders();
  expect(takeAsked(peer).length, "what it made up fills its slots").toBe(16);
});

test("[N2] getheaders is answered with 2000 at most, or as far as the stop, which is included", () => {
  const chain = mainChain(2001);
  const peer = coreBench(chain).connect("p", [], { inbound: true });
  const ask = (stop: Uint8Array) => {
    const locator = [hashOf(networks.regtest.genesis)];
    peer.tell({ command: "getheaders", version: PROTOCOL_VERSION, locator, stop });
    return peer.expect("headers").headers;
  };
  expect(ask(ZERO_HASH)).toEqual(batch(chain.slice(0, 2000)));
  expect(ask(hashOf(chain[1499]!))).toEqual(batch(chain.slice(0, 1500)));
});
