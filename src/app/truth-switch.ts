/** Which of both is shown: what the local node knows, or, beside it, what is so (interface.md §4.7). */
import type { Session } from "./session.ts";
import { t } from "./text.ts";
import type { ViewState } from "./view-state.ts";

type Asked = Pick<ViewState, "truth" | "lesson">;

/** While a lesson hides what comes, what is so would be an answer. */
export function isTruthShut({ lesson }: Pick<ViewState, "lesson">): boolean {
  return lesson !== undefined && lesson.phase !== "after" && lesson.phase !== "end";
}

export function isTruthShown(state: Asked): boolean {
  return state.truth && !isTruthShut(state);
}

export function toggleTruth(session: Session): void {
  const state = session.store.getState();
  if (isTruthShut(state)) session.store.setState({ notice: t("truth.shut") });
  else session.store.setState({ truth: !state.truth });
}
