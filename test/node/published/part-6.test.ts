/** [L-27] Part 6 of the article: blocks are counted and stored, and that is all (protocol.md §1.5, §1.7; LC6 on_block). */
import { describe, expect, it } from "vitest";
import { ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { defectIds } from "../../../src/node/published/defect-ids.ts";
import type { Bench } from "../bench.ts";
import { hashOf, mainChain } from "../miner.ts";
import { askedOf, published, settleHeaders } from "./published.ts";

const stored = (bench: Bench) => bench.chain.storedCount - 1;

/** With it on, then with it mended. */
function part6AndLater<T>(run: (part6: boolean) => T): { on: T; off: T } {
  return { on: run(true), off: run(false) };
}

describe("[L-27] the active chain", () => {
  it.each([1, 20, 100])("never moves, with all of %i blocks stored", (length) => {
    const { on, off } = part6AndLater((part6) => {
      const bench = published({ part6 });
      bench.connect("A", mainChain(length));
      bench.settle();
      return {
        stored: stored(bench),
        height: bench.chain.active.height,
        moves: bench.seen("tipChanged").length > 0,
        audit: bench.chain.audit(),
      };
    });
    expect(on).toEqual({ stored: length, height: 0, moves: false, audit: [] });
    expect(off).toEqual({ stored: length, height: length, moves: true, audit: [] });
  });

  it("is what the node shows: it has every block, and no header for who asks", () => {
    const chain = mainChain(12);
    const { on, off } = part6AndLater((part6) => {
      const bench = published({ part6 });
      const a = bench.connect("A", chain);
      bench.settle();
      a.received.length = 0;
      a.tell({ command: "getheaders", version: 70016, locator: [hashOf(chain[4]!)], stop: ZERO_HASH });
      const dropped = bench.dropped.get("A")?.text;
      return { dropped, headers: a.received.filter(({ command }) => command === "headers").length };
    });
    // Not even the block whose hash is named is on its active chain.
    expect(on).toEqual({ dropped: "locator must include the genesis block", headers: 0 });
    expect(off).toEqual({ dropped: undefined, headers: 1 });
  });

  it("but it gives each block that it has to whoever asks for that", () => {
    const chain = mainChain(3);
    const bench = published({ part6: true });
    const a = bench.connect("A", chain);
    bench.settle();
    a.received.length = 0;
    a.tell({ command: "getdata", items: [{ type: 2, hash: hashOf(chain[2]!) }] });
    expect(a.received.map(({ command }) => command)).toEqual(["block"]);
  });

  it("stays where the disk has it when the node starts with a chain", () => {
    const chain = mainChain(9);
    const bench = published({ part6: true, blocks: chain.slice(0, 5) });
    bench.connect("A", chain);
    bench.settle();
    expect([bench.chain.active.height, stored(bench)]).toEqual([5, 9]);
  });
});

describe("[L-27] part 6 knows nothing of new blocks", () => {
  it("[L-7] one that is pushed counts as an answer, even with an unknown header: the program ends", () => {
    const chain = mainChain(4);
    for (const pushed of [chain[1]!, chain[3]!]) {
      const bench = published({ part6: true });
      const a = bench.connect("A", chain.slice(0, 3));
      bench.settle();
      a.tellBlock(pushed);
      expect(bench.crashed).toBe("attempt to subtract with overflow: A has no blocks in transit");
    }
  });

  it("one with an unknown header takes the place of an answer, and is no use", () => {
    const chain = mainChain(40);
    const bench = published({ part6: true, without: ["L-1"] });
    const a = bench.connect("A", chain.slice(0, 39));
    settleHeaders(bench);
    const asked = askedOf(bench, "A").length;
    a.tellBlock(chain[39]!);
    expect(bench.last("blockReceived")).toMatchObject({
      verdict: "unrequested",
      reason: "its header is unknown",
    });
    expect([bench.crashed, askedOf(bench, "A").length]).toEqual([undefined, asked + 1]);
  });

  it("with L-7 mended it is left alone", () => {
    const chain = mainChain(4);
    const bench = published({ part6: true, without: ["L-7"] });
    const a = bench.connect("A", chain.slice(0, 3));
    bench.settle();
    a.tellBlock(chain[3]!);
    expect([bench.crashed, stored(bench)]).toEqual([undefined, 3]);
  });

  it("[L-24] [L-25] neither shows: nothing is switched, nothing pushed, whatever else is mended", () => {
    const chain = mainChain(4);
    const others = defectIds.filter((id) => !["L-24", "L-25", "L-27"].includes(id));
    for (const without of [[], others]) {
      const bench = published({ part6: true, without });
      for (const id of ["A", "B"]) bench.connect(id, chain);
      settleHeaders(bench);
      for (const peer of bench.peers.values()) peer.received.length = 0;
      const [block] = mainChain(1);
      bench.feed({ kind: "localBlock", block: block! });
      const said = [...bench.peers.values()].flatMap((peer) => peer.received.map(({ command }) => command));
      expect(said.filter((command) => command === "block" || command === "inv")).toEqual([]);
      expect(bench.crashed).toBeUndefined();
    }
  });
});
