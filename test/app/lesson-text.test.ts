/** Figures in a lesson's texts. */
import { expect, test } from "vitest";
import type { LessonState } from "../../src/app/lesson-state.ts";
import { lessonText } from "../../src/app/lesson-text.ts";
import { builtInLessons } from "../../src/lessons/built-in.ts";

test("before the run has come to its end figures of it are not named, those of the world are", () => {
  const [lesson] = builtInLessons;
  if (lesson === undefined) throw new Error("there is no lesson");
  const state = { lesson, facts: { headersKnown: 60 } } as unknown as LessonState;
  const { scenario } = lesson.world as { scenario: Parameters<typeof lessonText>[1] };
  const text = "{world.headersPerMessage} at most: {headersKnown}";
  const named = lessonText(state, scenario, text);
  expect(named).toMatch(/^\S+ at most: 60$/);
  expect(lessonText(state, scenario, text, true)).toBe(named.replace("60", "…"));
});
