import { expect, test } from "vitest";
import { checkSizes } from "./size.ts";
import { sourceFiles } from "./tree.ts";

const long = (lines: number) => [{ path: "src/a.ts", text: "x\n".repeat(lines) }];

test("no file in src is longer than 400 lines", () => {
  expect(checkSizes(sourceFiles())).toEqual([]);
});

test("the ratchet can fail, and only shrinks", () => {
  expect(checkSizes(long(400), {})).toEqual([]);
  expect(checkSizes(long(401), {})).toEqual([expect.stringMatching(/401 lines, at most 400: split it/)]);
  expect(checkSizes(long(450), { "src/a.ts": 450 })).toEqual([]);
  expect(checkSizes(long(451), { "src/a.ts": 450 })).toEqual([
    expect.stringMatching(/451 lines, at most 450/),
  ]);
  expect(checkSizes(long(449), { "src/a.ts": 450 })).toEqual([expect.stringMatching(/lower its entry/)]);
  expect(checkSizes(long(400), { "src/a.ts": 450 })).toEqual([expect.stringMatching(/take it off the list/)]);
  expect(checkSizes([], { "src/gone.ts": 450 })).toEqual([expect.stringMatching(/take it off the list/)]);
});
