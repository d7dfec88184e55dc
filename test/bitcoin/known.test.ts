import { expect, it } from "vitest";
import { known } from "../../src/bitcoin/known.ts";

it("what is there is handed on, also what is 0 or empty; what is not there is named", () => {
  expect(known(0, "a height")).toBe(0);
  expect(known("", "a name")).toBe("");
  expect(() => known([][0], "a block")).toThrow("not found: a block");
  expect(() => known(null, "a time-out")).toThrow("not found: a time-out");
});
