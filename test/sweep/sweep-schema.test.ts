import { expect, test } from "vitest";
import { presets, slowPeerRace } from "../../src/sweep/presets.ts";
import { parseRaceText } from "../../src/sweep/race-schema.ts";
import { runAt } from "../../src/sweep/run-at.ts";
import { parseSweep, parseSweepText } from "../../src/sweep/sweep-schema.ts";
import { jobsOf, type Point, pointsOf, type SweepSpec } from "../../src/sweep/sweep-spec.ts";

const world = { version: 1, chain: { blocks: 10 }, peers: [{}, {}, {}] };
const good = { version: 1, scenario: world, vary: [{ what: "peers", values: [1, 3] }] };

/** Throws what is wrong with it. */
function sweep(value: object): SweepSpec {
  const parsed = parseSweep({ ...good, ...value });
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.sweep;
}

/** field → what makes it wrong. */
const wrong: readonly (readonly [field: string, ...sweeps: unknown[]])[] = [
  ["sweep", null, 5, "text", []],
  ["version", { ...good, version: 2 }, { ...good, version: undefined }],
  ["scenario", { ...good, scenario: undefined }, { ...good, scenario: [] }],
  ["scenario.chain", { ...good, scenario: { version: 1, peers: [{}] } }],
  ["scenario.peers", { ...good, scenario: { ...world, peers: [] } }],
  ["speed", { ...good, speed: 1 }],
  ["acts", { ...good, acts: 3 }],
  ["acts.0.act.kind", { ...good, acts: [{ at: 1, act: { kind: "dance" } }] }],
  ["seeds", { ...good, seeds: 3 }, { ...good, seeds: { from: 1, to: 6000 } }],
  ["seeds.to", { ...good, seeds: { from: 3, to: 2 } }, { ...good, seeds: { from: 1 } }],
  ["seeds.from", { ...good, seeds: { from: -1, to: 2 } }, { ...good, seeds: { from: 0.5, to: 2 } }],
  ["policies", { ...good, policies: [] }, { ...good, policies: Array(9).fill({}) }],
  ["policies.0.policy", { ...good, policies: [{ policy: "none" }] }],
  ["policies.0.name", { ...good, policies: [{ name: "" }] }, { ...good, policies: [{ name: "a\nb" }] }],
  ["policies.1.name", { ...good, policies: [{ policy: "core" }, { policy: "core" }] }],
  ["policies", { ...good, policies: [{ constants: { windowBlocks: 0 } }] }],
  [
    "vary",
    { ...good, vary: [] },
    { ...good, vary: undefined },
    { ...good, vary: Array(3).fill(good.vary[0]) },
  ],
  [
    "vary.0.what",
    { ...good, vary: [{ what: "moon", values: [1] }] },
    { ...good, vary: [{ what: "a b", values: [1] }] },
  ],
  ["vary.1.what", { ...good, vary: [good.vary[0], good.vary[0]] }],
  [
    "vary.0.values",
    { ...good, vary: [{ what: "peers", values: [] }] },
    { ...good, vary: [{ what: "peers" }] },
  ],
  ["vary.0.values.1", { ...good, vary: [{ what: "peers", values: [1, 0] }] }],
  [
    "vary.0.values.0",
    { ...good, vary: [{ what: "peers", values: [65] }] },
    { ...good, vary: [{ what: "windowBlocks", values: [{}] }] },
  ],
  ["vary.0.values.2", { ...good, vary: [{ what: "windowBlocks", values: [1, 2, 1] }] }],
  [
    "vary.0.peer",
    { ...good, vary: [{ what: "slowness", values: [2] }] },
    { ...good, vary: [{ what: "slowness", peer: "Q", values: [2] }] },
  ],
  ["vary.0.peer", { ...good, vary: [{ what: "peers", peer: "A", values: [2] }] }],
  [
    "vary",
    { ...good, vary: [{ what: "latencyMs", values: [0] }] },
    { ...good, vary: [{ what: "slowness", peer: "A", values: [0.5] }] },
  ],
  [
    "vary",
    {
      ...good,
      vary: [
        { what: "windowBlocks", values: Array.from({ length: 20 }, (_, i) => i + 1) },
        { what: "inFlightPerPeer", values: Array.from({ length: 20 }, (_, i) => i + 1) },
      ],
    },
  ],
  // A peer that an act is about is not there with fewer.
  ["vary", { ...good, acts: [{ at: 5, act: { kind: "cutLink", peer: "C" } }] }],
  ["sweep", { ...good, scenario: { ...world, chain: { blocks: 99_000 } }, seeds: { from: 1, to: 5000 } }],
  [
    "sweep",
    { ...good, acts: Array(900).fill({ at: 1, act: { kind: "setBehaviours", node: "A", behaviours: [] } }) },
  ],
];

test.each(wrong)("what is wrong with %s is said in one line that begins with it", (field, ...values) => {
  for (const value of values) {
    const parsed = parseSweepText(JSON.stringify(value));
    const error = parsed.ok ? "" : parsed.error;
    expect(error, JSON.stringify(value)).toMatch(/^[^\n]*: expected [^\n]+, found [^\n]+$/);
    expect(error.slice(0, error.indexOf(":"))).toBe(field);
  }
});

test("a value that is nearly one is refused in the words of any other, however long it is", () => {
  const expected = "expected a number, a text of 1 to 100 letters and digits, or null, found";
  for (const [value, found] of [
    [JSON.stringify("x".repeat(5000)), `"${"x".repeat(76)}…`],
    ['"a b"', '"a b"'],
    ["1e999", "Infinity"],
  ]) {
    const text = JSON.stringify({ ...good, vary: [{ what: "peers", values: ["here"] }] });
    expect(parseSweepText(text.replace('"here"', value ?? ""))).toEqual({
      ok: false,
      error: `vary.0.values.0: ${expected} ${found}`,
    });
  }
});

test("what is no JSON, or cannot be written as it, is refused like anything else", () => {
  expect(parseSweepText("{")).toMatchObject({ ok: false, error: expect.stringMatching(/^file: line 1/) });
  const circle: Record<string, unknown> = { ...good };
  circle["scenario"] = { circle };
  expect(parseSweep(circle)).toMatchObject({ ok: false, error: expect.stringMatching(/^sweep: expected/) });
});

test("what is left out has its default", () => {
  expect(sweep({})).toMatchObject({
    policies: [{ name: "learncoin" }],
    seeds: { from: 1, to: 1 },
    acts: [],
  });
});

test("presets and the race of the slow peer are what their schemas take, and survive JSON", () => {
  for (const { sweep } of presets) {
    expect(parseSweepText(JSON.stringify(sweep))).toEqual({ ok: true, sweep });
  }
  const race = { version: 1, runs: slowPeerRace } as const;
  expect(parseRaceText(JSON.stringify(race))).toEqual({ ok: true, race });
});

test("points come by way, then by value, the last fastest; runs by seed, then by point", () => {
  const found = sweep({
    policies: [{ policy: "core" }, { policy: "learncoin" }],
    vary: [
      { what: "windowBlocks", values: [8, 16] },
      { what: "inFlightPerPeer", values: [1, 2] },
    ],
    seeds: { from: 4, to: 5 },
  });
  const points = pointsOf(found).map(({ way, values }) => [way.name, ...values]);
  expect(points).toEqual([
    ["core", 8, 1],
    ["core", 8, 2],
    ["core", 16, 1],
    ["core", 16, 2],
    ["learncoin", 8, 1],
    ["learncoin", 8, 2],
    ["learncoin", 16, 1],
    ["learncoin", 16, 2],
  ]);
  const jobs = jobsOf(found);
  expect(jobs.map(({ seed }) => seed)).toEqual([...Array(8).fill(4), ...Array(8).fill(5)]);
  expect(jobs.slice(8).map(({ point }) => [point.way.name, ...point.values])).toEqual(points);
});

test("a point is the world with its values, and a run like any other", () => {
  const at = (what: object, value: unknown, more: object = {}) => {
    const found = sweep({ ...more, vary: [{ ...what, values: [value] }] });
    return runAt(found, pointsOf(found)[0] as Point, 7);
  };
  const ids = (run: ReturnType<typeof at>) => run.scenario.peers.map(({ id }) => id);
  expect(ids(at({ what: "peers" }, 2))).toEqual(["A", "B"]);
  expect(ids(at({ what: "peers" }, 5))).toEqual(["A", "B", "C", "A2", "B2"]);
  expect(
    ids(at({ what: "peers" }, 4, { scenario: { ...world, peers: [{ id: "A" }, { id: "A2" }] } })),
  ).toEqual(["A", "A2", "A3", "A22"]);
  const slow = {
    ...world,
    peers: [{ behaviours: [{ kind: "slow", factor: 3 }, { kind: "silentOnHeaders" }] }],
  };
  const behaviours = (value: number) =>
    at({ what: "slowness", peer: "A" }, value, { scenario: slow }).scenario.peers[0]?.behaviours;
  expect(behaviours(9)).toEqual([{ kind: "silentOnHeaders" }, { kind: "slow", factor: 9 }]);
  expect(behaviours(1)).toEqual([{ kind: "silentOnHeaders" }]);
  expect(at({ what: "latencyMs" }, 9).scenario.peers.map(({ link }) => link.latencyMs)).toEqual([9, 9, 9]);
  expect(at({ what: "uploadBytesPerSecond" }, 9).scenario.peers[2]?.uploadBytesPerSecond).toBe(9);
  expect(at({ what: "downloadBytesPerSecond" }, null).scenario.local.downloadBytesPerSecond).toBeNull();
  const rule = at({ what: "stallTimeoutSeconds" }, 5, {
    policies: [{ policy: "core", constants: { stallTimeoutSeconds: 2, windowBlocks: 20 } }],
  });
  expect(rule).toMatchObject({ policy: "core", seed: 7, acts: [] });
  expect(rule.scenario.constants).toEqual({ stallTimeoutSeconds: 5, windowBlocks: 20 });
});
