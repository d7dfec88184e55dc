import { describe, expect, it } from "vitest";
import type { OwedBlock, Peer } from "../../src/node/peer.ts";
import { newPeer } from "../../src/node/peer.ts";
import { PeerMemory } from "../../src/node/peer-memory.ts";
import { Timers } from "../../src/node/timers.ts";

function setUp() {
  const a = newPeer("A", false, 1n);
  const peers = new Map<string, Peer>([["A", a]]);
  const timers = new Timers();
  const inFlight = new Map<OwedBlock, Peer>();
  return {
    a,
    gone: newPeer("B", false, 2n),
    peers,
    timers,
    inFlight,
    memory: new PeerMemory(peers, timers, inFlight),
  };
}

describe("memory that is owed to nobody is found by the audit", () => {
  it("in a map and in a set of peers", () => {
    const { a, gone, memory } = setUp();
    memory.map<number>("scores").set(a, 1).set(gone, 2);
    memory.set("stallers").add(gone).add(a);
    expect(memory.audit()).toEqual([
      "memory: scores of B, who is gone",
      "memory: stallers of B, who is gone",
    ]);
  });

  it("of a peer that was there before and came back: its old self is gone", () => {
    const { a, peers, memory } = setUp();
    memory.map<number>("scores").set(a, 1);
    peers.set("A", newPeer("A", true, 3n));
    expect(memory.audit()).toEqual(["memory: scores of A, who is gone"]);
  });

  it("among the blocks in flight", () => {
    const { a, gone, inFlight, memory } = setUp();
    inFlight.set(7, a).set("00ff", gone);
    expect(memory.audit()).toEqual(["memory: blocks in flight of B, who is gone"]);
  });

  it("among the timers, but for those that are nobody's", () => {
    const { timers, memory } = setUp();
    timers.set({ timer: "headers", peer: "A" }, 1);
    timers.set({ timer: "headersSync", peer: "B" }, 1);
    timers.set({ timer: "staleTip" }, 1);
    timers.set({ timer: "asked" }, 1);
    expect(memory.audit()).toEqual(["memory: the timer headersSync of B, who is gone"]);
  });

  it("also if its name ends like that of one who is there", () => {
    const { timers, memory } = setUp();
    timers.set({ timer: "ping", peer: "not A" }, 1);
    expect(memory.audit()).toEqual(["memory: the timer ping of not A, who is gone"]);
  });

  it("and where nothing is owed to nobody it says nothing", () => {
    const { a, timers, inFlight, memory } = setUp();
    memory.set("stallers").add(a);
    timers.set({ timer: "ping", peer: "A" }, 1);
    inFlight.set(1, a);
    expect(memory.audit()).toEqual([]);
  });
});
