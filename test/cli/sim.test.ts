import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { runSim } from "../../src/cli/run-sim.ts";
import type { RunSummary } from "../../src/world/summary.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { malformedScenarios } from "../fixtures/malformed-scenarios.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headway-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function sim(...words: string[]) {
  let out = "";
  let error = "";
  const code = await runSim(words, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("the sim command", () => {
  it("lists the scenario ids, one a line", async () => {
    const { code, out } = await sim("--list");
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toEqual(
      expect.arrayContaining([
        "first-visit",
        "classroom",
        "real-constants",
        "slow-peer",
        "silent-sync-peer",
        "withholding-peer",
        "two-branches",
        "living-network",
        "reorganisation",
      ]),
    );
  });

  it("prints exactly one JSON object, the same that any host gives", async () => {
    const { code, out, error } = await sim("first-visit", "--seed", "3", "--json");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(JSON.parse(out)).toEqual(runToEnd(builtIn("first-visit"), { seed: 3 }).summary);
  });

  it("ends with 1 when the run is not synced", async () => {
    const { code, out } = await sim("classroom", "--until", "2.5", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ended: "deadline", atSeconds: 2.5 });
  });

  it("writes every record of the run, one JSON object a line", async () => {
    const path = join(folder, "trace.jsonl");
    await sim("first-visit", "--trace", path);
    const records = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const kinds = new Set(records.map((record) => record.kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["nodeStarted", "connected", "sent", "delivered", "observed", "ended"]),
    );
    expect(records.map((record) => record.at)).toEqual(
      records.map((record) => record.at).sort((a, b) => a - b),
    );
  });

  it.each([
    [[], "scenario: expected a scenario id"],
    [["nowhere"], "scenario: expected one of first-visit"],
    [["first-visit", "--seed", "-1"], "--seed"],
    [["first-visit", "--seed", "1.5"], "--seed: expected a whole number of at least 0, found 1.5"],
    [["first-visit", "--until", "0"], "--until: expected seconds, more than 0, found 0"],
    [["first-visit", "--policy", "none"], "policy: expected one of "],
    [["first-visit", "--what"], "--what"],
    [
      ["first-visit", "--headers-file", "a", "--blocks-file", "b"],
      "--headers-file: expected it without --blocks-file",
    ],
    [["first-visit", "--headers-file", "not-there.bin"], "--headers-file: ENOENT"],
    [["not-there.json"], "scenario: ENOENT"],
    [["first-visit", "--trace", "no-such-folder/trace.jsonl"], "--trace: ENOENT"],
    [["first-visit", "--trace", "."], "--trace: EISDIR"],
  ])("refuses %j in one line and ends with 2", async (words, message) => {
    const { code, out, error } = await sim(...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(message);
    expect(error.trim().split("\n")).toHaveLength(1);
  });

  it("refuses a hundred malformed scenario files, each in one line that names the field", async () => {
    expect(malformedScenarios.length).toBeGreaterThanOrEqual(100);
    for (const [i, malformed] of malformedScenarios.entries()) {
      const path = file(`malformed-${i}.json`, malformed.text);
      const { code, out, error } = await sim(path, "--json");
      expect({ code, out, name: malformed.name }).toEqual({ code: 2, out: "", name: malformed.name });
      expect(error.trim().split("\n"), malformed.name).toHaveLength(1);
      expect(error, malformed.name).toContain(malformed.field);
    }
  });

  it("as a process: exit code 2, nothing on stdout", () => {
    const path = file("broken.json", "{");
    const ran = spawnSync(process.execPath, ["--import", "tsx", "src/cli/sim.ts", path, "--json"], {
      encoding: "utf8",
    });
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: "" });
    expect(ran.stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("a chain from a file", () => {
  it("of headers replaces chain and network, and the run ends when the header chain is complete", async () => {
    const { headers, tip } = sampleChain(500);
    const path = file("headers.bin.gz", gzipSync(headers));
    const { code, out, error } = await sim("classroom", "--headers-file", path, "--json");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const summary: RunSummary = JSON.parse(out);
    expect(summary.local).toMatchObject({ height: 500, headers: 500, blocks: 0, tip });
  });

  it("of whole blocks is synced with their bodies", async () => {
    const { blocks, tip } = sampleChain(60);
    const { code, out } = await sim("classroom", "--blocks-file", file("blk.dat", blocks), "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).local).toMatchObject({ height: 60, headers: 60, blocks: 60, tip });
  });

  it("with a flipped bit is refused with the height and the reason", async () => {
    const { headers } = sampleChain(100);
    const broken = headers.slice();
    broken[77 * 80 + 40] = (broken[77 * 80 + 40] ?? 0) ^ 1;
    const { code, out, error } = await sim("classroom", "--headers-file", file("bad.bin", broken), "--json");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toMatch(/height 7[78]/);
  });

  it("of the wrong kind is refused", async () => {
    const path = file("genesis.bin", networks.regtest.genesis.header.subarray(0, 79));
    const { code, error } = await sim("classroom", "--headers-file", path);
    expect(code).toBe(2);
    expect(error).toContain("80");
  });
});
