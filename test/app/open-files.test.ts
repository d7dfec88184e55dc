import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openFiles } from "../../src/app/open-files.ts";
import { withBytes } from "../../src/runtime/chain-source.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";
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
