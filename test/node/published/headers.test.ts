/** The published node's headers, defect by defect (protocol.md §1.5, §1.7, §6.5). */
import { describe, expect, it } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
import type { DefectId } from "../../../src/node/published/defect-ids.ts";
import type { Bench } from "../bench.ts";
import { SECOND } from "../bench.ts";
import { extended, hashOf, mainChain, mineOn } from "../miner.ts";
import { askedOf, onAndOff, published } from "./published.ts";

const headersOf = (bench: Bench) => bench.chain.index.size - 1;
const small = { headersPerMessage: 20 };

describe("the receive buffer", () => {
  it("[S1] [L-1] 124 headers sync, 125 fail; mended, 125 sync", () => {
    const run = (count: number, without: readonly DefectId[]) => {
      const bench = published({ without });
      bench.connect("A", mainChain(count));
      bench.settle();
      return {
        headers: headersOf(bench),
        height: bench.chain.active.height,
        why: bench.dropped.get("A")?.text,
      };
    };
    expect(run(124, [])).toEqual({ headers: 124, height: 124, why: undefined });
    expect(run(125, [])).toEqual({
      headers: 0,
      height: 0,
      why: "connection lost: 10016 bytes of headers do not fit the receive buffer of 10000",
    });
    expect(run(125, ["L-1"])).toEqual({ headers: 125, height: 125, why: undefined });
  });
});

describe("the end of the headers", () => {
  it("[S3] [L-3] a new sync node whose first 2,000 headers are known counts as the end of all", () => {
    const chain = mainChain(10_000);
    const run = (without: readonly DefectId[]) => {
      const bench = published({ without: ["L-1", ...without] });
      const a = bench.connect("A", chain);
      const b = bench.connect("B", chain);
      a.answerHeaders();
      // A is silent from now on.
      bench.runTo(61 * SECOND);
      expect(bench.dropped.get("A")?.kind).toBe("headersTimeout");
      bench.settle("B");
      bench.runTo(10_000 * SECOND);
      return { headers: headersOf(bench), blocks: bench.chain.storedCount - 1, owed: b.owed.length };
    };
    const { on, off } = onAndOff("L-3", run);
    expect(on).toEqual({ headers: 2000, blocks: 0, owed: 0 });
    expect(off).toEqual({ headers: 10_000, blocks: 10_000, owed: 0 });
  });

  it("[S7] [L-10] a chain of exactly k messages costs one empty answer, and the article asks twice too often", () => {
    const asked = (length: number, without: readonly DefectId[]) => {
      const bench = published({ constants: small, without });
      bench.connect("A", mainChain(length));
      bench.settle();
      expect(bench.chain.active.height).toBe(length);
      return bench.seen("headersRequested").length;
    };
    // One for each message, one more that is answered with nothing, one to everybody.
    expect(asked(40, [])).toBe(2 + 1 + 1);
    expect(asked(39, [])).toBe(2 + 1 + 1);
    // Mended, only the one after a full message is in vain.
    expect(asked(40, ["L-10"])).toBe(2 + 1 + 1);
    expect(asked(39, ["L-10"])).toBe(2 + 1);
  });

  it("[L-11] who does not answer the question to everybody is never noticed", () => {
    const { on, off } = onAndOff("L-11", (without) => {
      const bench = published({ without });
      bench.connect("A", mainChain(5));
      bench.connect("B", mainChain(5));
      bench.settle("A");
      bench.runTo(1000 * SECOND);
      return bench.dropped.get("B")?.kind;
    });
    expect(on).toBeUndefined();
    expect(off).toBe("headersTimeout");
  });

  it("an empty answer of the sync node ends the sync at once", () => {
    const bench = published();
    const a = bench.connect("A", mainChain(5));
    const b = bench.connect("B", mainChain(5));
    a.answerHeaders(0);
    expect(bench.last("headersPhaseChanged")?.to).toBe("done");
    expect(b.received.map(({ command }) => command)).toEqual(["getheaders"]);
  });
});

describe("the sync node", () => {
  it("is the first that has shaken hands, in the order of connecting", () => {
    const bench = published();
    bench.dial("slow");
    bench.connect("A", mainChain(5));
    bench.connect("B", mainChain(5));
    expect(bench.seen("syncPeerChanged").map(({ to }) => to)).toEqual(["A"]);
  });

  it("[S4] [L-4] lost by its connection: nobody ever becomes it again", () => {
    const { on, off } = onAndOff("L-4", (without) => {
      const bench = published({ without, constants: small });
      const a = bench.connect("A", mainChain(50));
      bench.connect("B", mainChain(50));
      a.answerHeaders();
      a.leave();
      bench.runTo(10_000 * SECOND);
      bench.settle("B");
      return { headers: headersOf(bench), height: bench.chain.active.height, deadline: bench.deadline };
    });
    expect(on).toEqual({ headers: 20, height: 0, deadline: undefined });
    expect(off.headers).toBe(20);
  });

  it("[L-4] mended, and L-3 with it: the next goes on from there", () => {
    const bench = published({ without: ["L-3", "L-4"], constants: small });
    const a = bench.connect("A", mainChain(50));
    bench.connect("B", mainChain(50));
    a.answerHeaders();
    a.leave();
    bench.settle("B");
    expect(bench.chain.active.height).toBe(50);
  });

  it("a time-out clears it: the next is asked, and gives it all where fewer than one message were held", () => {
    const bench = published();
    bench.connect("A", mainChain(50));
    bench.connect("B", mainChain(50));
    bench.runTo(60 * SECOND);
    expect(bench.dropped.size).toBe(0);
    bench.runTo(61 * SECOND);
    expect(bench.dropped.get("A")?.text).toBe("headers response timeout");
    bench.settle("B");
    expect(bench.chain.active.height).toBe(50);
  });

  it("[L-22] a node that nobody configured asks nobody", () => {
    const { on, off } = onAndOff("L-22", (without) => {
      const bench = published({ without });
      bench.connect("A", mainChain(5), { inbound: true });
      bench.settle();
      return bench.chain.active.height;
    });
    expect({ on, off }).toEqual({ on: 0, off: 5 });
  });

  it("[L-12] the first question starts from the tip, however many headers are known", () => {
    const known = mainChain(30);
    const { on, off } = onAndOff("L-12", (without) => {
      const bench = published({ without, blocks: known.slice(0, 3) });
      for (const block of known) bench.chain.acceptHeader(block.header, 0, 2_000_000_000);
      bench.connect("A", known);
      return bench.last("headersRequested")?.heights[0];
    });
    expect({ on, off }).toEqual({ on: 3, off: 29 });
  });

  it("[L-15] [S8] the locator's gaps begin to double two hashes earlier", () => {
    const { on, off } = onAndOff("L-15", (without) => {
      const bench = published({ without, blocks: mainChain(20) });
      bench.connect("A", mainChain(20));
      return bench.last("headersRequested")?.heights;
    });
    expect(on).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 9, 5, 0]);
    expect(off).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 7, 3, 0]);
  });
});

describe("what a headers message may be", () => {
  it("[L-16] of a message with a gap the headers before it stay", () => {
    const chain = mainChain(6);
    const { on, off } = onAndOff("L-16", (without) => {
      const bench = published({ without });
      bench.connect("A", chain).tellHeaders([...chain.slice(0, 3), ...chain.slice(4)]);
      return { headers: headersOf(bench), why: bench.dropped.get("A")?.text };
    });
    expect(on).toEqual({ headers: 3, why: "headers do not connect" });
    expect(off).toEqual({ headers: 0, why: "non-continuous headers sequence" });
  });

  it("[L-16] their number is not looked at", () => {
    const { on, off } = onAndOff("L-16", (without) => {
      const bench = published({ without, constants: small });
      bench.connect("A").tellHeaders(mainChain(21));
      return headersOf(bench);
    });
    expect({ on, off }).toEqual({ on: 21, off: 0 });
  });

  it("[L-8] no proof of work is asked for", () => {
    const { on, off } = onAndOff("L-8", (without) => {
      const bench = published({ without });
      bench.connect("A").tellHeaders([mineOn(networks.regtest, [], 600, 0, { withoutWork: true })]);
      return { headers: headersOf(bench), why: bench.dropped.get("A")?.text };
    });
    expect(on).toEqual({ headers: 1, why: undefined });
    expect(off).toEqual({ headers: 0, why: "high-hash" });
  });
});

describe("what a peer is believed to have", () => {
  it("[S2] [L-2] with three honest peers every block is asked of the sync node", () => {
    const { on, off } = onAndOff("L-2", (without) => {
      const bench = published({ without: ["L-24", ...without] });
      for (const id of ["A", "B", "C"]) bench.connect(id, mainChain(100));
      bench.settle();
      const asked = bench.seen("blocksRequested");
      expect(bench.chain.active.height).toBe(100);
      return [...new Set(asked.map(({ peer }) => peer))].sort();
    });
    expect(on).toEqual(["A"]);
    expect(off).toEqual(["A", "B", "C"]);
  });

  it("[L-2] mended, one that comes after the end of the headers is asked, too", () => {
    const { on, off } = onAndOff("L-2", (without) => {
      const bench = published({ without });
      bench.connect("A", mainChain(10));
      bench.settle();
      bench.connect("late", mainChain(12));
      bench.settle();
      return bench.chain.active.height;
    });
    expect({ on, off }).toEqual({ on: 10, off: 12 });
  });

  it("[L-17] the last new header, even of a branch with less work", () => {
    const main = mainChain(8);
    const branch = extended(main.slice(0, 2), 2, { salt: 7 });
    const { on, off } = onAndOff("L-17", (without) => {
      const bench = published({ without });
      const a = bench.connect("A", main);
      a.answerHeaders();
      a.tellHeaders(branch.slice(2));
      return bench.last("peerBestKnownChanged")?.height;
    });
    expect({ on, off }).toEqual({ on: 4, off: 8 });
  });

  it("[L-17] mended, the last common block is on the way to it", () => {
    const main = mainChain(8);
    const branch = extended(main.slice(0, 2), 10, { salt: 7 });
    const { on, off } = onAndOff("L-17", (without) => {
      const bench = published({ without: ["L-24", ...without] });
      const a = bench.connect("A", main);
      bench.settle();
      a.blocks = branch;
      a.tellHeaders(branch.slice(2));
      return askedOf(bench, "A");
    });
    // Its height is taken for that of the block on the other branch: 3 to 8 are never asked for.
    expect(on).toEqual([9, 10, 11, 12]);
    expect(off).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(hashOf(branch[2]!)).not.toEqual(hashOf(main[2]!));
  });
});
