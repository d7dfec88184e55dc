/** When a peer is pinged (protocol.md §2.11, §3.1): at once and at intervals, or after a silence of ours. */
import { describe, expect, test } from "vitest";
import { blocksFirst } from "../../src/node/policies/blocks-first.ts";
import { blocksFirst08 } from "../../src/node/policies/blocks-first-0.8.ts";
import { core012 } from "../../src/node/policies/core-0.12.ts";
import type { Policy } from "../../src/node/policy.ts";
import { Bench, type ScriptedPeer, SECOND } from "./bench.ts";
import { mainChain } from "./miner.ts";

/** When the peer is pinged up to `until`, seconds; it answers none. */
function pingsOf(bench: Bench, peer: ScriptedPeer, until: number): number[] {
  const times: number[] = [];
  const take = () => {
    while (peer.take("ping") !== undefined) times.push(bench.at / SECOND);
  };
  take();
  while (bench.deadline !== undefined && bench.deadline <= until * SECOND) {
    bench.runTo(bench.deadline);
    take();
  }
  bench.runTo(until * SECOND);
  return times;
}

function benchOf(constants: Partial<Policy>): { bench: Bench; peer: ScriptedPeer } {
  const bench = new Bench({ constants });
  return { bench, peer: bench.connect("A") };
}

describe.each([blocksFirst, blocksFirst08])("[§3.1] $id", (policy) => {
  test("pings nobody at the handshake, and after half an hour in which it sent nothing", () => {
    const { bench, peer } = benchOf(policy);
    expect(pingsOf(bench, peer, 1799.9)).toEqual([]);
    expect(pingsOf(bench, peer, 5399)).toEqual([1800, 3600]);
  });

  test("counts from whatever it sent last, a pong or a request, not from what it heard", () => {
    const { bench, peer } = benchOf(policy);
    bench.runTo(600 * SECOND);
    peer.tell({ command: "ping", nonce: 1n });
    peer.take("pong");
    bench.runTo(1000 * SECOND);
    peer.tell({ command: "pong", nonce: 9n });
    expect(pingsOf(bench, peer, 2399)).toEqual([]);
    peer.announce(...mainChain(1));
    expect(peer.take("getdata")).toBeDefined();
    expect(pingsOf(bench, peer, 4198)).toEqual([]);
    expect(pingsOf(bench, peer, 4199)).toEqual([4199]);
  });

  test("does not mind an answer that never comes, and stops when the peer is gone", () => {
    const { bench, peer } = benchOf({ ...policy, silenceTimeoutSeconds: null });
    expect(pingsOf(bench, peer, 7300)).toEqual([1800, 3600, 5400, 7200]);
    expect(peer.connected).toBe(true);
    peer.leave();
    expect(bench.deadline).toBeUndefined();
  });

  test("a peer that is being served is not pinged meanwhile", () => {
    const { bench, peer } = benchOf(policy);
    for (let minute = 1; minute <= 60; minute++) {
      bench.runTo(minute * 60 * SECOND);
      peer.tell({ command: "ping", nonce: BigInt(minute) });
    }
    expect(peer.take("ping")).toBeUndefined();
  });
});

test("[§3.1] [§7 row 3] 0.9's clock is its own ping: who withholds blocks goes when the first pong comes, after half an hour", () => {
  const { bench, peer } = benchOf(blocksFirst);
  peer.announce(...mainChain(30));
  expect(pingsOf(bench, peer, 1800)).toEqual([1800]);
  expect(peer.connected).toBe(true);
  peer.tell({ command: "pong", nonce: 0n });
  expect(bench.dropped.get("A")).toEqual({ kind: "blockTimeout", text: "stalling block download" });
});

test("[§2.11] from 0.10 on the first ping is at the handshake, the next two minutes on, one at a time", () => {
  const { bench, peer } = benchOf(core012);
  const { nonce } = peer.expect("ping");
  expect(pingsOf(bench, peer, 600)).toEqual([]);
  peer.tell({ command: "pong", nonce });
  expect(pingsOf(bench, peer, 700)).toEqual([]);
  expect(pingsOf(bench, peer, 800)).toEqual([720]);
});

test("[§2.11] who has answered has all the time there is, also where pings are rarer than the time-out", () => {
  const { bench, peer } = benchOf({ ...core012, pingIntervalSeconds: 3000, pingTimeoutSeconds: 1200 });
  peer.tell({ command: "pong", nonce: peer.expect("ping").nonce });
  expect(pingsOf(bench, peer, 4199)).toEqual([3000]);
  expect(peer.connected).toBe(true);
  bench.runTo(4200 * SECOND);
  expect(bench.dropped.get("A")?.kind).toBe("pingTimeout");
});
