import fc from "fast-check";
import { expect, test } from "vitest";
import { printable, printableLine } from "../../src/world/printable.ts";

/** Every code unit that steers a terminal or the direction of text, written down apart from the code. */
const HARMFUL = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  0x061c,
  0x200e,
  0x200f,
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
];

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Texts with many of them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HARMFUL).map((code) => String.fromCharCode(code)),
      fc.string({ unit: "binary" }),
      fc.constantFrom("\\", '"', "\\u001b", "é", "🙂"),
    ),
  )
  .map((parts) => parts.join(""));

test("no harmful character is left, and every other stays where it was", () => {
  const changedBy = (change: (text: string) => string) =>
    range(0, 0xffff).filter((code) => change(String.fromCharCode(code)) !== String.fromCharCode(code));
  expect(changedBy(printableLine)).toEqual(HARMFUL);
  expect(changedBy(printable)).toEqual(HARMFUL.filter((code) => code !== 0x0a));
  fc.assert(
    fc.property(hostile, (text) => {
      const harmless = [...text].filter((character) => !HARMFUL.includes(character.charCodeAt(0)));
      const made = printableLine(text);
      expect([...made].some((character) => HARMFUL.includes(character.charCodeAt(0)))).toBe(false);
      expect(made.replace(/\\u[0-9a-f]{4}/g, "")).toBe(harmless.join("").replace(/\\u[0-9a-f]{4}/g, ""));
      expect(printable(text).split("\n").map(printableLine)).toEqual(text.split("\n").map(printableLine));
      // Nothing is done twice.
      expect(printableLine(made)).toBe(made);
    }),
  );
});

test("JSON says the same as before", () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.oneof(hostile, fc.integer())), (value) => {
      expect(JSON.parse(printableLine(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
