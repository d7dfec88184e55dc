/** The curves of lessons 9 to 11 (interface.md §3), as the simulator has them: seconds until synced, and peers dropped. */
import { expect, test } from "vitest";
import { presets } from "../../src/sweep/presets.ts";
import { runPoint } from "../../src/sweep/run-point.ts";
import { jobsOf } from "../../src/sweep/sweep-spec.ts";

/** By preset and way: at each value, in the order of the preset. */
const seconds: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  "lesson-9-peers": { "no rule": [202, 103, 53, 29, 29] },
  "lesson-9-in-flight": { "no rule": [32, 28, 29, 55, 106, 202] },
  "lesson-10-slowness": {
    "no rule": [29, 85, 165, 325, 645],
    "60 s time-out": [29, 85, 165, 325, 645],
    "staller, 2 to 64 s": [29, 35, 36, 35, 35],
  },
  "lesson-10-window": { "no rule": [483, 243, 123, 83, 63] },
  "lesson-11-my-link": {
    "no rule": [201, 101, 51, 26, 15],
    "staller, 2 s": [209, 104, 54, 26, 15],
    "staller, 2 to 64 s": [206, 105, 54, 26, 15],
  },
};
const dropped: typeof seconds = {
  "lesson-10-slowness": { "60 s time-out": [0, 0, 0, 0, 0], "staller, 2 to 64 s": [0, 1, 1, 1, 1] },
  "lesson-11-my-link": {
    "no rule": [0, 0, 0, 0, 0],
    "staller, 2 s": [7, 5, 4, 0, 0],
    "staller, 2 to 64 s": [4, 4, 4, 0, 0],
  },
};

test.each(presets)("$id", ({ id, sweep }) => {
  const rows = jobsOf(sweep).map((job) => runPoint(sweep, job));
  const of = (way: string) => rows.filter(({ policy }) => policy === way);
  for (const [way, expected] of Object.entries(seconds[id] ?? {})) {
    expect(of(way).map(({ syncedAtSeconds }) => Math.round(syncedAtSeconds ?? 0))).toEqual(expected);
  }
  for (const [way, expected] of Object.entries(dropped[id] ?? {}))
    expect(of(way).map(({ peersDropped }) => peersDropped)).toEqual(expected);
  expect(Object.keys(seconds)).toContain(id);
});
