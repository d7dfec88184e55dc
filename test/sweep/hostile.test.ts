import { expect, test } from "vitest";
import { refusedOf } from "./hostile.ts";

test("300 mutated sweeps, races and tables: no exception, and one readable line for each that is refused", () => {
  expect(refusedOf(300)).toBeGreaterThan(150);
});
