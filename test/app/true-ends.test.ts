/** What is said where a chain with more work is not followed, a window waits for its first block, or a rule waits. */
import { describe, expect, test } from "vitest";
import { noWindowText, windowSentence } from "../../src/app/drawing-text.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { eventText } from "../../src/app/event-text.ts";
import { outcomeText } from "../../src/app/outcome-text.ts";
import { figuresOf, nowText } from "../../src/app/state-text.ts";
import { bottleneck } from "../../src/replay/bottleneck.ts";
import { US_PER_SECOND } from "../../src/replay/time.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import type { Behaviour } from "../../src/world/behaviours/catalogue.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";
import { linesOf } from "../replay/lines-of.ts";
import { builtIn, scenario, worldOf } from "../world/worlds.ts";

/** The world at its end, or after so many seconds. */
function seen(base: Scenario, seconds?: number): WorldView {
  const world = worldOf(base);
  const view = new WorldView(base.peers, base.peerPolicy ?? base.policy);
  if (seconds === undefined) world.runToEnd();
  else while (world.now < seconds * US_PER_SECOND && world.advance(seconds * US_PER_SECOND));
  view.apply(world.takeRecords());
  return view;
}

/** At the end of it. */
const withHabit = (kind: Behaviour["kind"], policy = "learncoin") => {
  const base = scenario({
    chain: { blocks: 40, blockBytes: 500_000 },
    policy,
    peers: ["A", "B", "C", "D"].map((id) => ({ id, behaviours: id === "D" ? [{ kind }] : [] })),
  });
  return seen(base);
};

const textsOf = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

const treeTexts = (view: WorldView) =>
  textsOf(layoutTree(view, { width: 900, height: 160, scale: 1 })).join(" ");

describe("headers with more work, of which a block came mutated and no other peer has it", () => {
  const view = withHabit("duplicateTransaction");
  test("the run is at its tip, and says so", () => {
    expect([view.end?.ended, view.tipHeight, view.entries.bestHeight]).toEqual(["synced", 40, 41]);
    expect(outcomeText(view)).toContain(
      "A chain with more work, 84, ends at 41, but not all of its blocks came or were valid. You are at 40.",
    );
    expect(outcomeText(view)).not.toMatch(/followed|in vain/);
    expect(figuresOf(view)).toMatchObject({
      known: 41,
      stored: 40,
      aside: 0,
      validated: 40,
      validatedAside: 0,
    });
  });
  test("the tip's branch is one's own, and what is missing is not nothing", () => {
    expect(treeTexts(view)).toContain("You: 40, work 82 of 84");
    expect(noWindowText(view)).toBe("What is still missing no peer can give.");
  });
  test("a refused block is not delivered, and who has none of the missing ones says so", () => {
    expect(view.peers.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(40);
    const frame = { width: 900, height: 400, lane: 60, scale: 1, at: view.end?.at ?? 0, selected: undefined };
    const texts = textsOf(layoutStage(view, frame));
    expect(texts).toContain("idle: does not have what is missing");
  });
});

test("a branch that is invalid has not less work: it is invalid", () => {
  const view = withHabit("invalidTransaction");
  expect(treeTexts(view)).toContain("41: invalid, whatever its work");
  expect(treeTexts(view)).not.toContain("less work");
  expect(outcomeText(view)).not.toContain("followed");
});

test("nobody holds up the window before a block has come behind the one that he owes", () => {
  const base = scenario({
    chain: { blocks: 60, blockBytes: 1_000_000 },
    policy: "core",
    constants: { windowBlocks: 8, inFlightPerPeer: 4 },
    peers: ["A", "B", "C", "D"].map((id) => ({ id, uploadBytesPerSecond: id === "B" ? 100_000 : 1_000_000 })),
  });
  const world = worldOf(base);
  const view = new WorldView(base.peers, base.policy);
  let isStalled = false;
  const seen = new Set<string>();
  while (world.ended === undefined) {
    const until = world.now + 100_000;
    while (world.advance(until));
    const records = world.takeRecords();
    for (const record of records)
      if (record.kind === "observed" && record.node === 0) {
        if (record.observation.kind === "windowStalled") isStalled = true;
        if (record.observation.kind === "windowFreed") isStalled = false;
      }
    view.apply(records);
    const { window, entries } = view;
    if (!isStalled || window === undefined) continue;
    const waits = entries.histogram(window.low, window.high)[2] ?? 0;
    seen.add(waits > 0 ? "held up" : "at first");
    expect(nowText(view, world.now).title.startsWith("Everything waits for")).toBe(waits > 0);
    expect(bottleneck(view, world.now).kind === "window").toBe(waits > 0);
    expect(windowSentence(view, world.now)).toMatch(
      waits > 0 ? /^Everything waits for/ : /is next, asked of/,
    );
  }
  expect(seen).toEqual(new Set(["held up", "at first"]));
});

test("where a rule waits for a second peer, it says of whom alone the blocks are known", () => {
  const view = seen({ ...builtIn("reorganisation"), policy: "headers-then-blocks" }, 100);
  expect(bottleneck(view, 100 * US_PER_SECOND).kind).toBe("notAsked");
  expect(nowText(view, 100 * US_PER_SECOND).title).toBe(
    "All headers are known. You lack 7 blocks, and your rules ask nobody yet: D alone is known to have them.",
  );
});

test("one who alone still owes, and is slow, is who everything waits for", () => {
  const base = builtIn("first-visit");
  const peers = base.peers.map((peer) =>
    peer.id === "D" ? { ...peer, behaviours: [{ kind: "slow", factor: 20 } as const] } : peer,
  );
  const view = seen({ ...base, peers }, 20);
  expect(nowText(view, 20 * US_PER_SECOND).title).toMatch(
    /^All headers are known\. Everything waits for D, which owes \d+ blocks, the first asked for [\d.]+\Ws ago\.$/,
  );
});

test("who was dropped twice is one peer", () => {
  const view = seen(builtIn("slow-peer"));
  const tale = {
    ...view.tale,
    stood: new Map(),
    drops: [1, 2].map((at) => ({ peer: "D", at, kind: "stalling", held: 0 })),
  };
  const told = new Proxy(view, {
    get: (target, name) => {
      const value: unknown = name === "tale" ? tale : Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  expect(outcomeText(told)).toContain("You dropped D 2 times.");
});

test.each(["learncoin", "core-0.12", "core"])(
  "%s: a block has come at last only once it is here",
  (policy) => {
    const base = { ...builtIn("slow-peer"), policy };
    const world = worldOf(base);
    world.runToEnd();
    const records = world.takeRecords();
    const came = new Map<number, number>();
    for (const { at, ...record } of records)
      if (record.kind === "observed" && record.node === 0 && record.observation.kind === "blockReceived")
        came.set(record.observation.height ?? -1, at);
    const view = new WorldView(base.peers, policy);
    view.apply(records);
    let lines = 0;
    for (const event of linesOf(view)) {
      const height = /^got (\d+) at last/.exec(eventText(view, event))?.[1];
      if (height === undefined) continue;
      lines += 1;
      expect(came.get(Number(height)), height).toBeLessThanOrEqual(event.at);
    }
    expect(lines).toBeGreaterThan(0);
  },
);

test("of the sync peer, which has a time for all its headers, nobody says that it has no deadline", () => {
  const view = seen({ ...builtIn("silent-sync-peer"), policy: "core" }, 600);
  const frame = { width: 900, height: 400, lane: 60, scale: 1, at: 600 * US_PER_SECOND, selected: undefined };
  const texts = textsOf(layoutStage(view, frame)).join();
  expect(texts).toContain("asked 10\u00a0min 0\u00a0s ago");
  expect(texts).not.toContain("no deadline");
});
