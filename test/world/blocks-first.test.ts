import { describe, expect, it } from "vitest";
import { observed, runToEnd, scenario } from "./worlds.ts";

const silent = { behaviours: [{ kind: "silentOnBlocks" }] };

describe("worlds that sync blocks first", () => {
  for (const policy of ["blocks-first", "blocks-first-0.8"]) {
    it(`${policy}: ends synced, everything from the sync node`, () => {
      const { summary, audit } = runToEnd(scenario({ chain: { blocks: 1201 }, policy, peers: [{}, {}, {}] }));
      expect(summary).toMatchObject({ ended: "synced", local: { height: 1201, blocks: 1201 } });
      expect(summary.peers.map((peer) => peer.blocks)).toEqual([1201, 0, 0]);
      expect(summary.bytes.wasted).toBe(0);
      expect(summary.invariants.violations).toBe(0);
      expect(audit).toEqual([]);
    });

    it(`${policy}: the same seed gives the same run, another seed another`, () => {
      const world = scenario({
        chain: { blocks: 90, branches: [{ id: "fork", forkHeight: 40, blocks: 30 }] },
        policy,
        constants: { inventoryPerMessage: 20, inFlightPerPeer: 4, orphanBlocksMax: 3 },
        peers: [{ chain: "fork", link: { jitterMs: 30 } }, { link: { jitterMs: 30 } }, {}],
        acts: [{ atSeconds: 2, act: { kind: "stopNode", node: "A" } }],
      });
      const traces = [1, 1, 2].map((seed) => runToEnd(world, { seed }).summary);
      expect(traces[1]).toEqual(traces[0]);
      expect(traces[2]?.traceHash).not.toBe(traces[0]?.traceHash);
      for (const { ended, local, invariants } of traces) {
        expect(ended).toBe("synced");
        expect(local.height).toBe(90);
        expect(invariants.violations).toBe(0);
      }
    });
  }

  it("[§7 row 3] 0.8 waits for a sync node that withholds blocks, for ever", () => {
    const world = scenario({
      chain: { blocks: 50 },
      policy: "blocks-first-0.8",
      peers: [silent, {}],
      deadlineSeconds: 36_000,
    });
    const { summary } = runToEnd(world);
    expect(summary).toMatchObject({ ended: "deadline", local: { height: 0 } });
    expect(summary.peers.map(({ state }) => state)).toEqual(["connected", "connected"]);
  });

  it("[§7 row 3] 0.9 drops it at the first pong, after half an hour, and goes on from the next", () => {
    const world = scenario({ chain: { blocks: 50 }, policy: "blocks-first", peers: [silent, {}] });
    const { summary, records } = runToEnd(world);
    const dropped = observed(records, "peerDropped")[0];
    expect(dropped?.observation).toMatchObject({ peer: "A", reason: { text: "stalling block download" } });
    expect(dropped?.at).toBeGreaterThan(1_800_000_000);
    expect(dropped?.at).toBeLessThan(1_802_000_000);
    expect(summary).toMatchObject({ ended: "synced", local: { height: 50 } });
  });

  for (const policy of ["blocks-first", "blocks-first-0.8"]) {
    it(`[§7 row 2] ${policy} waits for a sync node that does not answer getblocks, for ever`, () => {
      const world = scenario({
        chain: { blocks: 50 },
        policy,
        peers: [{ behaviours: [{ kind: "silentOnHeaders" }] }, {}],
        deadlineSeconds: 36_000,
      });
      expect(runToEnd(world).summary).toMatchObject({ ended: "deadline", local: { height: 0 } });
    });

    it(`[§7 row 5] ${policy} gives up a dead sync node after 90 minutes, and goes on from the next`, () => {
      const world = scenario({
        chain: { blocks: 100, blockBytes: 100_000 },
        policy,
        peers: [{}, {}],
        acts: [{ atSeconds: 0.3, act: { kind: "setBehaviours", node: "A", behaviours: [{ kind: "dead" }] } }],
      });
      const { summary, records } = runToEnd(world);
      const dropped = observed(records, "peerDropped")[0];
      expect(dropped?.observation).toMatchObject({
        peer: "A",
        reason: { text: "socket inactivity timeout" },
      });
      expect(dropped?.at).toBeGreaterThan(5_400_000_000);
      expect(summary).toMatchObject({ ended: "synced", local: { height: 100 } });
      expect(summary.atSeconds).toBeLessThan(5_600);
    });
  }

  it("[§7 row 1] 0.9 does not mind a slow sync node while another is idle", () => {
    const world = scenario({
      chain: { blocks: 40, blockBytes: 100_000 },
      policy: "blocks-first",
      peers: [
        { uploadBytesPerSecond: 20_000, link: { latencyMs: 20 } },
        { uploadBytesPerSecond: 2_000_000, link: { latencyMs: 200 } },
      ],
    });
    const { summary } = runToEnd(world);
    expect(summary.ended).toBe("synced");
    expect(summary.peers.map((peer) => peer.blocks)).toEqual([40, 0]);
    // 40 blocks at 20 000 bytes a second.
    expect(summary.atSeconds).toBeGreaterThan(180);
  });

  it("[§7 row 6] a sync node that leaves costs 0.8 two minutes and 0.9 nothing", () => {
    const ended = ["blocks-first-0.8", "blocks-first"].map((policy) => {
      const { summary } = runToEnd(
        scenario({
          chain: { blocks: 100, blockBytes: 100_000 },
          policy,
          peers: [{ uploadBytesPerSecond: 1_000_000 }, { uploadBytesPerSecond: 1_000_000 }],
          acts: [{ atSeconds: 4, act: { kind: "cutLink", peer: "A" } }],
        }),
      );
      expect(summary).toMatchObject({ ended: "synced", local: { height: 100 } });
      return summary.atSeconds;
    });
    expect(ended[0]).toBeGreaterThan(120);
    expect(ended[1]).toBeLessThan(15);
  });

  it("nodes of all policies give each other blocks", () => {
    for (const policy of ["blocks-first", "blocks-first-0.8", "learncoin", "core", "core-0.12"]) {
      const { summary } = runToEnd(
        scenario({
          chain: { blocks: 60 },
          policy: "core",
          peers: [{}],
          acts: [
            { atSeconds: 0, act: { kind: "setPolicy", node: "You", policy } },
            { atSeconds: 0, act: { kind: "setPolicy", node: "A", policy: "blocks-first" } },
          ],
        }),
      );
      expect([policy, summary.ended, summary.local.height]).toEqual([policy, "synced", 60]);
    }
  });
});
