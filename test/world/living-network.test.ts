/** Worlds in which more happens than that the local node syncs. */
import { describe, expect, it } from "vitest";
import { policies } from "../../src/node/policies/all.ts";
import type { WorldRecord } from "../../src/world/record.ts";
import { localPlan, peerPlan, prepareWorld } from "../../src/world/setup.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { observed, runToEnd, scenario, worldOf } from "./worlds.ts";

describe("the policy of each node", () => {
  const base = {
    policy: "learncoin",
    chain: { blocks: 20 },
    constants: { inFlightPerPeer: 3 },
    peers: [{ policy: "core-0.12" }, {}],
  };

  function policiesOf(value: object, policy?: string): string[] {
    const prepared = prepareWorld({ scenario: scenario(value), seed: 1, policy });
    if (!prepared.ok) throw new Error(prepared.error);
    const setup = prepared.value;
    const plans = [localPlan(setup), ...setup.scenario.peers.map((peer, i) => peerPlan(setup, peer, i + 1))];
    expect(plans.map((plan) => plan.policy.inFlightPerPeer)).toEqual([3, 3, 3]);
    return plans.map((plan) => plan.policy.id);
  }

  it("is its own, else that of all peers, else that of the local node", () => {
    expect(policiesOf(base)).toEqual(["learncoin", "core-0.12", "learncoin"]);
    expect(policiesOf(base, "core")).toEqual(["core", "core-0.12", "core"]);
    expect(policiesOf({ ...base, peerPolicy: "headers-then-blocks" })).toEqual([
      "learncoin",
      "core-0.12",
      "headers-then-blocks",
    ]);
  });

  it("need not be that of its neighbours", () => {
    for (const [policy, { defects }] of policies) {
      // The article's program stores every block and moves its chain for none until L-27 is mended.
      const on = defects.filter((id) => id !== "L-27");
      const { summary } = runToEnd(scenario({ ...base, policy, defects: on }));
      expect(summary).toMatchObject({ policy, ended: "synced", local: { height: 20 } });
    }
  });
});

/** Nothing that changes anything, but no run ends before its last act. */
const goOnUntil = (atSeconds: number) => ({
  atSeconds,
  act: { kind: "setBehaviours", node: "A", behaviours: [] },
});

/** Height of every node's tip at the end, by number. */
function tips(records: readonly WorldRecord[]): (number | undefined)[] {
  const heights: (number | undefined)[] = [];
  for (const record of records) {
    if (record.kind !== "observed" || record.observation.kind !== "tipChanged") continue;
    heights[record.node] = record.observation.height;
  }
  return heights;
}

describe("links between peers", () => {
  const ids = ["A", "B", "C", "D", "E", "F"];
  const ring = ids.map((from, i) => ({ from, to: ids[(i + 1) % ids.length], link: { latencyMs: 30 } }));
  const chords = [
    { from: "A", to: "D", link: { latencyMs: 80 } },
    { from: "B", to: "E" },
  ];
  const peers = ids.map((id) => ({ id, height: id === "C" ? null : 0, uploadBytesPerSecond: 4_000_000 }));

  it("let nodes that all lack the chain sync from each other", () => {
    const { summary, records, audit } = runToEnd(
      scenario({
        policy: "core",
        chain: { blocks: 60, blockBytes: 100_000 },
        constants: { headersPerMessage: 20 },
        peers,
        links: [...ring, ...chords],
        acts: [goOnUntil(60)],
      }),
    );
    expect(summary).toMatchObject({ ended: "synced", local: { height: 60 } });
    expect(tips(records)).toEqual([60, 60, 60, undefined, 60, 60, 60]);
    const servers = records.filter(
      (record) => record.kind === "observed" && record.observation.kind === "servedBlock" && record.node > 0,
    );
    expect(new Set(servers.map((record) => record.node)).size).toBeGreaterThan(1);
    expect(summary.invariants.violations).toBe(0);
    expect(audit).toEqual([]);
  });

  it("carry what the local node has no other way to hear of, until an act cuts them", () => {
    const relay = {
      policy: "core",
      // A lags too far behind for its chain to be worth anything today.
      constants: { minimumChainWork: "0" },
      chain: { blocks: 30 },
      peers: [{ id: "A", height: 10 }, { id: "B" }],
      links: [{ from: "A", to: "B" }],
    };
    const cut = { atSeconds: 0, act: { kind: "cutLink", peer: "B" } };
    const between = { atSeconds: 0, act: { kind: "cutLink", from: "A", peer: "B" } };
    expect(runToEnd(scenario({ ...relay, acts: [cut, goOnUntil(60)] })).summary.local.height).toBe(30);
    const apart = { ...relay, acts: [cut, between, goOnUntil(60)] };
    expect(runToEnd(scenario(apart)).summary.local.height).toBe(10);
    const mended = { atSeconds: 50, act: { kind: "mendLink", from: "A", peer: "B" } };
    const again = { ...relay, acts: [cut, between, mended, goOnUntil(100)] };
    expect(runToEnd(scenario(again)).summary.local.height).toBe(30);
  });
});

describe("mining", () => {
  const base = {
    policy: "core",
    chain: { blocks: 30, blockBytes: 100_000 },
    peers: [{ id: "A", uploadBytesPerSecond: 1_000_000 }, { id: "B" }, { id: "C" }],
    links: [{ from: "A", to: "B" }],
  };

  it("goes on while the local node syncs, and the run ends with its last block", () => {
    const mining = { meanSeconds: 20, blocks: 12, startSeconds: 1 };
    const { summary, records, audit } = runToEnd(scenario({ ...base, mining }), { seed: 3 });
    const mined = records.filter((record) => record.kind === "acted" && record.act.kind === "mineBlock");
    expect(mined).toHaveLength(12);
    const moments = mined.map((record) => record.at / 1_000_000);
    expect(moments.every((at) => Number.isInteger(at) && at > 1)).toBe(true);
    expect(summary).toMatchObject({ ended: "synced", local: { height: 42 } });
    expect(summary.atSeconds).toBeGreaterThanOrEqual(moments.at(-1) ?? 0);
    expect(audit).toEqual([]);
  });

  it("leads to a reorganisation where somebody mines on an old block", () => {
    const fork = { kind: "mineBlock", node: "B", blocks: 4, forkDepth: 3 };
    const { summary, records } = runToEnd(scenario({ ...base, acts: [{ atSeconds: 300, act: fork }] }));
    expect(summary).toMatchObject({ ended: "synced", local: { height: 31 } });
    const tip = observed(records, "tipChanged").at(-1);
    expect(tip?.observation).toMatchObject({ height: 31, disconnected: [30, 29, 28] });
  });

  it("is refused by name on a chain of headers, and by nodes that are not there", () => {
    const chainFile = { kind: "headers", bytes: sampleChain(20).headers } as const;
    const mining = scenario({ ...base, mining: { meanSeconds: 5, blocks: 3 } });
    expect(prepareWorld({ scenario: mining, seed: 1, chainFile })).toEqual({
      ok: false,
      error: "mining: expected no mining on a chain of headers, found 3 blocks",
    });
    expect(() => scenario({ ...base, mining: { meanSeconds: 5, blocks: 3, miners: ["Q"] } })).toThrow(
      "mining.miners.0: expected a node of the beginning, found Q",
    );
    const world = worldOf(scenario(base), { chainFile });
    expect(() => world.act({ kind: "mineBlock", node: "A" })).toThrow("kind: expected no mineBlock");
  });

  it("by a node that is stopped finds nothing", () => {
    const acts = [
      { atSeconds: 1, act: { kind: "stopNode", node: "C" } },
      { atSeconds: 2, act: { kind: "mineBlock", node: "C" } },
      { atSeconds: 3, act: { kind: "startNode", node: "C" } },
    ];
    expect(runToEnd(scenario({ ...base, acts })).summary.local.height).toBe(30);
  });
});
