/** The locator as it is drawn: misses grey, the find marked, and what came again said in words. */
import { expect, test } from "vitest";
import { layoutLocator } from "../../src/app/drawings/locator.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { whereDoWePart } from "../../src/lessons/en/where-do-we-part.ts";
import { locatorWalk } from "../../src/replay/locator-walk.ts";
import type { WorldView } from "../../src/replay/world-view.ts";
import { playWorld } from "../lessons/play-lesson.ts";

const sizes = [
  { width: 866, height: 96, scale: 1 },
  { width: 334, height: 96, scale: 1 },
  { width: 1386, height: 146, scale: 2.05 },
];

function seek(view: WorldView, isThere: () => boolean): void {
  for (let position = 0; position <= view.history.count; position++) {
    view.show(position);
    if (isThere()) return;
  }
  throw new Error("never");
}

const words = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" && shape.mono !== true ? [shape.text] : [])).join(" ");
const cells = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "rect" && shape.fill !== undefined ? [shape] : []));

test.each(sizes)("in $width px: a cell a hash, all of them in sight, misses grey and one found", (box) => {
  const { view } = playWorld(whereDoWePart, {});
  seek(view, () => view.locator?.hit !== undefined);
  const shapes = layoutLocator(view, box);
  const drawn = cells(shapes);
  expect(drawn).toHaveLength(21);
  for (const { x, y, w, h } of drawn) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + w).toBeLessThanOrEqual(box.width);
    expect(y + h).toBeLessThanOrEqual(box.height);
  }
  expect(drawn.filter(({ fill }) => fill === "accent")).toHaveLength(1);
  const above = view.locator?.heights.filter((height) => height > 526) ?? [];
  expect(drawn.filter(({ fill }) => fill === "wash")).toHaveLength(above.length);
  expect(words(shapes)).toBe("B has 526. 24 headers after it come again: you part at 550");
});

test("while it is read the finger says what it asks, and nothing is found before its time", () => {
  const { view } = playWorld(whereDoWePart, {});
  seek(view, () => locatorWalk(view, 0) !== undefined);
  const [first] = view.locator?.heights ?? [];
  const at = (walk: ReturnType<typeof locatorWalk>) =>
    layoutLocator(view, { ...sizes[0], width: 866, scale: 1, walk });
  const begun = at(locatorWalk(view, 0));
  expect(words(begun)).toBe(`B: is ${first} mine?`);
  expect(cells(begun).filter(({ fill }) => fill !== "panel")).toHaveLength(0);
  const done = at(locatorWalk(view, undefined));
  expect(words(done)).toBe("B: 526 is mine!");
  expect(cells(done).filter(({ fill }) => fill === "accent")).toHaveLength(1);
});
