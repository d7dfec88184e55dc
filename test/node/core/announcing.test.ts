/** How new blocks are told of, and fetched when told (protocol.md §2.9, §2.13, §6 C4). */
import { expect, test } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { toHex, ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader } from "../../../src/bitcoin/header.ts";
import { PROTOCOL_VERSION } from "../../../src/bitcoin/wire/message.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import type { Bench, ScriptedPeer } from "../bench.ts";
import { hashOf } from "../miner.ts";
import { coreBench, freshChain, longer, takeAsked, takeGetHeaders } from "./core-bench.ts";

const base = freshChain(12);

function setUp(): { bench: Bench; peer: ScriptedPeer; other: ScriptedPeer } {
  const bench = coreBench(base);
  const [peer, other] = ["test", "inv"].map((id) => bench.connect(id, base, { inbound: true }));
  for (const each of [peer!, other!]) each.answerHeaders();
  return { bench, peer: peer!, other: other! };
}

function mine(bench: Bench, ...blocks: readonly Block[]): void {
  for (const block of blocks) bench.feed({ kind: "localBlock", block });
}

/** What the peer was told of new blocks since the last look: the hashes, and by what. */
function told(peer: ScriptedPeer): string[] {
  const heard: string[] = [];
  for (const message of peer.received.splice(0)) {
    if (message.command === "inv") heard.push(...message.items.map(({ hash }) => `inv ${toHex(hash)}`));
    if (message.command !== "headers") continue;
    for (let i = 0; i < message.headers.count; i++) {
      const at = i * HEADER_BYTES;
      heard.push(`header ${toHex(hashHeader(message.headers.bytes.subarray(at, at + HEADER_BYTES)))}`);
    }
  }
  return heard;
}

function by(how: "inv" | "header", ...blocks: readonly Block[]): string[] {
  return blocks.map((block) => `${how} ${toHex(hashOf(block))}`);
}

function getHeaders(peer: ScriptedPeer, from: readonly Block[], stop = ZERO_HASH): void {
  const locator = from.map(hashOf);
  peer.tell({ command: "getheaders", version: PROTOCOL_VERSION, locator, stop });
}

/** It wants headers and has shown where it is. */
function preferHeaders(peer: ScriptedPeer, blocks: readonly Block[]): void {
  peer.tell({ command: "sendheaders" });
  getHeaders(peer, [blocks.at(-1)!]);
  peer.received.length = 0;
}

test("[C4] 1: before sendheaders every new block comes as inv, whatever the peer asked for", () => {
  const { bench, peer } = setUp();
  const blocks = longer(base, 4).slice(12);
  told(peer);
  mine(bench, blocks[0]!);
  expect(told(peer)).toEqual(by("inv", blocks[0]!));
  getHeaders(peer, [blocks[0]!]);
  told(peer);
  mine(bench, blocks[1]!);
  expect(told(peer)).toEqual(by("inv", blocks[1]!));
  peer.tell({ command: "getdata", items: [{ type: 2, hash: hashOf(blocks[1]!) }] });
  told(peer);
  mine(bench, blocks[2]!);
  expect(told(peer)).toEqual(by("inv", blocks[2]!));
  peer.announce(blocks[3]!);
  told(peer);
  mine(bench, blocks[3]!);
  expect(told(peer), "it has announced this one itself").toEqual([]);
});

test("[C4] 2: after sendheaders and a getheaders each new tip comes as one header", () => {
  const { bench, peer, other } = setUp();
  preferHeaders(peer, base);
  told(other);
  for (const block of longer(base, 5).slice(12)) {
    mine(bench, block);
    expect(told(peer)).toEqual(by("header", block));
    expect(told(other)).toEqual(by("inv", block));
  }
});

test("[C4] 2: sendheaders alone does not do while the peer is not known to have the parent", () => {
  const bench = coreBench(base);
  const peer = bench.connect("test", base, { inbound: true });
  peer.tell({ command: "sendheaders" });
  told(peer);
  const [block] = longer(base, 1).slice(12);
  mine(bench, block!);
  expect(told(peer)).toEqual(by("inv", block!));
});

test.each(["inv", "header"] as const)(
  "[C4] 2: 1 to 10 blocks announced by %s are fetched, exactly they",
  (how) => {
    const { bench, peer, other } = setUp();
    preferHeaders(peer, base);
    let chain = base;
    for (let count = 1; count <= 10; count++) {
      const first = chain.length;
      chain = longer(chain, count);
      peer.blocks = chain;
      told(other);
      if (how === "inv") {
        peer.announce(chain.at(-1)!);
        peer.answerHeaders();
        expect(takeGetHeaders(peer)).toBe(0);
      } else peer.tellHeaders(chain.slice(first));
      const heights = peer.owedHeights();
      expect(heights).toEqual(chain.slice(first).map((_, i) => first + 1 + i));
      peer.answerBlocks();
      expect(bench.chain.active.height).toBe(chain.length);
      expect(told(peer), "nothing of it comes back").toEqual([]);
      expect(told(other).length).toBe(count);
      // A block of our own goes out in the way each wants it.
      chain = longer(chain, 1);
      mine(bench, chain.at(-1)!);
      expect(told(peer)).toEqual(by("header", chain.at(-1)!));
      expect(told(other)).toEqual(by("inv", chain.at(-1)!));
    }
  },
);

test("[C4] 3: a reorganisation of 7 blocks comes as 8 headers, of 8 as one inv until the peer shows it has the tip", () => {
  const { bench, peer } = setUp();
  preferHeaders(peer, base);
  const eight = longer(base.slice(0, 5), 8, 1);
  mine(bench, ...eight.slice(5));
  expect(bench.chain.active.height).toBe(13);
  expect(told(peer)).toEqual(by("header", ...eight.slice(5)));
  const nine = longer(eight.slice(0, 5), 9, 2);
  mine(bench, ...nine.slice(5));
  expect(told(peer)).toEqual(by("inv", nine.at(-1)!));
  const more = longer(nine, 4, 2);
  mine(bench, more[14]!);
  expect(told(peer)).toEqual(by("inv", more[14]!));
  getHeaders(peer, [more[14]!]);
  told(peer);
  mine(bench, more[15]!);
  expect(told(peer)).toEqual(by("header", more[15]!));
});

test("[C4] 3: an inv of the tip shows it too", () => {
  const { bench, peer } = setUp();
  preferHeaders(peer, base);
  const nine = longer(base.slice(0, 4), 10, 2);
  mine(bench, ...nine.slice(4, 13));
  expect(told(peer)).toEqual(by("inv", nine[12]!));
  peer.announce(nine[12]!);
  told(peer);
  mine(bench, nine[13]!);
  expect(told(peer)).toEqual(by("header", nine[13]!));
});

test("[C4] 4: direct fetch", () => {
  const { peer } = setUp();
  const two = longer(base, 2);
  for (const block of two.slice(12)) peer.tellBlock(block);
  peer.tellHeaders(two.slice(12));
  peer.blocks = two;
  expect(takeAsked(peer), "known blocks").toEqual([]);
  const three = longer(two, 3);
  peer.blocks = three;
  peer.tellHeaders(three.slice(14));
  expect(peer.received.filter(({ command }) => command === "getdata").length).toBe(1);
  expect(peer.owedHeights()).toEqual([15, 16, 17]);
  peer.answerBlocks();
  const fork = longer(three.slice(0, 15), 19, 3);
  peer.blocks = fork;
  const tell = (from: number, end: number) => {
    peer.tellHeaders(fork.slice(15 + from, 15 + end));
    return takeAsked(peer);
  };
  expect(tell(0, 1), "less work").toEqual([]);
  expect(tell(1, 2), "as much").toEqual([16, 17]);
  expect(tell(2, 18), "16 at once").toEqual([18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
  expect(tell(18, 19)).toEqual([]);
});

test("[C4] 5: headers that do not connect are asked about each time, and never punished", () => {
  const { bench, peer } = setUp();
  const two = longer(base, 2);
  takeGetHeaders(peer);
  for (let i = 0; i < 100; i++) {
    peer.tellHeaders([]);
    peer.tellHeaders([two[13]!]);
    expect(takeGetHeaders(peer)).toBe(1);
    peer.tellHeaders([two[13]!]);
    expect(takeGetHeaders(peer), "the question is open").toBe(0);
  }
  peer.blocks = two;
  peer.tellHeaders(two.slice(12));
  expect(takeAsked(peer)).toEqual([13, 14]);
  const far = longer(two, 3);
  for (let i = 0; i < 99; i++) {
    peer.tellHeaders([]);
    peer.tellHeaders([far[16]!]);
    expect(takeGetHeaders(peer)).toBe(1);
  }
  expect(bench.dropped.size).toBe(0);
});

test("[C4] 5: without a locator the header named by stop is given, if it is of a block we have checked", () => {
  const { peer } = setUp();
  told(peer);
  getHeaders(peer, [], hashOf(base[11]!));
  expect(told(peer)).toEqual(by("header", base[11]!));
  const fork = longer(base.slice(0, 10), 1, 4);
  peer.tellHeaders(fork.slice(10));
  peer.received.length = 0;
  getHeaders(peer, [], hashOf(fork[10]!));
  expect(peer.received).toEqual([]);
});

test.each([
  ["core, with too little work", {}, true, { minimumChainWork: "1000" }],
  ["core-0.12, in its initial download", core012, false, { tipAgeMaxSeconds: 0, tipBehindBlocksMax: null }],
  ["core, without a locator", {}, false, {}],
])(
  "[§2.12] %s: what is not answered with our chain says nothing of what the asker has",
  (_, policy, answered, constants) => {
    const bench = coreBench(base, { ...policy, ...constants });
    const asker = bench.connect("asker", [], { inbound: true });
    asker.tell({ command: "sendheaders" });
    asker.received.splice(0);
    const locator = Object.keys(constants).length === 0 ? [] : [hashOf(base[0]!)];
    asker.tell({ command: "getheaders", version: PROTOCOL_VERSION, locator, stop: ZERO_HASH });
    expect(asker.take("headers")?.headers.count).toBe(answered ? 0 : undefined);
    const next = longer(base, 1).at(-1)!;
    mine(bench, next);
    // Nothing while we are behind; else its hash: it might not connect the header.
    expect(told(asker)).toEqual(!answered ? by("inv", next) : []);
  },
);
