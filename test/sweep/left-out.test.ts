/** A sweep over how many peers there are takes the first ones: who special is not among them is named. */
import { expect, test } from "vitest";
import { leftOutText } from "../../src/app/sweep-text.ts";
import { leftOut } from "../../src/sweep/left-out.ts";
import { runAt } from "../../src/sweep/run-at.ts";
import { pointsOf, type SweepSpec, type Vary } from "../../src/sweep/sweep-spec.ts";
import { builtIn } from "../world/worlds.ts";

function sweep(id: string, vary: readonly Vary[]): SweepSpec {
  const scenario = builtIn(id);
  const policies = [{ name: "own", policy: scenario.policy }];
  return { version: 1, scenario, policies, seeds: { from: 1, to: 1 }, vary, acts: [] };
}

const peers = (...values: readonly number[]): Vary => ({ what: "peers", values });

test("the slow peer is in the worlds that are said, and in no other", () => {
  const found = sweep("slow-peer", [peers(1, 2, 4, 8, 16)]);
  const [one, ...others] = leftOut(found);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ peer: "D", from: 4, isAlways: false });
  for (const point of pointsOf(found)) {
    const names = runAt(found, point, 1).scenario.peers.map(({ id }) => id);
    expect(names.includes("D"), `${point.values}`).toBe(Number(point.values[0]) >= 4);
  }
  expect(leftOutText(found)).toBe(
    "Of fewer peers the first are taken: D (20 times slower) is in the worlds of 4 peers and more.",
  );
});

test("one that no value reaches is in none; where all are in it, or nobody is special, nothing is said", () => {
  expect(leftOutText(sweep("slow-peer", [peers(1, 2)]))).toContain("D (20 times slower) is in none of them");
  expect(leftOutText(sweep("slow-peer", [peers(4, 8)]))).toBeUndefined();
  expect(leftOutText(sweep("classroom", [peers(1, 8)]))).toBeUndefined();
  expect(leftOutText(sweep("slow-peer", [{ what: "latencyMs", values: [5, 50] }]))).toBeUndefined();
});

test("one whose slowness is varied is special, honest as it may be", () => {
  const found = sweep("classroom", [peers(1, 8), { what: "slowness", peer: "C", values: [1, 20] }]);
  expect(leftOutText(found)).toContain("C (slow or not) is in the worlds of 3 peers and more");
});
