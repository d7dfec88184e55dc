/** Races and sweeps on the page, as far as they need no browser: who may run, what is said, what is drawn. */
import { expect, test } from "vitest";
import { layoutHeat } from "../../src/app/drawings/heat-chart.ts";
import { layoutRace, type RaceLane } from "../../src/app/drawings/race-lanes.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutChart, type Measured } from "../../src/app/drawings/sweep-chart.ts";
import { textWidth } from "../../src/app/drawings/text-width.ts";
import { differenceText, figuresText, finishOf, headline, secondsText } from "../../src/app/race-text.ts";
import { candidatesOf, firstChosen } from "../../src/app/racing.ts";
import { chartOf, chartText, heatOf, heatText } from "../../src/app/sweep-text.ts";
import { policyIds } from "../../src/node/policies/ids.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { presets, slowPeerRace } from "../../src/sweep/presets.ts";
import type { Lane } from "../../src/sweep/race.ts";
import { parseRace } from "../../src/sweep/race-schema.ts";
import { runLane } from "../../src/sweep/run-lane.ts";
import { possiblePolicies, sensibleVaries, sweepOf } from "../../src/sweep/sensible-values.ts";
import type { SweepRow } from "../../src/sweep/sweep-row.ts";
import { parseSweep } from "../../src/sweep/sweep-schema.ts";
import { jobsOf, type SweepSpec } from "../../src/sweep/sweep-spec.ts";
import { plainRun, type RunSpec } from "../../src/world/scenario/run-spec.ts";
import { builtIn } from "../world/worlds.ts";

const boxes = [
  { width: 1130, height: 456, scale: 1 },
  { width: 1300, height: 600, scale: 1.9 },
  { width: 340, height: 520, scale: 1 },
];
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.kind === "text" ? [shape] : []));

/** Every text stands in the box, and nothing is placed nowhere. */
function expectInSight(shapes: readonly Shape[], { width, height }: { width: number; height: number }): void {
  for (const shape of shapes) {
    const numbers = Object.values(shape).flatMap((value) => (Array.isArray(value) ? value.flat() : [value]));
    for (const value of numbers) if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
  }
  for (const { text, x, y, size, mono, align = "left" } of texts(shapes)) {
    const wide = textWidth(text, size, mono);
    const left = align === "left" ? x : align === "right" ? x - wide : x - wide / 2;
    expect(left, text).toBeGreaterThanOrEqual(-1);
    // What is only estimated is so by a little.
    expect(left + wide, text).toBeLessThanOrEqual(width * 1.02 + 2);
    expect(y, text).toBeGreaterThan(0);
    expect(y, text).toBeLessThan(height);
  }
}

const acted: RunSpec = {
  ...plainRun(builtIn("first-visit"), 1),
  acts: [{ at: 900_000, act: { kind: "cutLink", peer: "D" } }],
};

test("who may run: what is there, that without what was done, futures that were left, every other policy", () => {
  const plain = candidatesOf(plainRun(builtIn("first-visit"), 1), []);
  const others = policyIds.filter((id) => id !== "learncoin").map((id) => `policy-${id}`);
  expect(plain.map(({ id }) => id)).toEqual(["own", ...others]);
  expect(firstChosen(plain)).toEqual(["own", "policy-core"]);
  const rail = {
    number: 2,
    run: plainRun(builtIn("first-visit"), 1),
    reached: 5,
    ended: undefined,
    forkAt: 1,
  };
  const all = candidatesOf(acted, [rail]);
  expect(all.slice(0, 3).map(({ id }) => id)).toEqual(["own", "untouched", "rail-2"]);
  expect(all[1]?.run.acts).toEqual([]);
  expect(firstChosen(all)).toEqual(["own", "untouched"]);
  expect(firstChosen([])).toEqual([]);
  for (const pair of all.slice(1).map((other) => [all[0], other])) {
    const runs = pair.map((one) => ({ name: one?.name, run: one?.run }));
    expect(parseRace({ version: 1, runs })).toMatchObject({ ok: true });
  }
});

const [none, timeout, staller, alone] = slowPeerRace.map(({ run }) => runLane(run)) as [
  Lane,
  Lane,
  Lane,
  Lane,
];

test("what came of a race is said: who was first, who last, and how much longer that took", () => {
  expect(headline(slowPeerRace, [none, timeout, staller, alone])).toBe(
    "First after 35.1\u00a0s: seven good, one slow: staller rule. Last after 325\u00a0s, 9.3 times as long: seven good, one slow: 60 s time-out.",
  );
  expect(headline(slowPeerRace, [none, timeout])).toBe("All are as fast: 325\u00a0s.");
  const late: Lane = { ...alone, summary: { ...alone.summary, ended: "deadline" } };
  expect(headline(slowPeerRace, [late, late])).toBe("Nobody has the whole chain.");
  expect(headline(slowPeerRace, [none, late])).toMatch(
    /^Only one has the whole chain: .*, after 325\u00a0s. One never has it.$/,
  );
  expect(finishOf(late)).toBeUndefined();
  expect(figuresText(staller)).toBe(
    "useful 400\u00a0MB · for nothing 567\u00a0B · dropped D · first block after 2.9\u00a0s",
  );
  expect(figuresText({ ...late, firstBlockAt: null })).toContain("no block validated");
  expect(["0", "2.9", "325", "16 min 40"].map((words) => `${words} s`)).toEqual(
    [0, 2_916_901, 325_325_677, 1_000_000_000].map((us) => secondsText(us).replaceAll("\u00a0", " ")),
  );
});

test("where two runs part is said in what each tells there", () => {
  const said = {
    at: 6_410_000,
    actor: "You",
    sentence: { key: "sentence.windowFreed", values: { height: 9 }, tone: "good" },
  } as const;
  expect(differenceText(3, [said, undefined])).toMatch(
    /^3 at 00:06\.41\. In the first: “You: .*9.*”\. In this one: “nothing any more”\.$/,
  );
  expect(differenceText(2, "none")).toBe("2 tells the same story as the first, to the end.");
});

function laneOf(name: string, lane: Lane | undefined): RaceLane {
  const at = lane && finishOf(lane);
  return {
    name,
    figures: lane === undefined ? "running" : figuresText(lane),
    series: lane?.series,
    share: 0.4,
    end: at === undefined ? undefined : { at, text: secondsText(at), isSynced: true },
    drops: lane?.drops ?? [],
    partsAt: 6_000_000,
  };
}

test.each(boxes)(
  "the lanes of a race stand in $width x $height, each with its time, in the order of their times",
  (box) => {
    const names = slowPeerRace.map(({ name }) => name);
    const lanes = [none, timeout, staller, alone].map((lane, i) => laneOf(names[i] ?? "", lane));
    const shapes = layoutRace(lanes, 400, box);
    expectInSight(shapes, box);
    const ends = ["325\u00a0s", "35.1\u00a0s", "202\u00a0s"].map((text) =>
      texts(shapes).find((shape) => shape.text === text),
    );
    for (const end of ends) expect(end?.size).toBeGreaterThan(11 * box.scale);
    const posts = shapes.flatMap((shape) =>
      shape.kind === "line" && shape.width === 3 ? [shape.points[0]?.[0] ?? 0] : [],
    );
    expect(posts).toHaveLength(4);
    expect(posts[0]).toBe(posts[1]);
    expect(posts[2]).toBeLessThan(posts[3] ?? 0);
    // While some are not there yet.
    expectInSight(layoutRace([laneOf("a", none), laneOf("b", undefined)], 400, box), box);
    expectInSight(layoutRace([laneOf("a", undefined), laneOf("b", undefined)], 400, box), box);
  },
);

function sweep(id: string): SweepSpec {
  const found = presets.find((preset) => preset.id === id)?.sweep;
  if (found === undefined) throw new Error(id);
  return found;
}

/** Rows as if they had been run; every third never ended. */
function rowsOf(of: SweepSpec): readonly SweepRow[] {
  return jobsOf(of).map(({ point, seed }, i) => ({
    seed,
    policy: point.way.name,
    values: point.values,
    ended: i % 3 === 2 ? "stuck" : "synced",
    syncedAtSeconds: i % 3 === 2 ? null : 10 * (i + 1),
    usefulBytes: 1,
    wastedBytes: 1000 * i,
    peersDropped: i,
    firstBlockSeconds: 2,
    traceHash: "f8",
  }));
}

test.each(boxes)(
  "the lines of a sweep stand in $width x $height, with names and values, whole or begun",
  (box) => {
    const found = sweep("lesson-11-my-link");
    const rows = rowsOf(found);
    for (const some of [rows, rows.slice(0, 4), []]) {
      const shapes = layoutChart(chartOf(found, some, "syncedAtSeconds"), box);
      expectInSight(shapes, box);
      const said = texts(shapes).map(({ text }) => text);
      expect(said).toEqual(
        expect.arrayContaining(["no limit", "500\u00a0kB/s", "my own link", "until synced", "no rule"]),
      );
      expect(said.filter((text) => text.includes("never")).length).toBe(
        some.filter(({ ended }) => ended === "stuck").length,
      );
    }
    for (const measure of ["wastedBytes", "peersDropped", "firstBlockSeconds"] as const)
      expectInSight(
        layoutChart(chartOf(sweep("lesson-9-peers"), rowsOf(sweep("lesson-9-peers")), measure), box),
        box,
      );
  },
);

test.each(boxes)(
  "in $width x $height what never came to it stands above all that did, and nothing leads to the name of what is nowhere yet",
  (box) => {
    const at = (median: number) => ({ low: median, median, high: median });
    const values = ["1", "2", "4"];
    const line = (name: string, points: readonly Measured[]) => ({ name, points });
    const chart = {
      values,
      title: "peers",
      measure: "until synced",
      never: "never",
      format: String,
      lines: [
        line("a", [at(10), at(9), at(8)]),
        line("b", ["never", "never", "never"]),
        line("c", [at(10), at(7), "never"]),
        line("d", [at(1), at(1), at(1)]),
        line("e", [undefined, undefined, undefined]),
        line("f", ["never", "never", "never"]),
      ],
    };
    const shapes = layoutChart(chart, box);
    const heights = shapes.flatMap((shape) =>
      shape.kind === "rect" ? [shape.y] : shape.kind === "circle" ? [shape.y - shape.r] : [],
    );
    const legend = box.width > 560 ? 0 : chart.lines.length;
    const highest = Math.min(...heights.slice(0, heights.length - legend));
    const never = texts(shapes).filter(({ text }) => text === "✕ never");
    expect(never).toHaveLength(7);
    for (const { y, size } of never) expect(y + size / 2).toBeLessThan(highest);
    expect(new Set(never.map(({ y, ink }) => `${y} ${ink}`)).size).toBe(3);
    const begun = {
      ...chart,
      lines: chart.lines.map(({ name }) => line(name, [undefined, undefined, undefined])),
    };
    const strokes = layoutChart(begun, { ...box, width: 1130 }).filter(({ kind }) => kind === "line");
    expect(
      strokes.filter((shape) => shape.kind === "line" && !["line", "faint"].includes(shape.ink)),
    ).toEqual([]);
  },
);

test.each(boxes)(
  "the cells of a sweep over two things stand in $width x $height, each with its number",
  (box) => {
    const run = plainRun(builtIn("slow-peer"), 1);
    const varies = sensibleVaries(run);
    const two = sweepOf(
      run,
      [varies[0], varies[3]].flatMap((vary) => vary ?? []),
      [],
      1,
    );
    const rows = rowsOf(two);
    const heat = heatOf(two, rows, "syncedAtSeconds");
    expect(heat.cells).toHaveLength(heat.across.values.length * heat.down.values.length);
    const shapes = layoutHeat(heat, box);
    expectInSight(shapes, box);
    const said = texts(shapes).map(({ text }) => text);
    expect(said.filter((text) => text === "never")).toHaveLength(
      rows.filter(({ ended }) => ended === "stuck").length,
    );
    expect(said).toContain("10.0\u00a0s");
    expectInSight(layoutHeat(heatOf(two, [], "syncedAtSeconds"), box), box);
    expect(heatText(heat)).toContain("2: ×");
  },
);

test("a chart is said in words, too", () => {
  const found = sweep("lesson-9-peers");
  expect(chartText(chartOf(found, rowsOf(found), "syncedAtSeconds"))).toBe(
    "until synced over peers. no rule: 1: 10.0\u00a0s, 2: 20.0\u00a0s, 4: never, 8: 40.0\u00a0s, 16: 50.0\u00a0s.",
  );
  const many = { ...found, seeds: { from: 1, to: 5 } };
  expect(chartOf(many, [], "syncedAtSeconds").measure).toMatch(/^until synced · median of 5 seeds/);
});

test("over a chain file what has to do with its chain can be varied, by policies that can have it", () => {
  const digest = "0".repeat(64);
  const over = (kind: "headers" | "blocks") => ({ ...acted, chain: { kind, digest } });
  const things = (kind: "headers" | "blocks") => sensibleVaries(over(kind)).map(({ what }) => what);
  expect(things("blocks")).toEqual(sensibleVaries(acted).map(({ what }) => what));
  expect(things("headers")).toEqual(["peers", "slowness", "latencyMs", "downloadBytesPerSecond"]);
  expect(sensibleVaries(over("headers"))[0]?.values).toEqual([4, 8, 16]);
  expect(possiblePolicies(over("blocks"))).toContain("blocks-first");
  expect(possiblePolicies(over("headers"))).toContain("core");
  expect(possiblePolicies(over("headers")).filter((id) => id.startsWith("blocks-first"))).toEqual([]);
  const [peers] = sensibleVaries(over("headers"));
  const read = parseSweep(sweepOf(over("headers"), peers === undefined ? [] : [peers], [], 1));
  expect(read.ok && read.sweep.chain).toEqual({ kind: "headers", digest });
  expect(parseSweep({ ...sweepOf(acted, peers === undefined ? [] : [peers], [], 1), chain: {} })).toEqual({
    ok: false,
    error: "chain.kind: expected headers or blocks, found nothing",
  });
});

test("what can be varied in a built-in world has values that it takes, and at least four things can", () => {
  for (const scenario of builtInScenarios) {
    const run = plainRun(scenario, 1);
    const varies = sensibleVaries(run);
    expect(varies.length, scenario.id).toBeGreaterThanOrEqual(4);
    for (const vary of varies)
      expect(parseSweep(sweepOf(run, [vary], [], 5)), scenario.id).toMatchObject({ ok: true });
  }
  // What was done to D needs D.
  expect(sensibleVaries(acted).find(({ what }) => what === "peers")?.values).toEqual([4, 8, 16]);
  const withWork = sweepOf({ ...acted, minimumChainWork: "85%" }, sensibleVaries(acted).slice(0, 1), [], 3);
  expect(withWork).toMatchObject({
    seeds: { from: 1, to: 3 },
    scenario: { constants: { minimumChainWork: "85%" } },
  });
});
