/** What counts as the same picture, and as the same thing said. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { same } from "../../src/app/same.ts";

test("a copy of plain values is the same, and nothing else is", () => {
  const values = fc.object({ values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(undefined)] });
  fc.assert(
    fc.property(values, values, (a, b) => {
      expect(same(a, structuredClone(a))).toBe(true);
      expect(same([a, b], structuredClone([a, b]))).toBe(true);
      expect(same({ ...a, more: 1 }, a)).toBe(false);
      expect(same(a, { ...a, more: 1 })).toBe(false);
      expect(same([a], [a, b])).toBe(false);
    }),
  );
  expect(same(Number.NaN, Number.NaN)).toBe(true);
  expect(same({ a: undefined }, {})).toBe(false);
  expect(same({ a: undefined }, { b: undefined })).toBe(false);
  expect(same([1], { 0: 1 })).toBe(false);
  expect(same(null, {})).toBe(false);
});

test("what may change without becoming another is only the same as itself", () => {
  const one = new Map([[1, 2]]);
  expect(same({ one }, { one })).toBe(true);
  expect(same({ one }, { one: new Map([[1, 2]]) })).toBe(false);
});
