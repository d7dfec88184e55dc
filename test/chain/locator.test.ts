import { describe, expect, test } from "vitest";
import { findFork, locatorEntries, locatorHeights } from "../../src/chain/locator.ts";
import { activeUpTo, addTo, indexOf, madeUpHash, path, prng } from "./index-trees.ts";

/** `from` down to `to`, then the rest. */
function heights(from: number, to: number, ...rest: number[]): number[] {
  return [...Array.from({ length: from - to + 1 }, (_, i) => from - i), ...rest];
}

/** protocol.md §2.6. */
const CORE: readonly (readonly [number, number[]])[] = [
  [0, [0]],
  [1, [1, 0]],
  [10, heights(10, 0)],
  [11, heights(11, 0)],
  [12, heights(12, 0)],
  [13, heights(13, 2, 0)],
  [14, heights(14, 3, 1, 0)],
  [20, heights(20, 9, 7, 3, 0)],
  [25, heights(25, 14, 12, 8, 0)],
  [26, heights(26, 15, 13, 9, 1, 0)],
  [100, heights(100, 89, 87, 83, 75, 59, 27, 0)],
  [1000, heights(1000, 989, 987, 983, 975, 959, 927, 863, 735, 479, 0)],
  [2000, heights(2000, 1989, 1987, 1983, 1975, 1959, 1927, 1863, 1735, 1479, 967, 0)],
  [10_000, heights(10_000, 9989, 9987, 9983, 9975, 9959, 9927, 9863, 9735, 9479, 8967, 7943, 5895, 1799, 0)],
  [
    100_000,
    // biome-ignore format: the row of the table
    heights(100_000, 99_989, 99_987, 99_983, 99_975, 99_959, 99_927, 99_863, 99_735, 99_479, 98_967, 97_943, 95_895, 91_799, 83_607, 67_223, 34_455, 0),
  ],
  [
    900_000,
    // biome-ignore format: the row of the table
    heights(900_000, 899_989, 899_987, 899_983, 899_975, 899_959, 899_927, 899_863, 899_735, 899_479, 898_967, 897_943, 895_895, 891_799, 883_607, 867_223, 834_455, 768_919, 637_847, 375_703, 0),
  ],
];
const CORE_COUNTS = [1, 2, 11, 12, 13, 13, 14, 15, 15, 16, 18, 21, 22, 25, 28, 31];

const ARTICLE: readonly (readonly [number, number[]])[] = [
  [0, [0]],
  [1, [1, 0]],
  [10, heights(10, 0)],
  [11, heights(11, 2, 0)],
  [12, heights(12, 3, 1, 0)],
  [13, heights(13, 4, 2, 0)],
  [14, heights(14, 5, 3, 0)],
  [20, heights(20, 11, 9, 5, 0)],
  [25, heights(25, 16, 14, 10, 2, 0)],
  [26, heights(26, 17, 15, 11, 3, 0)],
  [100, heights(100, 91, 89, 85, 77, 61, 29, 0)],
  [1000, heights(1000, 991, 989, 985, 977, 961, 929, 865, 737, 481, 0)],
  [2000, heights(2000, 1991, 1989, 1985, 1977, 1961, 1929, 1865, 1737, 1481, 969, 0)],
];

describe("[S8] locator heights", () => {
  test.each(CORE)("of Core from %i", (height, expected) => {
    expect(locatorHeights(height, "core")).toEqual(expected);
  });

  test("of Core are as many as the table says", () => {
    expect(CORE.map(([height]) => locatorHeights(height, "core").length)).toEqual(CORE_COUNTS);
  });

  test.each(ARTICLE)("of the article from %i", (height, expected) => {
    expect(locatorHeights(height, "article")).toEqual(expected);
  });

  test.each([
    [11, 11],
    [12, 12],
    [13, 12],
    [14, 12],
    [20, 13],
    [25, 14],
    [26, 14],
    [100, 16],
    [1000, 19],
    [2000, 20],
    [10_000, 23],
    [100_000, 26],
    [900_000, 29],
  ])("of the article from %i are %i", (height, count) => {
    expect(locatorHeights(height, "article")).toHaveLength(count);
  });
});

test("[B8] the locator of a 26-high chain names its blocks 26…15, 13, 9, 1, 0", () => {
  const index = indexOf(path(26));
  expect(locatorEntries(index, 26, "core")).toEqual(heights(26, 15, 13, 9, 1, 0));
});

describe("[U1] main 100 000, side branch of 50 000 from 49 999", () => {
  const index = indexOf([...path(100_000), 49_999, ...Array.from({ length: 49_999 }, (_, i) => 100_001 + i)]);

  test("100 random locators begin at their tip, step by 1, then by 2, 4, 8…, and end at genesis", () => {
    const random = prng(8);
    for (let i = 0; i < 100; i++) {
      const tip = random.below(index.size);
      const entries = locatorEntries(index, tip, "core");
      const at = entries.map((entry) => index.height(entry));
      expect(entries[0]).toBe(tip);
      expect(entries.at(-1)).toBe(0);
      expect(entries.every((entry) => index.isAncestor(entry, tip))).toBe(true);
      for (let j = 1; j <= 11 && j < at.length - 1; j++) expect(at[j - 1]! - at[j]!).toBe(1);
      for (let j = 12, step = 2; j < at.length - 1; j++, step *= 2) expect(at[j - 1]! - at[j]!).toBe(step);
    }
  });
});

describe("finding the fork", () => {
  // 10 common blocks, then 10 on one side (entries 11–20, active) and 5 on the other (21–25).
  const index = indexOf([...path(20), 10, 21, 22, 23, 24]);
  const active = activeUpTo(index, 20);
  const locatorOf = (entry: number) => locatorEntries(index, entry, "core").map((e) => index.hash(e).slice());

  test("[U1] from either side", () => {
    expect(findFork(index, active, locatorOf(20))).toBe(20);
    expect(findFork(index, active, locatorOf(15))).toBe(15);
    expect(findFork(index, active, locatorOf(25))).toBe(10);
    expect(findFork(index, activeUpTo(index, 25), locatorOf(20))).toBe(10);
  });

  test("passes over hashes that it does not know", () => {
    expect(findFork(index, active, [madeUpHash(900), madeUpHash(901), ...locatorOf(12)])).toBe(12);
  });

  test("passes over a side branch to the next hash", () => {
    expect(findFork(index, active, [index.hash(25), index.hash(7)])).toBe(7);
  });

  test("is our tip for a header that descends from it", () => {
    const short = activeUpTo(index, 14);
    expect(findFork(index, short, locatorOf(20))).toBe(14);
    expect(findFork(index, short, [index.hash(16), index.hash(3)])).toBe(14);
    // One that does not descend from it is passed over.
    expect(findFork(index, short, [index.hash(25), index.hash(3)])).toBe(3);
  });

  test("is genesis if nothing is shared", () => {
    expect(findFork(index, active, [])).toBe(0);
    expect(findFork(index, active, [madeUpHash(900)])).toBe(0);
    const side = addTo(index, 0);
    expect(findFork(index, active, [index.hash(side)])).toBe(0);
  });
});
