/** The published node's blocks, defect by defect (protocol.md §1.5–1.7, §6.5). */
import { describe, expect, it } from "vitest";
import { makeBlock } from "../../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { defectIds } from "../../../src/node/published/defect-ids.ts";
import { type Bench, SECOND } from "../bench.ts";
import { extended, hashOf, mainChain, mineOn } from "../miner.ts";
import { askedOf, onAndOff, published, settleHeaders } from "./published.ts";

const TICK = 1000;
/** The chains of these tests are years old: so old a tip is recent enough to be told of. */
const RECENT = { tipAgeMaxSeconds: 2_000_000_000 };
const stored = (bench: Bench) => bench.chain.storedCount - 1;

describe("the window", () => {
  it("[S5] [L-6] A holds 1–16 and stalls: B gives 17–4000 without a limit, and 1–16 are never fetched", () => {
    const chain = mainChain(4000);
    const { on, off } = onAndOff("L-6", (without) => {
      // So that both have it all, in one message, and the switch of chains does not end the program.
      const bench = published({ without: ["L-1", "L-2", "L-24", ...without] });
      bench.connect("A", chain);
      bench.connect("B", chain);
      settleHeaders(bench);
      const held = askedOf(bench, "A");
      bench.settle("B");
      const before = { stored: stored(bench), height: bench.chain.active.height };
      bench.runTo(61 * SECOND);
      const gone = bench.dropped.get("A")?.kind;
      return { held, before, gone, asked: askedOf(bench, "B"), crashed: bench.crashed };
    });
    const first16 = Array.from({ length: 16 }, (_, i) => i + 1);
    expect(on.held).toEqual(first16);
    expect(on.before).toEqual({ stored: 3984, height: 0 });
    expect(on.gone).toBe("blockTimeout");
    expect(on.asked).toEqual([]);
    expect(on.crashed).toBeUndefined();
    // Mended, the window ends 1,024 above what is common, and when A is gone B is asked for what A owed.
    expect(off.before).toEqual({ stored: 1024 - 16, height: 0 });
    expect(off.asked).toEqual(first16);
  });

  it.each([
    [1023, 1023],
    [1024, 1024],
    [1025, 1024],
  ])("[S9] of %i blocks above the last common one, %i are in the window", (length, inside) => {
    const bench = published({ without: ["L-1", "L-7"], constants: { inFlightPerPeer: 2000 } });
    const peer = bench.connect("A", mainChain(length));
    peer.answerHeaders();
    peer.answerHeaders();
    expect(askedOf(bench, "A").length).toBe(inside);
  });
});

describe("blocks that nobody asked for", () => {
  it("[S6] [L-7] one, with nothing in transit, ends the program", () => {
    const chain = mainChain(3);
    const { on, off } = onAndOff("L-7", (without) => {
      const bench = published({ without });
      const a = bench.connect("A", chain);
      a.answerHeaders();
      a.tellBlock(chain[0]!);
      return { crashed: bench.crashed, stored: stored(bench) };
    });
    expect(on.crashed).toBe("attempt to subtract with overflow: A has no blocks in transit");
    expect(off).toEqual({ crashed: undefined, stored: 1 });
  });

  it("[L-7] while there is something in transit, one frees a slot; mended, only an answer does", () => {
    const chain = mainChain(30);
    const { on, off } = onAndOff("L-7", (without) => {
      const bench = published({ without: ["L-24", ...without] });
      const a = bench.connect("A", chain);
      a.answerHeaders();
      a.answerHeaders();
      a.tellBlock(chain[29]!);
      return askedOf(bench, "A").length;
    });
    expect({ on, off }).toEqual({ on: 17, off: 16 });
  });

  it("after a crash there is no node", () => {
    const bench = published();
    const a = bench.connect("A", mainChain(3));
    a.answerHeaders();
    a.tellBlock(mainChain(1)[0]!);
    const before = bench.observations.length;
    expect(bench.feed({ kind: "wake" })).toEqual([]);
    expect(bench.observations.length).toBe(before);
    expect(bench.deadline).toBeUndefined();
  });

  it("a new block whose parent is unknown: the sender is asked from the last common block", () => {
    const bench = published();
    const a = bench.connect("A", mainChain(3));
    bench.settle();
    a.tellBlock(mainChain(5)[4]!);
    expect(bench.last("headersRequested")).toMatchObject({ heights: [3, 2, 1, 0], timeoutAt: undefined });
    expect(stored(bench)).toBe(3);
  });
});

describe("time", () => {
  /** B owes blocks, A came first; B says nothing. */
  const silent = (first: string, without: Parameters<typeof published>[0] = {}) => {
    const bench = published({ ...without, without: ["L-2", "L-24", ...(without.without ?? [])] });
    const ids = first === "B" ? ["B", "A"] : ["A", "B"];
    for (const id of ids) bench.connect(id, mainChain(32));
    settleHeaders(bench);
    bench.peers.get("A")?.answerBlocks();
    return bench;
  };

  it("[L-5] a block time-out of a peer that comes later in the list ends the program", () => {
    const { on, off } = onAndOff("L-5", (without) => {
      const bench = silent("A", { without });
      bench.runTo(61 * SECOND);
      return { crashed: bench.crashed, dropped: bench.dropped.get("B")?.kind };
    });
    expect(on).toEqual({
      crashed: "called unwrap on None: B was closed in this turn",
      dropped: "blockTimeout",
    });
    expect(off).toEqual({ crashed: undefined, dropped: "blockTimeout" });
  });

  it("[L-5] of the first in the list it does not", () => {
    const bench = silent("B");
    bench.runTo(60 * SECOND);
    expect(bench.dropped.size).toBe(0);
    bench.runTo(60 * SECOND + TICK);
    expect(bench.dropped.get("B")?.kind).toBe("blockTimeout");
    expect(bench.crashed).toBeUndefined();
  });

  it("[L-5] another message of a peer that was closed in this turn ends the program; later ones are not read", () => {
    const run = (without: readonly "L-5"[], later: number) => {
      const bench = published({ without });
      const a = bench.connect("A");
      a.tell({ command: "getheaders", version: 70016, locator: [], stop: new Uint8Array(32) });
      expect(bench.dropped.get("A")?.text).toBe("locator must include the genesis block");
      bench.at += later;
      a.tell({ command: "verack" });
      return bench.crashed;
    };
    expect(run([], 0)).toBe("called unwrap on None: A was closed in this turn");
    expect(run([], TICK)).toBeUndefined();
    expect(run(["L-5"], 0)).toBeUndefined();
  });

  it("[L-20] a peer that sends a block every ten seconds is dropped although it delivers", () => {
    const { on, off } = onAndOff("L-20", (without) => {
      const bench = published({ without });
      const a = bench.connect("A", mainChain(16));
      a.answerHeaders();
      a.answerHeaders();
      for (let i = 1; i <= 16 && a.connected; i++) {
        bench.runTo(bench.at + 10 * SECOND);
        if (a.connected) a.answerBlocks(1);
      }
      return { height: bench.chain.active.height, why: bench.dropped.get("A")?.text };
    });
    expect(on).toEqual({ height: 6, why: "block response timeout" });
    expect(off).toEqual({ height: 16, why: undefined });
  });

  it("[L-20] what a peer that left owed stays in flight until its time is up", () => {
    const { on, off } = onAndOff("L-20", (without) => {
      const bench = silent("A", { without });
      bench.peers.get("B")?.leave();
      const atOnce = askedOf(bench, "A");
      bench.runTo(61 * SECOND);
      return { atOnce, later: askedOf(bench, "A") };
    });
    const owed = Array.from({ length: 16 }, (_, i) => i + 17);
    expect(on).toEqual({ atOnce: [], later: owed });
    expect(off).toEqual({ atOnce: owed, later: owed });
  });
});

describe("nobody is left", () => {
  it("[L-20] what is in flight is not looked at, until somebody comes", () => {
    const bench = published();
    const a = bench.connect("A", mainChain(3));
    settleHeaders(bench);
    a.leave();
    expect(bench.deadline).toBeUndefined();
    bench.runTo(100 * SECOND);
    expect(bench.node.owed()).toBe(true);
    bench.connect("B", mainChain(3));
    expect(bench.last("blockRequestsFreed")).toMatchObject({ peer: "A", entries: [1, 2, 3] });
    expect(bench.node.owed()).toBe(false);
  });
});

describe("what a block may be", () => {
  it("[L-8] whatever comes with the header is stored", () => {
    const [good] = mainChain(1);
    const other = makeBlock(decodeHeader(good!.header), [coinbaseTransaction(1, 7n, Uint8Array.of(9, 9))]);
    const { on, off } = onAndOff("L-8", (without) => {
      const bench = published({ without });
      const a = bench.connect("A", [other]);
      bench.settle();
      return { height: bench.chain.active.height, connected: a.connected, why: bench.dropped.get("A")?.text };
    });
    expect(on).toEqual({ height: 1, connected: true, why: undefined });
    expect(off).toEqual({ height: 0, connected: false, why: "bad-txnmrklroot" });
  });

  it("[L-9] three easy blocks beat two hard ones", () => {
    // Each of the two is worth two of the three.
    const harder = { bits: 0x203fffff };
    const hard = [mineOn(networks.regtest, [], 600, 1, harder)];
    hard.push(mineOn(networks.regtest, hard, 600, 1, harder));
    const easy = extended([], 3, { salt: 2 });
    const { on, off } = onAndOff("L-9", (without) => {
      const bench = published({ without: ["L-24", ...without] });
      bench.connect("A", hard);
      bench.connect("B", easy);
      bench.settle();
      return hashOf({ header: bench.chain.block(bench.chain.tip)!.header });
    });
    expect(on).toEqual(hashOf(easy[2]!));
    expect(off).toEqual(hashOf(hard[1]!));
  });
});

describe("the switch to a better chain", () => {
  const main = mainChain(6);

  it("[L-24] a block that comes before its parent ends the program", () => {
    const { on, off } = onAndOff("L-24", (without) => {
      const bench = published({ without });
      const a = bench.connect("A", main);
      a.answerHeaders();
      a.answerHeaders();
      a.tellBlock(main[1]!);
      if (bench.crashed === undefined) a.tellBlock(main[0]!);
      return { crashed: bench.crashed, height: bench.chain.active.height };
    });
    expect(on).toEqual({ crashed: "called unwrap on None: block 1 is not in the storage", height: 0 });
    expect(off).toEqual({ crashed: undefined, height: 2 });
  });

  it.each([
    [1, undefined],
    [2, "assertion failed: a reorganisation of 2 blocks"],
  ])("[L-24] a reorganisation of %i ends as it does", (depth, crashed) => {
    const branch = extended(main.slice(0, 6 - depth), depth + 1, { salt: 3 });
    const { on, off } = onAndOff("L-24", (without) => {
      const bench = published({ without, blocks: main });
      bench.connect("A", branch);
      bench.settle();
      return { crashed: bench.crashed, height: bench.chain.active.height };
    });
    expect(on).toEqual({ crashed, height: crashed === undefined ? 7 : 6 });
    expect(off).toEqual({ crashed: undefined, height: 7 });
  });
});

describe("giving and telling", () => {
  it("[L-21] who asks for a block that is not here is disconnected", () => {
    const { on, off } = onAndOff("L-21", (without) => {
      const bench = published({ without, blocks: mainChain(2) });
      const a = bench.connect("A", [], { inbound: true });
      const hashes = [mainChain(1)[0]!, mainChain(3)[2]!, mainChain(2)[1]!].map(hashOf);
      a.tell({ command: "getdata", items: hashes.map((hash) => ({ type: 2, hash })) });
      return { sent: a.received.map(({ command }) => command), why: bench.dropped.get("A")?.text };
    });
    expect(on).toEqual({ sent: ["block"], why: "requested invalid block" });
    expect(off).toEqual({ sent: ["block", "block"], why: undefined });
  });

  it("headers after the first hash of the locator that is in its chain, 2,000 at most; without one, good-bye", () => {
    const bench = published({ blocks: mainChain(30), constants: { headersPerMessage: 20 } });
    const a = bench.connect("A", [], { inbound: true });
    const locator = [hashOf(mainChain(40)[39]!), hashOf(mainChain(5)[4]!)];
    a.tell({ command: "getheaders", version: 70016, locator, stop: new Uint8Array(32) });
    expect(a.expect("headers").headers.count).toBe(20);
    expect(bench.last("servedHeaders")).toMatchObject({ count: 20, fromHeight: 6 });
    a.tell({ command: "getheaders", version: 70016, locator: locator.slice(0, 1), stop: new Uint8Array(32) });
    expect(bench.dropped.get("A")?.text).toBe("locator must include the genesis block");
  });

  it("[L-25] a new block is pushed whole to everybody, the sender too; mended, its hash to the others", () => {
    const chain = mainChain(4);
    const { on, off } = onAndOff("L-25", (without) => {
      const bench = published({ without, constants: RECENT });
      for (const id of ["A", "B"]) bench.connect(id, chain.slice(0, 3));
      bench.settle();
      for (const peer of bench.peers.values()) peer.received.length = 0;
      bench.peers.get("A")?.tellBlock(chain[3]!);
      expect(bench.chain.active.height).toBe(4);
      return [...bench.peers.values()].map((peer) => peer.received.map(({ command }) => command));
    });
    expect(on).toEqual([["block"], ["block"]]);
    expect(off).toEqual([[], ["inv"]]);
  });

  it("[L-25] mended, whoever sent the block that was missing below is told of the tip", () => {
    const chain = mainChain(6);
    const bench = published({ without: [...defectIds], constants: RECENT });
    const a = bench.connect("A", chain.slice(0, 2));
    bench.connect("B", chain);
    settleHeaders(bench);
    expect(askedOf(bench, "A")).toContain(1);
    bench.settle("B");
    expect(bench.chain.active.height).toBe(0);
    a.received.length = 0;
    bench.settle("A");
    expect(bench.chain.active.height).toBe(6);
    expect(a.received.map(({ command }) => command)).toContain("inv");
  });

  it("[L-25] mended, a hash whose header is known tells what its peer has", () => {
    const chain = mainChain(4);
    const bench = published({ without: [...defectIds] });
    const a = bench.connect("A", chain);
    const b = bench.connect("B");
    settleHeaders(bench);
    expect(askedOf(bench, "B")).toEqual([]);
    a.leave();
    b.announce(...chain);
    expect(askedOf(bench, "B").length).toBe(chain.length);
  });

  it("[L-25] one mined here, too", () => {
    const chain = mainChain(1);
    const { on, off } = onAndOff("L-25", (without) => {
      const bench = published({ without, constants: RECENT });
      bench.connect("A", [], { inbound: true });
      bench.feed({ kind: "localBlock", block: chain[0]! });
      expect(bench.seen("blockMined").length).toBe(1);
      return bench.peers.get("A")?.received.map(({ command }) => command);
    });
    expect({ on, off }).toEqual({ on: ["block"], off: ["inv"] });
  });

  it("[L-25] mended, it hears of a block by its hash and fetches it", () => {
    const chain = mainChain(4);
    const { on, off } = onAndOff("L-25", (without) => {
      const bench = published({ without });
      const a = bench.connect("A", chain.slice(0, 3));
      bench.settle();
      a.blocks = chain;
      a.announce(chain[3]!);
      bench.settle();
      return bench.chain.active.height;
    });
    expect({ on, off }).toEqual({ on: 3, off: 4 });
  });
});
