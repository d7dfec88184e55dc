import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { displayHash } from "../../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../../src/bitcoin/coinbase.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { blocksFirst } from "../../../src/node/policies/blocks-first.ts";
import { blocksFirst08 } from "../../../src/node/policies/blocks-first-0.8.ts";
import { Bench, chainOf, START_SECONDS } from "../bench.ts";
import { extended, hashOf, mainChain, mineOn } from "../miner.ts";

const chain = (count: number) => mainChain(count);
const at = (height: number): Block => mainChain(height)[height - 1]!;

describe("[§3.1] orphans", () => {
  it("an orphan asks its sender for what is missing, up to the root of its run; not twice for the same", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A", chain(20));
    peer.expect("getblocks");
    peer.tellBlock(at(10));
    expect(peer.expect("getblocks").stop).toEqual(hashOf(at(10)));
    peer.tellBlock(at(11));
    expect(peer.take("getblocks")).toBeUndefined();
    peer.tellBlock(at(9));
    expect(peer.expect("getblocks").stop).toEqual(hashOf(at(9)));
    peer.announce(at(11));
    expect(peer.take("getblocks")).toBeUndefined();
    expect(peer.take("getdata")).toBeUndefined();
    const other = bench.connect("B", chain(20));
    other.announce(at(11));
    expect(other.expect("getblocks").stop).toEqual(hashOf(at(9)));
  });

  it("[§7 row 32] blocks in any order end on the same chain, each taken in when its parent is", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A", chain(12));
    for (const height of [5, 12, 3, 4, 2, 8, 7, 11, 6, 10]) peer.tellBlock(at(height));
    expect(bench.chain.active.height).toBe(0);
    expect(bench.last("orphanStored")?.count).toBe(10);
    peer.tellBlock(at(1));
    expect(bench.chain.active.height).toBe(8);
    expect(bench.last("tipChanged")).toMatchObject({ height: 8, connected: [1, 2, 3, 4, 5, 6, 7, 8] });
    expect(bench.last("orphanConnected")?.count).toBe(3);
    peer.tellBlock(at(9));
    expect(bench.chain.active.height).toBe(12);
    expect(bench.last("orphanConnected")?.count).toBe(0);
  });

  it("nobody is punished for an orphan that turns out to be invalid; what waits behind it is not asked about again", () => {
    const bench = new Bench({ constants: blocksFirst });
    const bad = mineOn(networks.regtest, chain(1), 600, 0, { bits: 0x1f7fffff });
    const peer = bench.connect("A");
    peer.tellBlock(bad);
    peer.tellBlock(at(1));
    expect(bench.last("orphanConnected")).toMatchObject({ peer: "A", entry: undefined });
    expect(bench.seen("scored")).toEqual([]);
    expect(peer.connected).toBe(true);
    expect(bench.chain.active.height).toBe(1);
  });

  it("[§7 row 25] 0.8 keeps any number of them", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const peer = bench.connect("flood");
    for (const block of chain(900).slice(1)) peer.tellBlock(block);
    expect(bench.last("orphanStored")?.count).toBe(899);
    expect(bench.seen("orphanEvicted")).toEqual([]);
  });

  for (const max of [750, 100, 1]) {
    it(`[§7 row 25] with more than ${max} where that is the limit a leaf goes for each that comes: ${max + 1} stay`, () => {
      const bench = new Bench({ constants: { ...blocksFirst, orphanBlocksMax: max } });
      const peer = bench.connect("flood");
      // One run: whatever is drawn, its leaf is the newest.
      for (const block of chain(max + 2).slice(1)) peer.tellBlock(block);
      expect(bench.last("orphanStored")?.count).toBe(max + 1);
      expect(bench.seen("orphanEvicted")).toEqual([]);
      peer.tellBlock(extended(chain(5), 2, { salt: 7 })[6]!);
      expect(bench.seen("orphanEvicted").map(({ hash }) => hash)).toEqual([displayHash(hashOf(at(max + 2)))]);
      expect(bench.last("orphanStored")?.count).toBe(max + 1);
    });
  }

  it("the one that goes is drawn at random, the same in every run", () => {
    const evictions = () => {
      const bench = new Bench({ constants: { ...blocksFirst, orphanBlocksMax: 8 } });
      const peer = bench.connect("flood");
      // Each is alone: their parents are all missing.
      for (let salt = 1; salt <= 24; salt++) peer.tellBlock(extended(chain(2), 2, { salt })[3]!);
      return bench.seen("orphanEvicted").map(({ hash }) => hash);
    };
    const first = evictions();
    expect(first).toHaveLength(15);
    expect(evictions()).toEqual(first);
    const arrival = Array.from({ length: 15 }, (_, i) =>
      displayHash(hashOf(extended(chain(2), 2, { salt: i + 1 })[3]!)),
    );
    expect(first).not.toEqual(arrival);
  });

  it("an orphan without proof of work is no orphan: 50 points", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A");
    peer.tellBlock(mineOn(networks.regtest, chain(5), 600, 0, { withoutWork: true }));
    expect(bench.last("scored")).toMatchObject({ reason: "high-hash", score: 50, total: 50 });
    expect(bench.seen("orphanStored")).toEqual([]);
  });
});

describe("[§2.20] scores", () => {
  it("[§7 row 9] two blocks without work are a ban, and it cannot come back for a day", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A");
    peer.tellBlock(mineOn(networks.regtest, [], 600, 0, { withoutWork: true }));
    expect(peer.connected).toBe(true);
    peer.tellBlock(mineOn(networks.regtest, [], 600, 1, { withoutWork: true }));
    expect(bench.dropped.get("A")).toEqual({ kind: "misbehaving", text: "high-hash" });
    bench.dial("A", [], true);
    expect(bench.dropped.get("A")?.text).toBe("banned");
  });

  const offences: readonly (readonly [string, Block, number])[] = [
    ["[§7 row 10] bad-diffbits", mineOn(networks.regtest, [], 600, 0, { bits: 0x1f7fffff }), 100],
    ["[§7 row 17] bad-txnmrklroot", { ...at(1), transactions: [coinbaseTransaction(9, 1n)] }, 100],
    ["[§7 row 29] time-too-new", mineOn(networks.regtest, [], 600, 0, { time: START_SECONDS + 7201 }), 0],
    ["[§7 row 10] time-too-old", mineOn(networks.regtest, [], 600, 0, { time: 1 }), 0],
  ];
  for (const [name, block, score] of offences) {
    it(`${name}: ${score}`, () => {
      const bench = new Bench({ constants: blocksFirst });
      const peer = bench.connect("A");
      peer.tellBlock(block);
      expect(bench.seen("scored").map(({ total }) => total)).toEqual(score > 0 ? [score] : []);
      expect(peer.connected).toBe(score < 100);
      expect(bench.last("blockReceived")?.verdict).toBe("invalid");
      expect(bench.chain.active.height).toBe(0);
    });
  }

  it("[§7 row 17] 0.8 asks again for a block whose body was wrong only when it is announced again, after 2 minutes", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const a = bench.connect("A", chain(1));
    const b = bench.connect("B", chain(1));
    a.announce(at(1));
    a.tellBlock({ ...at(1), transactions: [coinbaseTransaction(9, 1n)] });
    expect(a.connected).toBe(false);
    bench.runTo(60_000_000);
    expect(b.take("getdata")).toBeUndefined();
    b.announce(at(1));
    bench.runTo(119_999_999);
    expect(b.take("getdata")).toBeUndefined();
    bench.runTo(120_000_000);
    b.answerBlocks();
    expect(bench.chain.active.height).toBe(1);
  });

  it("[§7 row 30] a question for a block we do not have is not answered, and costs nothing", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A");
    peer.take("getblocks");
    peer.take("ping");
    peer.tell({ command: "getdata", items: [{ type: 2, hash: hashOf(at(3)) }] });
    expect(peer.received).toEqual([]);
    expect(peer.connected).toBe(true);
  });
});

describe("[§3.2] branches", () => {
  for (const policy of [blocksFirst, blocksFirst08]) {
    it(`[§7 row 8] ${policy.id}: a chain of less work is stored whole, then left`, () => {
      const bench = new Bench({ constants: policy });
      const branch = extended(chain(5), 25, { salt: 3 });
      const liar = bench.connect("liar", branch);
      const honest = bench.connect("honest", chain(40));
      liar.announce(...branch);
      liar.answerBlocks();
      expect(bench.chain.active.height).toBe(30);
      honest.announce(...chain(40));
      honest.answerBlocks();
      expect(bench.chain.active.height).toBe(40);
      const { connected, disconnected } = bench
        .seen("tipChanged")
        .find((seen) => seen.disconnected.length > 0)!;
      expect([disconnected.length, connected.length]).toEqual([25, 26]);
      expect(bench.chain.storedCount).toBe(1 + 40 + 25);
      expect(bench.dropped.size).toBe(0);
    });
  }

  it("a block that is there already is ignored, whoever sends it", () => {
    const bench = new Bench({ constants: blocksFirst, chain: chainOf(chain(3)) });
    const peer = bench.connect("A");
    peer.tellBlock({ ...at(2), transactions: [coinbaseTransaction(9, 1n)] });
    peer.tellBlock(at(3));
    peer.tellBlock(at(9));
    peer.tellBlock(at(9));
    expect(bench.seen("blockReceived").map(({ verdict }) => verdict)).toEqual([
      "duplicate",
      "duplicate",
      "orphan",
      "duplicate",
    ]);
    expect(bench.seen("scored")).toEqual([]);
  });

  it("0.8 goes on after a list whose last hash it knows, 0.9 does not", () => {
    const branch = extended(chain(2), 4, { salt: 5 });
    for (const policy of [blocksFirst, blocksFirst08]) {
      const bench = new Bench({ constants: policy, chain: chainOf([...chain(9), ...branch.slice(2)]) });
      const peer = bench.connect("A", branch);
      peer.expect("getblocks");
      peer.announce(...branch);
      expect(peer.take("getblocks") !== undefined).toBe(policy === blocksFirst08);
      if (policy === blocksFirst08) {
        expect(bench.last("inventoryRequested")).toMatchObject({
          heights: [6, 5, 4, 3, 2, 1, 0],
          stop: "none",
        });
        peer.announce(...branch);
        expect(peer.take("getblocks")).toBeUndefined();
      }
    }
  });
});
