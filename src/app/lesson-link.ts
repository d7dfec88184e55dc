/** A link to a lesson: its id, of one of Headway's own; else the whole of it, packed as a moment is. */
import { parseLesson } from "../lessons/lesson-schema.ts";
import { printableLine } from "../world/printable.ts";
import { message } from "./error-text.ts";
import type { LessonState } from "./lesson-state.ts";
import { packLink } from "./link.ts";
import { openLesson } from "./open-lesson.ts";
import type { Session } from "./session.ts";
import { clock, t } from "./text.ts";
import { worldTitle } from "./world-title.ts";

/** The address that begins it. Rejects with a RangeError where it is too long for one. */
export async function lessonAddress({ lesson, source }: LessonState): Promise<string> {
  const page = `${location.origin}${location.pathname}`;
  if (source === "built-in") return `${page}?lesson=${lesson.id}`;
  return `${page}#${await packLink(JSON.stringify({ lesson }), "a lesson")}`;
}

/** A link is of a lesson, and not of a moment. */
export function holdsLesson(value: unknown): value is { readonly lesson: unknown } {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "lesson");
}

/** Begins it, or says in one line why not; `loadInstead` as in `openLink`. */
export async function openLinkedLesson(
  session: Session,
  value: unknown,
  loadInstead: () => Promise<void>,
): Promise<void> {
  const parsed = parseLesson(value);
  let why = parsed.ok ? "" : `lesson.${printableLine(parsed.error)}`;
  try {
    if (parsed.ok) {
      await openLesson(session, parsed.lesson, "link");
      return;
    }
  } catch (error) {
    why = message(error);
  }
  if (session.run === undefined) await loadInstead();
  const shown = t("link.shown", { title: worldTitle(session.store.getState()), clock: clock(session.at) });
  session.store.setState({ error: t("link.refused", { why, shown }) });
}
