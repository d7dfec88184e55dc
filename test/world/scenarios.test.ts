import { describe, expect, it } from "vitest";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { builtIn, observed, runToEnd, scenario } from "./worlds.ts";

describe("every built-in scenario", () => {
  // The article's runs end as it prints them, with nothing to sync: article-runs.test.ts.
  for (const base of builtInScenarios.filter(
    ({ id, mining, acts }) =>
      id !== "real-constants" && !id.startsWith("article-") && mining === null && acts.length === 0,
  )) {
    it(`${base.id} ends synced, with every invariant held`, () => {
      const { summary, audit } = runToEnd(base);
      expect(summary.why).toContain("most work");
      expect(summary.ended).toBe("synced");
      expect(summary.local.height).toBe(base.chain.blocks);
      expect(summary.invariants.violations).toBe(0);
      expect(summary.invariants.checks).toBeGreaterThan(100);
      expect(audit).toEqual([]);
    });
  }

  it("living-network ends with the blocks that several peers found meanwhile", () => {
    const { summary, records, audit } = runToEnd(builtIn("living-network"));
    expect(summary.ended).toBe("synced");
    // Of eight, some are found by nodes that have not heard of the last one yet.
    expect(summary.local.height).toBeGreaterThan(153);
    expect(summary.local.height).toBeLessThanOrEqual(158);
    const mined = records.filter((record) => record.kind === "acted");
    expect(mined).toHaveLength(8);
    expect(new Set(mined.map(({ act }) => act.kind === "mineBlock" && act.node)).size).toBeGreaterThan(2);
    // The first are found while the old ones are still being downloaded.
    const caughtUp = observed(records, "tipChanged").find(({ observation }) => observation.height >= 150);
    expect(mined[0]?.at).toBeLessThan(caughtUp?.at ?? 0);
    expect(summary.invariants.violations).toBe(0);
    expect(audit).toEqual([]);
  });

  it("reorganisation ends on the chain of peer D, six blocks lost", () => {
    const { summary, records, audit } = runToEnd(builtIn("reorganisation"));
    expect(summary).toMatchObject({ ended: "synced", local: { height: 61 } });
    const tips = observed(records, "tipChanged");
    expect(tips.filter(({ observation }) => observation.disconnected.length > 0)).toHaveLength(1);
    expect(tips.at(-1)?.observation.disconnected).toHaveLength(6);
    expect(summary.invariants.violations).toBe(0);
    expect(audit).toEqual([]);
  });

  it("real-constants ends synced with blocks from all eight peers", () => {
    const { summary } = runToEnd(builtIn("real-constants"));
    expect(summary.ended).toBe("synced");
    expect(summary.local).toMatchObject({ height: 5000, headers: 5000, blocks: 5000 });
    expect(summary.peers.map((peer) => peer.blocks > 0)).toEqual(Array(8).fill(true));
    expect(summary.bytes.wasted).toBeLessThan(summary.bytes.useful / 100);
  });
});

describe("trouble", () => {
  it("[L-4] a silent sync peer is replaced after 60 s and the sync ends", () => {
    const { summary, records } = runToEnd(builtIn("silent-sync-peer"));
    const changes = observed(records, "syncPeerChanged");
    expect(changes[0]?.observation).toMatchObject({ from: undefined, to: "A" });
    const dropped = observed(records, "peerDropped")[0];
    expect(dropped?.observation).toMatchObject({ peer: "A", reason: { kind: "headersTimeout" } });
    const asked = observed(records, "headersRequested").find(({ observation }) => observation.peer === "A");
    expect((dropped?.at ?? 0) - (asked?.at ?? 0)).toBe(60_000_000);
    expect(changes.some(({ observation }) => observation.to !== undefined && observation.to !== "A")).toBe(
      true,
    );
    expect(summary.ended).toBe("synced");
    expect(summary.peers.find((peer) => peer.id === "A")?.state).toBe("disconnected");
  });

  it("withheld blocks are asked of another peer after the time-out", () => {
    const { summary, records } = runToEnd(builtIn("withholding-peer"));
    const dropped = observed(records, "peerDropped").find(({ observation }) => observation.peer === "C");
    expect(dropped?.observation.reason.kind).toBe("blockTimeout");
    const freed = observed(records, "blockRequestsFreed").find(({ observation }) => observation.peer === "C");
    expect(freed?.at).toBe(dropped?.at);
    const again = observed(records, "blocksRequested").filter(
      ({ at, observation }) =>
        at >= (dropped?.at ?? 0) &&
        observation.entries.some((entry) => freed?.observation.entries.includes(entry)),
    );
    expect(again.length).toBeGreaterThan(0);
    expect(again.every(({ observation }) => observation.peer !== "C")).toBe(true);
    expect(summary.peers.find((peer) => peer.id === "C")?.blocks).toBe(0);
    expect(summary.ended).toBe("synced");
  });

  it("[L-9] a peer with more blocks of less work does not win", () => {
    const base = builtIn("two-branches");
    const { summary } = runToEnd(base);
    const branch = base.chain.branches[0];
    const branchHeight = (branch?.forkHeight ?? 0) + (branch?.blocks ?? 0);
    expect(branchHeight).toBeGreaterThan(base.chain.blocks);
    expect(summary.local.height).toBe(base.chain.blocks);
  });

  it("a world without an honest peer is stuck, and says why", () => {
    const { summary } = runToEnd(
      scenario({ chain: { blocks: 30 }, peers: [{ behaviours: [{ kind: "silentOnHeaders" }] }] }),
    );
    expect(summary).toMatchObject({
      ended: "stuck",
      why: "nobody is connected: A: headers response timeout",
    });
  });

  it("a world whose time runs out says so", () => {
    const { summary } = runToEnd({ ...builtIn("classroom"), deadlineSeconds: 3 });
    expect(summary).toMatchObject({ ended: "deadline", atSeconds: 3 });
    expect(summary.why).toMatch(
      /^not synced after 3 s: A was asked for 4 blocks between 2 and \d+ from 2\.\d s on, owes them, /,
    );
  });

  it("a peer cut off in mid-run is asked for nothing more, and its blocks come from others", () => {
    const { summary, records } = runToEnd({
      ...builtIn("classroom"),
      acts: [{ atSeconds: 8, act: { kind: "cutLink", peer: "B" } }],
    });
    const late = observed(records, "blocksRequested").filter(
      ({ at, observation }) => at >= 8_000_000 && observation.peer === "B",
    );
    expect(late).toEqual([]);
    expect(summary.ended).toBe("synced");
    expect(summary.peers.find((peer) => peer.id === "B")).toMatchObject({
      state: "disconnected",
      reason: "link cut",
    });
  });

  it("the local node stopped and started again goes on from its disk", () => {
    const { summary, records } = runToEnd({
      ...builtIn("classroom"),
      acts: [
        { atSeconds: 10, act: { kind: "stopNode", node: "You" } },
        { atSeconds: 12, act: { kind: "startNode", node: "You" } },
      ],
    });
    const starts = observed(records, "started");
    expect(starts).toHaveLength(2);
    expect(starts[1]?.observation.entries.count).toBe(401);
    expect(starts[1]?.observation.stored.length).toBeGreaterThan(20);
    expect(summary.ended).toBe("synced");
    expect(summary.peers.reduce((total, peer) => total + peer.blocks, 0)).toBe(400);
  });

  it("a peer that joins in mid-run helps", () => {
    const base = builtIn("classroom");
    const joiner = { ...(base.peers[0] ?? never()), id: "Z" };
    const { summary } = runToEnd({
      ...base,
      acts: [{ atSeconds: 5, act: { kind: "addPeer", peer: joiner } }],
      peers: base.peers.slice(0, 2),
    });
    expect(summary.ended).toBe("synced");
    expect(summary.peers.find((peer) => peer.id === "Z")?.blocks).toBeGreaterThan(20);
  });
});

function never(): never {
  throw new Error("the scenario has no peer");
}

it("a node that is started anew does not wait for what its old self had to send", () => {
  const slow = scenario({
    chain: { blocks: 40, blockBytes: 1_000_000 },
    peers: [{ id: "A", uploadBytesPerSecond: 20_000 }],
    constants: { blockTimeoutSeconds: 3600, headersTimeoutSeconds: 3600 },
    acts: [
      { atSeconds: 5, act: { kind: "stopNode", node: "A" } },
      { atSeconds: 6, act: { kind: "startNode", node: "A" } },
    ],
    deadlineSeconds: 20,
  });
  const { records } = runToEnd(slow);
  const ready = observed(records, "peerReady").map(({ at }) => at / 1_000_000);
  expect(ready).toHaveLength(2);
  expect(ready[1]).toBeLessThan(7);
});

it("a running node that is started starts anew, and nobody keeps half a connection", () => {
  const again = scenario({
    chain: { blocks: 60, blockBytes: 100_000 },
    peers: [{ id: "A", uploadBytesPerSecond: 100_000 }, { id: "B" }],
    links: [{ from: "A", to: "B" }],
    acts: [{ atSeconds: 5, act: { kind: "startNode", node: "A" } }],
  });
  const { summary, records } = runToEnd(again);
  expect(summary).toMatchObject({ ended: "synced", local: { height: 60 } });
  // B, which A dials, hears of A again.
  const withA = records.flatMap((record) => {
    const concerns = record.kind === "connected" || record.kind === "disconnected";
    return concerns && record.node === 2 && record.peer === "A" ? [record.kind] : [];
  });
  expect(withA).toEqual(["connected", "disconnected", "connected"]);
});
