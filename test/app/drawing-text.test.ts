/** Each drawing has words of its own, and they are those of the moment. */
import { expect, test } from "vitest";
import { ribbonText, stageText, treeText, windowText } from "../../src/app/drawing-text.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import { caughtUp } from "../../src/app/state-text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

function walk(world: Scenario, every: number, look: (view: WorldView, at: number) => boolean): void {
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  for (let i = 0; i < records.length; i += every) {
    view.apply(records.slice(i, i + every));
    if (look(view, records[Math.min(records.length, i + every) - 1]?.at ?? 0)) return;
  }
}

test("in a stall stage and window name the blocker, what it owes, and who owes nothing", () => {
  let seen = 0;
  walk(builtIn("slow-peer"), 1, (view, at) => {
    if (view.stall === undefined || view.entries.state(view.stall.entry) !== "asked") return false;
    seen += 1;
    const d = view.peer("D");
    const stage = stageText(view, at);
    expect(stage).toMatch(new RegExp(`D owes you ${d?.inFlight} blocks?, ${view.stall.height}`));
    expect(stage).toContain(`Your tip is ${view.tipHeight}, you know 400 headers.`);
    const idle = view.peers.filter((peer) => peer.oldestRequest() === undefined).map(({ name }) => name);
    if (idle.length > 1) expect(stage).toContain(`${idle.join(", ")} owe you nothing.`);
    const window = windowText(view, at);
    expect(window).toContain(`Blocks ${view.window?.low} to `);
    expect(window).toContain(`Everything waits for ${view.stall.height}, owed by D for `);
    expect(window).toMatch(new RegExp(`Asked of .*D: ${view.stall.height}`));
    return seen > 30;
  });
  expect(seen).toBeGreaterThan(10);
});

test("of a peer that owes both headers and blocks both are said, each with its own time", () => {
  let seen = 0;
  walk({ ...builtIn("slow-peer"), policy: "core" }, 5, (view, at) => {
    const stage = stageText(view, at);
    for (const { name, connected, inFlight, owedHeaders } of view.peers) {
      const owesBoth = connected && inFlight > 0 && owedHeaders !== undefined;
      if (owesBoth) seen += 1;
      expect(stage.includes(`${name} owes you headers, too, asked `)).toBe(owesBoth);
    }
    return seen > 100;
  });
  expect(seen).toBeGreaterThan(10);
});

test("the ribbon counts what the index holds, at every moment", () => {
  walk(builtIn("classroom"), 97, (view) => {
    const { entries } = view;
    if (entries.bestHeight < 0) return false;
    expect(ribbonText(view)).toContain(
      `genesis not counted: ${view.validated} validated, ${entries.countOnBest("stored")} stored, ${entries.countOnBest("asked")} asked for, ${entries.countOnBest("header")} known by header only`,
    );
    return false;
  });
});

test("the tree names each branch with its fork, its tip, its work and whose it is", () => {
  const world = builtIn("two-branches");
  const view = new WorldView(world.peers);
  view.apply(runToEnd(world).records);
  expect(treeText(view)).toMatch(
    /^The chain with most work ends at 48, work 2,021\. Your tip is 48\. There: .+\. 1 branch beside it\. From \d+ to 64: work 387, tip of A\.$/,
  );
});

test.each(["first-visit", "two-branches", "silent-sync-peer", "living-network", "reorganisation"])(
  "%s: the four drawings never say the same, and nothing without its value",
  (id) => {
    walk(builtIn(id), 401, (view, at) => {
      const texts = [stageText(view, at), windowText(view, at), ribbonText(view), treeText(view)];
      for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\{\{|drawn\./);
      if (view.entries.bestHeight > 0) expect(new Set(texts).size).toBe(4);
      return false;
    });
  },
);

test("who is gone, in reserve, or has never been there is said", () => {
  const peers = [{ id: "A" }, { id: "B" }];
  const acts = [{ atSeconds: 1, act: { kind: "stopNode", node: "B" } }] as const;
  const world = scenario({
    policy: "core",
    chain: { blocks: 200 },
    peers,
    acts: [...acts],
    deadlineSeconds: 30,
  });
  const said = new Set<string>();
  walk(world, 1, (view, at) => {
    said.add(stageText(view, at));
    return false;
  });
  const all = [...said];
  expect(all.some((text) => text.includes("A is not connected yet."))).toBe(true);
  expect(all.some((text) => text.includes("B is stopped."))).toBe(true);
  expect(all.some((text) => /On the wire: \d+ to you, \d+ from you\./.test(text))).toBe(true);
  expect(stageText(new WorldView([]), 0)).toBe("You know nothing yet. There are no peers.");
});

test("where no block is missing there is no window any more, in words or drawn", () => {
  let quiet = 0;
  const world = { ...builtIn("reorganisation"), policy: "core" };
  const view = new WorldView(world.peers, world.policy);
  for (const record of runToEnd(world).records) {
    view.apply([record]);
    if (view.window === undefined || view.tipHeight < view.entries.bestHeight || !caughtUp(view)) continue;
    quiet += 1;
    expect(ribbonText(view)).not.toContain("The download window");
    const framed = layoutRibbon(view, { width: 900, scale: 1 }).filter(
      (shape) => shape.kind === "rect" && shape.stroke === "accent",
    );
    expect(framed).toEqual([]);
  }
  expect(quiet).toBeGreaterThan(0);
});
