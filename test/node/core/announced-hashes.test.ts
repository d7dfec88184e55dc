/** Blocks announced by their hashes under Core 0.12, fetched near the tip before their headers are there (protocol.md §2.22). */
import { expect, test } from "vitest";
import { type Block, makeBlock } from "../../../src/bitcoin/block.ts";
import { displayHash } from "../../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../../src/bitcoin/header.ts";
import { INV_BLOCK } from "../../../src/bitcoin/wire/message.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import { type Bench, type ScriptedPeer, SECOND } from "../bench.ts";
import { hashOf, mainChain } from "../miner.ts";
import { coreBench, freshChain, longer, takeAsked, takeGetHeaders, wait } from "./core-bench.ts";

const base = freshChain(12);
const chain = longer(base, 3);
const [next, second, third] = chain.slice(12) as [Block, Block, Block];
const MINUTE = 60;

/** A node under Core 0.12 that is up to date, and peers that have a longer chain and have said nothing of it. */
function setUp(...ids: string[]): { bench: Bench; peers: ScriptedPeer[] } {
  const bench = coreBench(base, core012);
  const peers = ids.map((id) => bench.connect(id, base));
  for (const peer of peers) {
    peer.answerHeaders();
    peer.blocks = chain;
  }
  return { bench, peers };
}

/** Hashes of no block, never the same twice. */
function madeUp(count: number, first = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const hash = new Uint8Array(32).fill(7);
    new DataView(hash.buffer).setUint32(0, first + i);
    return hash;
  });
}

function announceHashes(peer: ScriptedPeer, hashes: readonly Uint8Array[]): void {
  peer.tell({ command: "inv", items: hashes.map((hash) => ({ type: INV_BLOCK, hash })) });
}

/** Commands the peer has heard since the last look, and what it was asked for. Pings stay to be answered. */
function heard(peer: ScriptedPeer): string[] {
  const messages = peer.received.splice(0);
  peer.received.push(...messages.filter(({ command }) => command === "ping"));
  return messages
    .filter(({ command }) => command !== "ping")
    .map((message) =>
      message.command === "getdata"
        ? `getdata ${message.items.map(({ hash }) => displayHash(hash)).join(" ")}`
        : message.command,
    );
}

const named = (...blocks: readonly Block[]) => blocks.map((block) => displayHash(hashOf(block)));

test("[§2.22] near the tip an announced hash is asked about and fetched at once", () => {
  const { bench, peers } = setUp("p");
  peers[0]?.announce(next);
  expect(heard(peers[0]!)).toEqual(["getheaders", `getdata ${named(next)}`]);
  expect(bench.last("blocksRequested")).toEqual({
    kind: "blocksRequested",
    peer: "p",
    entries: [],
    heights: [],
    hashes: named(next),
    timeoutAt: bench.at + 10 * MINUTE * SECOND,
  });
  expect(bench.node.owed()).toBe(true);
});

test("[§2.22] several in one inv: a getheaders for each, one getdata for all", () => {
  const { peers } = setUp("p");
  peers[0]?.announce(next, second, next, base[3]!);
  expect(heard(peers[0]!)).toEqual(["getheaders", "getheaders", `getdata ${named(next, second).join(" ")}`]);
});

test("[§2.22] far from the tip nothing is fetched before its header is known", () => {
  const old = mainChain(14);
  const bench = coreBench(old.slice(0, 12), core012);
  const peer = bench.connect("p", old);
  peer.received.length = 0;
  peer.announce(old[12]!);
  expect(heard(peer)).toEqual(["getheaders"]);
});

test("[§2.22] Core today waits for the header", () => {
  const bench = coreBench(base);
  const peer = bench.connect("p", base);
  peer.answerHeaders();
  peer.announce(next);
  expect(heard(peer)).toEqual(["getheaders"]);
});

test("[§2.22] a peer that gives no blocks is not asked for what it announces", () => {
  const bench = coreBench(base, core012);
  const peer = bench.connect("p", chain, { version: { services: 0n } });
  peer.announce(next);
  expect(heard(peer)).toEqual([]);
});

test("[C18] a peer that makes hashes up is asked for 16 of them, and for nothing real meanwhile", () => {
  const { peers } = setUp("p");
  announceHashes(peers[0]!, madeUp(20));
  expect(takeGetHeaders(peers[0]!)).toBe(20);
  expect(peers[0]?.expect("getdata").items.length).toBe(16);
  peers[0]?.announce(next);
  expect(heard(peers[0]!), "no slot").toEqual(["getheaders"]);
  announceHashes(peers[0]!, madeUp(16));
  expect(heard(peers[0]!), "in flight").toEqual([]);
  peers[0]?.tellHeaders([next]);
  expect(heard(peers[0]!), "no slot for a known one either").toEqual([]);
});

test("[§2.22] header first: the block is not asked for again, of anybody, and settles the debt", () => {
  const { bench, peers } = setUp("p", "q");
  const [p, q] = peers as [ScriptedPeer, ScriptedPeer];
  p.announce(next);
  heard(p);
  q.tellHeaders([next]);
  expect(heard(q)).toEqual([]);
  p.tellHeaders([next]);
  expect(heard(p)).toEqual([]);
  expect(bench.seen("requestedBlocksKnown")).toEqual([
    { kind: "requestedBlocksKnown", peer: "p", entries: [13], heights: [13], hashes: named(next) },
  ]);
  p.tellBlock(next);
  expect(bench.last("blockReceived")).toMatchObject({ peer: "p", verdict: "stored", entry: 13 });
  expect(bench.chain.active.height).toBe(13);
  expect(bench.deadline, "nothing but pings").toBeGreaterThan(bench.at + 60 * SECOND);
  wait(bench, 60 * MINUTE);
  expect(p.connected).toBe(true);
});

test("[§2.22] block first: it is stored, its header is told of, nothing is left to owe", () => {
  const { bench, peers } = setUp("p");
  peers[0]?.announce(next);
  peers[0]?.tellBlock(next);
  expect(bench.chain.active.height).toBe(13);
  expect(bench.last("headersReceived")).toMatchObject({ peer: "p", count: 1, newCount: 1 });
  expect(bench.last("bestHeaderChanged")).toMatchObject({ height: 13 });
  expect(bench.seen("requestedBlocksKnown").length).toBe(1);
  expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", height: 13, hash: named(next)[0] });
  wait(bench, 60 * MINUTE);
  expect(peers[0]?.connected).toBe(true);
});

test("[§2.22] a block that comes counts as requested: with no more work than the tip it is stored too", () => {
  const { bench, peers } = setUp("p");
  const fork = longer(base.slice(0, 11), 1, 3)[11]!;
  peers[0]?.announce(fork);
  peers[0]?.tellBlock(fork);
  expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", height: 12 });
});

test("[§2.22] a block from somebody else settles the debt", () => {
  const { bench, peers } = setUp("p", "q");
  peers[0]?.announce(next);
  peers[1]?.tellBlock(next);
  expect(bench.last("blockReceived")).toMatchObject({ peer: "q", verdict: "stored" });
  wait(bench, 60 * MINUTE);
  expect(peers[0]?.connected).toBe(true);
});

test("[§2.22] a second announcer hears nothing while the block is in flight", () => {
  const { peers } = setUp("p", "q");
  peers[0]?.announce(next);
  peers[1]?.announce(next);
  expect(heard(peers[1]!)).toEqual([]);
});

test("[§2.22] what a peer that is gone owed is free: by its hash for the next announcer", () => {
  const { bench, peers } = setUp("p", "q");
  peers[0]?.announce(next, second);
  peers[0]?.leave();
  expect(bench.last("blockRequestsFreed")).toMatchObject({
    peer: "p",
    entries: [],
    hashes: named(next, second),
  });
  peers[1]?.announce(next);
  expect(heard(peers[1]!)).toEqual(["getheaders", `getdata ${named(next)}`]);
});

test("[§2.22] what a peer that is gone owed is free: by its entry for the window", () => {
  const { bench, peers } = setUp("p", "q");
  const [p, q] = peers as [ScriptedPeer, ScriptedPeer];
  p.announce(next, second);
  q.tellHeaders([next]);
  expect(takeAsked(q)).toEqual([]);
  p.leave();
  expect(bench.last("blockRequestsFreed")).toMatchObject({ entries: [13], hashes: named(second) });
  expect(takeAsked(q)).toEqual([13]);
});

test("[§2.22] debts keep their order when headers come: the time is that of the one owed longest", () => {
  const { bench, peers } = setUp("p");
  peers[0]?.announce(next);
  wait(bench, 5 * MINUTE);
  peers[0]?.announce(second);
  peers[0]?.tellHeaders([next, second]);
  peers[0]?.tellBlock(second);
  wait(bench, 5 * MINUTE - 1);
  expect(peers[0]?.connected).toBe(true);
  wait(bench, 1);
  expect(bench.dropped.get("p")).toEqual({ kind: "blockTimeout", text: "block response timeout" });
});

test("[§2.22] a block that never comes costs its peer the connection after ten minutes", () => {
  const { bench, peers } = setUp("p");
  peers[0]?.announce(next);
  wait(bench, 10 * MINUTE - 1);
  expect(peers[0]?.connected).toBe(true);
  wait(bench, 1);
  expect(bench.dropped.get("p")?.kind).toBe("blockTimeout");
});

test("[§2.22] only blocks whose headers are known give others more time", () => {
  const { bench, peers } = setUp("liar", "p", "q");
  announceHashes(peers[0]!, madeUp(3));
  peers[1]?.tellHeaders([next]);
  const deadline = () => (bench.last("blocksRequested")?.timeoutAt ?? 0) / SECOND;
  expect(bench.last("blocksRequested")?.peer).toBe("p");
  expect(deadline(), "a made-up hash is no other peer's download").toBe(10 * MINUTE);
  announceHashes(peers[2]!, madeUp(1, 100));
  expect(deadline(), "p's is").toBe(15 * MINUTE);
});

test("[§2.22] a block whose header is refused frees its debtor", () => {
  const { bench, peers } = setUp("p");
  peers[0]?.announce(third);
  peers[0]?.tellBlock(third);
  expect(bench.last("scored")).toMatchObject({ reason: "bad-prevblk", score: 10 });
  expect(bench.last("blockReceived")).toMatchObject({ verdict: "invalid", entry: undefined });
  wait(bench, 20 * MINUTE);
  expect(peers[0]?.connected).toBe(true);
});

test.each([
  ["asked for by its hash", false],
  ["asked for by its header", true],
])(
  "[§2.22] a changed body of a block %s frees the debt of whoever has it, and he is asked again at once",
  (_, byHeader) => {
    const { bench, peers } = setUp("p");
    const attacker = bench.connect("attacker", [], { inbound: true });
    if (byHeader) peers[0]?.tellHeaders([next]);
    else peers[0]?.announce(next);
    expect(peers[0]?.owedHeights()).toEqual([13]);
    const body = coinbaseTransaction(13, 1n, Uint8Array.of(9, 9));
    attacker.tellBlock(makeBlock(decodeHeader(next.header), [body]));
    expect(bench.dropped.get("attacker")).toEqual({ kind: "misbehaving", text: "bad-txnmrklroot" });
    expect(bench.seen("blockRequestsFreed").map(({ peer }) => peer)).toEqual(["p"]);
    // By its header it is wanted still; its hash alone is announced no second time.
    expect(peers[0]?.owedHeights()).toEqual(byHeader ? [13, 13] : [13]);
    peers[0]?.answerBlocks();
    expect(bench.chain.active.height).toBe(13);
  },
);

test("[C7] Core today: a changed body frees nobody but its sender", () => {
  const bench = coreBench(base);
  const peer = bench.connect("p", chain);
  peer.tellHeaders([next]);
  const attacker = bench.connect("attacker", [], { inbound: true });
  const body = coinbaseTransaction(13, 1n, Uint8Array.of(9, 9));
  attacker.tellBlock(makeBlock(decodeHeader(next.header), [body]));
  expect(bench.seen("blockRequestsFreed")).toEqual([]);
  expect(peer.owedHeights()).toEqual([13]);
});

test("[§2.22] a header refused, of a block that somebody else owes by its hash, frees him too", () => {
  const { bench, peers } = setUp("p", "q");
  peers[0]?.announce(third);
  peers[1]?.tellBlock(third);
  expect(bench.last("scored")).toMatchObject({ peer: "q", reason: "bad-prevblk" });
  expect(bench.seen("blockRequestsFreed")).toMatchObject([{ peer: "p", hashes: named(third) }]);
  wait(bench, 20 * MINUTE);
  expect(peers[0]?.connected).toBe(true);
});

test("[§7 row 24] who spams a node near its tip with random hashes loses its place after ten minutes", () => {
  const { bench, peers } = setUp("spammer", "honest");
  const [spammer, honest] = peers as [ScriptedPeer, ScriptedPeer];
  let getData = 0;
  for (let second = 0; second < 10 * MINUTE; second++) {
    expect(spammer.connected).toBe(true);
    announceHashes(spammer, madeUp(50, second * 50));
    expect(takeGetHeaders(spammer), "each hash costs a getheaders").toBe(50);
    for (const message of spammer.received.splice(0)) {
      if (message.command === "getdata") getData += message.items.length;
      if (message.command === "ping") spammer.tell({ command: "pong", nonce: message.nonce });
    }
    if (second === 100) {
      honest.announce(next);
      honest.answerBlocks();
      expect(bench.chain.active.height, "others give blocks meanwhile").toBe(13);
    }
    bench.runTo(bench.at + SECOND);
  }
  expect(getData).toBe(16);
  expect(bench.dropped.get("spammer")?.kind).toBe("blockTimeout");
  expect(bench.last("blockRequestsFreed")?.hashes?.length).toBe(16);
});
