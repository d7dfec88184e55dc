/** Who holds up the window makes room (protocol.md §2.10, §6 C1). */
import { expect, test } from "vitest";
import { toHex } from "../../../src/bitcoin/bytes.ts";
import { hashHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { core012 } from "../../../src/node/policies/core-0.12.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { type Bench, type ScriptedPeer, SECOND } from "../bench.ts";
import { extended, mainChain, mineOn } from "../miner.ts";
import { coreBench } from "./core-bench.ts";

const blocks = mainChain(1025);

class Stalling {
  readonly bench: Bench = coreBench();
  readonly peers: readonly ScriptedPeer[];
  readonly withheld: Set<number>;
  /** Who owes which withheld height. */
  readonly held = new Map<number, ScriptedPeer>();

  constructor(withheld: readonly number[] = [1, 501]) {
    this.withheld = new Set(withheld);
    this.peers = [0, 1, 2, 3, 4].map((i) => this.bench.connect(`p${i}`, blocks));
  }

  tellHeaders(count: number): void {
    for (const peer of this.peers) peer.tellHeaders(blocks.slice(0, count));
    this.serve();
  }

  /** All blocks but the withheld ones come. */
  serve(): void {
    for (let busy = true; busy; ) {
      busy = false;
      for (const peer of this.peers) {
        if (!peer.connected) continue;
        for (const height of peer.owedHeights()) {
          if (this.withheld.has(height)) this.held.set(height, peer);
          else {
            busy = true;
            peer.tellBlock(blocks[height - 1]!);
          }
        }
        peer.owed.length = 0;
      }
    }
  }

  /** Time jumps, as it does in Core's own test. */
  wait(seconds: number): void {
    this.bench.at += seconds * SECOND;
    this.bench.feed({ kind: "wake" });
    this.serve();
  }

  get connected(): number {
    return this.peers.filter((peer) => peer.connected).length;
  }

  /** Heights asked for and not come. */
  inFlight(): number[] {
    return [...this.held]
      .filter(([, peer]) => peer.connected)
      .map(([height]) => height)
      .sort((a, b) => a - b);
  }

  get stored(): number {
    return this.bench.seen("blockReceived").filter(({ verdict }) => verdict === "stored").length;
  }
}

test("[C1] a: nothing stalls while the window is not exceeded", () => {
  const s = new Stalling();
  s.tellHeaders(1024);
  expect(s.stored).toBe(1022);
  expect(s.inFlight()).toEqual([1, 501]);
  s.wait(3);
  expect(s.connected).toBe(5);
  expect(s.bench.seen("stallingStarted")).toEqual([]);
});

function exceeded(): Stalling {
  const s = new Stalling();
  s.tellHeaders(1024);
  s.wait(3);
  s.tellHeaders(1025);
  return s;
}

test("[C1] b: beyond the window the holder of the first block is dropped, and another is asked for it", () => {
  const s = exceeded();
  const holder = s.held.get(1)!;
  expect(s.bench.seen("stallingStarted").map(({ peer }) => peer)).toEqual([holder.id]);
  s.wait(3);
  expect(s.connected).toBe(4);
  expect(s.bench.dropped.get(holder.id)?.kind).toBe("stalling");
  const next = s.held.get(1)!;
  expect(next).not.toBe(holder);
  expect(next.connected).toBe(true);
});

test("[C1] c, d: the time-out doubles with each peer that is dropped", () => {
  const s = exceeded();
  s.wait(3);
  s.wait(3);
  expect(s.connected).toBe(4);
  s.wait(2);
  expect(s.connected).toBe(3);
  s.wait(7);
  expect(s.connected).toBe(3);
  s.wait(2);
  expect(s.connected).toBe(2);
});

test("[C1] e: the first block ends the stall, and the time-out falls as blocks connect", () => {
  const s = exceeded();
  s.wait(3);
  s.wait(5);
  s.wait(9);
  expect(s.connected).toBe(2);
  s.withheld.delete(1);
  s.held.get(1)!.tellBlock(blocks[0]!);
  s.held.delete(1);
  s.serve();
  expect(s.bench.chain.active.height).toBe(500);
  expect(s.inFlight()).toEqual([501]);
  s.wait(60);
  expect(s.connected).toBe(2);
  expect(toHex(hashHeader(blocks[499]!.header))).toBe(toHex(s.bench.chain.index.hash(s.bench.chain.tip)));
});

/** Windows of 8 blocks, 4 in flight from each; the chains of two branches. */
const few = { windowBlocks: 8, inFlightPerPeer: 4 };
const left = mainChain(30);
const right = extended([], 30, { salt: 5 });

/**
 * On each branch one peer owes the first four blocks of the window and another has all the rest to give: the first holds it
 * up. The stalls begin when `give` says so, seconds from now.
 */
function twoStallers(give: readonly (readonly [string, number])[], constants: Partial<Policy> = {}) {
  const bench = coreBench([], { ...constants, ...few });
  const branches = { left, right };
  const holders = new Map<string, ScriptedPeer>();
  const givers = new Map<string, ScriptedPeer>();
  for (const [name, chain] of Object.entries(branches)) {
    holders.set(name, bench.connect(`${name}Holder`, chain));
    holders.get(name)!.tellHeaders(chain);
    givers.set(name, bench.connect(`${name}Giver`, chain));
    givers.get(name)!.tellHeaders(chain);
  }
  for (const [name, seconds] of give) {
    bench.runTo(seconds * SECOND);
    givers.get(name)!.answerBlocks();
  }
  return { bench, holders, givers };
}

/** Who is dropped from now until `until`, and when, in seconds. */
function drops(bench: Bench, until: number): [string, number][] {
  const before = new Set(bench.dropped.keys());
  const seen: [string, number][] = [];
  while (bench.deadline !== undefined && bench.deadline <= until * SECOND) {
    bench.runTo(bench.deadline);
    for (const id of bench.dropped.keys())
      if (!before.has(id) && !seen.some(([known]) => known === id)) seen.push([id, bench.at / SECOND]);
  }
  return seen;
}

test("[§2.10] the second of two stallers has the doubled time from when its own stall began", () => {
  const { bench } = twoStallers([
    ["left", 10],
    ["right", 11.5],
  ]);
  expect(bench.seen("stallingStarted").map(({ peer }) => peer)).toEqual(["leftHolder", "rightHolder"]);
  expect(drops(bench, 20)).toEqual([
    ["leftHolder", 12],
    ["rightHolder", 15.5],
  ]);
});

test("[§2.10] two stallers that began at the same moment: one goes, the other has the doubled time", () => {
  const { bench } = twoStallers([
    ["left", 10],
    ["right", 10],
  ]);
  expect(drops(bench, 20)).toEqual([
    ["leftHolder", 12],
    ["rightHolder", 14],
  ]);
});

test("[§2.10] the second staller's time falls again when blocks connect meanwhile", () => {
  const { bench, givers } = twoStallers([
    ["left", 10],
    ["right", 11.5],
  ]);
  bench.runTo(12 * SECOND);
  expect(bench.dropped.has("leftHolder")).toBe(true);
  // Four blocks connect, the last of them with all that waited for them: 4 → 3 → 2 s.
  givers.get("left")!.answerBlocks(4);
  expect(bench.chain.active.height).toBe(8);
  expect(drops(bench, 20)[0]).toEqual(["rightHolder", 13.5]);
});

test("[§2.10] a block that the node finds itself takes 15 % off the time-out like any other", () => {
  const { bench } = twoStallers([
    ["left", 10],
    ["right", 11.5],
  ]);
  bench.runTo(12 * SECOND);
  expect(bench.dropped.has("leftHolder")).toBe(true);
  // 4 → 3 s.
  bench.feed({ kind: "localBlock", block: mineOn(networks.regtest, [], 60, 9) });
  expect(bench.chain.active.height).toBe(1);
  expect(drops(bench, 20)[0]).toEqual(["rightHolder", 14.5]);
});

test("[§2.10] where the time-out is fixed, the second staller goes after the same time as the first", () => {
  const { bench } = twoStallers(
    [
      ["left", 10],
      ["right", 11.5],
    ],
    core012,
  );
  expect(drops(bench, 20)).toEqual([
    ["leftHolder", 12],
    ["rightHolder", 13.5],
  ]);
});

test("[§2.10] a staller that sends its blocks when the other has been dropped is no staller any more", () => {
  const { bench, holders } = twoStallers([
    ["left", 10],
    ["right", 11.5],
  ]);
  bench.runTo(12 * SECOND);
  holders.get("right")!.answerBlocks(4);
  expect(bench.last("stallingEnded")).toMatchObject({ peer: "rightHolder" });
  expect(drops(bench, 60)).toEqual([]);
});

/**
 * Q owes 5 to 8 and P has sent all it was asked for but the first block, which connects four. Then P's window, by the old rule,
 * is still that of its last look.
 */
function windowThatMoves(constants: Partial<Policy>) {
  const bench = coreBench([], { ...constants, ...few });
  const [p, q] = ["P", "Q"].map((id) => bench.connect(id, left)) as [ScriptedPeer, ScriptedPeer];
  p.tellHeaders(left);
  q.tellHeaders(left);
  expect([p.owedHeights(), q.owedHeights()]).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
  for (const height of [2, 3, 4]) p.tellBlock(left[height - 1]!);
  bench.runTo(SECOND);
  expect(bench.seen("stallingStarted")).toEqual([]);
  p.tellBlock(left[0]!);
  return { bench, q };
}

test("[§2.8] 0.12 looks with the window of before, and takes a peer for a staller that holds up nothing", () => {
  const { bench, q } = windowThatMoves(core012);
  expect(bench.chain.active.height).toBe(4);
  expect(bench.seen("stallingStarted")).toEqual([
    { kind: "stallingStarted", peer: "Q", timeoutAt: 3 * SECOND },
  ]);
  // The next look sees the window where it is: P is asked on.
  expect(bench.last("blocksRequested")).toMatchObject({ peer: "P", heights: [9, 10, 11, 12] });
  bench.runTo(3 * SECOND);
  expect(bench.dropped.get(q.id)?.kind).toBe("stalling");
});

test("[§2.8] Core today looks where the window is: nobody stalls", () => {
  const { bench, q } = windowThatMoves({});
  expect(bench.seen("stallingStarted")).toEqual([]);
  expect(bench.last("blocksRequested")).toMatchObject({ peer: "P", heights: [9, 10, 11, 12] });
  bench.runTo(3 * SECOND);
  expect(q.connected).toBe(true);
});
