import { expect, it } from "vitest";
import { problemsOf } from "./campaign.ts";

it("a hundred random worlds keep every invariant and end on the most-work chain", () => {
  for (let seed = 1; seed <= 100; seed++) expect(problemsOf(seed)).toEqual([]);
});

it("seed 1056: a peer behind our best header is asked how far it is, and gives the blocks it has", () => {
  expect(problemsOf(1056)).toEqual([]);
});

it.each([190, 225])("seed %i: more new blocks than fit one message are not announced in one", (seed) => {
  expect(problemsOf(seed)).toEqual([]);
});

it("seed 3398: a peer that Core protects from eviction is not evicted by the time that began before", () => {
  expect(problemsOf(3398, "core")).toEqual([]);
});

it.each(["core", "core-0.12"])(
  "seed 3750, %s: a block announced beyond a small window is fetched",
  (policy) => {
    expect(problemsOf(3750, policy)).toEqual([]);
  },
);
