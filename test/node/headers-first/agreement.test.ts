/** `headers-then-blocks`: all headers first, then blocks of the best chain that several peers have (the Core note's wish). */
import { describe, expect, test } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { headersThenBlocks } from "../../../src/node/policies/headers-then-blocks.ts";
import { Bench, SECOND, versionMessage } from "../bench.ts";
import { extended, mainChain, mineOn } from "../miner.ts";

const heavy = mainChain(30);
const light = extended([], 12, { salt: 4 });
/** Shares ten blocks with `heavy`. */
const forked = extended(heavy.slice(0, 10), 5, { salt: 6 });

const constants = { ...headersThenBlocks, headersPerMessage: 10, windowBlocks: 32, inFlightPerPeer: 4 };

type Peers = Readonly<Record<string, readonly Block[]>>;

function benchOf(peers: Peers): Bench {
  const bench = new Bench({ constants });
  for (const [id, blocks] of Object.entries(peers)) bench.connect(id, blocks);
  return bench;
}

/** These answer every getheaders, until there is none. */
function sayAll(bench: Bench, ...ids: readonly string[]): void {
  const peers = [...bench.peers.values()].filter(({ id }) => ids.includes(id));
  for (let busy = true; busy; ) {
    busy = false;
    for (const peer of peers) {
      if (!peer.connected || !peer.received.some(({ command }) => command === "getheaders")) continue;
      peer.answerHeaders();
      busy = true;
    }
  }
}

/** Who has been asked for which heights. */
function asked(bench: Bench): Record<string, number[]> {
  const all: Record<string, number[]> = {};
  for (const { peer, heights } of bench.seen("blocksRequested"))
    all[peer] = [...(all[peer] ?? []), ...heights];
  return all;
}

function hashesAsked(bench: Bench): Set<number> {
  return new Set(bench.seen("blocksRequested").flatMap(({ entries }) => entries));
}

/** Nothing was asked for but blocks of this chain. */
function expectOnly(bench: Bench, chain: readonly Block[]): void {
  const { index } = bench.chain;
  const known = new Set(chain.map(({ header }) => header.join()));
  for (const entry of hashesAsked(bench)) {
    const header = new Uint8Array(80);
    index.copyHeader(entry, header, 0);
    expect(known.has(header.join())).toBe(true);
  }
}

describe("the gate", () => {
  test("[LB] a sync peer alone on a lighter chain opens nothing: all say their headers first", () => {
    const bench = benchOf({ A: light, B: heavy, C: heavy, D: heavy });
    sayAll(bench, "A");
    expect(bench.last("headersPhaseChanged")?.to).toBe("done");
    sayAll(bench, "B", "C");
    expect(asked(bench)).toEqual({});
    sayAll(bench, "D");
    expect(Object.keys(asked(bench))).toEqual(["B", "C", "D"]);
    expectOnly(bench, heavy);
  });

  test("[LB] two of eight that share a lighter chain get none of their blocks asked for, in whatever order they speak", () => {
    const peers: Peers = { A: light, B: light, C: heavy, D: heavy, E: heavy, F: heavy, G: heavy, H: heavy };
    for (const order of ["ABCDEFGH", "ABHGFEDC", "AHGFEDCB"]) {
      const bench = benchOf(peers);
      for (const id of order) {
        expect(asked(bench)).toEqual({});
        sayAll(bench, id);
      }
      bench.settle();
      expect(bench.chain.active.height).toBe(30);
      expectOnly(bench, heavy);
    }
  });

  test("[LB] one that is silent holds it shut until its time is over", () => {
    const bench = benchOf({ A: heavy, B: heavy, C: heavy });
    sayAll(bench, "A", "B");
    bench.runTo(60 * SECOND - 1);
    expect(asked(bench)).toEqual({});
    bench.runTo(61 * SECOND);
    expect(bench.dropped.get("C")?.kind).toBe("headersTimeout");
    expect(Object.keys(asked(bench))).toEqual(["A", "B"]);
  });

  test("[LB] so do sync peers that time out, one after the other", () => {
    const bench = benchOf({ A: heavy, B: heavy, C: heavy, D: heavy });
    bench.peers.get("A")?.answerHeaders();
    bench.runTo(61 * SECOND);
    bench.runTo(122 * SECOND);
    expect([...bench.dropped.keys()]).toEqual(["A", "B"]);
    expect(asked(bench)).toEqual({});
    sayAll(bench, "C");
    expect(asked(bench)).toEqual({});
    sayAll(bench, "D");
    expect(Object.keys(asked(bench))).toEqual(["C", "D"]);
  });

  test("[LB] one that leaves without having said a word is not waited for", () => {
    const bench = benchOf({ A: heavy, B: heavy, C: heavy });
    sayAll(bench, "A", "B");
    bench.peers.get("C")?.leave();
    expect(Object.keys(asked(bench))).toEqual(["A", "B"]);
  });

  test("[LB] hands still being shaken with a peer that we called are waited for", () => {
    const bench = benchOf({ A: light });
    const slow = bench.dial("B", heavy);
    sayAll(bench, "A");
    expect(asked(bench)).toEqual({});
    slow.tell(versionMessage());
    slow.tell({ command: "verack" });
    sayAll(bench, "B");
    // One has the lighter chain, one the heavier: nobody has company.
    expect(asked(bench)).toEqual({});
    bench.connect("C", heavy);
    sayAll(bench, "C");
    expect(Object.keys(asked(bench))).toEqual(["B", "C"]);
    expectOnly(bench, heavy);
  });

  test("[LB] a peer that never shakes hands is waited for until it is dropped", () => {
    const bench = benchOf({ A: heavy, B: heavy });
    bench.dial("C");
    sayAll(bench, "A", "B");
    expect(asked(bench)).toEqual({});
    bench.runTo(60 * SECOND);
    expect(Object.keys(asked(bench))).toEqual(["A", "B"]);
  });

  test("[LB] a late peer of ours is heard before more is asked for; one that calls us makes nobody wait", () => {
    const bench = benchOf({ A: heavy, B: heavy });
    sayAll(bench, "A", "B");
    const before = hashesAsked(bench).size;
    expect(before).toBe(8);
    const caller = bench.connect("X", [], { inbound: true });
    bench.peers.get("A")?.answerBlocks(1);
    expect(hashesAsked(bench).size).toBe(before + 1);
    bench.connect("C", heavy);
    bench.peers.get("A")?.answerBlocks(1);
    expect(hashesAsked(bench).size).toBe(before + 1);
    sayAll(bench, "C");
    expect(hashesAsked(bench).size).toBeGreaterThan(before + 1);
    expect(caller.connected).toBe(true);
  });

  test("[LB] without any time-out for headers it opens after the time that agreement has", () => {
    const bench = new Bench({ constants: { ...constants, headersTimeoutSeconds: null } });
    for (const id of ["A", "B", "C"]) bench.connect(id, heavy);
    sayAll(bench, "A", "B");
    bench.runTo(600 * SECOND - 1);
    expect(asked(bench)).toEqual({});
    bench.runTo(600 * SECOND);
    expect(Object.keys(asked(bench))).toEqual(["A", "B"]);
  });
});

describe("the chain", () => {
  test("[LB] whoever is on another branch gives what it shares with the best chain, and no more", () => {
    const bench = benchOf({ A: forked, B: heavy, C: heavy });
    sayAll(bench, "A", "B", "C");
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
    expectOnly(bench, heavy);
    expect(Math.max(...(asked(bench)["A"] ?? []))).toBeLessThanOrEqual(10);
    expect(asked(bench)["A"]).not.toEqual([]);
  });

  test("[LB] of peers of which each is a block behind the next, all but the last block is asked for at once", () => {
    const bench = benchOf({ A: heavy.slice(0, 28), B: heavy.slice(0, 29), C: heavy });
    sayAll(bench, "A", "B", "C");
    bench.settle();
    expect(bench.chain.active.height).toBe(29);
    bench.runTo(bench.at + 600 * SECOND - 1);
    expect(bench.chain.active.height).toBe(29);
    bench.runTo(bench.at + 2);
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
  });

  test("[LB] three must agree where the policy says three", () => {
    const bench = new Bench({ constants: { ...constants, agreeingPeers: 3 } });
    const peers: Peers = { A: heavy, B: heavy, C: light, D: light, E: light };
    for (const [id, blocks] of Object.entries(peers)) bench.connect(id, blocks);
    sayAll(bench, ...Object.keys(peers));
    bench.settle();
    expect(bench.chain.active.height).toBe(12);
    expectOnly(bench, light);
    // The two have more work, and ten minutes later that decides.
    bench.runTo(bench.at + 600 * SECOND);
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
  });

  test("[LB] when the company of the heavier chain leaves, the lighter one is what several have", () => {
    const bench = benchOf({ A: light, B: light, C: heavy, D: heavy });
    sayAll(bench, "A", "B", "C");
    bench.peers.get("D")?.leave();
    expect(Object.keys(asked(bench))).toEqual(["A", "B"]);
    expectOnly(bench, light);
    bench.connect("E", heavy);
    sayAll(bench, "E");
    const asksOfC = () => (asked(bench)["C"] ?? []).length;
    expect(asksOfC()).toBeGreaterThan(0);
  });

  test("[LB] a chain that turns out to be invalid is nobody's goal, however many have it", () => {
    const spoilt = extended([...heavy.slice(0, 4), invalidAfter(heavy.slice(0, 4))], 20, { salt: 8 });
    const bench = benchOf({ A: spoilt, B: spoilt, C: spoilt, D: light, E: light });
    sayAll(bench, "A", "B", "C", "D", "E");
    bench.settle();
    expect(bench.chain.isFailed(bench.chain.tip)).toBe(false);
    expect(bench.chain.active.height).toBe(12);
  });

  test("[LB] alone in the world, a peer is company enough", () => {
    const bench = benchOf({ A: heavy });
    bench.settle();
    expect(bench.chain.active.height).toBe(30);
  });
});

/** A block whose coinbase says another height. */
function invalidAfter(blocks: readonly Block[]): Block {
  const [first] = mainChain(1);
  return mineOn(networks.regtest, blocks, 600, 8, { transactions: first!.transactions });
}
