import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_STATES, EntryTable } from "../../src/replay/entry-table.ts";
import { addOne } from "./tables.ts";

const SEED = 2107;

/** The same, written as plainly as it can be. */
class Model {
  parent: number[] = [];
  height: number[] = [];
  known: string[] = [];
  best: number[] = [];
  add(parent: number) {
    this.parent.push(parent);
    this.height.push(parent < 0 ? 0 : (this.height[parent] ?? 0) + 1);
    this.known.push("header");
  }
  moveBest(to: number) {
    this.best = [];
    for (let e = to; e >= 0; e = this.parent[e] ?? -1) this.best.unshift(e);
  }
  state(e: number) {
    const known = this.known[e] ?? "";
    return (known === "header" || known === "stored") && !this.best.includes(e) ? "stale" : known;
  }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), of: fc.nat(60) }),
  fc.record({ kind: fc.constant("best" as const), of: fc.nat(60) }),
  fc.record({
    kind: fc.constantFrom("asked" as const, "unasked" as const, "stored" as const),
    of: fc.nat(60),
  }),
  fc.record({ kind: fc.constant("invalid" as const), of: fc.nat(60) }),
);

test("it agrees with a plain model after any steps: states, best chain, counts, tips and forks", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const table = new EntryTable();
      const model = new Model();
      const add = (parent: number) => {
        model.add(parent);
        addOne(table, parent, model.height[model.height.length - 1] ?? 0);
      };
      add(-1);
      table.moveBestHeader(0);
      model.moveBest(0);
      for (const { kind, of } of steps) {
        const entry = of % model.parent.length;
        const known = model.known[entry];
        if (kind === "add") add(entry);
        else if (kind === "best") {
          table.moveBestHeader(entry);
          model.moveBest(entry);
        } else if (kind === "asked") {
          table.setAsked(entry);
          if (known === "header") model.known[entry] = "asked";
        } else if (kind === "unasked") {
          table.setUnasked(entry);
          if (known === "asked") model.known[entry] = "header";
        } else if (kind === "stored") {
          table.setStored(entry);
          if (known === "header" || known === "asked") model.known[entry] = "stored";
        } else {
          table.setInvalid(entry);
          model.known[entry] = "invalid";
        }
      }
      const size = model.parent.length;
      expect(table.size).toBe(size);
      expect(table.bestHeight).toBe(model.best.length - 1);
      for (let e = 0; e < size; e++) expect(table.state(e), `entry ${e}`).toBe(model.state(e));
      model.best.forEach((e, height) => {
        expect(table.bestAt(height)).toBe(e);
        expect(table.stateAtHeight(height)).toBe(model.known[e]);
      });
      const counts = BLOCK_STATES.map((state) => model.best.filter((e) => model.known[e] === state).length);
      expect(BLOCK_STATES.map((state) => table.countOnBest(state))).toEqual(counts);
      expect(table.histogram(0, model.best.length)).toEqual(counts);
      const children = model.parent.map((_, e) => model.parent.filter((p) => p === e).length);
      expect([...table.tips].sort()).toEqual(children.flatMap((n, e) => (n === 0 ? [e] : [])).sort());
      expect([...table.forks].sort()).toEqual(children.flatMap((n, e) => (n > 1 ? [e] : [])).sort());
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("blocks that leave the active chain are stored again, and stale off the best chain", () => {
  const table = new EntryTable();
  addOne(table, -1, 0);
  addOne(table, 0, 1);
  addOne(table, 0, 1);
  table.moveBestHeader(1);
  table.setStored(0);
  table.setStored(1);
  table.moveTip(1, [], [0, 1]);
  expect(table.state(1)).toBe("validated");
  table.moveBestHeader(2);
  table.setStored(2);
  table.moveTip(2, [1], [2]);
  expect([0, 1, 2].map((e) => table.state(e))).toEqual(["validated", "stale", "validated"]);
  expect(table.tip).toBe(2);
});

test("a chain that is followed by its headers alone has no block that was validated", () => {
  const table = new EntryTable();
  addOne(table, -1, 0);
  for (let entry = 1; entry <= 3; entry++) addOne(table, entry - 1, entry);
  table.setStored(0);
  table.moveBestHeader(3);
  table.moveTip(3, [], [0, 1, 2, 3]);
  expect([0, 1, 2, 3].map((e) => table.state(e))).toEqual(["validated", "header", "header", "header"]);
  expect([table.tip, table.countOnBest("validated")]).toEqual([3, 1]);
});
