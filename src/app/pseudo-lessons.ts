/** Headway's lessons in the languages that nobody speaks. */
import { builtInLessons } from "../lessons/built-in.ts";
import { type LessonTexts, mapTexts, textsOf } from "../lessons/lesson-texts.ts";
import { longer, toTheLeft } from "./locales/pseudo.ts";

type ById = Readonly<Record<string, LessonTexts>>;

export const longLessons = (): ById => lessons(longer);
export const mirroredLessons = (): ById => lessons(toTheLeft);

function lessons(change: (text: string) => string): ById {
  return Object.fromEntries(builtInLessons.map((lesson) => [lesson.id, mapTexts(textsOf(lesson), change)]));
}
