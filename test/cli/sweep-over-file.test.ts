/** Sweeps over chain files: the rows are the runs that `npm run sim` gives over the same file, and what cannot be is refused before any run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSim } from "../../src/cli/run-sim.ts";
import { runSweep } from "../../src/cli/run-sweep.ts";
import { parseCsv } from "../../src/sweep/sweep-csv.ts";
import { sampleChain } from "../fixtures/chain-files.ts";

const chain = sampleChain(120);
const other = sampleChain(119);
const long = sampleChain(240);
/** On a slow machine whoever waits is told how far it is. */
const ONLY_PROGRESS = /^((reading the file: \d+ %|\d+ of \d+ runs)\n)*$/;
const link = { latencyMs: 30, jitterMs: 20 };
const scenario = {
  version: 1,
  chain: { blocks: 5 },
  peers: [
    { id: "A", link, uploadBytesPerSecond: 20_000 },
    { id: "B", link },
  ],
  constants: { headersPerMessage: 20, windowBlocks: 16, inFlightPerPeer: 4 },
};

let folder = "";
let world = "";
let headers = "";
let blocks = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headway-"));
  world = file("world.json", JSON.stringify(scenario));
  headers = file("headers.bin", chain.headers);
  blocks = file("blk00000.dat", chain.blocks);
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function said(run: typeof runSim, words: readonly string[]) {
  let out = "";
  let error = "";
  const code = await run(words, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

const sweep = (...words: string[]) => said(runSweep, words);

async function summaryOf(...words: string[]) {
  const { out, error } = await said(runSim, [...words, "--json"]);
  if (out === "") throw new Error(error);
  return JSON.parse(out);
}

function rowsIn(csv: string) {
  const parsed = parseCsv(csv);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.table.rows;
}

describe("a sweep over a chain file", () => {
  it.each([
    ["headers", () => ["--headers-file", headers]],
    ["blocks", () => ["--blocks-file", blocks]],
  ] as const)("of %s has the runs that sim gives, whatever the number of workers", async (_, chosen) => {
    const words = [world, ...chosen(), "--vary", "peers=1,2", "--policy", "core", "--policy", "learncoin"];
    const two = await sweep(...words, "--seeds", "3..4", "--workers", "2");
    expect(two.code).toBe(0);
    expect(two.error).toMatch(ONLY_PROGRESS);
    expect((await sweep(...words, "--seeds", "3..4", "--workers", "1")).out).toBe(two.out);
    const rows = rowsIn(two.out);
    expect(rows).toHaveLength(8);
    for (const { seed, policy, values, ...row } of rows) {
      const peers = scenario.peers.slice(0, Number(values[0]));
      const one = file("one.json", JSON.stringify({ ...scenario, peers }));
      const summary = await summaryOf(one, ...chosen(), "--seed", `${seed}`, "--policy", policy);
      expect(row).toMatchObject({
        ended: "synced",
        syncedAtSeconds: summary.atSeconds,
        usefulBytes: summary.bytes.useful,
        wastedBytes: summary.bytes.wasted,
        traceHash: summary.traceHash,
      });
      expect(summary.local.height).toBe(120);
    }
    expect(new Set(rows.map(({ traceHash }) => traceHash)).size).toBe(8);
  });

  it("takes of a run what the page would: its seed, its acts, its chain, and the minimum chain work that was set", async () => {
    const run = {
      version: 1,
      scenario,
      seed: 7,
      policy: "core",
      minimumChainWork: "ffff",
      chain: { kind: "blocks", digest: chain.tip },
      // The scenario's own chain would not be high enough for the second.
      acts: [
        { at: 500_000, act: { kind: "cutLink", peer: "B" } },
        { at: 600_000, act: { kind: "mineBlock", node: "A", blocks: 1, forkDepth: 50 } },
      ],
    };
    const named = file("run.json", JSON.stringify(run));
    const { code, out, error } = await sweep(named, "--blocks-file", blocks, "--vary", "inFlightPerPeer=4");
    // So little work is no reason to begin.
    expect(code).toBe(1);
    expect(error).toMatch(/^the chain has work 0xf2, and the minimum chain work of core is 0xffff: .*$/m);
    const [row] = rowsIn(out);
    const summary = await summaryOf(named, "--blocks-file", blocks);
    expect(row).toMatchObject({ seed: 7, ended: summary.ended, traceHash: summary.traceHash });
    const enough = await sweep(
      named,
      "--blocks-file",
      blocks,
      "--vary",
      "inFlightPerPeer=4",
      "--minimum-chain-work",
      "0",
    );
    expect(enough.code).toBe(0);
    expect(enough.error).toMatch(ONLY_PROGRESS);
  });

  it("is refused in one line, before any run, where it cannot be", async () => {
    const vary = ["--vary", "peers=1,2"];
    const wanted = (digest: string) => ({
      version: 1,
      scenario,
      vary: [{ what: "peers", values: [1] }],
      chain: { kind: "headers", digest },
    });
    const own = file("own.json", JSON.stringify(wanted(chain.tip)));
    const branched = file(
      "branched.json",
      JSON.stringify({
        ...scenario,
        chain: { blocks: 5, branches: [{ id: "b", forkHeight: 2, blocks: 2 }] },
      }),
    );
    const mined = file("mined.json", JSON.stringify({ ...scenario, mining: { meanSeconds: 5, blocks: 2 } }));
    const cut = file("cut.bin", chain.headers.subarray(0, 200));
    const short = file("short.bin", other.headers);
    const bad: readonly (readonly [string, ...string[]])[] = [
      [`chain: expected a headers file whose last block is ${chain.tip}, found none`, own],
      ["chain: expected a headers file whose", own, "--headers-file", short],
      ["chain: expected a headers file whose", own, "--blocks-file", blocks],
      [
        `${join(folder, "kind.json")}: chain.kind: expected headers or blocks`,
        file("kind.json", JSON.stringify({ ...wanted(chain.tip), chain: {} })),
      ],
      [
        "chain.branches: expected none when the chain comes from a file, found 1",
        branched,
        "--headers-file",
        headers,
        ...vary,
      ],
      [
        "mining: expected no mining on a chain of headers, found 2 blocks",
        mined,
        "--headers-file",
        headers,
        ...vary,
      ],
      [
        "--policy: blocks-first: expected one that knows headers, found blocks-first: a headers file has no blocks for a client that knows no headers",
        world,
        "--headers-file",
        headers,
        "--policy",
        "core",
        "--policy",
        "blocks-first",
        ...vary,
      ],
      ["headers file, height 2: expected a whole header of 80 bytes", world, "--headers-file", cut, ...vary],
      [
        "--headers-file: expected it without --blocks-file",
        world,
        "--headers-file",
        headers,
        "--blocks-file",
        blocks,
        ...vary,
      ],
      ["--key-file: expected it with --blocks-file", world, "--key-file", headers, ...vary],
      ["--minimum-chain-work: expected", world, "--minimum-chain-work", "much", ...vary],
      [
        "lesson-9-peers: expected no --vary, --policy and --minimum-chain-work",
        "lesson-9-peers",
        "--minimum-chain-work",
        "0",
      ],
      [
        "sweep: expected at most 100000000 blocks in all nodes of all runs, found more",
        world,
        "--blocks-file",
        file("long.dat", long.blocks),
        "--vary",
        "peers=64,63,62,61,60,59,58,57,56,55,54,53,52,51,50,49,48,47,46,45,44,43,42,41,40,39,38,37,36,35,34,33",
        "--seeds",
        "1..312",
        "--policy",
        "core",
      ],
    ];
    for (const [begins, ...words] of bad) {
      const { code, out, error } = await sweep(...words, "--workers", "1");
      expect({ code, out }, words.join(" ")).toEqual({ code: 2, out: "" });
      expect(error).toMatch(/^[^\n]+\n$/);
      expect(error.startsWith(begins), `${words.join(" ")}: ${error}`).toBe(true);
    }
    const right = await sweep(own, "--headers-file", headers);
    expect(right.code).toBe(0);
  });

  it("has no first block of headers alone, which is not that there never was one", async () => {
    const words = (kind: string, path: string) => [
      world,
      `--${kind}-file`,
      path,
      "--vary",
      "peers=1,2",
      "--workers",
      "1",
    ];
    const rowsOver = async (kind: string, path: string) => {
      const parsed = parseCsv((await sweep(...words(kind, path))).out);
      return parsed.ok ? parsed.table.rows.map(({ firstBlockSeconds }) => firstBlockSeconds) : parsed.error;
    };
    expect(await rowsOver("headers", headers)).toEqual([null, null]);
    expect(await rowsOver("blocks", blocks)).toEqual([expect.any(Number), expect.any(Number)]);
    const { out } = await sweep(...words("headers", headers), "--summary");
    expect(out).not.toContain("never");
  });
});
