import { expect, test } from "vitest";
import { ActiveChain } from "../../src/chain/active-chain.ts";
import { activeUpTo, indexOf, path } from "./index-trees.ts";

test("begins with genesis", () => {
  const active = new ActiveChain(indexOf([]));
  expect([active.tip, active.height, active.at(0), active.at(1), active.at(-1)]).toEqual([
    0,
    0,
    0,
    undefined,
    undefined,
  ]);
  expect(active.contains(0)).toBe(true);
});

test("holds one path and no side branch", () => {
  const active = activeUpTo(indexOf([...path(5), 2, 6]), 5);
  expect([active.tip, active.height, active.at(3)]).toEqual([5, 5, 3]);
  expect([3, 5, 6, 7].map((entry) => active.contains(entry))).toEqual([true, true, false, false]);
});

test("a disconnected block is no part of it", () => {
  const active = activeUpTo(indexOf(path(3)), 3);
  expect(active.disconnect()).toBe(3);
  expect([active.tip, active.height, active.contains(3), active.at(3)]).toEqual([2, 2, false, undefined]);
  active.connect(3);
  expect(active.tip).toBe(3);
});

test("only a child of the tip connects, and genesis stays", () => {
  const active = activeUpTo(indexOf([...path(3), 1]), 2);
  expect(() => active.connect(1)).toThrow("no child of the tip");
  expect(() => active.connect(4)).toThrow("no child of the tip");
  active.disconnect();
  active.disconnect();
  expect(() => active.disconnect()).toThrow("genesis");
});
