import { describe, expect, it } from "vitest";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { Bench, chainOf, SECOND, START_SECONDS, small } from "../bench.ts";
import { type Abuse, extended, hashOf, mainChain, mineOn } from "../miner.ts";

const headersOnlyGiven = (bench: Bench) => bench.chain.index.height(bench.chain.bestHeader);

describe("the sync peer", () => {
  it("is the first ready connection of ours; only it is asked until it has no more", () => {
    const bench = new Bench({ constants: small });
    const chain = mainChain(25);
    const slow = bench.dial("slow", chain);
    const a = bench.connect("A", chain);
    const b = bench.connect("B", chain);
    expect(bench.seen("syncPeerChanged").map(({ from, to }) => [from, to])).toEqual([[undefined, "A"]]);
    expect(bench.last("headersPhaseChanged")).toMatchObject({ from: "waiting", to: "syncing" });
    a.answerHeaders();
    a.answerHeaders();
    expect([b.received, slow.take("getheaders")]).toEqual([[], undefined]);
    a.answerHeaders();
    expect(headersOnlyGiven(bench)).toBe(25);
    expect(bench.last("headersPhaseChanged")).toMatchObject({ from: "syncing", to: "done" });
    expect(b.received.map(({ command }) => command)).toContain("getheaders");
  });

  it("[L-22] is an inbound one only where there is no ready one of ours", () => {
    const alone = new Bench();
    const inbound = alone.connect("in", mainChain(3), { inbound: true });
    alone.settle();
    expect(alone.chain.active.height).toBe(3);
    expect(inbound.connected).toBe(true);

    const both = new Bench({ constants: small });
    both.connect("in", mainChain(3), { inbound: true });
    expect(both.last("syncPeerChanged")?.to).toBe("in");
    both.connect("in2", mainChain(3), { inbound: true });
    const out = both.connect("out", mainChain(3));
    both.peers.get("in")?.leave();
    expect(both.last("syncPeerChanged")?.to).toBe("out");
    expect(out.take("getheaders")).toBeDefined();
  });

  it("[L-1] a chain of more than 124 headers arrives in one message", () => {
    const bench = new Bench();
    const peer = bench.connect("A", mainChain(200));
    peer.answerHeaders();
    expect(headersOnlyGiven(bench)).toBe(200);
  });
});

describe("when to ask again", () => {
  for (const length of [1, 9, 10, 11, 19, 20, 21, 30]) {
    const questions = Math.floor(length / small.headersPerMessage) + 1;
    it(`[S7] [L-10] a chain of ${length} takes ${questions} getheaders of 10`, () => {
      const bench = new Bench({ constants: small });
      const peer = bench.connect("A", mainChain(length));
      for (let i = 0; i < questions; i++) peer.answerHeaders();
      expect(peer.take("getheaders")).toBeUndefined();
      expect(headersOnlyGiven(bench)).toBe(length);
      expect(bench.last("headersPhaseChanged")?.to).toBe("done");
      expect(bench.last("headersReceived")?.count).toBe(length % 10);
    });
  }

  it("a full message's successor is asked from its last header, with Core's locator", () => {
    const bench = new Bench({ constants: small });
    const peer = bench.connect("A", mainChain(30));
    expect(bench.last("headersRequested")?.heights).toEqual([0]);
    peer.answerHeaders();
    expect(bench.last("headersRequested")?.heights).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    peer.answerHeaders();
    expect(bench.last("headersRequested")?.heights).toEqual([
      20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 7, 3, 0,
    ]);
  });

  it("[L-15] the article's locator is 10 in a row where a policy says so", () => {
    const bench = new Bench({ constants: { locatorSpacing: "article" }, chain: chainOf(mainChain(21)) });
    bench.connect("A", mainChain(21));
    expect(bench.last("headersRequested")?.heights).toEqual([
      20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 9, 5, 0,
    ]);
  });

  it("a sync peer that repeats one full message for ever is believed to have no more", () => {
    const bench = new Bench({ constants: small });
    const chain = mainChain(25);
    const liar = bench.connect("liar", chain);
    const honest = bench.connect("honest", chain);
    liar.answerHeaders();
    liar.expect("getheaders");
    liar.tellHeaders(chain.slice(0, 10));
    expect(liar.take("getheaders")).toBeUndefined();
    honest.answerHeaders();
    honest.answerHeaders();
    expect(headersOnlyGiven(bench)).toBe(25);
  });

  it("a peer that goes over to another branch between two answers is asked on", () => {
    const bench = new Bench({ constants: small });
    const peer = bench.connect("A", mainChain(15));
    peer.answerHeaders();
    peer.expect("getheaders");
    // Its new chain leaves the old one at genesis: the answer is new, and no higher than the one before.
    const branch = extended([], 25, { salt: 1 });
    peer.tellHeaders(branch.slice(0, 10));
    expect(bench.last("headersRequested")?.heights[0]).toBe(10);
    peer.expect("getheaders");
    peer.tellHeaders(branch.slice(10, 20));
    peer.tellHeaders(branch.slice(20));
    expect(headersOnlyGiven(bench)).toBe(25);
  });

  it("a full message that nobody asked for makes no second sync peer", () => {
    const bench = new Bench({ constants: small });
    const chain = mainChain(25);
    bench.connect("A", chain);
    const b = bench.connect("B", chain);
    b.tellHeaders(chain.slice(0, 10));
    expect(b.take("getheaders")).toBeUndefined();
    expect(headersOnlyGiven(bench)).toBe(10);
    expect(bench.last("syncPeerChanged")?.to).toBe("A");
  });
});

describe("[L-4] the sync peer is replaced whatever ends it", () => {
  const endings: Readonly<Record<string, (bench: Bench) => void>> = {
    "it leaves": (bench) => bench.peers.get("A")?.leave(),
    "it is silent": (bench) => bench.runTo(60 * SECOND),
    "its headers do not connect": (bench) => bench.peers.get("A")?.tellHeaders(mainChain(30).slice(20, 22)),
    "its frames have no end": (bench) => void bench.feed({ kind: "broken", peer: "A", error: "frame.magic" }),
    "its locator is too long": (bench) =>
      bench.peers.get("A")?.tell({
        command: "getheaders",
        version: 1,
        locator: Array.from({ length: 102 }, () => new Uint8Array(32)),
        stop: new Uint8Array(32),
      }),
    "its block is invalid": (bench) => {
      const chain = mainChain(1);
      bench.peers.get("A")?.tellBlock({ ...chain[0]!, transactions: [coinbaseTransaction(9, 1n)] });
    },
  };
  for (const [name, end] of Object.entries(endings)) {
    it(`${name}: the next goes on from the best header's parent (L-3, L-12)`, () => {
      const bench = new Bench({ constants: small });
      const chain = mainChain(25);
      const a = bench.connect("A", chain);
      const b = bench.connect("B", chain);
      a.answerHeaders();
      end(bench);
      expect(bench.seen("syncPeerChanged").map(({ to }) => to)).toEqual(["A", undefined, "B"]);
      expect(bench.last("headersRequested")).toMatchObject({
        peer: "B",
        heights: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
      });
      expect(bench.last("headersPhaseChanged")?.to).toBe("syncing");
      bench.settle("B");
      expect(bench.chain.active.height).toBe(25);
      expect(b.connected).toBe(true);
    });
  }

  it("with nobody left it waits, and goes on with whoever comes", () => {
    const bench = new Bench({ constants: small });
    const a = bench.connect("A", mainChain(25));
    a.answerHeaders();
    a.leave();
    expect(bench.last("headersPhaseChanged")?.to).toBe("waiting");
    expect(bench.node.owed()).toBe(false);
    expect(bench.deadline).toBeUndefined();
    bench.connect("A", mainChain(25));
    bench.settle();
    expect(bench.chain.active.height).toBe(25);
  });

  it("lost after it was done, the phase stays done", () => {
    const bench = new Bench({ constants: small });
    const a = bench.connect("A", mainChain(5));
    a.answerHeaders();
    a.leave();
    expect(bench.last("headersPhaseChanged")?.to).toBe("done");
    bench.connect("B", mainChain(25));
    bench.settle();
    expect(bench.chain.active.height).toBe(25);
    expect(bench.seen("syncPeerChanged").map(({ to }) => to)).toEqual(["A", undefined]);
  });
});

describe("[L-3] full messages, then silence", () => {
  it("60 s later another goes on where the first stopped, and all is fetched", () => {
    const bench = new Bench({ constants: small });
    const chain = mainChain(50);
    const a = bench.connect("A", chain);
    bench.connect("B", chain);
    a.answerHeaders();
    bench.runTo(60 * SECOND - 1);
    expect(a.connected).toBe(true);
    bench.runTo(60 * SECOND);
    expect(bench.dropped.get("A")).toMatchObject({ kind: "headersTimeout" });
    bench.settle("B");
    expect(bench.chain.active.height).toBe(50);
    expect(bench.seen("headersReceived").reduce((sum, { newCount }) => sum + newCount, 0)).toBe(50);
    // One header of B's is known: the one that its first answer was made to begin with.
    expect(bench.seen("headersReceived").reduce((sum, { count }) => sum + count, 0)).toBe(51);
  });

  it("each message starts the time anew, to the microsecond", () => {
    const bench = new Bench({ constants: small });
    const a = bench.connect("A", mainChain(50));
    bench.runTo(59 * SECOND);
    a.answerHeaders();
    expect(bench.last("headersRequested")?.timeoutAt).toBe(119 * SECOND);
    bench.runTo(119 * SECOND - 1);
    expect(a.connected).toBe(true);
    bench.runTo(119 * SECOND);
    expect(a.connected).toBe(false);
  });

  it("an answer at the very microsecond is in time", () => {
    const bench = new Bench({ constants: small });
    const a = bench.connect("A", mainChain(5));
    bench.at = 60 * SECOND;
    a.answerHeaders();
    bench.runTo(61 * SECOND);
    expect(a.connected).toBe(true);
  });
});

describe("everybody is asked once the sync peer has no more", () => {
  it("[L-2] [S2] so every peer is known to have blocks, and gives some", () => {
    const bench = new Bench({ constants: { ...small, windowBlocks: 12 } });
    const chain = mainChain(30);
    for (const id of ["A", "B", "C"]) bench.connect(id, chain);
    bench.peers.get("A")?.answerHeaders();
    bench.peers.get("A")?.answerHeaders();
    bench.peers.get("A")?.answerHeaders();
    bench.settle();
    expect(bench.seen("peerBestKnownChanged").filter(({ height }) => height === 30).length).toBe(3);
    const givers = new Set(bench.seen("blockReceived").map(({ peer }) => peer));
    expect([...givers].sort()).toEqual(["A", "B", "C"]);
    for (const id of ["A", "B", "C"]) {
      expect(bench.seen("headersRequested").filter(({ peer }) => peer === id).length).toBe(
        id === "A" ? 4 : 1,
      );
    }
  });

  it("[L-11] each has its own 60 s", () => {
    const bench = new Bench({ constants: small });
    const chain = mainChain(5);
    const a = bench.connect("A", chain);
    const b = bench.connect("B", chain);
    bench.at = 10 * SECOND;
    bench.settle("A");
    bench.at = 30 * SECOND;
    const c = bench.connect("C", chain);
    bench.runTo(70 * SECOND - 1);
    expect(b.connected).toBe(true);
    bench.runTo(70 * SECOND);
    expect(bench.dropped.get("B")?.kind).toBe("headersTimeout");
    expect(c.connected).toBe(true);
    bench.runTo(90 * SECOND);
    expect(bench.dropped.get("C")?.kind).toBe("headersTimeout");
    expect(a.connected).toBe(true);
  });

  it("[L-11] an empty first answer ends nothing but that peer's turn", () => {
    const bench = new Bench({ constants: small });
    const liar = bench.connect("liar", []);
    bench.connect("honest", mainChain(25));
    liar.answerHeaders();
    bench.settle();
    expect(bench.chain.active.height).toBe(25);
    expect(liar.connected).toBe(true);
  });

  it("a sync peer behind the others is no harm: theirs are fetched from it on", () => {
    const bench = new Bench({ constants: small });
    bench.connect("behind", mainChain(4));
    bench.connect("ahead", mainChain(33));
    bench.settle();
    expect(bench.chain.active.height).toBe(33);
  });

  it("one with nothing beyond our best header is asked how far it is, once, and gives what it has", () => {
    const bench = new Bench({ constants: small });
    const ahead = bench.connect("ahead", mainChain(9));
    ahead.answerHeaders();
    ahead.leave();
    const behind = bench.connect("behind", mainChain(6));
    behind.answerHeaders();
    expect(bench.last("headersReceived")).toMatchObject({ peer: "behind", count: 0 });
    expect(bench.last("headersRequested")).toMatchObject({ peer: "behind", heights: [0] });
    bench.settle();
    expect(bench.chain.active.height).toBe(6);
    expect(bench.node.owed()).toBe(false);

    // With nothing it is not asked a third time.
    const empty = bench.connect("empty", []);
    empty.answerHeaders();
    empty.answerHeaders();
    expect(empty.received).toEqual([]);
  });

  it("one that comes later is asked as well", () => {
    const bench = new Bench({ constants: small });
    bench.connect("A", mainChain(4));
    bench.settle();
    expect(bench.node.owed()).toBe(false);
    const late = bench.connect("late", mainChain(6));
    expect(bench.last("headersRequested")).toMatchObject({ peer: "late", heights: [3, 2, 1, 0] });
    late.answerHeaders();
    bench.settle();
    expect(bench.chain.active.height).toBe(6);
  });
});

describe("[L-17] what a peer is known to have", () => {
  it("never falls to less work, and follows it to equal work", () => {
    const bench = new Bench();
    const main = mainChain(6);
    const equal = extended(main.slice(0, 3), 3, { salt: 1 });
    const shorter = extended(main.slice(0, 2), 2, { salt: 2 });
    const peer = bench.connect("A", main);
    peer.answerHeaders();
    const best = () => bench.last("peerBestKnownChanged");
    expect(best()).toMatchObject({ height: 6, from: undefined });
    const first = best()?.to;
    peer.tellHeaders(shorter.slice(2));
    expect(best()?.to).toBe(first);
    peer.tellHeaders(equal.slice(3));
    expect(best()).toMatchObject({ height: 6, from: first });
    expect(best()?.to).toBe(bench.chain.index.find(hashOf(equal[5]!)));
  });
});

describe("announcements", () => {
  const synced = () => {
    const bench = new Bench({ constants: small });
    const peer = bench.connect("A", mainChain(5));
    bench.settle();
    return { bench, peer };
  };

  it("of an unknown block lead to getheaders from the best header, and to the block", () => {
    const { bench, peer } = synced();
    peer.blocks = mainChain(7);
    peer.announce(peer.blocks[6]!);
    expect(bench.last("headersRequested")?.heights).toEqual([5, 4, 3, 2, 1, 0]);
    expect(bench.node.owed()).toBe(true);
    bench.settle();
    expect(bench.chain.active.height).toBe(7);
  });

  it("of a known block ask for nothing", () => {
    const { peer } = synced();
    peer.announce(...mainChain(5));
    expect(peer.received).toEqual([]);
  });

  it("of many unknown blocks, and while an answer is owed, lead to one question at a time", () => {
    const { bench, peer } = synced();
    peer.blocks = mainChain(9);
    peer.announce(...peer.blocks.slice(5, 7));
    peer.announce(...peer.blocks.slice(7));
    expect(peer.received.length).toBe(1);
    // The answer is older than the second announcement: what it lacks is asked for.
    peer.expect("getheaders");
    peer.tellHeaders(peer.blocks.slice(5, 7));
    expect(peer.take("getheaders")).toBeDefined();
    peer.tellHeaders(peer.blocks.slice(7));
    expect(peer.take("getheaders")).toBeUndefined();
    bench.settle();
    expect(bench.chain.active.height).toBe(9);
  });

  it("during the header sync wait for it", () => {
    const bench = new Bench({ constants: small });
    const a = bench.connect("A", mainChain(12));
    const b = bench.connect("B", mainChain(13));
    b.announce(mainChain(13)[12]!);
    expect(b.received).toEqual([]);
    a.blocks = mainChain(13);
    a.announce(a.blocks[12]!);
    expect(a.received.length).toBe(1);
    bench.settle();
    expect(bench.chain.active.height).toBe(13);
  });

  it("by headers that connect are taken in", () => {
    const { bench, peer } = synced();
    peer.blocks = mainChain(6);
    peer.tellHeaders(peer.blocks.slice(5));
    bench.settle();
    expect(bench.chain.active.height).toBe(6);
    expect(bench.seen("headersRequested").length).toBe(1);
  });

  it("by headers that do not connect are no offence: what leads to them is asked for", () => {
    const { bench, peer } = synced();
    peer.blocks = mainChain(8);
    peer.tellHeaders(peer.blocks.slice(7));
    expect(peer.connected).toBe(true);
    expect(bench.last("headersRequested")?.heights).toEqual([5, 4, 3, 2, 1, 0]);
    bench.settle();
    expect(bench.chain.active.height).toBe(8);
  });

  it("of transactions and of what nobody knows mean nothing", () => {
    const { peer } = synced();
    const items = [1, 3, 0, 0x40000001].map((type) => ({ type, hash: hashOf(mainChain(8)[7]!) }));
    peer.tell({ command: "inv", items });
    peer.tell({ command: "unknown", name: "addrv2", payload: new Uint8Array(1) });
    peer.tell({ command: "sendheaders" });
    expect(peer.received).toEqual([]);
  });
});

describe("misbehaviour in headers", () => {
  const chain = mainChain(12);
  const spoilt = (abuse: Abuse) => mineOn(networks.regtest, chain.slice(0, 3), 600, 7, abuse);
  const cases: Readonly<
    Record<string, { reason: string; headers: readonly { header: Uint8Array }[]; kept: number }>
  > = {
    "[protocol.md §7 row 13] more than fit": {
      reason: "headers message size = 11",
      headers: chain.slice(0, 11),
      kept: 0,
    },
    "[row 9] one without work, last": {
      reason: "header with invalid proof of work",
      headers: [...chain.slice(0, 3), spoilt({ withoutWork: true })],
      kept: 0,
    },
    "[L-16] [row 11] a gap": {
      reason: "non-continuous headers sequence",
      headers: [...chain.slice(0, 3), ...chain.slice(4, 6)],
      kept: 0,
    },
    "[row 10] wrong bits": {
      reason: "bad-diffbits",
      headers: [...chain.slice(0, 3), spoilt({ bits: 0x207ffffe })],
      kept: 3,
    },
    "[row 10] older than the median": {
      reason: "time-too-old",
      headers: [...chain.slice(0, 3), spoilt({ time: 1_296_688_602 })],
      kept: 3,
    },
    "an old version": {
      reason: "bad-version(0x00000003)",
      headers: [...chain.slice(0, 3), spoilt({ version: 3 })],
      kept: 3,
    },
    "[L-16] an answer that does not connect": {
      reason: "headers do not connect",
      headers: chain.slice(4, 6),
      kept: 0,
    },
  };
  for (const [name, { reason, headers, kept }] of Object.entries(cases)) {
    it(`${name}: ${reason}`, () => {
      const bench = new Bench({ constants: small });
      const peer = bench.connect("A", chain);
      peer.tellHeaders(headers);
      expect(bench.dropped.get("A")).toEqual({ kind: "misbehaving", text: reason });
      expect(bench.seen("misbehaving")).toEqual([{ kind: "misbehaving", peer: "A", reason }]);
      expect(bench.chain.index.size - 1).toBe(kept);
      expect(bench.last("headersReceived")).toMatchObject({ count: headers.length, newCount: kept });
      bench.connect("B", chain);
      bench.settle("B");
      expect(bench.chain.active.height).toBe(12);
    });
  }

  it("[row 29] a time more than two hours ahead is no offence; what came before it is kept, and nothing learnt", () => {
    const bench = new Bench({ constants: small });
    const edge = START_SECONDS + 7200;
    const fine = [...chain.slice(0, 3), spoilt({ time: edge })];
    const ahead = mineOn(networks.regtest, fine, 0, 0, { time: edge + 1 });
    const peer = bench.connect("A", fine);
    peer.tellHeaders([...fine, ahead]);
    expect(peer.connected).toBe(true);
    expect(bench.chain.index.size).toBe(5);
    expect(bench.last("peerBestKnownChanged")).toBeUndefined();
    expect(bench.last("headersPhaseChanged")?.to).toBe("done");
    // A second later it is fine.
    bench.at = SECOND;
    peer.tellHeaders([ahead]);
    expect(bench.chain.index.size).toBe(6);
  });

  it("[L-5] what a dropped peer still sends is not heard", () => {
    const bench = new Bench({ constants: small });
    const peer = bench.connect("A", chain);
    peer.tellHeaders(chain.slice(4, 6));
    const before = bench.observations.length;
    peer.tellHeaders(chain.slice(0, 5));
    peer.tell({ command: "ping", nonce: 1n });
    peer.leave();
    bench.feed({ kind: "unreadable", peer: "A", error: "x" });
    expect(bench.observations.length).toBe(before);
    expect(bench.chain.index.size).toBe(1);
  });
});

describe("observed entries", () => {
  it("number every header without a gap, in the order they joined", () => {
    const bench = new Bench({ constants: small });
    bench.connect("A", mainChain(25));
    bench.connect("B", extended(mainChain(20), 9, { salt: 3 }));
    bench.settle();
    const batches = [
      bench.seen("started")[0]!.entries,
      ...bench.seen("headersReceived").flatMap((seen) => seen.entries ?? []),
    ];
    let next = 0;
    for (const entries of batches) {
      expect(entries.first).toBe(next);
      next += entries.count;
    }
    expect(next).toBe(bench.chain.index.size);
    const best = bench.seen("bestHeaderChanged");
    best.forEach((change, i) => {
      expect(change.from).toBe(best[i - 1]?.to ?? 0);
    });
    expect(best.at(-1)?.to).toBe(bench.chain.bestHeader);
  });
});
