/**
 * The page's address follows what is shown. A link stays in it while nothing else is loaded and nobody has done anything in its
 * run, and says which run that is; so it goes on to open the moment that it is about.
 */
import { addressOf } from "./address.ts";
import type { Session } from "./session.ts";
import type { Theme } from "./view-state.ts";

/** `asked`: the theme that the address named; `first`: the one with which the page began. */
export function followAddress(session: Session, asked: Theme | undefined, first: Theme): void {
  const follow = () => {
    const state = session.store.getState();
    const isLinked = state.linkedRun !== undefined && state.linkedRun === session.run;
    const search = addressOf(state, asked !== undefined || state.theme !== first, isLinked);
    // A class link stays one, whatever its moment.
    const isLesson = state.lesson?.source === "link";
    const holds = isLinked || isLesson || state.wanted !== undefined || state.room !== undefined;
    const hash = holds || state.opening ? location.hash : "";
    if (search !== location.search || hash !== location.hash)
      history.replaceState(null, "", `${location.pathname}${search}${hash}`);
  };
  session.store.subscribe(follow);
  session.subscribe(follow);
  follow();
}
