import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Comparison, comparisonFile } from "../../src/app/compared.ts";
import { openFiles } from "../../src/app/open-files.ts";
import { withBytes } from "../../src/runtime/chain-source.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
import { Prng } from "../../src/sim/prng.ts";
import { presets, slowPeerRace } from "../../src/sweep/presets.ts";
import { plainRun, printRun } from "../../src/world/scenario/run-spec.ts";
import { sampleChain } from "../fixtures/chain-files.ts";

const file = (name: string, bytes: Uint8Array | string) => ({ name, blob: new Blob([bytes as BlobPart]) });
const gzip = (bytes: Uint8Array | string) => new Uint8Array(gzipSync(bytes));
const scenario = JSON.stringify(builtInScenarios[0]);
const { headers, blocks } = sampleChain(20);
const key = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const hidden = blocks.map((byte, i) => byte ^ (key[i % 8] ?? 0));
const hex = Buffer.from(headers).toString("hex");

test("a scenario is known by its brace, whatever it is called", async () => {
  for (const content of [scenario, `\ufeff\n ${scenario}`, gzip(scenario)]) {
    expect(await openFiles([file("x.bin", content)], 1)).toMatchObject({
      kind: "scenario",
      run: { scenario: { id: "first-visit" }, seed: 1, acts: [] },
    });
  }
});

const race = { version: 1, runs: slowPeerRace };
const sweep = presets[0]!.sweep;

test.each([
  ["race", race],
  ["sweep", sweep],
] as const)("a %s is known by what is in it, packed or not", async (kind, value) => {
  for (const content of [JSON.stringify(value), gzip(JSON.stringify(value))])
    expect(await openFiles([file("x.json", content)], 1)).toEqual({ name: "x.json", kind, [kind]: value });
});

test.each([
  { kind: "race", race: { version: 1, runs: slowPeerRace } },
  { kind: "sweep", sweep },
] satisfies Comparison[])("a $kind that is saved is opened as it was", async (comparison) => {
  const saved = comparisonFile(comparison);
  expect(await openFiles([{ name: saved.name, blob: saved }], 1)).toEqual({
    name: saved.name,
    ...comparison,
  });
});

test("a sweep that could not be opened again is not saved", () => {
  const seeds = { from: 1, to: 1_000_000 };
  expect(() => comparisonFile({ kind: "sweep", sweep: { ...sweep, seeds } })).toThrow(
    /^seeds: expected at most 10000 runs in all/,
  );
});

test("a history is known when it is packed, also one that is longer than what is read of it", async () => {
  const run = plainRun(builtInScenarios[0]!, 1);
  const begun = `{"version":1,"run":${printRun(run)},"at":5,"count":7,"records":[`;
  const prng = Prng.fromSeed(1);
  // It does not get much shorter.
  const noise = Array.from({ length: 450_000 }, () => prng.below(2 ** 31).toString(36)).join("");
  for (const records of ["{}", JSON.stringify(noise.slice(0, 2_000_000)), JSON.stringify(noise + noise)]) {
    const opened = await openFiles([file("h.json.gz", gzip(`${begun}${records}]}`))], 1);
    expect(opened).toMatchObject({ kind: "moment", link: { at: 5, records: 7, run: { seed: 1 } } });
  }
  expect(gzip(`${begun}${noise + noise}`).length).toBeGreaterThan(3_100_000);
  const wrong = gzip(`${begun.replace('"at":5', '"at":-5')}]}`);
  await expect(openFiles([file("h.json.gz", wrong)], 1)).rejects.toThrow(/^h\.json\.gz: at: expected/);
});

test.each<[string, "headers" | "blocks", Uint8Array | string]>([
  ["headers", "headers", headers],
  ["packed headers", "headers", gzip(headers)],
  ["headers in hex", "headers", hex],
  ["blocks", "blocks", blocks],
  ["packed blocks", "blocks", gzip(blocks)],
  ["blocks in upper-case hex", "blocks", Buffer.from(blocks).toString("hex").toUpperCase()],
  ["blocks after room set aside", "blocks", new Uint8Array([...new Uint8Array(999), ...blocks])],
  ["blocks without their key, which the reader will name", "blocks", hidden],
])("%s are known by their bytes", async (_, kind, content) => {
  const opened = await openFiles([file("f", content)], 1);
  expect(opened).toMatchObject({ kind: "chain", file: { kind } });
});

test("several block files are one chain, and the key is known by its name", async () => {
  const files = [file("blk00000.dat", hidden.subarray(0, 1000)), file("blk00001.dat", hidden.subarray(1000))];
  const keyFile = file("xor.dat", key);
  for (const given of [
    [...files, keyFile],
    [keyFile, ...files],
  ]) {
    expect(await openFiles(given, 1)).toMatchObject({
      name: "blk00000.dat",
      file: { kind: "blocks", key, blobs: [{ name: "blk00000.dat" }, { name: "blk00001.dat" }] },
    });
  }
});

test.each<[string, ReturnType<typeof file>[], RegExp]>([
  ["what is neither", [file("h.bin", headers.slice(1, 160))], /h\.bin.*80 bytes each.*159 bytes, 79 more/],
  [
    "a picture",
    [file("x.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, ...new Uint8Array(156)]))],
    /x\.png: expected a scenario .* found a PNG picture/,
  ],
  [
    "a text",
    [file("notes.txt", "Blöcke: ".repeat(20))],
    /notes\.txt: expected a scenario .* found a text that is none of these/,
  ],
  ["an empty file", [file("e", "")], /e: expected some bytes/],
  ["an empty packed file", [file("e.gz", gzip(""))], /e\.gz: expected some bytes/],
  ["a key alone", [file("xor.dat", key)], /xor\.dat: expected some bytes/],
  [
    "a key of the wrong length",
    [file("b", blocks), file("xor.dat", key.subarray(1))],
    /expected 8 bytes, found 7/,
  ],
  ["broken gzip", [file("g.gz", Uint8Array.of(0x1f, 0x8b, 8, 0))], /g\.gz: gzip member 1/],
  ["broken JSON", [file("s.json", "{")], /s\.json/],
  [
    "a race of one",
    [file("r.json", JSON.stringify({ version: 1, runs: race.runs.slice(1, 2) }))],
    /^r\.json: runs: expected at least 2 of them, found a list of 1$/,
  ],
  [
    "a race of two seeds",
    [file("r.json", JSON.stringify(race).replace('"seed":1', '"seed":2'))],
    /^r\.json: runs\.1\.run\.seed: expected that of the first, 2, found 1$/,
  ],
  [
    "a sweep of nothing",
    [file("s.json", JSON.stringify({ ...sweep, vary: [{ what: "peers", values: [0] }] }))],
    /^s\.json: vary\.0\.values\.0: expected a whole number from 1 to 64, found 0$/,
  ],
  [
    "two scenarios",
    [file("a", scenario), file("b", scenario)],
    /a: expected a scenario alone, found 2 files/,
  ],
  ["headers in two files", [file("a", headers), file("b", headers)], /a: expected a headers file alone/],
  [
    "a long scenario",
    [file("s", `{${" ".repeat(3_000_000)}`)],
    /expected at most 3000000 bytes, found 3000001/,
  ],
  [
    "a long packed scenario",
    [file("s", gzip(`{${" ".repeat(30_000_000)}`))],
    /expected at most 3000000 bytes/,
  ],
])("%s is refused in words", async (_, files, words) => {
  await expect(openFiles(files, 1)).rejects.toThrow(words);
});

test("a chain is unpacked where its world is built, and what is wrong with a file is said with its name", async () => {
  const built = { scenario: builtInScenarios[0]!, seed: 1 };
  const packed = { kind: "blocks" as const, blobs: [file("b.gz", gzip(blocks)), file("c", blocks)] };
  const { chainFile } = await withBytes({ ...built, chainFile: packed });
  expect(chainFile).toMatchObject({
    kind: "blocks",
    files: [{ name: "b.gz" }, { name: "c", bytes: blocks }],
  });
  const cut = { kind: "blocks" as const, blobs: [file("b.gz", gzip(blocks).subarray(0, 500))] };
  await expect(withBytes({ ...built, chainFile: cut })).rejects.toThrow(/^b\.gz: gzip member 1/);
});

test("a file that cannot be read any more is named", async () => {
  const gone = new Blob(["x"]);
  const refusal = () => Promise.reject(new Error("The requested file could not be read"));
  Object.assign(gone, { arrayBuffer: refusal, slice: () => gone });
  await expect(openFiles([{ name: "gone.bin", blob: gone }], 1)).rejects.toThrow(
    /^gone\.bin: .*could not be read$/,
  );
  const chainFile = { kind: "headers", blobs: [{ name: "gone.bin", blob: gone }] } as const;
  await expect(withBytes({ scenario: builtInScenarios[0]!, seed: 1, chainFile })).rejects.toThrow(
    /^gone\.bin: .*could not be read$/,
  );
});
