/** Who holds up the window makes room (protocol.md §2.10, §6 C1). */
import { expect, test } from "vitest";
import { toHex } from "../../../src/bitcoin/bytes.ts";
import { hashHeader } from "../../../src/bitcoin/header.ts";
import { type Bench, type ScriptedPeer, SECOND } from "../bench.ts";
import { mainChain } from "../miner.ts";
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
