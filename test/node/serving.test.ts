import { describe, expect, it } from "vitest";
import { toHex, ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader, HEADER_BYTES, hashHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { Bench, chainOf, type ScriptedPeer, small } from "./bench.ts";
import { extended, hashOf, mainChain, mineOn } from "./miner.ts";

const chain = mainChain(30);
const genesis = hashOf(networks.regtest.genesis);

/** A node that has 30 blocks, with one inbound peer that asks. */
function serving(blocks = chain) {
  const bench = new Bench({ constants: small, chain: chainOf(blocks) });
  const peer = bench.connect("asker", [], { inbound: true });
  peer.answerHeaders();
  return { bench, peer };
}

function ask(peer: ScriptedPeer, locator: readonly Uint8Array[], stop: Uint8Array = ZERO_HASH): number[] {
  peer.tell({ command: "getheaders", version: 70016, locator, stop });
  const { headers } = peer.expect("headers");
  const hashes = new Map(chain.map((block, i) => [toHex(hashOf(block)), i + 1]));
  return Array.from({ length: headers.count }, (_, i) => {
    decodeHeader(headers.bytes, i * HEADER_BYTES);
    return hashes.get(toHex(hashHeader(headers.bytes, i * HEADER_BYTES))) ?? -1;
  });
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("getheaders", () => {
  it("is answered with what follows the first locator hash we have, up to a full message", () => {
    const { bench, peer } = serving();
    expect(ask(peer, [genesis])).toEqual(range(1, 10));
    expect(bench.last("servedHeaders")).toEqual({
      kind: "servedHeaders",
      peer: "asker",
      count: 10,
      fromHeight: 1,
    });
    expect(ask(peer, [hashOf(chain[24]!), genesis])).toEqual(range(26, 30));
    expect(ask(peer, [new Uint8Array(32).fill(3), hashOf(chain[9]!), hashOf(chain[19]!)])).toEqual(
      range(11, 20),
    );
  });

  it("is answered with nothing by who has nothing more, at once", () => {
    const { peer } = serving();
    expect(ask(peer, [hashOf(chain[29]!)])).toEqual([]);
  });

  it("goes from genesis if we know none of the hashes", () => {
    const { peer } = serving();
    expect(ask(peer, [new Uint8Array(32).fill(1)])).toEqual(range(1, 10));
  });

  it("of a branch leads from where it left ours", () => {
    const { peer } = serving();
    const branch = extended(chain.slice(0, 12), 3, { salt: 1 });
    expect(ask(peer, [...branch].reverse().map(hashOf))).toEqual(range(13, 22));
  });

  it("ends at the stop hash, inclusive; one that is unknown or lies before is never met", () => {
    const { peer } = serving();
    expect(ask(peer, [genesis], hashOf(chain[3]!))).toEqual(range(1, 4));
    expect(ask(peer, [genesis], new Uint8Array(32).fill(9))).toEqual(range(1, 10));
    expect(ask(peer, [hashOf(chain[4]!)], hashOf(chain[2]!))).toEqual(range(6, 15));
    expect(ask(peer, [genesis], hashOf(chain[29]!))).toEqual(range(1, 10));
  });

  it("without a locator asks for the one header named by stop", () => {
    const { peer } = serving();
    expect(ask(peer, [], hashOf(chain[6]!))).toEqual([7]);
    peer.tell({ command: "getheaders", version: 1, locator: [], stop: new Uint8Array(32).fill(9) });
    expect(peer.take("headers"), "of one that is not on our chain nothing is said").toBeUndefined();
  });

  for (const count of [101, 102]) {
    it(`with ${count} hashes is ${count > 101 ? "too much" : "fine"}`, () => {
      const { bench, peer } = serving();
      peer.tell({
        command: "getheaders",
        version: 1,
        locator: Array.from({ length: count }, () => genesis),
        stop: ZERO_HASH,
      });
      expect(bench.dropped.get("asker")).toEqual(
        count > 101 ? { kind: "protocol", text: "getheaders locator size 102 > 101" } : undefined,
      );
    });
  }

  it("[row 21] is answered in the middle of our own download, with the blocks we have", () => {
    const bench = new Bench({ constants: small });
    const source = bench.connect("source", chain);
    const asker = bench.connect("asker", [], { inbound: true });
    for (let i = 0; i < 4; i++) source.answerHeaders();
    source.answerBlocks(3);
    expect(ask(asker, [genesis])).toEqual([1, 2, 3]);
    // It is ahead of us: our tip is below everything it asks for.
    expect(ask(asker, [hashOf(chain[9]!), genesis])).toEqual([]);
  });
});

describe("getdata", () => {
  const get = (peer: ScriptedPeer, ...items: readonly (readonly [type: number, hash: Uint8Array])[]) => {
    peer.tell({ command: "getdata", items: items.map(([type, hash]) => ({ type, hash })) });
    const heights: number[] = [];
    for (let sent = peer.take("block"); sent !== undefined; sent = peer.take("block")) {
      heights.push(chain.findIndex(({ bytes }) => bytes === sent?.block.bytes) + 1);
    }
    return heights;
  };

  it("is answered block by block, in the order asked", () => {
    const { bench, peer } = serving();
    expect(
      get(peer, [2, hashOf(chain[4]!)], [2, hashOf(chain[1]!)], [0x40000002, hashOf(chain[2]!)]),
    ).toEqual([5, 2, 3]);
    expect(bench.seen("servedBlock").map(({ height }) => height)).toEqual([5, 2, 3]);
  });

  it("[L-21] [row 30] about what we lack nothing is said, and nobody is blamed", () => {
    const { bench, peer } = serving();
    expect(
      get(peer, [2, new Uint8Array(32).fill(1)], [2, hashOf(chain[0]!)], [1, hashOf(chain[1]!)]),
    ).toEqual([1]);
    expect(peer.received).toEqual([]);
    expect(peer.connected).toBe(true);
    expect(bench.seen("misbehaving")).toEqual([]);
  });

  it("about a block that is stored on top of an invalid one nothing is said", () => {
    const bad = mineOn(networks.regtest, [], 600, 0, { transactions: [coinbaseTransaction(9, 1n)] });
    const branch = extended([bad], 1);
    const bench = new Bench({ constants: small });
    const source = bench.connect("source", branch);
    source.answerHeaders();
    source.tellBlock(branch[1]!);
    source.tellBlock(bad);
    expect(bench.chain.block(2)).toBeDefined();
    const asker = bench.connect("asker", [], { inbound: true });
    expect(get(asker, [2, hashOf(branch[1]!)])).toEqual([]);
  });

  it("about a header without its block nothing is said", () => {
    const bench = new Bench({ constants: small });
    const source = bench.connect("source", chain);
    for (let i = 0; i < 4; i++) source.answerHeaders();
    expect(get(source, [2, hashOf(chain[0]!)])).toEqual([]);
  });
});
