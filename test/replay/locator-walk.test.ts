/** The finger that walks a locator: where it is depends on the view and the moment alone, and it ends where the answer says. */
import { expect, test } from "vitest";
import { whereDoWePart } from "../../src/lessons/en/where-do-we-part.ts";
import { locatorWalk, walkVersion } from "../../src/replay/locator-walk.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { playWorld } from "../lessons/play-lesson.ts";

/** The view while the answer of B is on its way, and from when to when that is. */
function whileAnswered(): { view: WorldView; from: number; to: number } {
  const { view } = playWorld(whereDoWePart, {});
  for (let position = 0; position <= view.history.count; position++) {
    view.show(position);
    if (locatorWalk(view, 0) === undefined) continue;
    const answer = [...view.flights.values()].find(({ command }) => command === "headers");
    if (answer !== undefined && Number.isFinite(answer.departAt))
      return { view, from: answer.departAt, to: answer.arriveAt };
  }
  throw new Error("B answers no locator");
}

test("hash by hash, from the tip down, to the first that is known; then the find", () => {
  const { view, from, to } = whileAnswered();
  const heights = view.locator?.heights ?? [];
  const seen: number[] = [];
  const finds: number[] = [];
  const versions = new Set<number>();
  for (let i = 0; i <= 1000; i++) {
    const walk = locatorWalk(view, from + ((to - from) * i) / 1000);
    if (walk === undefined) throw new Error("nobody walks");
    versions.add(walkVersion(walk));
    if (seen.at(-1) !== walk.index) seen.push(walk.index);
    if (walk.found > 0) {
      expect(heights[walk.index]).toBe(walk.hit);
      if (finds.at(-1) !== walk.found) finds.push(walk.found);
    }
  }
  expect(seen).toEqual(seen.map((_, i) => i));
  expect(seen.length).toBeGreaterThan(10);
  expect(finds).toEqual([...finds].sort((a, b) => a - b));
  expect(finds.at(-1)).toBe(1);
  // Another picture, another number; as few as are needed, all between two moments of the chain.
  expect(versions.size).toBe(seen.length + finds.length);
  for (const version of versions) expect(version > 0 && version < 1).toBe(true);
});

test("it ends where the answer, once it is read, began; with motion reduced it is there at once", () => {
  const { view, from, to } = whileAnswered();
  const walked = locatorWalk(view, to);
  expect(locatorWalk(view, undefined)).toEqual(walked);
  expect(locatorWalk(view, from)).toMatchObject({ index: 0, found: 0 });
  view.show(view.history.count);
  const { position } = view;
  for (let at = 0; at <= position; at++) {
    view.show(at);
    if (view.locator?.hit === undefined) continue;
    expect(view.locator.hit).toBe(walked?.hit);
    expect(locatorWalk(view, to)).toBeUndefined();
    return;
  }
  throw new Error("nothing was found");
});

test("forwards, backwards or at once, a moment has the same finger", () => {
  const { view, from, to } = whileAnswered();
  const { position } = view;
  const at = (from + to) / 2;
  const there = locatorWalk(view, at);
  view.show(view.history.count);
  view.show(position);
  expect(locatorWalk(view, at)).toEqual(there);
  const other = new WorldView([]);
  expect(locatorWalk(other, at)).toBeUndefined();
});
