/** A node driven by frames alone: no simulator, no links, no clock but the one that a test turns. */
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { policies } from "../../../src/node/policies/all.ts";
import { NodeDriver } from "../../../src/world/host/driver.ts";
import { mainChain } from "../../node/miner.ts";

const START_SECONDS = 1_800_000_000;
const { regtest } = networks;

/** One end of the only connection that its node has: what it says waits here until it is carried. */
class End {
  readonly driver: NodeDriver;
  readonly said: Uint8Array[] = [];
  closedBecause: string | undefined;
  wakeAt: number | undefined;
  #came = 0;

  constructor(name: string, number: number, blocks: readonly Block[]) {
    const chain = new ChainState(regtest);
    for (const block of blocks) chain.acceptBlock(block, START_SECONDS);
    const policy = policies.get("core")!;
    const options = { name, number, network: regtest, chain, policy, startTimeSeconds: START_SECONDS };
    this.driver = new NodeDriver(options, {
      send: (_at, _peer, message) => this.said.push(this.driver.encode(message)),
      disconnect: (_at, _peer, why) => {
        this.closedBecause = why;
      },
      wakeAt: (deadline) => {
        this.wakeAt = deadline;
      },
      seekPeer: () => undefined,
      crashed: () => undefined,
      incoming: (_at, _peer, message) => ({ pass: message }),
    });
    let drawn = 0;
    this.driver.load(0, { uint32: () => 1000 * number + drawn++ });
    this.driver.feed({ kind: "start", at: 0 });
  }

  accept(at: number, peer: string, frame: Uint8Array): void {
    const message = `${this.#came++}`;
    this.driver.acceptFrame(at, peer, { frame, bytes: frame.length, message, command: "" });
  }

  /** What its node has observed, and what of records there is besides, by kind. */
  kinds(): string[] {
    const records = this.driver.journal.recorder.take();
    return records.map((record) => (record.kind === "observed" ? record.observation.kind : record.kind));
  }
}

function joined(theirs: readonly Block[]) {
  const us = new End("us", 0, []);
  const them = new End("them", 1, theirs);
  us.driver.feed({ kind: "peerConnected", at: 0, peer: "them", inbound: false });
  them.driver.feed({ kind: "peerConnected", at: 0, peer: "us", inbound: true });
  return { us, them };
}

/** Carries all that is said until nobody says anything. `cut`: in how many bytes at once; a whole frame if left out. */
function carry({ us, them }: ReturnType<typeof joined>, cut = Number.POSITIVE_INFINITY): void {
  for (let at = 1; us.said.length + them.said.length > 0; at++) {
    for (const [from, to, name] of [[us, them, "us"] as const, [them, us, "them"] as const]) {
      for (const frame of from.said.splice(0)) {
        for (let begin = 0; begin < frame.length; begin += cut)
          to.accept(at, name, frame.subarray(begin, begin + cut));
      }
    }
  }
}

describe("two nodes whose frames are carried by hand", () => {
  it("shake hands, sync headers and blocks, and each notes what happened at it", () => {
    const world = joined(mainChain(50));
    carry(world);
    const { us, them } = world;
    expect(us.driver.chain.active.height).toBe(50);
    expect(us.driver.chain.tip).toBe(us.driver.chain.bestHeader);
    expect(us.driver.owed).toBe(false);
    expect([us.closedBecause, them.closedBecause]).toEqual([undefined, undefined]);
    expect(us.wakeAt).toBeGreaterThan(0);
    const kinds = us.kinds();
    expect(kinds.slice(0, 3)).toEqual(["nodeStarted", "started", "delivered"]);
    for (const kind of ["peerReady", "headersRequested", "headersReceived", "blocksRequested", "tipChanged"])
      expect(kinds).toContain(kind);
    expect(them.kinds()).toContain("servedBlock");
    expect([us.driver.violations, them.driver.violations]).toEqual([0, 0]);
    expect(us.driver.checks).toBeGreaterThan(50);
    expect(us.driver.audit()).toEqual([]);
  });

  it("account for every byte, and the same bytes give the same trace", () => {
    const first = joined(mainChain(20));
    const second = joined(mainChain(20));
    carry(first);
    carry(second);
    const { ledger } = first.us.driver.journal;
    const report = ledger.report(1, first.us.driver.chain, ["them"]).peers["them"]!;
    expect(report.receivedByCommand).toEqual({ "": ledger.received });
    expect(ledger.received).toBe(report.useful + report.unaccounted);
    expect(report.wasted).toMatchObject({ duplicate: 0, unrequested: 0, invalid: 0 });
    expect(first.us.driver.journal.digest()).toBe(second.us.driver.journal.digest());
    expect(first.us.driver.journal.digest()).not.toBe(first.them.driver.journal.digest());
  });

  it("sync over a line that cuts frames anywhere", () => {
    for (const cut of [1, 7, 24, 1000]) {
      const world = joined(mainChain(10));
      carry(world, cut);
      expect(world.us.driver.chain.active.height).toBe(10);
    }
  });
});

describe("a driver", () => {
  it("has its node close a connection that brings no frames, and says so between its observations", () => {
    const { us } = joined([]);
    us.kinds();
    us.accept(1, "them", new Uint8Array(24).fill(0xff));
    expect(us.closedBecause).toMatch(/magic/);
    expect(us.kinds()).toEqual(["delivered", "peerDropped"]);
  });

  it("whose node does not run lets nothing through, and its disk remains", () => {
    const world = joined(mainChain(5));
    carry(world);
    const { driver } = world.us;
    const { checks } = driver;
    driver.unload();
    driver.feed({ kind: "wake", at: 9 });
    expect([driver.running, driver.owed, driver.checks]).toEqual([false, false, checks]);
    expect(driver.chain.active.height).toBe(5);
    driver.load(10, { uint32: () => 7 });
    expect(driver.running).toBe(true);
  });

  it("takes bytes of no connection for an error of ours", () => {
    expect(() => new End("us", 0, []).accept(1, "nobody", new Uint8Array(24))).toThrow(
      /connection to nobody/,
    );
  });
});
