import { expect, test } from "vitest";
import { firstDifference } from "../../src/sweep/first-difference.ts";
import { slowPeerRace } from "../../src/sweep/presets.ts";
import { withoutActs, withPolicy } from "../../src/sweep/race.ts";
import { parseRace } from "../../src/sweep/race-schema.ts";
import { runLane } from "../../src/sweep/run-lane.ts";
import { plainRun, type RunSpec } from "../../src/world/scenario/run-spec.ts";
import { builtIn, observed, runToEnd } from "../world/worlds.ts";

const lanes = slowPeerRace.map(({ run }) => runLane(run));

test("interface.md §3, lesson 10: one good peer alone beats seven good and one slow, unless who holds up the window goes", () => {
  const table = lanes.map(({ summary, drops }) => [
    Math.round(summary.atSeconds),
    drops.map(({ peer }) => peer).join(),
  ]);
  expect(table).toEqual([
    [325, ""],
    [325, ""],
    [35, "D"],
    [202, ""],
  ]);
});

test("a lane's numbers are those of the run by itself, and its lines end where the run does", () => {
  for (const [i, { run }] of slowPeerRace.entries()) {
    const { summary, records } = runToEnd(run.scenario, { seed: run.seed });
    const lane = lanes[i];
    expect(lane?.summary).toEqual(summary);
    const { at = [], headers = [], validated = [] } = lane?.series ?? {};
    expect([headers.at(-1), validated.at(-1)]).toEqual([summary.local.headers, summary.local.height]);
    expect(at.at(-1)).toBe(Math.round(summary.atSeconds * 1e6));
    for (const line of [at, headers, validated]) {
      expect(line).toHaveLength(at.length);
      expect(line).toEqual([...line].sort((a, b) => a - b));
    }
    expect(new Set(at).size).toBe(at.length);
    expect(lane?.firstBlockAt).toBe(observed(records, "tipChanged")[0]?.at);
  }
});

test("the share that is told rises to the whole", () => {
  const shares: number[] = [];
  runLane(plainRun(builtIn("first-visit"), 1), undefined, (share) => shares.push(share));
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test("where two runs part: with a rule, when it first applies; with other peers, when the first of them starts; else nowhere", () => {
  const [none, timeout, staller, alone] = slowPeerRace.map(({ run }) => run) as [
    RunSpec,
    RunSpec,
    RunSpec,
    RunSpec,
  ];
  expect(firstDifference(none, timeout)).toBeUndefined();
  // That the window stalls is told of both.
  expect(firstDifference(none, staller)?.[1]).toMatchObject({
    actor: "You",
    sentence: { key: "sentence.stallingStarted", values: { peer: "D" } },
  });
  expect(firstDifference(alone, none)?.[1]).toMatchObject({
    actor: "B",
    sentence: { key: "sentence.nodeStarted" },
  });
  // Longer by its greeting alone: no difference that is told.
  const late: RunSpec = {
    ...none,
    acts: [{ at: 4_000_000, act: { kind: "cutLink", peer: "B" } }],
  };
  expect(firstDifference(none, late)?.[1]).toMatchObject({
    at: 4_000_000,
    sentence: { key: "sentence.acted.cutLink" },
  });
});

test("the order in which one moment's lines are told is no difference", () => {
  const [learncoin, core] = ["learncoin", "core"].map((policy) =>
    plainRun({ ...builtIn("slow-peer"), policy }, 1),
  ) as [RunSpec, RunSpec];
  expect(firstDifference(learncoin, core)?.map((said) => said?.sentence.key)).toEqual([
    "sentence.headersReceivedAllNew",
    "sentence.presync.presync",
  ]);
});

test("that one ends and the other goes on is a difference", () => {
  const short = plainRun({ ...builtIn("first-visit"), deadlineSeconds: 1 }, 1);
  const difference = firstDifference(short, plainRun(builtIn("first-visit"), 1));
  expect(difference?.[0]?.sentence.key).toBe("sentence.ended.deadline");
});

test("a run as if nobody had acted, and with another policy from its beginning on", () => {
  const run: RunSpec = {
    ...plainRun(builtIn("first-visit"), 1),
    acts: [
      { at: 1, act: { kind: "cutLink", peer: "B" } },
      { at: 2, act: { kind: "setPolicy", node: "You", policy: "core" } },
      { at: 3, act: { kind: "setPolicy", node: "A", policy: "core" } },
    ],
  };
  expect(withoutActs(run)).toEqual({ ...run, acts: [] });
  expect(withPolicy(run, "core-0.12")).toEqual({
    ...run,
    policy: "core-0.12",
    acts: [run.acts[0], run.acts[2]],
  });
});

test("what is wrong with a race is said in one line", () => {
  const scenario = { version: 1, chain: { blocks: 5 }, peers: [{}] };
  const runner = (name: unknown, run: object = { version: 1, scenario }) => ({ name, run });
  const race = (...runs: unknown[]) => ({ version: 1, runs });
  const errorOf = (value: unknown) => {
    const parsed = parseRace(value);
    return parsed.ok ? "" : parsed.error;
  };
  expect(errorOf(race(runner("a"), runner("b")))).toBe("");
  // A scenario is a run of which nothing else is said.
  expect(errorOf(race(runner("a", scenario), runner("b")))).toBe("");
  expect(errorOf(7)).toBe("race: expected an object, found 7");
  expect(errorOf(race(runner("a")))).toBe("runs: expected at least 2 of them, found a list of 1");
  expect(errorOf(race(...[..."abcde"].map((name) => runner(name))))).toBe(
    "runs: expected at most 4 of them, found a list of 5",
  );
  expect(errorOf(race(runner("a"), runner("a")))).toBe("runs.1.name: expected a name of its own, found a");
  expect(errorOf(race(runner("a"), runner("\u202e")))).toMatch(/^runs.1.name: expected a name/);
  expect(errorOf(race(runner("a"), { name: "b" }))).toMatch(/^runs.1.run: expected an object/);
  expect(errorOf(race(runner("a"), runner("b", { version: 1, scenario, seed: 2 })))).toBe(
    "runs.1.run.seed: expected that of the first, 1, found 2",
  );
  expect(errorOf(race(runner("a"), runner("b", { ...scenario, chain: { blocks: 6 } })))).toBe(
    "runs.1.run.scenario.chain: expected that of the first, found another",
  );
  expect(errorOf(race(runner("a"), runner("b", { ...scenario, peers: [{ height: 9 }] })))).toMatch(
    /^runs.1.run.peers.0.height: expected/,
  );
});
