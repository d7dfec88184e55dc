import { expect, test } from "vitest";
import { Apart } from "../../src/app/apart.ts";

/** Frames at 60 a second; `changes`: of each frame. */
function followed(changes: readonly number[], timePasses = true): readonly number[] {
  const apart = new Apart(100);
  apart.follows({ version: -1, changes: 0, timePasses: false, now: -1 });
  return changes.flatMap((count, frame) =>
    apart.follows({ version: frame, changes: count, timePasses, now: frame * 16 }) ? [frame] : [],
  );
}

test("a frame in which something happened is followed in the next one", () => {
  expect(followed([0, 1, 1, 1, 5, 5])).toEqual([0, 2, 3, 5]);
});

test("where something happens in each frame it is followed after the time given", () => {
  expect(followed(Array.from({ length: 20 }, (_, i) => i + 1))).toEqual([7, 14]);
});

test("at rest it is followed at once", () => {
  expect(followed([1, 2, 3], false)).toEqual([0, 1, 2]);
});

test("asked twice in a frame it says no the second time, and the change is not lost", () => {
  const apart = new Apart(100);
  const ask = (version: number, changes: number) =>
    apart.follows({ version, changes, timePasses: true, now: version * 16 });
  expect([ask(0, 1), ask(0, 1), ask(1, 2), ask(1, 2), ask(2, 2), ask(2, 2)]).toEqual([
    true,
    false,
    false,
    false,
    true,
    false,
  ]);
});
