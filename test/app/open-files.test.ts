import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { openFiles } from "../../src/app/open-files.ts";
import { builtInScenarios } from "../../src/scenarios/built-in.ts";

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const headers = new Uint8Array(160).fill(1);
const blocks = Uint8Array.of(0xf9, 0xbe, 0xb4, 0xd9, 1, 2, 3);
const key = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

test("a scenario is known by its brace, whatever it is called", () => {
  const opened = openFiles([{ name: "x.bin", bytes: json(builtInScenarios[0]) }]);
  expect(opened).toMatchObject({ kind: "scenario", scenario: { id: "first-visit" } });
});

test("headers are known by their length, blocks by a network's magic", () => {
  expect(openFiles([{ name: "h", bytes: headers }])).toMatchObject({
    kind: "chain",
    file: { kind: "headers" },
  });
  expect(openFiles([{ name: "b", bytes: blocks }])).toMatchObject({
    kind: "chain",
    file: { kind: "blocks" },
  });
});

test("gzip is unpacked first", () => {
  const opened = openFiles([{ name: "h.gz", bytes: gzipSync(headers) }]);
  expect(opened).toMatchObject({ kind: "chain", file: { kind: "headers", bytes: headers } });
});

test("an obfuscated block file is known by the key dropped with it", () => {
  const bytes = blocks.map((byte, i) => byte ^ (key[i % 8] ?? 0));
  const files = [
    { name: "blk00000.dat", bytes },
    { name: "xor.dat", bytes: key },
  ];
  expect(openFiles(files)).toMatchObject({ file: { kind: "blocks", key } });
  expect(openFiles([...files].reverse())).toMatchObject({ file: { kind: "blocks", key } });
});

test.each([
  [
    "a cut headers file",
    [{ name: "h.bin", bytes: headers.subarray(1) }],
    /h\.bin.*80 bytes each.*159 bytes, 79 more/,
  ],
  ["an empty file", [{ name: "e", bytes: new Uint8Array() }], /e: expected some bytes/],
  ["a key alone", [{ name: "xor.dat", bytes: key }], /xor\.dat: expected some bytes/],
  ["a key of the wrong length", [{ name: "xor.dat", bytes: key.subarray(1) }], /expected 8 bytes, found 7/],
  ["broken gzip", [{ name: "g.gz", bytes: Uint8Array.of(0x1f, 0x8b, 8, 0) }], /g\.gz: expected gzip/],
  ["broken JSON", [{ name: "s.json", bytes: new TextEncoder().encode("{") }], /s\.json/],
])("%s is refused in words", (_, files, words) => {
  expect(() => openFiles(files)).toThrow(words);
});
