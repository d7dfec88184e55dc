import { expect, test } from "vitest";
import { refusedOf } from "../sweep/hostile.ts";

test("10,000 mutated sweeps, races and tables: no exception, and one readable line for each that is refused", () => {
  expect(refusedOf(10_000)).toBeGreaterThan(5_000);
});
