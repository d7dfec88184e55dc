/** Begins a lesson: one of Headway's own by its id, or one that somebody has read. */
import { builtInLessons } from "../lessons/built-in.ts";
import type { Lesson } from "../lessons/lesson.ts";
import { LessonRun } from "./lesson-run.ts";
import type { LessonSource } from "./lesson-state.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

/** Rejects with one readable line where there is no such lesson, or its world cannot be had. */
export async function openLesson(
  session: Session,
  what: string | Lesson,
  source: LessonSource = "built-in",
): Promise<void> {
  const lesson = typeof what === "string" ? builtInLessons.find(({ id }) => id === what) : what;
  if (lesson === undefined) {
    const names = builtInLessons.map(({ id }) => id).join(", ");
    const expected = t("address.oneOf", { names });
    throw new RangeError(t("address.wrong", { field: "lesson", expected, found: `${what}`.slice(0, 60) }));
  }
  await new LessonRun(session, lesson, source).begin();
}
