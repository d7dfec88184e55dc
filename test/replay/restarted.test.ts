/** The local node stops, starts again or becomes other software: what the view knows is what is on its disk. */
import { expect, test } from "vitest";
import { stageText } from "../../src/app/drawing-text.ts";
import { outcomeText } from "../../src/app/outcome-text.ts";
import { nowText } from "../../src/app/state-text.ts";
import { bottleneck } from "../../src/replay/bottleneck.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { SingleThreadWorld } from "../../src/runtime/single-thread-world.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { builtIn, scenario, worldOf } from "../world/worlds.ts";

const RESTART: readonly Act[] = [
  { kind: "stopNode", node: "You" },
  { kind: "startNode", node: "You" },
];
const OTHER: readonly Act[] = [{ kind: "setPolicy", node: "You", policy: "core-0.12" }];

function expectDiskOf(world: SingleThreadWorld, view: WorldView): void {
  const chain = world.chains()[0];
  if (chain === undefined) throw new Error("there is no local node");
  const { index, bestHeader } = chain;
  expect([view.entries.tip, view.entries.bestHeader]).toEqual([chain.tip, bestHeader]);
  expect(view.work).toBe(index.workHex(bestHeader));
  for (const tip of view.entries.tips) expect(view.tipWork(tip)).toBe(index.workHex(tip));
  for (let entry = 0; entry < index.size; entry++)
    expect(view.entries.state(entry) === "invalid").toBe(chain.isFailed(entry));
}

function acted(id: string, policy: string, atSeconds: number, acts: readonly Act[]) {
  const base = { ...builtIn(id), policy };
  const world = worldOf(base);
  const view = new WorldView(base.peers, policy);
  while (world.now < atSeconds * 1e6 && world.advance(atSeconds * 1e6));
  for (const act of acts) world.act(act);
  view.apply(world.takeRecords());
  return { world, view };
}

test.each([
  ["two-branches", "learncoin", 3.2, RESTART],
  ["two-branches", "learncoin", 3.2, OTHER],
  ["two-branches", "core-0.12", 3.1, RESTART],
  ["reorganisation", "blocks-first", 29.1, RESTART],
  ["living-network", "core", 16.12, OTHER],
] as const)(
  "%s with %s, anew at %d s: every branch has its work, at once and at the end",
  (id, policy, at, acts) => {
    const { world, view } = acted(id, policy, at, acts);
    expect(view.entries.tips.size).toBeGreaterThan(1);
    expectDiskOf(world, view);
    world.runToEnd();
    view.apply(world.takeRecords());
    expectDiskOf(world, view);
    if (id === "two-branches") expect(outcomeText(view)).toContain("You followed the heavier chain");
  },
);

test("a block that was found invalid is so after a new start, too", () => {
  const base = scenario({
    policy: "core-0.12",
    chain: { blocks: 30 },
    peers: [{ id: "A", behaviours: [{ kind: "invalidTransaction", depth: 3 }] }, { id: "B" }],
  });
  const world = worldOf(base);
  const view = new WorldView(base.peers, base.policy);
  world.runToEnd();
  for (const act of RESTART) world.act(act);
  view.apply(world.takeRecords());
  const states = Array.from({ length: view.entries.size }, (_, entry) => view.entries.state(entry));
  expect(states.filter((state) => state === "invalid")).toHaveLength(4);
  expectDiskOf(world, view);
});

test("what peers told before a new start is forgotten with it", () => {
  const { world, view } = acted("two-branches", "learncoin", 3.2, RESTART);
  for (const peer of view.peers) expect([peer.bestKnown, peer.startHeight]).toEqual([undefined, undefined]);
  expect(view.syncPeer).toBeUndefined();
  world.runToEnd();
  view.apply(world.takeRecords());
  for (const peer of view.peers) expect(peer.startHeight).toBeDefined();
});

test("while You are stopped that is what is said, and nothing is said of the peers", () => {
  const { world, view } = acted("two-branches", "learncoin", 3.2, RESTART.slice(0, 1));
  expect(nowText(view, world.now).title).toBe("You are stopped.");
  expect(bottleneck(view, world.now).kind).toBe("stopped");
  for (const peer of view.peers) expect(peer.phase).toBe("unconnected");
  world.runToEnd();
  view.apply(world.takeRecords());
  expect([view.end?.ended, view.end?.why]).toEqual(["stuck", "You are stopped"]);
  expect(nowText(view, world.now).title).toBe("You are stopped.");
  expect(stageText(view, world.now)).toContain("A is not connected: You are stopped.");
  for (const act of RESTART.slice(1)) world.act(act);
  view.apply(world.takeRecords());
  expect(nowText(view, world.now).title).toBe("You are getting connected.");
  for (const peer of view.peers) expect(peer.phase).toBe("connecting");
});
