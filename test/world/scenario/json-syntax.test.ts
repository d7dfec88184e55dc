import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonError } from "../../../src/world/scenario/json-syntax.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Pieces that JSON is made of, and some that it is not. */
const piece = fc.constantFrom(
  ...'{ } [ ] , : " \\ 0 1 - + . e true false null a \' / \n \r \t \u0000 \u00a0 \u2028 \\u00e9 \\n "k"'.split(
    " ",
  ),
  " ",
);

describe("the place where a text stops being JSON", () => {
  it("does not exist for what JSON.stringify wrote", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
        expect(findJsonError(JSON.stringify(value, undefined, indent))).toBeUndefined();
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("exists exactly for what JSON.parse refuses", () => {
    const anyText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    const cutOrChanged = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.nat(), piece)
      .map(([value, from, length, insert]) => {
        const text = JSON.stringify(value);
        const at = from % (text.length + 1);
        return text.slice(0, at) + insert + text.slice(at + (length % 3));
      });
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(anyText, cutOrChanged), (text) => {
        const error = findJsonError(text);
        expect(error === undefined, JSON.stringify(text)).toBe(isJson(text));
        if (error !== undefined) refused += 1;
      }),
      { seed: 2, numRuns: 5000 },
    );
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(4900);
  });

  it.each([
    ["", 1, 1, "a value", "the end of the file"],
    ["  \n ", 2, 2, "a value", "the end of the file"],
    ["{", 1, 2, "a key in double quotes or }", "the end of the file"],
    ['{"a" 1}', 1, 6, ":", '"1}"'],
    ['{"a":}', 1, 6, "a value", '"}"'],
    ['{"a":1,}', 1, 8, "a key in double quotes", '"}"'],
    ['{"a":1 "b":2}', 1, 8, ", or }", '"\\"b\\":2}"'],
    ["[1 2]", 1, 4, ", or ]", '"2]"'],
    ["[,1]", 1, 2, "a value or ]", '",1]"'],
    ["[1,\n\n  ]", 3, 3, "a value", '"]"'],
    ["[1}", 1, 3, ", or ]", '"}"'],
    ["{} {}", 1, 4, "the end of the file", '"{}"'],
    ["01", 1, 2, "the end of the file", '"1"'],
    ["[nul]", 1, 2, "a value or ]", '"nul]"'],
    ['["a\nb"]', 1, 2, "a value or ]", '"\\"a"'],
    ['["\\x"]', 1, 2, "a value or ]", '"\\"\\\\x\\"]"'],
  ])("of %j is line %i, column %i", (text, line, column, expected, found) => {
    expect(findJsonError(text)).toEqual({ line, column, expected, found });
  });

  it("is found in a text of a million characters, however deep", () => {
    expect(findJsonError("[".repeat(1_000_000))?.column).toBe(1_000_001);
    expect(findJsonError(`"${"x".repeat(999_998)}`)?.column).toBe(1);
    expect(findJsonError(`"${"x".repeat(999_998)}"`)).toBeUndefined();
  });
});
