import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSweep } from "../../src/cli/run-sweep.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headway-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function sweep(...words: string[]) {
  let out = "";
  let error = "";
  const code = await runSweep(words, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const scenario = {
  version: 1,
  chain: { blocks: 8 },
  peers: [{ link: { jitterMs: 40 } }, { link: { jitterMs: 40 } }],
};

describe("the sweep command", () => {
  it("prints the same whatever the number of workers, and two ranges of seeds joined as one run over both", async () => {
    const world = file("world.json", JSON.stringify(scenario));
    const over = (seeds: string, workers: string) =>
      sweep(
        world,
        "--vary",
        "peers=1,2",
        "--policy",
        "core",
        "--policy",
        "learncoin",
        "--seeds",
        seeds,
        "--workers",
        workers,
      );
    const whole = await over("1..3", "2");
    expect(whole.code).toBe(0);
    expect(whole.out.split("\n")).toHaveLength(1 + 3 * 4 + 1);
    expect(whole.out).toMatch(/^seed,policy,peers,ended,.*\n1,core,1,synced,/);
    expect((await over("1..3", "1")).out).toBe(whole.out);
    const low = file("low.csv", (await over("1..1", "1")).out);
    const high = file("high.csv", (await over("2..3", "2")).out);
    expect(await sweep("--join", high, low)).toEqual({ code: 0, out: whole.out, error: "" });
    // Whoever waits is told on stderr how far it is, and nobody else.
    expect(whole.error).toMatch(/^(\d+ of 12 runs\n)*$/);
  });

  it("runs a sweep from a file, over its own seeds or others, and sums up the points", async () => {
    const value = {
      version: 1,
      scenario,
      vary: [{ what: "latencyMs", values: [5, 500] }],
      seeds: { from: 1, to: 2 },
    };
    const path = file("sweep.json", JSON.stringify(value));
    const { code, out } = await sweep(path, "--seeds", "9", "--workers", "1");
    expect(code).toBe(0);
    expect(out).toMatch(/^.*\n9,learncoin,5,synced,.*\n9,learncoin,500,synced,.*\n$/);
    const summed = await sweep(path, "--summary", "--workers", "1");
    expect(summed.out.split("\n").map((line) => line.split(/ {2,}/).slice(0, 2).join())).toEqual([
      "policy,latencyMs",
      "learncoin,5",
      "learncoin,500",
      "",
    ]);
  });

  it("ends with 1 when a run has not synced", async () => {
    const stuck = file(
      "stuck.json",
      JSON.stringify({ ...scenario, deadlineSeconds: 1, peers: [{ link: { latencyMs: 900 } }] }),
    );
    const { code, out } = await sweep(stuck, "--vary", "windowBlocks=20", "--workers", "1");
    expect(code).toBe(1);
    expect(out).toMatch(/\n1,learncoin,20,deadline,,\d+,0,0,,[0-9a-f]{64}\n$/);
  });

  it("names who special is not in the worlds of few peers", async () => {
    const { code, error } = await sweep("slow-peer", "--vary", "peers=1,2", "--workers", "1");
    expect(code).toBe(0);
    expect(error).toMatch(
      /^peers: the scenario's first ones are taken: D \(slow, 20 times\) is in none of these worlds\n/,
    );
  });

  it("lists the presets, and says how it is used", async () => {
    expect((await sweep("--list")).out.split("\n")).toEqual(
      expect.arrayContaining(["lesson-9-peers", "lesson-10-window"]),
    );
    expect((await sweep("--help")).out).toContain("--seeds a..b");
  });

  it("refuses what it cannot use in one line, and ends with 2", async () => {
    const bad: readonly (readonly [string, ...string[]])[] = [
      ["sweep: expected a preset"],
      ["scenario: expected one of", "nowhere", "--vary", "peers=1"],
      ["vary: expected 1 or 2 of them", "classroom"],
      ["--vary: expected it as", "classroom", "--vary", "peers"],
      ["--vary.0.what: expected", "classroom", "--vary", "moon=1"],
      ["--policy.0.policy: expected one of", "classroom", "--vary", "peers=1", "--policy", "none"],
      ["--seeds: expected one, or", "classroom", "--vary", "peers=1", "--seeds", "1-2"],
      ["--seeds.to: expected at least 2", "classroom", "--vary", "peers=1", "--seeds", "2..1"],
      ["--workers: expected", "classroom", "--vary", "peers=1", "--workers", "0"],
      ["lesson-9-peers: expected no --vary", "lesson-9-peers", "--vary", "peers=1"],
      ["--join: ", "--join", join(folder, "none.csv")],
      [`${file("no.csv", "a,b\n")}: line 1: expected`, "--join", join(folder, "no.csv")],
      [`${file("no.json", '{"vary":1}')}: version: expected 1`, join(folder, "no.json")],
    ];
    for (const [begins, ...words] of bad) {
      const { code, out, error } = await sweep(...words);
      expect({ code, out }, words.join(" ")).toEqual({ code: 2, out: "" });
      expect(error.replace(/^--(?=vary: expected 1)/, "")).toMatch(/^[^\n]+\n$/);
      expect(
        error.replace(/^--(?=vary: expected 1)/, "").startsWith(begins),
        `${words.join(" ")}: ${error}`,
      ).toBe(true);
    }
  });
});
