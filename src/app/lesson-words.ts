/**
 * Headway's lessons in the language of the page. Their words are fetched with the lessons, and again whenever another language is chosen;
 * a lesson that somebody has written stays in its own.
 */
import type { Lesson } from "../lessons/lesson.ts";
import { inWords, type LessonTexts } from "../lessons/lesson-texts.ts";
import { fetched } from "../runtime/late-part.ts";
import type { LessonState } from "./lesson-state.ts";
import { type LanguageId, languageOf } from "./locales/languages.ts";

type Words = Readonly<Record<string, LessonTexts>>;

/** Of each language whose lessons somebody has looked at. */
const known = new Map<LanguageId, Words>();
let language: LanguageId = "en";
/** Lessons are looked at on this page. */
let isWanted = false;

/** Before lessons are shown. */
export async function fetchLessonWords(): Promise<void> {
  isWanted = true;
  await fetchIn(language);
}

/** Before the page speaks this language; what comes back makes the lessons speak it. */
export async function lessonWordsOf(chosen: LanguageId): Promise<() => void> {
  if (isWanted) await fetchIn(chosen);
  return () => {
    language = chosen;
  };
}

async function fetchIn(chosen: LanguageId): Promise<void> {
  const { lessons } = languageOf(chosen);
  if (lessons !== undefined && !known.has(chosen)) known.set(chosen, await fetched("lessons", lessons()));
}

/** One of Headway's own as it is shown; in English where nobody has translated it. */
export function lessonInWords(lesson: Lesson): Lesson {
  const texts = known.get(language)?.[lesson.id];
  return texts === undefined ? lesson : inWords(lesson, texts, languageOf(language).tag);
}

/** The lesson that is being given, as it is shown: whoever wrote a lesson has chosen its language. */
export function shownLesson({ lesson, source }: Pick<LessonState, "lesson" | "source">): Lesson {
  return source === "built-in" ? lessonInWords(lesson) : lesson;
}

/** What a scenario is called that stands in a lesson of Headway; undefined: as it calls itself. */
export function worldInLesson({ lesson, source }: LessonState, id: string): string | undefined {
  return source === "built-in" ? known.get(language)?.[lesson.id]?.worlds[id] : undefined;
}
