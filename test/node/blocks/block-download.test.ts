import { describe, expect, it } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
import { Bench, chainOf, SECOND, small } from "../bench.ts";
import { extended, hashOf, mainChain } from "../miner.ts";

/** Heights that each peer owes. */
const owed = (bench: Bench) =>
  Object.fromEntries([...bench.peers].map(([id, peer]) => [id, peer.owedHeights()]));

/** Peers of these names with one chain; their headers are known, no block has been sent. */
function downloading(ids: readonly string[], length: number, constants = {}): Bench {
  const bench = new Bench({ constants: { ...small, ...constants } });
  const chain = mainChain(length);
  for (const id of ids) bench.connect(id, chain);
  for (let i = 0; i < length; i += 10) bench.peers.get(ids[0] ?? "")?.answerHeaders();
  for (const peer of bench.peers.values()) {
    if (peer.received.some(({ command }) => command === "getheaders")) peer.answerHeaders();
  }
  return bench;
}

describe("which blocks are asked of whom", () => {
  it("nothing before the header sync is done", () => {
    const bench = new Bench({ constants: small });
    const peer = bench.connect("A", mainChain(15));
    peer.answerHeaders();
    expect(peer.take("getdata")).toBeUndefined();
    peer.answerHeaders();
    expect(peer.owedHeights()).toEqual([1, 2, 3, 4]);
  });

  it("[L-19] the lowest first, at most so many of each, none of two, within the window", () => {
    const bench = downloading(["A", "B", "C"], 30);
    expect(owed(bench)).toEqual({ A: [1, 2, 3, 4], B: [5, 6, 7, 8], C: [] });
    expect(bench.last("windowMoved")?.to).toEqual({ low: 1, high: 8 });
  });

  it("a delivered block makes room for the next, asked in the same breath", () => {
    const bench = downloading(["A", "B", "C"], 30);
    bench.peers.get("A")?.answerBlocks(1);
    expect(owed(bench)).toEqual({ A: [2, 3, 4, 9], B: [5, 6, 7, 8], C: [] });
    // Out of order: the window does not move.
    bench.peers.get("B")?.answerBlocks(1);
    expect(bench.last("windowMoved")?.to).toEqual({ low: 2, high: 9 });
    bench.peers.get("A")?.answerBlocks(3);
    expect(bench.last("windowMoved")?.to).toEqual({ low: 6, high: 13 });
    expect(bench.chain.active.height).toBe(5);
    const all = Object.values(owed(bench)).flat();
    expect([...all].sort((a, b) => a - b)).toEqual([6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it("only what a peer has", () => {
    const bench = new Bench({ constants: small });
    bench.connect("short", mainChain(2));
    bench.connect("long", mainChain(6));
    for (const peer of bench.peers.values()) peer.answerHeaders();
    expect(owed(bench)).toEqual({ short: [1, 2], long: [3, 4, 5, 6] });
  });

  it("nothing of a branch with less work than the tip, all of one with as much", () => {
    const shared = mainChain(4);
    const bench = new Bench({ constants: small, chain: chainOf(mainChain(8)) });
    bench.connect("main", mainChain(8));
    bench.connect("less", extended(shared, 3, { salt: 4 }));
    bench.connect("equal", extended(shared, 4, { salt: 5 }));
    for (const peer of bench.peers.values()) peer.answerHeaders();
    expect(owed(bench)).toEqual({ main: [], less: [], equal: [5, 6, 7, 8] });
  });

  it("what the disk has is not asked for again", () => {
    const bench = new Bench({ constants: small, chain: chainOf(mainChain(20)) });
    bench.connect("A", mainChain(26));
    bench.peers.get("A")?.answerHeaders();
    expect(owed(bench)).toEqual({ A: [21, 22, 23, 24] });
    expect(bench.last("windowMoved")).toMatchObject({ from: undefined, to: { low: 21, high: 26 } });
  });
});

describe("[S9] [L-18] the window's end is 1024 beyond the last common block, inclusive", () => {
  for (const length of [1023, 1024, 1025]) {
    it(`${length} blocks above it`, () => {
      const chain = mainChain(length);
      const bench = new Bench({ constants: { inFlightPerPeer: 2000 } });
      const peer = bench.connect("A", chain);
      peer.answerHeaders();
      const asked = peer.owedHeights();
      expect(asked.length).toBe(Math.min(length, 1024));
      expect(asked.at(-1)).toBe(Math.min(length, 1024));
      expect(bench.last("windowMoved")?.to).toEqual({ low: 1, high: Math.min(length, 1024) });
      peer.answerBlocks(1);
      expect(peer.owedHeights().at(-1)).toBe(length);
    });
  }
});

describe("[L-6] [S5] a gap", () => {
  it("keeps the window, however fast others are", () => {
    const bench = downloading(["slow", "fast"], 100, { windowBlocks: 16 });
    bench.settle("fast");
    expect(owed(bench)).toEqual({ slow: [1, 2, 3, 4], fast: [] });
    expect(bench.chain.storedCount - 1).toBe(12);
    expect(bench.last("windowMoved")?.to).toEqual({ low: 1, high: 16 });
    bench.runTo(60 * SECOND);
    expect(bench.dropped.get("slow")).toMatchObject({ kind: "blockTimeout" });
    expect(bench.last("blockRequestsFreed")).toMatchObject({ peer: "slow", entries: [1, 2, 3, 4] });
    expect(bench.peers.get("fast")?.owedHeights()).toEqual([1, 2, 3, 4]);
    bench.settle("fast");
    expect(bench.chain.active.height).toBe(100);
  });
});

describe("[L-20] the block time-out", () => {
  it("drops who does not deliver the block it owes longest, at its microsecond", () => {
    const bench = downloading(["A"], 30);
    expect(bench.last("blocksRequested")?.timeoutAt).toBe(60 * SECOND);
    bench.runTo(60 * SECOND - 1);
    expect(bench.peers.get("A")?.connected).toBe(true);
    bench.runTo(60 * SECOND);
    expect(bench.dropped.get("A")).toEqual({ kind: "blockTimeout", text: "block response timeout" });
    expect(bench.node.owed()).toBe(false);
    expect(bench.deadline).toBeUndefined();
  });

  it("spares who delivers one block in 59 s, however many it owes", () => {
    const bench = downloading(["A"], 12);
    const peer = bench.peers.get("A");
    for (let i = 1; i <= 12; i++) {
      bench.runTo(i * 59 * SECOND);
      peer?.answerBlocks(1);
      if (i < 9) expect(bench.last("blocksRequested")?.timeoutAt).toBe((i * 59 + 60) * SECOND);
    }
    expect(bench.chain.active.height).toBe(12);
    expect(bench.deadline).toBeUndefined();
  });

  it("[row 4] is not put off by other blocks than the one owed longest", () => {
    const bench = downloading(["A"], 30, { windowBlocks: 1000 });
    const peer = bench.peers.get("A");
    for (let height = 2; height <= 20; height++) {
      bench.runTo(height * 2 * SECOND);
      peer?.tellBlock(mainChain(20)[height - 1]!);
    }
    bench.runTo(60 * SECOND - 1);
    expect(peer?.connected).toBe(true);
    bench.runTo(60 * SECOND);
    expect(peer?.connected).toBe(false);
  });

  it("begins anew for a peer that owed nothing in between", () => {
    const bench = downloading(["A"], 2);
    const peer = bench.peers.get("A")!;
    bench.settle();
    bench.runTo(500 * SECOND);
    peer.blocks = mainChain(3);
    peer.tellHeaders(peer.blocks.slice(2));
    expect(bench.last("blocksRequested")?.timeoutAt).toBe(560 * SECOND);
  });
});

describe("requests of one who is gone", () => {
  const endings: Readonly<Record<string, (bench: Bench) => void>> = {
    left: (bench) => bench.peers.get("A")?.leave(),
    "was dropped": (bench) => void bench.feed({ kind: "broken", peer: "A", error: "garbage" }),
    "was silent": (bench) => bench.runTo(60 * SECOND),
  };
  for (const [name, end] of Object.entries(endings)) {
    it(`${name}: are asked of others within the same input`, () => {
      const bench = downloading(["A", "B", "C"], 30);
      bench.at = 1;
      bench.settle("B");
      bench.peers.get("B")?.take("getdata");
      end(bench);
      expect(bench.last("blockRequestsFreed")).toMatchObject({ peer: "A", entries: [1, 2, 3, 4] });
      expect(bench.peers.get("B")?.owedHeights()).toEqual([1, 2, 3, 4]);
      bench.settle("B", "C");
      expect(bench.chain.active.height).toBe(30);
    });
  }

  it("[row 7] a peer that comes and goes and comes is a new one each time", () => {
    const bench = downloading(["A"], 30);
    for (let i = 0; i < 5; i++) {
      bench.peers.get("A")?.leave();
      expect(bench.node.owed()).toBe(false);
      expect(bench.deadline).toBeUndefined();
      const again = bench.connect("A", mainChain(30));
      again.answerHeaders();
      expect(again.owedHeights()).toEqual([1, 2, 3, 4]);
    }
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
  });
});

describe("a stalled window", () => {
  it("is reported once, when one peer owes the lowest block and another has nothing left to owe", () => {
    const bench = downloading(["slow", "fast"], 30);
    const fast = bench.peers.get("fast");
    fast?.answerBlocks(3);
    expect(bench.seen("windowStalled")).toEqual([]);
    fast?.answerBlocks(1);
    expect(bench.seen("windowStalled")).toEqual([
      { kind: "windowStalled", entry: 1, height: 1, peer: "slow" },
    ]);
    bench.peers.get("slow")?.tell({ command: "ping", nonce: 1n });
    expect(bench.seen("windowStalled").length).toBe(1);
    bench.peers.get("slow")?.answerBlocks(1);
    expect(bench.seen("windowFreed")).toEqual([{ kind: "windowFreed", height: 1 }]);
  });

  it("names the new holder when the old one is gone", () => {
    const bench = downloading(["slow", "fast", "third"], 30);
    bench.settle("fast");
    expect(bench.last("windowStalled")?.peer).toBe("slow");
    bench.peers.get("slow")?.leave();
    expect(bench.seen("windowFreed").length).toBe(1);
    expect(bench.last("windowStalled")).toMatchObject({ height: 1, peer: "fast" });
  });

  it("is none where the chain ends before the window does", () => {
    const bench = downloading(["slow", "fast"], 8);
    bench.settle("fast");
    expect(owed(bench)).toEqual({ slow: [1, 2, 3, 4], fast: [] });
    expect(bench.seen("windowStalled")).toEqual([]);
    bench.settle();
    expect(bench.chain.active.height).toBe(8);
  });

  it("every stall ends before all is done, and the window's steps join", () => {
    const bench = downloading(["A", "B", "C"], 60);
    for (let i = 0; i < 500; i++) [...bench.peers.values()][(i * i) % 3]?.answerNext();
    bench.settle();
    expect(bench.chain.active.height).toBe(60);
    expect(bench.seen("windowFreed").length).toBe(bench.seen("windowStalled").length);
    const moves = bench.seen("windowMoved");
    moves.forEach((move, i) => {
      expect(move.from).toEqual(moves[i - 1]?.to);
      expect(move.to.low).toBeGreaterThan(moves[i - 1]?.to.low ?? 0);
      expect(move.to.high).toBeLessThanOrEqual(60);
    });
  });
});

describe("two branches", () => {
  it("[L-17] [row 22] each peer is asked for its own chain, and the most work wins", () => {
    const shared = mainChain(10);
    const less = extended(shared, 12, { salt: 1 });
    const more = extended(shared, 20, { salt: 2 });
    const bench = new Bench({ constants: small });
    bench.connect("less", less);
    bench.connect("more", more);
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
    expect(bench.chain.tip).toBe(bench.chain.index.find(hashOf(more[29]!)));
    expect(bench.chain.audit()).toEqual([]);
  });

  it("[L-9] [row 8] fewer blocks of more work win over more blocks", () => {
    const network = networks.classroom;
    // Fast blocks make the target harder at height 8 and 16.
    const hard = extended([], 24, { network, spacingSeconds: 150, salt: 1 });
    const long = extended([], 40, { network, spacingSeconds: 600, salt: 2 });
    const bench = new Bench({ constants: small, network });
    bench.connect("long", long);
    bench.connect("hard", hard);
    bench.settle();
    expect(bench.chain.active.height).toBe(24);
    expect(bench.chain.tip).toBe(bench.chain.index.find(hashOf(hard[23]!)));
    expect(bench.seen("misbehaving")).toEqual([]);
  });

  it("[L-24] a reorganisation ten deep, its bodies out of order", () => {
    const shared = mainChain(5);
    const stale = extended(shared, 10, { salt: 1 });
    const better = extended(shared, 12, { salt: 2 });
    const bench = new Bench({
      constants: { ...small, windowBlocks: 20, inFlightPerPeer: 20 },
      chain: chainOf(stale),
    });
    const peer = bench.connect("A", better);
    peer.answerHeaders();
    while (peer.take("getheaders")) peer.tellHeaders(better.slice(10));
    const heights = peer.owedHeights();
    expect(heights).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
    for (const height of [...heights].reverse()) peer.tellBlock(better[height - 1]!);
    const change = bench.last("tipChanged");
    expect(change).toMatchObject({ height: 17 });
    expect(change?.disconnected.length).toBe(10);
    expect(change?.connected.length).toBe(12);
    expect(bench.chain.audit()).toEqual([]);
  });

  it("a peer that reorganises is asked for its new branch, and the old branch's debts stay debts", () => {
    const shared = mainChain(3);
    const old = extended(shared, 9, { salt: 1 });
    const fresh = extended(shared, 11, { salt: 2 });
    const bench = new Bench({ constants: { ...small, headersPerMessage: 20 } });
    const peer = bench.connect("A", old);
    peer.answerHeaders();
    peer.answerBlocks(4);
    peer.answerBlocks(1);
    expect(peer.owedHeights()).toEqual([6, 7, 8, 9]);
    expect(bench.last("windowMoved")?.to).toEqual({ low: 6, high: 12 });
    peer.tellHeaders(fresh.slice(3));
    expect(bench.last("peerBestKnownChanged")?.height).toBe(14);
    // The way to the best header leaves what is stored at height 3.
    expect(bench.last("windowMoved")?.to).toEqual({ low: 4, high: 11 });
    peer.answerBlocks(4);
    expect(bench.chain.active.height).toBe(9);
    peer.blocks = fresh;
    expect(peer.owedHeights()).toEqual([4, 5, 6, 7]);
    for (const height of [5, 4]) peer.tellBlock(fresh[height - 1]!);
    // Not yet the active chain, and the window moves on.
    expect(bench.chain.active.height).toBe(9);
    expect(bench.last("windowMoved")?.to).toEqual({ low: 6, high: 13 });
    bench.settle();
    expect(bench.chain.active.height).toBe(14);
    expect(bench.chain.tip).toBe(bench.chain.index.find(hashOf(fresh[13]!)));
  });
});
