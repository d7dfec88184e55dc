import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFuzz, type Surroundings } from "../../src/cli/run-fuzz.ts";
import { judge } from "../../src/fuzz/judge.ts";
import { type DrawnWorld, randomWorld } from "../../src/fuzz/random-world.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headway-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fuzz(words: readonly string[], stepMs = 1, draw?: Surroundings["draw"]) {
  let out = "";
  let error = "";
  let nowMs = 0;
  const code = runFuzz(words, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    folder,
    nowMs: () => {
      nowMs += stepMs;
      return nowMs;
    },
    ...(draw && { draw }),
  });
  return { code, out, error };
}

it("says first what it does, at the end what came of it, and writes nothing while nothing is wrong", () => {
  const { code, out } = fuzz(["--seeds", "3", "--from", "7", "--policy", "core"]);
  expect(code).toBe(0);
  const lines = out.trim().split("\n");
  expect(lines[0]).toBe("fuzz: 3 seeds from 7, policy core");
  expect(lines[1]).toMatch(
    /^3 seeds in \d+ s, [\d.]+ a second; 0 failures, \d+ ended wrong as expected, \d+ events$/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

it("says every few seconds how far it is, and stops when its time is over", () => {
  const { code, out } = fuzz(["--seeds", "50", "--minutes", "0.2"], 4000);
  expect(code).toBe(0);
  const lines = out.trim().split("\n");
  expect(lines[0]).toBe("fuzz: 50 seeds from 1, policy drawn from the seed, at most 0.2 minutes");
  expect(lines[1]).toMatch(/^\d seeds in \d+ s, .*; next seed \d$/);
  expect(lines.length).toBeLessThan(8);
});

/** A world that no node can be made of: its local node runs what nobody has written. */
function brokenWorld(seed: number): DrawnWorld {
  const world = randomWorld(seed, "learncoin");
  return { ...world, scenario: { ...world.scenario, policy: "nobody's" } };
}

describe("the fuzzer's own errors are failures with their seeds", () => {
  it("a world that cannot be drawn: the next seed is looked at", () => {
    const { code, out } = fuzz(["--seeds", "3", "--from", "7", "--policy", "core"], 1, (seed, policy) => {
      if (seed === 8) throw new Error("no such chain");
      return randomWorld(seed, policy);
    });
    expect(code).toBe(1);
    expect(out).toContain("FAILED seed 8, the fuzzer threw: no such chain\n");
    expect(out).toContain("again:  npm run fuzz -- --seeds 1 --from 8 --policy core\n");
    expect(out).toMatch(/\n3 seeds in .*; 1 failures, /);
  });

  it("a world that cannot be built", () => {
    const { code, out } = fuzz(["--seeds", "1", "--from", "5"], 1, brokenWorld);
    expect(code).toBe(1);
    expect(out).toMatch(/FAILED seed 5, policy nobody's: the fuzzer threw: .*policy: expected one of /);
    expect(out).toContain("again:  npm run fuzz -- --seeds 1 --from 5\n");
  });

  it("a judge that fails says so, and does not throw", () => {
    const world = randomWorld(1, "learncoin");
    const { problems } = judge({
      ...world,
      scenario: { ...world.scenario, acts: [{ atSeconds: 1 } as never] },
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.detail).toMatch(/^the fuzzer threw: /);
  });
});

it("prints its help", () => {
  expect(fuzz(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("--seeds n") });
});

it.each([
  [["--seeds", "0"], "--seeds: expected a whole number of at least 1, found 0\n"],
  [["--seeds", "many"], "--seeds: expected a whole number of at least 1, found many\n"],
  [["--from", "-1"], /--from/],
  [["--policy", "best"], /^--policy: expected one of .*learncoin.*, found best\n$/],
  [["--minutes", "0"], "--minutes: expected minutes, more than 0, found 0\n"],
  [["--until", "5"], /--until/],
  [["first-visit"], /first-visit/],
])("ends with 2 and one line that names the field: %j", (words, expected) => {
  const { code, out, error } = fuzz(words);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(error.trimEnd().split("\n")).toHaveLength(1);
  expect(error).toMatch(expected);
});
