import { describe, expect, it } from "vitest";
import { type Block, makeBlock } from "../../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import type { Transaction } from "../../../src/bitcoin/transaction.ts";
import { Bench, chainOf, SECOND, START_SECONDS, small } from "../bench.ts";
import { extended, hashOf, mainChain, mineOn } from "../miner.ts";

const regtest = networks.regtest;

/** The header of `block` over another body. */
function withBody(block: Block, transactions: readonly Transaction[]): Block {
  return makeBlock(decodeHeader(block.header), transactions);
}

/** A coinbase for a height that is not its own: a right header over a body that is invalid for ever. */
function wrongHeight(blocks: readonly Block[]): Block {
  return mineOn(regtest, blocks, 600, 0, { transactions: [coinbaseTransaction(1000, 1n)] });
}

/** A owes 1–4 and B 5–8 of 30. */
function downloading(constants = {}): Bench {
  const bench = new Bench({ constants: { ...small, headersPerMessage: 40, ...constants } });
  for (const id of ["A", "B"]) bench.connect(id, mainChain(30));
  for (const peer of bench.peers.values()) peer.answerHeaders();
  return bench;
}

describe("a requested block", () => {
  it("is stored, moves the tip when it is next, and waits when it is not", () => {
    const bench = downloading();
    const chain = mainChain(3);
    const a = bench.peers.get("A");
    a?.tellBlock(chain[1]!);
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", height: 2, peer: "A" });
    expect(bench.seen("tipChanged")).toEqual([]);
    a?.tellBlock(chain[0]!);
    expect(bench.last("tipChanged")).toMatchObject({
      from: 0,
      height: 2,
      connected: [1, 2],
      disconnected: [],
    });
  });

  it("that comes again is a duplicate and no offence", () => {
    const bench = downloading();
    const a = bench.peers.get("A");
    a?.answerBlocks(1);
    const owes = a?.owedHeights();
    a?.tellBlock(mainChain(1)[0]!);
    expect(bench.last("blockReceived")?.verdict).toBe("duplicate");
    expect(a?.owedHeights()).toEqual(owes);
    expect(a?.connected).toBe(true);
  });

  it("that another peer sends first is stored, and its debtor is free to be asked anew", () => {
    const bench = downloading();
    const a = bench.peers.get("A");
    bench.at = 7 * SECOND;
    bench.peers.get("B")?.tellBlock(mainChain(1)[0]!);
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", peer: "B", height: 1 });
    // A owed it longest, so its time begins anew; it is asked for the next one.
    expect(bench.last("blocksRequested")).toMatchObject({ peer: "A", heights: [9], timeoutAt: 67 * SECOND });
    a?.answerBlocks(1);
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "duplicate", peer: "A", height: 1 });
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
  });
});

describe("misbehaviour in blocks", () => {
  const chain = mainChain(30);
  const first = chain[0]!;
  const coinbase = first.transactions[0]!;
  const another = coinbaseTransaction(1, 2n, Uint8Array.of(9));
  const pair = mineOn(regtest, [], 600, 3, { transactions: [coinbase, another, another] });
  const mutated: Readonly<Record<string, { reason: string; good: Block; bad: Block }>> = {
    "[row 17] [L-8] another body under the header": {
      reason: "bad-txnmrklroot",
      good: first,
      bad: withBody(first, [another]),
    },
    "[row 19] a doubled transaction": {
      reason: "bad-txns-duplicate",
      good: pair,
      bad: withBody(pair, [coinbase, another, another, another]),
    },
    "no transactions": { reason: "bad-txnmrklroot", good: first, bad: withBody(first, []) },
  };
  for (const [name, { reason, good, bad }] of Object.entries(mutated)) {
    it(`${name}: ${reason}; the sender goes, the block is still wanted`, () => {
      const bench = new Bench({ constants: small });
      const ours = good === first ? chain : extended([good], 3);
      bench.connect("A", ours);
      bench.connect("B", ours);
      for (const peer of bench.peers.values()) peer.answerHeaders(4);
      bench.peers.get("A")?.tellBlock(bad);
      expect(bench.last("blockReceived")).toMatchObject({ verdict: "invalid", reason });
      expect(bench.dropped.get("A")).toEqual({ kind: "misbehaving", text: "mutated block" });
      expect(bench.last("blockRequestsFreed")?.entries).toEqual([1, 2, 3, 4]);
      expect(bench.seen("blockInvalid")).toEqual([]);
      expect(bench.chain.isFailed(1)).toBe(false);
      expect(bench.peers.get("B")?.owedHeights()).toContain(1);
    });
  }

  it("a mutated block from another than its debtor: only the sender goes", () => {
    const bench = downloading();
    bench.peers.get("B")?.tellBlock(withBody(first, [another]));
    expect(bench.dropped.has("B")).toBe(true);
    expect(bench.peers.get("A")?.connected).toBe(true);
    expect(bench.last("blockRequestsFreed")?.peer).toBe("B");
    bench.settle("A");
    expect(bench.chain.active.height).toBe(30);
  });

  it("[row 18] right merkle root, invalid: it and its descendants fail, nobody is asked for them, the rest goes on", () => {
    const shared = mainChain(2);
    const bad = wrongHeight(shared);
    const branch = extended([...shared, bad], 9, { salt: 6 });
    const bench = new Bench({ constants: { ...small, headersPerMessage: 40 } });
    bench.connect("bad", branch);
    bench.connect("bad too", branch);
    bench.connect("good", mainChain(9));
    for (const peer of bench.peers.values()) peer.answerHeaders();
    expect(bench.chain.index.height(bench.chain.bestHeader)).toBe(12);
    bench.peers.get("bad")?.answerBlocks(3);
    expect(bench.dropped.get("bad")).toEqual({ kind: "misbehaving", text: "bad-cb-height" });
    const failed = bench.last("blockInvalid")?.entries ?? [];
    expect(failed.map((entry) => bench.chain.index.height(entry))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(bench.last("bestHeaderChanged")).toMatchObject({ height: 9 });
    expect(bench.peers.get("good")?.owedHeights()).toContain(3);
    // The other that has the invalid chain owes nothing, but not because of the window.
    expect(bench.seen("windowStalled")).toEqual([]);
    expect(
      bench.seen("blockRequestsFreed").some(({ peer, why }) => peer === "bad too" && why === "invalid"),
    ).toBe(true);
    bench.settle();
    expect(bench.chain.active.height).toBe(9);
    expect(bench.node.owed()).toBe(false);
  });

  it("[row 18] who was asked for blocks of an invalid branch has all its room again", () => {
    const shared = mainChain(2);
    const branch = extended([...shared, wrongHeight(shared)], 9, { salt: 6 });
    const bench = new Bench({ constants: { ...small, headersPerMessage: 40 } });
    bench.connect("bad", branch);
    const other = bench.connect("other", branch);
    for (const peer of bench.peers.values()) peer.answerHeaders();
    expect(other.owedHeights()).toHaveLength(small.inFlightPerPeer);
    bench.peers.get("bad")?.answerBlocks(3);
    while (other.take("getdata") !== undefined);
    other.tellHeaders(mainChain(20));
    expect(other.take("getdata")?.items).toHaveLength(small.inFlightPerPeer);
    expect(bench.node.audit()).toEqual([]);
  });

  it("headers on top of an invalid block: outbound senders go, inbound ones are not heard", () => {
    const bad = wrongHeight([]);
    const bench = new Bench({ constants: small });
    const sender = bench.connect("A", [bad]);
    bench.settle();
    expect(sender.connected).toBe(false);
    bench.connect("out", [bad]).tellHeaders([bad]);
    expect(bench.dropped.get("out")?.text).toBe("duplicate-invalid");
    const inbound = bench.connect("in", [bad], { inbound: true });
    inbound.tellHeaders([bad]);
    expect(inbound.connected).toBe(true);
    inbound.tellHeaders(extended([bad], 2).slice(1));
    expect(bench.dropped.get("in")?.text).toBe("bad-prevblk");
  });

  it("[row 16] an unknown parent: prev-blk-not-found", () => {
    const bench = downloading();
    bench.peers.get("B")?.tellBlock(mainChain(40)[35]!);
    expect(bench.dropped.get("B")).toEqual({ kind: "misbehaving", text: "prev-blk-not-found" });
  });

  const unasked: Readonly<Record<string, { reason: string; block: Block }>> = {
    "without work": { reason: "high-hash", block: mineOn(regtest, [], 600, 5, { withoutWork: true }) },
    "wrong bits": { reason: "bad-diffbits", block: mineOn(regtest, [], 600, 5, { bits: 0x207ffffe }) },
    "too old": { reason: "time-too-old", block: mineOn(regtest, [], 600, 5, { time: 1_296_688_602 }) },
    mutated: { reason: "mutated block", block: withBody(mineOn(regtest, [], 600, 5), [another]) },
    "not a block at all": { reason: "mutated block", block: withBody(mineOn(regtest, [], 600, 5), []) },
  };
  for (const [name, { reason, block }] of Object.entries(unasked)) {
    it(`an unrequested block, ${name}: ${reason}, and the block index is not touched`, () => {
      const bench = downloading();
      const { size } = bench.chain.index;
      bench.peers.get("B")?.tellBlock(block);
      expect(bench.dropped.get("B")).toEqual({ kind: "misbehaving", text: reason });
      expect(bench.chain.index.size).toBe(size);
    });
  }
});

describe("[L-7] [S6] [row 15] an unrequested block", () => {
  it("with nothing in flight is no crash", () => {
    const bench = new Bench();
    const peer = bench.connect("A", []);
    peer.tellBlock(mainChain(1)[0]!);
    expect(bench.chain.active.height).toBe(1);
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", height: 1 });
    expect(peer.connected).toBe(true);
  });

  it("frees no slot", () => {
    const bench = downloading();
    const fork = mineOn(regtest, [], 600, 8);
    bench.peers.get("A")?.tellBlock(fork);
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", height: 1 });
    expect(bench.peers.get("A")?.owedHeights()).toEqual([1, 2, 3, 4]);
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
  });

  it("reports its header as an entry like any other, with the best header it makes", () => {
    const bench = new Bench();
    const peer = bench.connect("A", []);
    peer.tellBlock(mainChain(1)[0]!);
    expect(bench.last("headersReceived")).toMatchObject({ count: 1, newCount: 1 });
    expect(bench.last("headersReceived")?.entries).toMatchObject({ first: 1, count: 1 });
    expect(bench.last("bestHeaderChanged")).toMatchObject({ from: 0, to: 1, height: 1 });
    expect(bench.last("peerBestKnownChanged")).toMatchObject({ peer: "A", to: 1 });
    expect(bench.last("tipChanged")).toMatchObject({ from: 0, to: 1 });
  });

  it("of less work than the tip is left, of as much it is kept without moving the tip", () => {
    const bench = new Bench({ chain: chainOf(mainChain(6)) });
    const peer = bench.connect("A", mainChain(6));
    bench.settle();
    peer.tellBlock(mineOn(regtest, mainChain(4), 600, 1));
    expect(bench.last("blockReceived")).toMatchObject({
      verdict: "unrequested",
      reason: "less work than the tip",
    });
    peer.tellBlock(mineOn(regtest, mainChain(5), 600, 2));
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "stored", height: 6 });
    expect(bench.chain.tip).toBe(bench.chain.index.find(hashOf(mainChain(6)[5]!)));
    expect(peer.connected).toBe(true);
  });

  for (const height of [288, 289]) {
    it(`${height} above the tip is ${height > 288 ? "left" : "kept"}`, () => {
      const chain = mainChain(300);
      const bench = new Bench({ constants: { inFlightPerPeer: 1 } });
      const peer = bench.connect("A", chain);
      peer.answerHeaders();
      peer.tellBlock(chain[height - 1]!);
      expect(bench.last("blockReceived")?.verdict).toBe(height > 288 ? "unrequested" : "stored");
      bench.settle();
      expect(bench.chain.active.height).toBe(300);
    });
  }

  it("[row 29] whose time is more than two hours ahead is refused without penalty", () => {
    const bench = new Bench();
    const peer = bench.connect("A", []);
    peer.tellBlock(mineOn(regtest, [], 0, 0, { time: START_SECONDS + 7201 }));
    expect(bench.last("blockReceived")).toMatchObject({ verdict: "invalid", reason: "time-too-new" });
    expect(peer.connected).toBe(true);
  });
});
