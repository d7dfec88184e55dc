/** What waits for its parent: as many as the node says, each from whom it came, until its parent comes or it has to make room. */
import { expect, test } from "vitest";
import { type OrphanView, orphanRuns } from "../../src/replay/orphan-tray.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { runToEnd, scenario } from "../world/worlds.ts";

/** B floods with blocks of unknown parents, more than there is room for. */
const flooded = scenario({
  title: "flooded",
  policy: "blocks-first",
  chain: { blocks: 60, blockBytes: 100000 },
  constants: { inventoryPerMessage: 10, orphanBlocksMax: 4 },
  peers: [{ id: "A" }, { id: "B", behaviours: [{ kind: "orphanFlood", everySeconds: 1, count: 3 }] }],
  deadlineSeconds: 40,
});

/** A sends its tip before what leads to it. */
const honest = scenario({
  title: "honest",
  policy: "blocks-first",
  chain: { blocks: 40 },
  constants: { inventoryPerMessage: 10 },
  peers: [{ id: "A" }],
});

/** Applies its records one by one, compares, and says what has been seen. */
function watch(world: Scenario) {
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  const [kinds, heights] = [new Set<string>(), new Set<number | undefined>()];
  let most = 0;
  for (const record of records) {
    view.apply([record]);
    if (record.kind !== "observed" || record.node !== 0) continue;
    const { observation } = record;
    kinds.add(observation.kind);
    if (observation.kind === "orphanStored") {
      expect(view.orphans?.waiting.size).toBe(observation.count);
      const orphan = view.orphans?.waiting.get(observation.hash);
      expect(orphan?.peer).toBe(observation.peer);
      heights.add(orphan?.height);
      most = Math.max(most, observation.count);
    } else if (observation.kind === "orphanEvicted") {
      expect(view.orphans?.lastEvicted?.hash).toBe(observation.hash);
      expect(view.orphans?.waiting.has(observation.hash)).toBe(false);
      expect(view.orphans?.fullAt).toBe(observation.count);
    } else if (observation.kind === "orphanConnected")
      expect(view.orphans?.waiting.has(observation.hash)).toBe(false);
  }
  return { view, kinds, heights, most };
}

test("the tray says what the node says, and of the sender's height what the sender says", () => {
  const { view, kinds, heights } = watch(honest);
  expect(kinds).toContain("orphanStored");
  expect(kinds).toContain("orphanConnected");
  expect([...heights]).toEqual([40]);
  expect(view.orphans?.waiting.size).toBe(0);
});

test("what has to make room is gone, and back and forth it is the same tray", () => {
  const { view, kinds, heights, most } = watch(flooded);
  expect(kinds).toContain("orphanEvicted");
  expect(most).toBe(view.orphans?.fullAt);
  // Of what is on nobody's chain nobody knows where it is.
  expect(heights.has(undefined)).toBe(true);
  const plain = () => JSON.stringify([...(view.orphans?.waiting.values() ?? [])]);
  const there = plain();
  const { position } = view;
  view.show(Math.floor(position / 2));
  expect(plain()).not.toBe(there);
  view.show(position);
  expect(plain()).toBe(there);
});

test("blocks that follow on each other are one run, and one of an unknown height is alone", () => {
  const orphan = (hash: string, height?: number): [string, OrphanView] => [hash, { hash, peer: "A", height }];
  const waiting = new Map([
    orphan("c", 8),
    orphan("x"),
    orphan("b", 7),
    orphan("z", 7),
    orphan("y"),
    orphan("a", 3),
  ]);
  const runs = orphanRuns({ waiting, evicted: 0, lastEvicted: undefined, fullAt: undefined });
  expect(runs.map((run) => run.map(({ hash }) => hash).join(""))).toEqual(["bc", "x", "z", "y", "a"]);
});
