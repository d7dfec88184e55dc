import fc from "fast-check";
import { expect, test } from "vitest";
import { EntryTable } from "../../src/replay/entry-table.ts";
import { type SkeletonItem, skeleton } from "../../src/replay/skeleton.ts";
import { addOne } from "./tables.ts";

function chain(length: number): EntryTable {
  const table = new EntryTable();
  addOne(table, -1, 0);
  for (let height = 1; height <= length; height++) addOne(table, height - 1, height);
  table.moveBestHeader(length);
  return table;
}

const options = { keep: [], wish: [], columns: 30, runColumns: 4, branches: 2 };

/** Heights that an item covers. */
function covered(items: readonly SkeletonItem[]): number[] {
  return items.flatMap((item) =>
    item.kind === "block"
      ? [item.height]
      : Array.from({ length: item.high - item.low + 1 }, (_, i) => item.low + i),
  );
}

test("a chain that fits is shown block by block", () => {
  expect(skeleton(chain(29), options).main.map(({ kind }) => kind)).toEqual(Array(30).fill("block"));
});

test("whatever is kept or wished for, every height is there once and in order, and what must stand alone does", () => {
  const heights = fc.array(fc.integer({ min: -3, max: 520 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), heights, heights, (length, keep, wish) => {
      const { main } = skeleton(chain(length), { ...options, keep, wish });
      expect(covered(main)).toEqual(Array.from({ length: length + 1 }, (_, i) => i));
      const alone = new Set(main.flatMap((item) => (item.kind === "block" ? [item.height] : [])));
      for (const height of [0, length, ...keep]) {
        if (height >= 0 && height <= length) expect(alone.has(height), `height ${height}`).toBe(true);
      }
      for (const item of main) {
        if (item.kind === "run")
          expect(item.histogram.reduce((a, b) => a + b)).toBe(item.high - item.low + 1);
      }
    }),
    { seed: 2107, numRuns: 200 },
  );
});

test("wishes are granted in their order as long as there is room", () => {
  const { main } = skeleton(chain(500), { ...options, columns: 12, wish: [100, 101, 102, 300, 400] });
  const alone = main.flatMap((item) => (item.kind === "block" ? [item.height] : []));
  expect(alone).toEqual([0, 100, 101, 500]);
});

test("branches hang where they leave, the longest first, and the rest is counted", () => {
  const table = chain(20);
  const branch = (from: number, length: number) => {
    let parent = from;
    for (let i = 1; i <= length; i++) {
      addOne(table, parent, from + i);
      parent = table.size - 1;
    }
  };
  branch(5, 2);
  branch(10, 9);
  branch(12, 1);
  const drawn = skeleton(table, options);
  expect(drawn.branches.map(({ forkHeight, items }) => [forkHeight, covered(items)])).toEqual([
    [10, [11, 12, 13, 14, 15, 16, 17, 18, 19]],
    [5, [6, 7]],
  ]);
  expect(drawn.hiddenBranches).toBe(1);
});

test("an empty index has no skeleton", () => {
  expect(skeleton(new EntryTable(), options)).toEqual({ main: [], branches: [], hiddenBranches: 0 });
});
