import { expect, test } from "vitest";
import { checkLoadOptions, checkSpeed } from "../../src/app/load-arguments.ts";

const bytes = new Uint8Array(80);

test.each([
  {},
  { seed: 7, policy: "core", host: "single-thread", fileName: "a", minimumChainWork: "0" },
  { seed: undefined },
  { chainFile: { kind: "headers", bytes } },
  { chainFile: { kind: "blocks", files: [{ name: "blk00000.dat", bytes }], key: bytes } },
  { chainFile: { kind: "blocks", blobs: [{ name: "blk00000.dat", blob: new Blob([bytes]) }] } },
])("%o can be used", (options) => {
  expect(() => checkLoadOptions(options)).not.toThrow();
});

test.each([
  [5, "options: expected an object, found 5"],
  [null, "options: expected an object, found null"],
  [
    { nonsense: 1 },
    "nonsense: expected one of policy, seed, host, chainFile, fileName, minimumChainWork, found nonsense",
  ],
  [{ __proto__: null, toString: 1 }, "toString: expected one of"],
  [{ fileName: 5 }, "fileName: expected text, found 5"],
  [{ host: "gpu" }, "host: expected one of workers, single-thread, found gpu"],
  [{ seed: "7" }, "seed: expected a number, found 7"],
  [{ policy: {} }, "policy: expected text, found an object"],
  [{ chainFile: 5 }, "chainFile: expected { kind: headers or blocks, and bytes, files or blobs }, found 5"],
  [{ chainFile: { kind: "headers" } }, "chainFile: expected { kind"],
  [{ chainFile: { kind: "zz", bytes } }, "chainFile: expected { kind"],
  [{ chainFile: { kind: "headers", bytes: "abc" } }, "chainFile: expected { kind"],
  [{ chainFile: { kind: "blocks", files: [{ bytes }] } }, "chainFile: expected { kind"],
])("%o is refused by name", (options, why) => {
  expect(() => checkLoadOptions(options)).toThrow(why);
  expect(() => checkLoadOptions(options)).toThrow(RangeError);
});

test("a speed is one of those there are", () => {
  for (const speed of [undefined, "slow", "max"]) expect(() => checkSpeed(speed)).not.toThrow();
  expect(() => checkSpeed("warp")).toThrow("speed: expected one of slow, normal, fast, max, found warp");
  expect(() => checkSpeed(7)).toThrow("found 7");
});
