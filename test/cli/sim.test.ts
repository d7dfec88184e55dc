import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { runSim } from "../../src/cli/run-sim.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import type { RunSummary } from "../../src/world/judging/summary.ts";
import { concat, sampleChain } from "../fixtures/chain-files.ts";
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

/** Of the magic of the block at this height. */
function offsetOf(blocks: Uint8Array, height: number): number {
  let at = 0;
  for (let i = 0; i < height; i++) at += 8 + new DataView(blocks.buffer, at).getUint32(4, true);
  return at;
}

describe("the sim command", () => {
  it("lists the lessons, id and title, one a line", async () => {
    const { code, out } = await sim("--list-lessons");
    expect([code, out.split("\n").slice(0, -1)]).toEqual([
      0,
      builtInLessons.map(({ id, title }) => `${id}: ${title}`),
    ]);
  });

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
    // Every seed that the page takes.
    expect((await sim("first-visit", "--seed", "9007199254740991")).code).toBe(0);
  });

  it("gives the same bytes for the same run", async () => {
    for (const scenario of ["living-network", "slow-peer"]) {
      const runs = [await sim(scenario, "--json"), await sim(scenario, "--json")];
      expect(runs[0]?.out).toBe(runs[1]?.out);
      expect(runs[0]?.out).toBe(`${JSON.stringify(runToEnd(builtIn(scenario), { seed: 1 }).summary)}\n`);
    }
  });

  it("runs what it has saved: the same run, with all that is done in it", async () => {
    const acts = file("acts.json", '[{ "at": 700000, "act": { "kind": "cutLink", "peer": "B" } }]');
    const saved = join(folder, "run.json");
    const words = [
      "first-visit",
      "--seed",
      "5",
      "--policy",
      "core",
      "--acts",
      acts,
      "--save-run",
      saved,
      "--json",
    ];
    const first = await sim(...words);
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(JSON.parse(first.out)).toMatchObject({ seed: 5, policy: "core" });
    expect((await sim(saved, "--json")).out).toBe(first.out);
    expect(first.out).not.toBe((await sim("first-visit", "--seed", "5", "--policy", "core", "--json")).out);
    // What is said besides goes before what the file says.
    expect(JSON.parse((await sim(saved, "--seed", "6", "--json")).out)).toMatchObject({
      seed: 6,
      policy: "core",
    });
  });

  it("says the digest of the view at a moment, with all that happens at it", async () => {
    const { records } = runToEnd(builtIn("slow-peer"));
    const digestAt = async (seconds: string, ...words: string[]) => {
      const { out } = await sim("slow-peer", "--view-digest", seconds, ...words);
      return /^view at \S+ s: digest ([0-9a-f]{64})$/m.exec(out)?.[1];
    };
    const at = records[Math.floor(records.length / 2)]?.at ?? 0;
    const [before, then, after] = [at - 1, at, at + 1].map((us) => digestAt((us / 1e6).toFixed(6)));
    expect(await before).not.toBe(await then);
    expect(
      await digestAt(((records.find((record) => record.at > at)?.at ?? 0) / 1e6 - 1e-6).toFixed(6)),
    ).toBe(await then);
    expect(await after).toMatch(/^[0-9a-f]{64}$/);
    const { out } = await sim("slow-peer", "--view-digest", (at / 1e6).toFixed(6), "--json");
    expect(JSON.parse(out)).toEqual({ ...runToEnd(builtIn("slow-peer")).summary, viewDigest: await then });
    expect(await sim("slow-peer", "--view-digest", "soon")).toMatchObject({
      code: 2,
      error: "--view-digest: expected seconds, found soon\n",
    });
  });

  it("a saved run over a chain file wants that chain", async () => {
    const chain = sampleChain(30);
    const headers = file("chain.bin", chain.headers);
    const saved = join(folder, "over-a-file.json");
    const first = await sim("first-visit", "--headers-file", headers, "--save-run", saved, "--json");
    expect((await sim(saved, "--headers-file", headers, "--json")).out).toBe(first.out);
    expect(await sim(saved)).toMatchObject({
      code: 2,
      error: expect.stringMatching(
        /^chain: expected a headers file whose last block is [0-9a-f]{64}, found none\n$/,
      ),
    });
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
    [["first-visit", "--acts", "/nowhere.json"], "--acts: "],
    [["first-visit", "--save-run", "/nowhere/run.json"], "--save-run: "],
    [["first-visit", "--seed", "-1"], "--seed"],
    [
      ["first-visit", "--seed", "1.5"],
      "--seed: expected a whole number from 0 to 9007199254740991, found 1.5",
    ],
    [
      ["first-visit", "--seed", "9007199254740992"],
      "--seed: expected a whole number from 0 to 9007199254740991",
    ],
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

  it("lets nothing that others wrote steer the terminal", async () => {
    const evil = `a\u001b[31m\u009b2J\u202eb\nc\u2066\u061c\u007f\r`;
    const words: string[][] = [
      [evil],
      ["classroom", "--policy", evil],
      ["classroom", `--${evil}`],
      ["classroom", "--seed", evil],
      ["classroom", "--blocks-file", join(folder, evil)],
      ["classroom", "--trace", join(folder, "none", evil)],
      [file("title.json", `{"version": 1, "title": ${JSON.stringify(evil)}, "${evil}": 1`)],
      [file("key.json", JSON.stringify({ version: 1, [evil]: evil }))],
      [file("text.json", JSON.stringify({ version: 1, network: evil }))],
      [file("name.json", JSON.stringify({ version: 1, chain: { blocks: 1 }, peers: [{ id: evil }] }))],
    ];
    for (const given of words) {
      const { code, out, error } = await sim(...given);
      expect({ code, out }, given.join(" ")).toEqual({ code: 2, out: "" });
      expect(error.slice(0, -1), given.join(" ")).toMatch(/^[^\p{Cc}\p{Bidi_Control}]+$/u);
    }
    // Nor what is said of a file that is taken.
    const { blocks } = sampleChain(3);
    const path = file(`${evil}.dat`, concat([blocks, new Uint8Array([1, 2, 3])]));
    const { code, error } = await sim("classroom", "--blocks-file", path, "--json");
    expect({ code, lines: error.trimEnd().split("\n").length }).toEqual({ code: 0, lines: 1 });
    expect(error.slice(0, -1)).toMatch(/^passed over [^\p{Cc}\p{Bidi_Control}]+$/u);
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

  it("of whole blocks may be in several files, and in a folder with its key", async () => {
    const { blocks, tip } = sampleChain(60);
    const [a, b] = [
      file("blk00001.dat", blocks.subarray(offsetOf(blocks, 20))),
      file("blk00000.dat.gz", gzipSync(blocks.subarray(0, offsetOf(blocks, 20)))),
    ];
    const key = Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2);
    const node = join(folder, "blocks");
    mkdirSync(node);
    const hidden = blocks.map((byte, i) => byte ^ (key[i % 8] ?? 0));
    for (const [name, content] of [
      ["blk00000.dat", hidden],
      ["xor.dat", key],
      ["rev00000.dat", key],
    ] as const)
      file(join("blocks", name), content);
    for (const words of [
      ["--blocks-file", a, "--blocks-file", b],
      ["--blocks-file", b, "--blocks-file", a],
      ["--blocks-file", node],
    ]) {
      const { code, out, error } = await sim("classroom", ...words, "--json");
      expect({ code, error }).toEqual({ code: 0, error: "" });
      expect(JSON.parse(out).local).toMatchObject({ height: 60, tip });
    }
    const alone = await sim("classroom", "--blocks-file", a, "--json");
    expect(alone).toMatchObject({
      code: 2,
      out: "",
      error: expect.stringMatching(/^blocks file, height 0: expected the genesis/),
    });
    const without = await sim("classroom", "--blocks-file", join(node, "blk00000.dat"));
    expect(without).toMatchObject({ code: 2, error: expect.stringMatching(/xor\.dat.*--key-file/) });
  });

  it("says on stderr what was passed over", async () => {
    const { blocks } = sampleChain(30);
    const at = offsetOf(blocks, 10);
    const path = file(
      "stale.dat",
      concat([blocks.subarray(0, at), blocks.subarray(at, at + 8), blocks.subarray(at)]),
    );
    const { code, out, error } = await sim("classroom", "--blocks-file", path, "--json");
    expect({ code, error: error.split(":")[0] }).toEqual({
      code: 0,
      error: `passed over offset ${at}, 8 bytes`,
    });
    expect(JSON.parse(out).local.blocks).toBe(30);
  });

  it("is unpacked as the page does it: all members, nothing after them, no length believed", async () => {
    const { blocks } = sampleChain(60);
    const whole = gzipSync(blocks);
    const members = file(
      "members.gz",
      concat([gzipSync(blocks.subarray(0, 999)), gzipSync(blocks.subarray(999))]),
    );
    expect(JSON.parse((await sim("classroom", "--blocks-file", members, "--json")).out).local.height).toBe(
      60,
    );
    const claim = whole.slice();
    claim.fill(0xff, claim.length - 4);
    for (const [name, bytes] of [
      ["trailing.gz", concat([whole, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)])],
      ["zeros.gz", concat([whole, new Uint8Array(4)])],
      ["claim.gz", claim],
    ] as const) {
      const { code, out, error } = await sim("classroom", "--blocks-file", file(name, bytes));
      expect({ code, out }, name).toEqual({ code: 2, out: "" });
      expect(error).toMatch(new RegExp(`^--blocks-file: .*${name}: gzip member 1, offset 0: expected .*\n$`));
    }
  });

  it("or a scenario that is too large is refused before it is read", async () => {
    const huge = (name: string, bytes: number) => {
      const path = file(name, "");
      truncateSync(path, bytes);
      return path;
    };
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const scenario = huge("huge.json", 600_000_000);
    for (const [words, message] of [
      [[scenario], "scenario: expected at most 3000000 bytes, found 600000000 in "],
      [
        ["classroom", "--headers-file", scenario],
        "--headers-file: expected at most 536870912 bytes, found 600000000 in ",
      ],
      [
        ["classroom", "--blocks-file", huge("a", 300_000_000), "--blocks-file", huge("b", 300_000_000)],
        "--blocks-file: expected at most 536870912 bytes, found 600000000 in 2 files",
      ],
      [["classroom", "--blocks-file", empty], "--blocks-file: expected blk*.dat in "],
      [["classroom", "--headers-file", folder], "--headers-file: expected a file, found the folder"],
    ] as const) {
      const { code, out, error } = await sim(...words);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(error).toContain(message);
      expect(error.trim().split("\n")).toHaveLength(1);
    }
    expect(await sim(file("deep.json", "[".repeat(400_000)))).toMatchObject({
      code: 2,
      error: expect.stringContaining("line 1, column 65: expected at most 64 brackets within each other"),
    });
  });

  it("of the wrong kind is refused", async () => {
    const path = file("genesis.bin", networks.regtest.genesis.header.subarray(0, 79));
    const { code, error } = await sim("classroom", "--headers-file", path);
    expect(code).toBe(2);
    expect(error).toContain("80");
  });
});
