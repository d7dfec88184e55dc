/** Begins a lesson: one of Headway's own by its id, or one that somebody has read. */
import { builtInLessons } from "../lessons/built-in.ts";
import type { Lesson } from "../lessons/lesson.ts";
import { shortened } from "./address.ts";
import { LessonRun } from "./lesson-run.ts";
import type { LessonSource } from "./lesson-state.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

/**
 * From its beginning, or from a beat on: `beat` is its number, from 1, as somebody wrote it. Rejects with one readable line where there
 * is no such lesson, or its world cannot be had. Resolves with such a line where there is no such beat: the lesson has begun then.
 */
export async function openLesson(
  session: Session,
  what: string | Lesson,
  source: LessonSource = "built-in",
  beat?: string,
): Promise<string | undefined> {
  const lesson = typeof what === "string" ? builtInLessons.find(({ id }) => id === what) : what;
  if (lesson === undefined) {
    const names = builtInLessons.map(({ id }) => id).join(", ");
    const expected = t("address.oneOf", { names });
    throw new RangeError(t("address.wrong", { field: "lesson", expected, found: shortened(`${what}`) }));
  }
  const beats = lesson.beats.length;
  const isThere = beat !== undefined && /^\d{1,3}$/.test(beat) && Number(beat) >= 1 && Number(beat) <= beats;
  await new LessonRun(session, lesson, source).begin(isThere ? Number(beat) - 1 : undefined);
  if (beat === undefined || isThere) return undefined;
  const expected = t("address.wholeFrom", { least: 1, most: beats });
  return t("address.wrong", { field: "beat", expected, found: shortened(beat) });
}
