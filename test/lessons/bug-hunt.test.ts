/** The bug hunt names the program's defects in its data, which imports no program: that it names those there are is held here. */
import { expect, test } from "vitest";
import { bugHunt } from "../../src/lessons/en/bug-hunt.ts";
import { defectIds } from "../../src/node/published/defect-ids.ts";

test("mending the first defect leaves all the others", () => {
  const { scenario } = bugHunt.variants?.find(({ id }) => id === "connected")?.change ?? {};
  const left = typeof scenario === "object" ? scenario.defects : undefined;
  expect(left).toEqual(defectIds.slice(1));
});
