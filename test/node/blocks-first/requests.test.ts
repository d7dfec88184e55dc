import { describe, expect, it } from "vitest";
import { toHex } from "../../../src/bitcoin/bytes.ts";
import { INV_BLOCK } from "../../../src/bitcoin/wire/message.ts";
import { blocksFirst } from "../../../src/node/policies/blocks-first.ts";
import { blocksFirst08 } from "../../../src/node/policies/blocks-first-0.8.ts";
import { Bench, type ScriptedPeer, SECOND } from "../bench.ts";
import { mainChain } from "../miner.ts";

const MINUTE = 60 * SECOND;
const ping = { command: "ping", nonce: 1n } as const;
const pong = { command: "pong", nonce: 1n } as const;

/** Hashes that belong to no block. */
function randomHashes(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) =>
    Uint8Array.from({ length: 32 }, (_, at) => (i >> (8 * at)) & 255),
  );
}

function announceHashes(peer: ScriptedPeer, hashes: readonly Uint8Array[]): void {
  peer.tell({ command: "inv", items: hashes.map((hash) => ({ type: INV_BLOCK, hash })) });
}

/** Sizes of the getdata it was sent, and every hash in them. */
function asked(peer: ScriptedPeer): { sizes: number[]; hashes: string[] } {
  const sizes: number[] = [];
  const hashes: string[] = [];
  for (let message = peer.take("getdata"); message !== undefined; message = peer.take("getdata")) {
    sizes.push(message.items.length);
    hashes.push(...message.items.map(({ hash }) => toHex(hash)));
  }
  return { sizes, hashes };
}

describe("[§3.1] 0.8 asks by time", () => {
  it("all that was announced at once, 1000 in a message", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const peer = bench.connect("A");
    announceHashes(peer, randomHashes(2300));
    expect(asked(peer).sizes).toEqual([1000, 1000, 300]);
    expect(bench.node.owed()).toBe(true);
  });

  it("of another only 2 minutes after anybody was asked, of a third after 4", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const [a, b, c] = ["A", "B", "C"].map((id) => bench.connect(id, mainChain(1))) as [
      ScriptedPeer,
      ScriptedPeer,
      ScriptedPeer,
    ];
    for (const peer of [a, b, c]) peer.announce(...mainChain(1));
    expect(asked(a).sizes).toEqual([1]);
    bench.runTo(2 * MINUTE - 1);
    expect(asked(b).sizes).toEqual([]);
    bench.runTo(2 * MINUTE);
    expect(asked(b).sizes).toEqual([1]);
    bench.runTo(4 * MINUTE - 1);
    expect(asked(c).sizes).toEqual([]);
    bench.runTo(4 * MINUTE);
    expect(asked(c).sizes).toEqual([1]);
    expect(asked(a).sizes).toEqual([]);
  });

  it("nobody else once it is there", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const a = bench.connect("A", mainChain(1));
    const b = bench.connect("B", mainChain(1));
    a.announce(...mainChain(1));
    b.announce(...mainChain(1));
    a.answerBlocks();
    bench.runTo(10 * MINUTE);
    expect(asked(b).sizes).toEqual([]);
  });

  it("[§7 row 6] what a peer that left was asked for, 2 minutes later and only if it is announced again", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const a = bench.connect("A", mainChain(3));
    const b = bench.connect("B", mainChain(3));
    a.announce(...mainChain(3));
    a.leave();
    bench.runTo(MINUTE);
    expect(asked(b).sizes).toEqual([]);
    b.announce(...mainChain(3));
    bench.runTo(2 * MINUTE - 1);
    expect(asked(b).sizes).toEqual([]);
    bench.runTo(2 * MINUTE);
    expect(asked(b).sizes).toEqual([3]);
  });

  it("[§7 row 3] one that talks and sends no block stays for ever", () => {
    const bench = new Bench({ constants: blocksFirst08 });
    const a = bench.connect("A", mainChain(3));
    a.announce(...mainChain(3));
    for (let minute = 1; minute <= 300; minute++) {
      bench.runTo(minute * MINUTE);
      a.tell(ping);
    }
    expect(bench.dropped.size).toBe(0);
    expect(bench.node.owed()).toBe(false);
  });
});

describe("[§3.1] 0.9 asks one peer, 128 at a time", () => {
  it("[C18] maxblocksinflight: of 1024 random hashes 128 are asked for, none twice", () => {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A");
    const hashes = randomHashes(1024);
    announceHashes(peer, hashes);
    announceHashes(peer, hashes);
    const { hashes: requested } = asked(peer);
    expect(requested).toEqual(hashes.slice(0, 128).map(toHex));
    bench.runTo(MINUTE);
    peer.tell(ping);
    expect(asked(peer).sizes).toEqual([]);
  });

  it("each block that comes lets the next one go", () => {
    const bench = new Bench({ constants: { ...blocksFirst, inFlightPerPeer: 4 } });
    const peer = bench.connect("A", mainChain(10));
    peer.announce(...mainChain(10));
    expect(peer.owedHeights()).toEqual([1, 2, 3, 4]);
    peer.answerBlocks(1);
    expect(peer.owedHeights()).toEqual([2, 3, 4, 5]);
    bench.settle();
    expect(bench.chain.active.height).toBe(10);
    expect(bench.node.owed()).toBe(false);
  });

  it("[§3.2] the second to announce a block is not asked, however slow the first is", () => {
    const bench = new Bench({ constants: blocksFirst });
    const a = bench.connect("A", mainChain(10));
    const b = bench.connect("B", mainChain(10));
    a.announce(...mainChain(10));
    b.announce(...mainChain(10));
    bench.runTo(30 * MINUTE);
    expect(asked(b).sizes).toEqual([]);
    a.leave();
    expect(bench.last("blockRequestsFreed")?.hashes).toHaveLength(10);
    expect(asked(b).sizes).toEqual([]);
    b.announce(...mainChain(10));
    expect(asked(b).sizes).toEqual([10]);
  });

  it("a block from somebody else frees the place of whoever owed it", () => {
    const bench = new Bench({ constants: { ...blocksFirst, inFlightPerPeer: 2 } });
    const a = bench.connect("A", mainChain(4));
    const b = bench.connect("B", mainChain(4));
    a.announce(...mainChain(4));
    b.tellBlock(mainChain(1)[0]!);
    expect(a.owedHeights()).toEqual([1, 2, 3]);
  });

  it("[§7 row 24] each hash beyond 5000 that wait is worth 10 points, and the tenth the ban", () => {
    const bench = new Bench({ constants: blocksFirst });
    const a = bench.connect("A");
    announceHashes(a, randomHashes(5009));
    expect(bench.last("scored")).toMatchObject({ score: 10, total: 90, reason: "too many blocks announced" });
    const b = bench.connect("B");
    announceHashes(b, randomHashes(12_000).slice(6000, 11_010));
    expect([...bench.dropped.keys()]).toEqual(["B"]);
    expect(a.connected).toBe(true);
  });
});

describe("[§3.1] 0.9's stall rule", () => {
  function stalling(): { bench: Bench; peer: ScriptedPeer } {
    const bench = new Bench({ constants: blocksFirst });
    const peer = bench.connect("A", mainChain(30));
    peer.announce(...mainChain(30));
    return { bench, peer };
  }

  it("[§7 row 3] drops one that answers pings and no getdata, as soon as the oldest request is over 2 minutes old", () => {
    const { bench, peer } = stalling();
    bench.runTo(2 * MINUTE);
    peer.tell(pong);
    expect(peer.connected).toBe(true);
    bench.runTo(2 * MINUTE + 1);
    peer.tell(pong);
    expect(bench.dropped.get("A")).toEqual({ kind: "blockTimeout", text: "stalling block download" });
  });

  it("a dropped sync node is replaced at once", () => {
    const { bench, peer } = stalling();
    const b = bench.connect("B", mainChain(30));
    bench.runTo(3 * MINUTE);
    peer.tell(pong);
    b.expect("getblocks");
  });

  it("[§7 row 5] does not see one that is completely silent: 90 minutes", () => {
    const { bench } = stalling();
    bench.runTo(90 * MINUTE - 1);
    expect(bench.dropped.size).toBe(0);
    bench.runTo(90 * MINUTE);
    expect(bench.dropped.get("A")?.kind).toBe("pingTimeout");
  });

  it("[§7 row 1] spares one that sends a block a minute", () => {
    const { bench, peer } = stalling();
    for (let minute = 1; minute <= 29; minute++) {
      bench.runTo(minute * MINUTE);
      peer.answerBlocks(1);
      peer.tell(pong);
    }
    expect(peer.connected).toBe(true);
    bench.runTo(30 * MINUTE + 1);
    peer.tell(pong);
    expect(peer.connected).toBe(false);
  });

  it("blocks that nobody asked it for do not count", () => {
    const { bench, peer } = stalling();
    const b = bench.connect("B", mainChain(30));
    bench.runTo(2 * MINUTE + 1);
    b.tellBlock(mainChain(1)[0]!);
    expect(peer.connected).toBe(true);
    peer.tellBlock(mainChain(31)[30]!);
    expect(peer.connected).toBe(false);
  });
});
