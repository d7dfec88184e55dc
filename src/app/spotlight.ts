/** What a lesson is about now: everything else is dimmed. */
import type { ViewState } from "./view-state.ts";

/** Names of parts, the first what matters most, with spaces between them; undefined: nothing is dimmed. */
export function spotlightOf({ lesson }: Pick<ViewState, "lesson">): string | undefined {
  if (lesson === undefined || lesson.phase === "intro" || lesson.phase === "end") return undefined;
  const { spotlight = [] } = lesson.lesson.beats[lesson.beat] ?? {};
  return spotlight.length === 0 ? undefined : spotlight.join(" ");
}
