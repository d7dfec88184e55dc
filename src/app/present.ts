/** Presenting to a hall: what of the page is left, and what a clicker does. */
import type { Session } from "./session.ts";
import { strideBack } from "./strides.ts";
import { toggle } from "./toggle.ts";

/** What is left where no lesson says what it is about. */
const PARTS = "stage window now";

/** Names of the parts that are left, with spaces between them; `spotlight`: as `spotlightOf`. */
export function partsLeft(spotlight: string | undefined, isLesson: boolean): string {
  if (spotlight !== undefined) return spotlight;
  // A lesson has words of its own.
  return isLesson ? PARTS.replace(" now", "") : PARTS;
}

export function togglePresenting(session: Session): void {
  const presenting = !session.store.getState().presenting;
  document.documentElement.toggleAttribute("data-presenting", presenting);
  session.store.setState({ presenting });
}

/** Nothing is to be seen, and nothing goes on behind it; or the picture is back. */
export function toggleBlank(session: Session): void {
  const blank = !session.store.getState().blank;
  session.store.setState({ blank });
  if (blank) void session.pause();
}

export function toggleFullScreen(): void {
  // A browser may refuse it, or know nothing of it; then the page stays as it is.
  const { fullscreenElement = null } = document;
  if (fullscreenElement === null) document.documentElement.requestFullscreen?.().catch(() => {});
  else void document.exitFullscreen().catch(() => {});
}

/** On by one press of a clicker: the picture is back, the lesson goes on, or time goes on or stands. */
export function clickOn(session: Session): void {
  if (session.store.getState().blank) {
    toggleBlank(session);
    return;
  }
  const { guide } = session.time.guides;
  if (guide === undefined) toggle(session);
  else guide.next();
}

/** Back by one: with the lesson, else to the line of the log before. */
export function clickBack(session: Session): Promise<void> {
  const { guide } = session.time.guides;
  if (guide === undefined) return strideBack(session);
  guide.back();
  return Promise.resolve();
}
