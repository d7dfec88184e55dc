/** Worlds in which something happens that has happened to real nodes, with the numbers that it had. */
import { describe, expect, test } from "vitest";
import type { Scenario, ScheduledAct } from "../../src/world/scenario/scenario.ts";
import { observed, runToEnd, scenario } from "./worlds.ts";

const link = (latencyMs: number) => ({ link: { latencyMs } });
const ids = (count: number) => [..."ABCDEFGHIJ"].slice(0, count);

describe("[§2.22] an inv in mid-sync begins a second chain of questions (Core numbers 6755, 8306)", () => {
  const world = (policy: string, blocks: number, headersPerMessage: number) =>
    scenario({
      policy,
      deadlineSeconds: 7200,
      chain: { blocks },
      constants: { headersPerMessage, minimumChainWork: "0" },
      peers: [{ id: "A", uploadBytesPerSecond: 40_000, ...link(40) }],
      mining: { meanSeconds: 3, blocks: 10, miners: ["A"], startSeconds: 1 },
    });

  /** Headers messages that told nothing new, and what came for nothing, bytes. */
  function repeated(policy: string, blocks: number, headersPerMessage: number) {
    const { summary, records } = runToEnd(world(policy, blocks, headersPerMessage));
    expect(summary.ended).toBe("synced");
    const answers = observed(records, "headersReceived").map(({ observation }) => observation);
    const messages = answers.filter(({ count, newCount }) => count > 0 && newCount === 0).length;
    return { messages, bytes: summary.ledger.peers["A"]?.wasted.duplicate ?? 0 };
  }

  test.each([
    [20_000, 500, 248],
    [6000, 150, 60],
    [4000, 100, 40],
  ])(
    "0.12, %i blocks, %i headers a message: no fewer than %i messages for nothing",
    (blocks, size, least) => {
      const { messages, bytes } = repeated("core-0.12", blocks, size);
      expect(messages).toBeGreaterThanOrEqual(least);
      // 81 bytes a header: 10.0 MB in the first.
      expect(bytes).toBeGreaterThanOrEqual(least * size * 81);
    },
  );

  test.each([
    [6000, 150],
    [4000, 100],
  ])(
    "today one question at a time is open: %i blocks come once, but for what an inv crosses",
    (blocks, size) => {
      expect(repeated("core", blocks, size).messages).toBeLessThanOrEqual(blocks / size);
    },
  );
});

describe("[§2.3] eight peers, and a block found after three seconds that all announce: the headers that today's Core takes in", () => {
  function copies(constants: Scenario["constants"]): number {
    const peers = ids(8).map((id) => ({ id, uploadBytesPerSecond: 15_000, ...link(40) }));
    const { summary } = runToEnd(
      scenario({
        policy: "core",
        deadlineSeconds: 7200,
        chain: { blocks: 5000 },
        constants: { headersPerMessage: 500, ...constants },
        peers,
        links: ids(8)
          .slice(1)
          .map((to) => ({ from: "A", to })),
        acts: [{ atSeconds: 3, act: { kind: "mineBlock", node: "A" } }],
      }),
    );
    expect(summary.ended).toBe("synced");
    return (summary.bytes.byCommand["headers"] ?? 0) / (81 * 5001);
  }

  test("come less than twice on regtest, which has no minimum chain work", () => {
    expect(copies({ minimumChainWork: "0" })).toBeLessThan(2);
  });

  test("come twice each from the sync peer and the one whose inv was first, where they are counted before they are kept", () => {
    const times = copies({});
    expect(times).toBeGreaterThan(3);
    expect(times).toBeLessThan(4);
  });
});

test("[§2.10] a slow line of our own: the stalling time-out doubles up to 64 s, and falls as blocks connect (Core 25880)", () => {
  const { summary, records } = runToEnd(
    scenario({
      policy: "core",
      deadlineSeconds: 20_000,
      chain: { blocks: 200, blockBytes: 1_000_000 },
      constants: { windowBlocks: 16, inFlightPerPeer: 4, minimumChainWork: "0" },
      local: { downloadBytesPerSecond: 100_000 },
      peers: ids(10).map((id) => ({ id, uploadBytesPerSecond: 2_000_000, ...link(40) })),
    }),
  );
  expect(summary.ended).toBe("synced");
  const times = observed(records, "stallingStarted").map(
    ({ at, observation }) => (observation.timeoutAt - at) / 1_000_000,
  );
  expect(times.slice(0, 6)).toEqual([2, 4, 8, 16, 32, 64]);
  expect(times).toContain(54);
  expect(times).toContain(45);
});

test("[§2.10] at the tip a block that does not come is asked of another after ten minutes", () => {
  const { summary, records } = runToEnd(
    scenario({
      policy: "core",
      deadlineSeconds: 7200,
      chain: { blocks: 30 },
      local: { height: 30 },
      peers: [10, 2000, 2500].map((latency, i) => ({
        id: ids(3)[i],
        uploadBytesPerSecond: 2_000_000,
        ...link(latency),
      })),
      links: ["B", "C"].map((to) => ({ from: "A", to, ...link(10) })),
      acts: [
        {
          atSeconds: 20,
          act: { kind: "setBehaviours", node: "A", behaviours: [{ kind: "silentOnBlocks" }] },
        },
        { atSeconds: 30, act: { kind: "mineBlock", node: "A" } },
      ],
    }),
  );
  const [dropped] = observed(records, "peerDropped");
  expect(dropped?.observation).toMatchObject({ peer: "A", reason: { kind: "blockTimeout" } });
  expect(Math.floor((dropped?.at ?? 0) / 1_000_000)).toBe(630);
  expect(summary.ended).toBe("synced");
});

test("[§2.3] a sync peer that leaves is replaced at once, and the headers go on from where they were", () => {
  const { summary, records } = runToEnd(
    scenario({
      policy: "core",
      deadlineSeconds: 7200,
      chain: { blocks: 600, blockBytes: 200_000 },
      peers: ids(4).map((id) => ({ id, uploadBytesPerSecond: 500_000, ...link(40) })),
      acts: [{ atSeconds: 5, act: { kind: "stopNode", node: "A" } }],
    }),
  );
  expect(summary).toMatchObject({ ended: "synced", local: { height: 600 } });
  expect(summary.atSeconds).toBeLessThan(100);
  const chosen = observed(records, "syncPeerChanged").map(({ observation }) => observation.to);
  expect(chosen.filter((peer) => peer !== undefined)[0]).toBe("A");
});

test("[§2.3] a node that slept for an hour has what it missed a round trip or two after its links are back", () => {
  const links = (kind: "cutLink" | "mendLink", atSeconds: number): ScheduledAct[] =>
    ids(3).map((peer) => ({ atSeconds, act: { kind, peer } }));
  const { summary } = runToEnd(
    scenario({
      policy: "core",
      deadlineSeconds: 7200,
      chain: { blocks: 100 },
      local: { height: 100 },
      peers: ids(3).map((id) => ({ id, uploadBytesPerSecond: 2_000_000, ...link(40) })),
      links: [
        { from: "A", to: "B" },
        { from: "B", to: "C" },
      ],
      acts: [
        ...links("cutLink", 10),
        ...[600, 1200, 1800, 2400, 3000].map((atSeconds) => ({
          atSeconds,
          act: { kind: "mineBlock", node: "A" },
        })),
        ...links("mendLink", 3600),
      ],
    }),
  );
  expect(summary).toMatchObject({ ended: "synced", local: { height: 105 } });
  expect(summary.atSeconds).toBeLessThan(3601);
});

test("[§2.17] forty reorganisations four deep, four seconds apart, and the node is at the tip at the end", () => {
  const { summary, audit } = runToEnd(
    scenario({
      policy: "core",
      deadlineSeconds: 7200,
      chain: { blocks: 60 },
      peers: ids(3).map((id) => ({ id, uploadBytesPerSecond: 2_000_000, ...link(40) })),
      links: [
        { from: "A", to: "B" },
        { from: "B", to: "C" },
      ],
      acts: Array.from({ length: 40 }, (_, i) => ({
        atSeconds: 5 + 4 * i,
        act: { kind: "mineBlock", node: ids(3)[i % 3], blocks: 5, forkDepth: 4 },
      })),
    }),
  );
  expect(summary).toMatchObject({ ended: "synced", local: { height: 100, headers: 260, blocks: 260 } });
  expect(audit).toEqual([]);
});
