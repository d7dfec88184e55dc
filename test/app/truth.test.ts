/** What is so, drawn and said; and when nobody may see it. */
import { expect, test } from "vitest";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutTruth } from "../../src/app/drawings/truth-strip.ts";
import type { LessonState } from "../../src/app/lesson-state.ts";
import { isTruthShown, isTruthShut } from "../../src/app/truth-switch.ts";
import { truthText } from "../../src/app/truth-text.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";
import type { Truth } from "../../src/replay/truth.ts";
import { WorldView } from "../../src/replay/world-view.ts";

const LIED: Truth = { height: 400, fork: 250, yours: 300, have: ["B", "C"], aside: ["A"] };
const sizes = [
  { width: 866, height: 52, scale: 1 },
  { width: 334, height: 52, scale: 1 },
  { width: 1386, height: 90, scale: 2 },
];
const texts = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : [])).join(" | ");

test.each(sizes)("in $width px a ghost stands for what is not known, and no block's glyph", (box) => {
  const shapes = layoutTruth(new WorldView([]), LIED, box);
  const bars = shapes.flatMap((shape) => (shape.kind === "rect" ? [shape] : []));
  for (const { x, y, w, h } of bars) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + w).toBeLessThanOrEqual(box.width);
    expect(y + h).toBeLessThanOrEqual(box.height);
  }
  expect(bars.filter(({ dash }) => dash !== undefined)).toHaveLength(1);
  expect(texts(shapes)).toMatch(/150/);
  expect(texts(shapes)).toMatch(/instead you have/);
  expect(shapes.some(({ kind }) => kind === "glyph")).toBe(false);
});

test("where there is room each block that is not known is a cell", () => {
  const few: Truth = { height: 12, fork: 7, yours: 7, have: ["B"], aside: [] };
  const shapes = layoutTruth(new WorldView([]), few, { width: 866, height: 52, scale: 1 });
  expect(shapes.filter((shape) => shape.kind === "rect" && shape.dash !== undefined)).toHaveLength(5);
});

test("it is said in words", () => {
  expect(truthText(undefined)).toBe("You have not started yet.");
  expect(truthText(LIED)).toBe(
    "Of 150 blocks after 250 you have not heard: had by B, C. Your 50 headers above 250 are on another chain with less work: had by A.",
  );
  expect(truthText({ ...LIED, aside: [] })).toContain("on a chain that nobody here follows");
  const all = { height: 9, fork: 9, yours: 9, have: [], aside: [] };
  expect(truthText(all)).toBe("The chain with most work ends at 9, and you know all of it.");
});

test("while a lesson hides what comes it is shut, whatever was chosen", () => {
  const [lesson] = builtInLessons;
  if (lesson === undefined) throw new Error("no lesson");
  const at = (phase: LessonState["phase"]): LessonState => ({
    lesson,
    source: "built-in",
    beat: 0,
    phase,
    votes: [],
    facts: {},
    isBusy: false,
    changed: undefined,
    trying: undefined,
  });
  for (const phase of ["intro", "before", "ask", "motion"] as const) {
    expect(isTruthShut({ lesson: at(phase) })).toBe(true);
    expect(isTruthShown({ truth: true, lesson: at(phase) })).toBe(false);
  }
  for (const phase of ["after", "end"] as const)
    expect(isTruthShown({ truth: true, lesson: at(phase) })).toBe(true);
  expect(isTruthShown({ truth: true, lesson: undefined })).toBe(true);
  expect(isTruthShown({ truth: false, lesson: undefined })).toBe(false);
});
