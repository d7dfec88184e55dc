import { describe, expect, test } from "vitest";
import { indexOf, prng, randomParents } from "./index-trees.ts";

const TREES = 10;
const ENTRIES = 10_000;
/** 100 starting points with 100 questions each: 10 000 of each kind on every tree. */
const STARTS = 100;
const QUESTIONS = 100;

/** The same tree as plain arrays, walked one parent at a time. */
class NaiveTree {
  readonly parents: Int32Array;
  readonly heights: Int32Array;

  constructor(parents: Int32Array) {
    this.parents = Int32Array.of(-1, ...parents);
    this.heights = new Int32Array(this.parents.length);
    for (let entry = 1; entry < this.parents.length; entry++) {
      this.heights[entry] = this.heights[this.parents[entry]!]! + 1;
    }
  }

  /** From genesis to the entry. */
  pathTo(entry: number): number[] {
    const path: number[] = [];
    for (let walk = entry; walk >= 0; walk = this.parents[walk]!) path.push(walk);
    return path.reverse();
  }

  firstOn(path: ReadonlySet<number>, from: number): number {
    let walk = from;
    while (!path.has(walk)) walk = this.parents[walk]!;
    return walk;
  }
}

describe.each(Array.from({ length: TREES }, (_, i) => i))("[U1] random tree %i", (seed) => {
  const random = prng(seed);
  const parents = randomParents(random, ENTRIES, 5);
  const index = indexOf(parents);
  const naive = new NaiveTree(parents);

  test("has forks, and heights as the naive tree", () => {
    const children = new Set(parents);
    expect(ENTRIES - children.size).toBeGreaterThan(100);
    for (let entry = 0; entry <= ENTRIES; entry++) {
      if (index.height(entry) !== naive.heights[entry]) expect.fail(`entry ${entry}`);
    }
  });

  test("10 000 random ancestors equal the naive ones", () => {
    for (let i = 0; i < STARTS; i++) {
      const from = random.below(ENTRIES + 1);
      const path = naive.pathTo(from);
      for (let q = 0; q < QUESTIONS; q++) {
        const height = random.below(path.length);
        const found = index.ancestor(from, height);
        if (found !== path[height])
          expect.fail(`ancestor(${from}, ${height}) = ${found}, not ${path[height]}`);
      }
    }
  });

  test("10 000 random last common ancestors equal the naive ones", () => {
    for (let i = 0; i < STARTS; i++) {
      const a = random.below(ENTRIES + 1);
      const path = new Set(naive.pathTo(a));
      for (let q = 0; q < QUESTIONS; q++) {
        const b = random.below(ENTRIES + 1);
        const expected = naive.firstOn(path, b);
        const found = index.lastCommon(a, b);
        if (found !== expected) expect.fail(`lastCommon(${a}, ${b}) = ${found}, not ${expected}`);
        if (index.isAncestor(a, b) !== (expected === a)) expect.fail(`isAncestor(${a}, ${b})`);
        if (index.isAncestor(b, a) !== path.has(b)) expect.fail(`isAncestor(${b}, ${a})`);
      }
    }
  });
});
