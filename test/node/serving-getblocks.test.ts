import { describe, expect, it } from "vitest";
import { ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { INV_BLOCK } from "../../src/bitcoin/wire/message.ts";
import { blocksFirst } from "../../src/node/policies/blocks-first.ts";
import { learncoin } from "../../src/node/policies/learncoin.ts";
import type { Policy } from "../../src/node/policy.ts";
import { Bench, chainOf, type ScriptedPeer } from "./bench.ts";
import { extended, hashOf, mainChain } from "./miner.ts";

const LENGTH = 30;

function server(constants: Partial<Policy> = {}): { bench: Bench; peer: ScriptedPeer } {
  const bench = new Bench({
    constants: { ...constants, inventoryPerMessage: 10 },
    chain: chainOf(mainChain(LENGTH)),
  });
  const peer = bench.connect("asker", [], { inbound: true });
  return { bench, peer };
}

/** Heights of the hashes in the next inv; undefined: there is none. */
function told(peer: ScriptedPeer): number[] | undefined {
  const heights = mainChain(LENGTH + 1).map((block) => String(hashOf(block)));
  return peer.take("inv")?.items.map(({ hash }) => heights.indexOf(String(hash)) + 1);
}

function ask(peer: ScriptedPeer, locator: readonly Uint8Array[], stop = ZERO_HASH): void {
  peer.tell({ command: "getblocks", version: 70016, locator, stop });
}

const hash = (height: number) => hashOf(mainChain(height)[height - 1]!);
const range = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, i) => low + i);

describe("[§2.12] getblocks", () => {
  it("is answered with the hashes after the first block of the locator that we have, as many as fit", () => {
    const { peer, bench } = server();
    ask(peer, [hashOf(extended(mainChain(6), 1, { salt: 9 })[6]!), hash(5), hash(2)]);
    expect(told(peer)).toEqual(range(6, 15));
    expect(bench.last("servedInventory")).toEqual({
      kind: "servedInventory",
      peer: "asker",
      count: 10,
      fromHeight: 6,
    });
  });

  it("is answered from genesis where nothing is shared, and not at all where there is nothing to tell", () => {
    const { peer } = server();
    ask(peer, []);
    expect(told(peer)).toEqual(range(1, 10));
    ask(peer, [hash(30)]);
    expect(told(peer)).toBeUndefined();
  });

  it("ends before the stop", () => {
    const { peer } = server();
    ask(peer, [hash(5)], hash(8));
    expect(told(peer)).toEqual([6, 7]);
    ask(peer, [hash(5)], hash(6));
    expect(told(peer)).toBeUndefined();
    ask(peer, [hash(5)], hash(3));
    expect(told(peer)).toEqual(range(6, 15));
  });

  it("a full list's last block is followed by the hash of our tip, once", () => {
    const { peer } = server(blocksFirst);
    peer.received.length = 0;
    const fetch = (height: number) =>
      peer.tell({ command: "getdata", items: [{ type: INV_BLOCK, hash: hash(height) }] });
    ask(peer, [hash(5)]);
    expect(told(peer)).toEqual(range(6, 15));
    fetch(14);
    expect(told(peer)).toBeUndefined();
    fetch(15);
    expect(peer.received.map(({ command }) => command)).toEqual(["block", "block", "inv"]);
    expect(told(peer)).toEqual([30]);
    fetch(15);
    expect(told(peer)).toBeUndefined();
  });

  it("a list that is not full has no continuation, one that ends at our tip has", () => {
    const { peer } = server();
    const fetchTip = () => peer.tell({ command: "getdata", items: [{ type: INV_BLOCK, hash: hash(30) }] });
    ask(peer, [hash(21)]);
    expect(told(peer)).toEqual(range(22, 30));
    fetchTip();
    expect(told(peer)).toBeUndefined();
    ask(peer, [hash(20)]);
    expect(told(peer)).toEqual(range(21, 30));
    fetchTip();
    expect(told(peer)).toEqual([30]);
  });

  it("asked the same again, today's client repeats itself", () => {
    const { peer } = server(learncoin);
    ask(peer, []);
    ask(peer, []);
    expect([told(peer), told(peer)]).toEqual([range(1, 10), range(1, 10)]);
  });

  it("[§3.1] the old one has nothing new to say about the last 1000 hashes, but the tip it does say", () => {
    const { peer } = server({ ...blocksFirst, knownInventoryMax: 12 });
    ask(peer, []);
    expect(told(peer)).toEqual(range(1, 10));
    ask(peer, []);
    expect(told(peer)).toBeUndefined();
    peer.announce(mainChain(12)[11]!);
    ask(peer, [hash(10)]);
    expect(told(peer)).toEqual([11, ...range(13, 20)]);
    // Those before have been forgotten by now: 9 to 12 are the oldest of twelve.
    ask(peer, []);
    expect(told(peer)).toEqual(range(1, 8));
    expect(blocksFirst.knownInventoryMax).toBe(1000);
  });

  it("a locator that is too long ends the connection", () => {
    const { bench, peer } = server({ locatorHashesMax: 5 });
    ask(
      peer,
      Array.from({ length: 6 }, (_, i) => hash(i + 1)),
    );
    expect(bench.dropped.get("asker")).toEqual({ kind: "protocol", text: "getblocks locator size 6 > 5" });
  });
});
