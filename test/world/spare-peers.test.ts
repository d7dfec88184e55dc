/** Peers in reserve: Core dials one more when its tip is stale (protocol.md §2.11). */
import { expect, it } from "vitest";
import { runToEnd, scenario } from "./worlds.ts";

/** One peer that never tells of anything new, and one in reserve that has more; ends after two hours. */
function run(policy: string, spare: boolean) {
  const { records, summary } = runToEnd(
    scenario({
      chain: { blocks: 30 },
      policy,
      // So that the node that is behind does not take itself for one that is catching up.
      constants: { minimumChainWork: "50%" },
      local: { height: 20 },
      peers: [{ height: 20 }, { id: "R", spare }],
      acts: [{ atSeconds: 7200, act: { kind: "setBehaviours", node: "You", behaviours: [] } }],
    }),
  );
  const connected = records.find((told) => told.kind === "connected" && told.node === 0 && told.peer === "R");
  return { seconds: (connected?.at ?? Number.NaN) / 1_000_000, height: summary.local.height };
}

it("a spare peer is dialled when the tip has been stale for half an hour, and has what was missing", () => {
  const { seconds, height } = run("core", true);
  expect(seconds).toBeGreaterThan(1800);
  expect(seconds).toBeLessThan(3000);
  expect(height).toBe(30);
});

it("by policies that seek nobody it is never dialled", () => {
  expect(run("learncoin", true)).toEqual({ seconds: Number.NaN, height: 20 });
});

it("a peer that is none is dialled at once", () => {
  expect(run("core", false)).toMatchObject({ height: 30 });
  expect(run("core", false).seconds).toBeLessThan(1);
});

it("an act that mends its link dials it, too", () => {
  const { summary } = runToEnd(
    scenario({
      chain: { blocks: 10 },
      policy: "learncoin",
      peers: [{ height: 5 }, { id: "R", spare: true }],
      acts: [
        { atSeconds: 60, act: { kind: "mendLink", peer: "R" } },
        { atSeconds: 90, act: { kind: "setBehaviours", node: "You", behaviours: [] } },
      ],
    }),
  );
  expect(summary.local.height).toBe(10);
});
