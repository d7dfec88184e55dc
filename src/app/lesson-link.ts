/** A link to a lesson: its id, of one of Headway's own; else the whole of it, packed as a moment is. */
import { parseLesson } from "../lessons/lesson-schema.ts";
import { printableLine } from "../world/printable.ts";
import { message } from "./error-text.ts";
import { beatNumber, type LessonState } from "./lesson-state.ts";
import { packLink } from "./link.ts";
import { openLesson } from "./open-lesson.ts";
import type { Session } from "./session.ts";
import { clock, t } from "./text.ts";
import { worldTitle } from "./world-title.ts";

/**
 * The address that begins it where it is: at its beginning, also when it is over, or before a beat runs. Rejects with a RangeError
 * where it is too long for one.
 */
export async function lessonAddress(state: LessonState): Promise<string> {
  const { lesson, source } = state;
  const url = new URL(`${location.origin}${location.pathname}`);
  if (source === "built-in") url.searchParams.set("lesson", lesson.id);
  else url.hash = await packLink(JSON.stringify({ lesson }), "a lesson");
  const beat = linkedBeat(state);
  if (beat !== undefined) url.searchParams.set("beat", `${beat}`);
  return url.href;
}

/** Of the beat that its address begins at, from 1; undefined: at the beginning. */
export function linkedBeat(state: LessonState): number | undefined {
  return state.phase === "end" ? undefined : beatNumber(state);
}

/** A link is of a lesson, and not of a moment. */
export function holdsLesson(value: unknown): value is { readonly lesson: unknown } {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "lesson");
}

/** Begins it, or says in one line why not; `loadInstead` as in `openLink`, `beat` as in `openLesson`. */
export async function openLinkedLesson(
  session: Session,
  value: unknown,
  loadInstead: () => Promise<void>,
  beat?: string,
): Promise<void> {
  const parsed = parseLesson(value);
  let why = parsed.ok ? "" : `lesson.${printableLine(parsed.error)}`;
  try {
    if (parsed.ok) {
      const problem = await openLesson(session, parsed.lesson, "link", beat);
      if (problem !== undefined) session.store.setState({ error: problem });
      return;
    }
  } catch (error) {
    why = message(error);
  }
  if (session.run === undefined) await loadInstead();
  const shown = t("link.shown", { title: worldTitle(session.store.getState()), clock: clock(session.at) });
  session.store.setState({ error: t("link.refused", { why, shown }) });
}
