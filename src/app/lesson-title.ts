/** What a lesson is called with its number, as *Compare* and a teacher name it; apart from its words, which the first page has. */
import { lessonNumber } from "../lessons/built-in.ts";
import type { Lesson } from "../lessons/lesson.ts";
import type { LessonState } from "./lesson-state.ts";
import { t } from "./text.ts";

/** Its title as it is given; what somebody else has written has no number. */
export function numberedTitle(
  { id, title }: Pick<Lesson, "id" | "title">,
  source: LessonState["source"] = "built-in",
): string {
  const number = source === "built-in" ? lessonNumber(id) : undefined;
  return number === undefined ? title : t("lesson.numbered", { number, title });
}
