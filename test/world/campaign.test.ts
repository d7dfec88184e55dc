import { expect, it } from "vitest";
import { problemsOf } from "./campaign.ts";

it("a hundred random worlds keep every invariant and end on the most-work chain", () => {
  for (let seed = 1; seed <= 100; seed++) expect(problemsOf(seed)).toEqual([]);
});
