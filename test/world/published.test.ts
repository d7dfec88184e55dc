/** Whole worlds whose nodes are the article's program as it was published. */
import { describe, expect, it } from "vitest";
import { heal } from "../../src/fuzz/healing.ts";
import { judge } from "../../src/fuzz/judge.ts";
import { randomWorld } from "../../src/fuzz/random-world.ts";
import { defectIds } from "../../src/node/published/defect-ids.ts";
import { Prng } from "../../src/sim/prng.ts";
import { localPlan, peerPlan, policyOf, prepareWorld } from "../../src/world/setup.ts";
import { observed, runToEnd, scenario } from "./worlds.ts";

const peers = [{ id: "A" }, { id: "B" }, { id: "C" }];
/** As its author made it later: blocks are connected. */
const part8 = defectIds.filter((id) => id !== "L-27");
const published = { policy: "learncoin-as-published", peers, defects: part8 };

describe("a world of published nodes", () => {
  it("[L-1] [L-2] syncs a short chain, every block from the sync node", () => {
    const { summary, records, audit } = runToEnd(scenario({ ...published, chain: { blocks: 100 } }));
    expect(summary).toMatchObject({ ended: "synced", local: { height: 100, blocks: 100 } });
    expect(summary.invariants.violations).toBe(0);
    expect(audit).toEqual([]);
    const [first] = observed(records, "syncPeerChanged");
    const asked = observed(records, "blocksRequested").map(({ observation }) => observation.peer);
    expect([...new Set(asked)]).toEqual([first?.observation.to]);
  });

  it("[L-1] [L-4] one more block than fits: the sync node is lost, and nobody takes its place", () => {
    const { summary } = runToEnd(scenario({ ...published, chain: { blocks: 125 } }));
    expect(summary).toMatchObject({ ended: "stuck", local: { height: 0, headers: 0 } });
    expect(summary.why).toMatch(/^its sync node A is gone, .* \(L-4\)$/);
    expect(summary.peers[0]?.reason).toMatch(/^connection lost: 10016 bytes/);
  });

  it("without its defects it syncs from everybody", () => {
    const mended = scenario({ ...published, chain: { blocks: 400 }, defects: [] });
    const { summary, records } = runToEnd(mended);
    expect(summary).toMatchObject({ ended: "synced", local: { height: 400 } });
    const asked = observed(records, "blocksRequested").map(({ observation }) => observation.peer);
    expect([...new Set(asked)].sort()).toEqual(["A", "B", "C"]);
  });

  it("a peer's own defects are its own", () => {
    const base = { ...published, chain: { blocks: 5 }, defects: ["L-1", "L-2"] };
    const world = scenario({ ...base, peers: [{ id: "A", defects: ["L-21"] }, { id: "B" }] });
    const prepared = prepareWorld({ scenario: world, seed: 1 });
    if (!prepared.ok) throw new Error(prepared.error);
    const setup = prepared.value;
    expect(localPlan(setup).policy.defects).toEqual(["L-1", "L-2"]);
    const of = world.peers.map((peer, i) => peerPlan(setup, peer, i + 1).policy.defects);
    expect(of).toEqual([["L-21"], ["L-1", "L-2"]]);
    // A policy has no defects but its own.
    expect(policyOf(setup, "learncoin", ["L-1"]).defects).toEqual([]);
  });

  it("[L-24] what crashed there ends as a crashed node on the timeline", () => {
    const crashing = scenario({
      ...published,
      chain: { blocks: 20, branches: [{ id: "longer", forkHeight: 17, blocks: 10 }] },
      local: { height: 20 },
      peers: [{ id: "A", chain: "longer" }],
    });
    const { summary, records, audit } = runToEnd(crashing);
    expect(summary.ended).toBe("stuck");
    expect(summary.why).toBe("You crashed: assertion failed: a reorganisation of 3 blocks");
    const crashes = records.filter((record) => record.kind === "nodeCrashed");
    expect(crashes).toMatchObject([
      { node: 0, name: "You", reason: "assertion failed: a reorganisation of 3 blocks" },
    ]);
    expect(summary.local.height).toBe(20);
    expect(summary.invariants.violations).toBe(0);
    expect(audit).toEqual([]);
    // Mended, it switches.
    expect(runToEnd({ ...crashing, defects: [] }).summary).toMatchObject({
      ended: "synced",
      local: { height: 27 },
    });
  });

  it("a crashed node that is started again is as it was on its disk", () => {
    const { records, summary } = runToEnd(
      scenario({
        ...published,
        chain: { blocks: 20, branches: [{ id: "longer", forkHeight: 17, blocks: 10 }] },
        local: { height: 20 },
        peers: [{ id: "A", chain: "longer" }],
        acts: [{ atSeconds: 100, act: { kind: "setPolicy", node: "You", policy: "learncoin" } }],
      }),
    );
    expect(records.filter((record) => record.kind === "nodeCrashed").length).toBe(1);
    expect(summary).toMatchObject({ ended: "synced", local: { height: 27 } });
    expect(summary.invariants.violations).toBe(0);
  });

  it("[L-27] as the article has it, the node stores every block and stays at genesis", () => {
    for (const [blocks, seed] of [
      [20, 1],
      [100, 2],
      [124, 3],
    ] as const) {
      const { summary, audit } = runToEnd(scenario({ ...published, defects: null, chain: { blocks } }), {
        seed,
      });
      expect(summary).toMatchObject({
        ended: "stuck",
        local: { height: 0, headers: blocks, blocks },
        invariants: { violations: 0 },
      });
      expect(summary.why).toBe(
        `${blocks} blocks are stored, but the active chain never moves: this program never connects a block (L-27)`,
      );
      expect(audit).toEqual([]);
    }
  });

  it("[L-27] starts anew after a restart, and another policy finds its blocks on the disk", () => {
    const restarted = (policy: string) =>
      runToEnd(
        scenario({
          ...published,
          defects: null,
          chain: { blocks: 30 },
          acts: [{ atSeconds: 20, act: { kind: "setPolicy", node: "You", policy } }],
        }),
      );
    const again = restarted("learncoin-as-published");
    expect(again.summary.local).toMatchObject({ height: 0, blocks: 30 });
    const locators = observed(again.records, "headersRequested").map(
      ({ observation }) => observation.heights,
    );
    expect(locators.at(-1)?.at(-1)).toBe(0);
    for (const policy of ["learncoin", "core", "blocks-first"]) {
      const { summary, records, audit } = restarted(policy);
      expect(summary).toMatchObject({
        ended: "synced",
        local: { height: 30 },
        invariants: { violations: 0 },
      });
      expect(audit).toEqual([]);
      // None was asked for twice.
      expect(summary.peers.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(30);
      expect(observed(records, "started")[1]?.observation.tip).toBe(30);
    }
  });

  it("another policy in mid-run counts work in its own way, on the same disk", () => {
    const acts = [
      { atSeconds: 2, act: { kind: "setPolicy", node: "You", policy: "learncoin-as-published" } },
      { atSeconds: 4, act: { kind: "setPolicy", node: "You", policy: "core" } },
    ];
    const slow = peers.map((peer) => ({ ...peer, uploadBytesPerSecond: 20_000 }));
    const chain = { blocks: 120, blockBytes: 10_000 };
    const { summary, audit, records } = runToEnd(scenario({ chain, peers: slow, acts, defects: part8 }));
    expect(summary).toMatchObject({ ended: "synced", local: { height: 120 } });
    expect(summary.invariants.violations).toBe(0);
    expect(audit).toEqual([]);
    const works = observed(records, "started").map(({ observation }) => observation.entries.lastWork);
    // Height as work, then twice as much for each block and genesis.
    expect(BigInt(`0x${works[1]}`)).toBe(120n);
    expect(BigInt(`0x${works[2]}`)).toBe(242n);
  });

  it("the same seed gives the same run", () => {
    const world = scenario({
      ...published,
      chain: { blocks: 124, branches: [{ id: "b", forkHeight: 60, blocks: 30 }] },
      peers: [...peers, { id: "D", chain: "b", behaviours: [{ kind: "silentOnBlocks" }] }],
    });
    const [one, two] = [runToEnd(world), runToEnd(world)];
    expect(one.summary).toEqual(two.summary);
    expect(one.summary.invariants.violations).toBe(0);
    expect(runToEnd(world, { seed: 2 }).summary.traceHash).not.toBe(one.summary.traceHash);
  });

  it("mended, it ends on the most-work chain of any world", () => {
    for (let seed = 1; seed <= 25; seed++) {
      expect(judge(randomWorld(seed, "learncoin-as-published")).problems).toEqual([]);
    }
  });

  it("with any of its defects, whatever happens, Headway goes on and its chain is sound", () => {
    for (let seed = 101; seed <= 125; seed++) {
      const prng = Prng.fromSeed(seed).split("defects");
      const defects = defectIds.filter(() => prng.below(2) < 1);
      const world = { ...heal(randomWorld(seed, "learncoin-as-published")), defects };
      const { summary, audit } = runToEnd(world, { seed });
      expect({ seed, violations: summary.invariants.violations, audit }).toEqual({
        seed,
        violations: 0,
        audit: [],
      });
    }
  });
});
