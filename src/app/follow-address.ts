/**
 * The page's address follows what is shown. A link stays in it while nothing else is loaded and nobody has done anything in its
 * run, and says which run that is; so it goes on to open the moment that it is about.
 */

import type { RunSpec } from "../world/scenario/run-spec.ts";
import { addressOf } from "./address.ts";
import type { Session } from "./session.ts";
import type { Theme, ViewState } from "./view-state.ts";

/** `asked`: the theme that the address named; `first`: the one with which the page began. */
export function followAddress(session: Session, asked: Theme | undefined, first: Theme): void {
  let last: { readonly state: ViewState; readonly run: RunSpec | undefined } | undefined;
  const follow = () => {
    const state = session.store.getState();
    const { run } = session;
    // It is asked at every frame, and to write a scenario takes a while.
    if (last?.state === state && last.run === run) return;
    last = { state, run };
    const isLinked = state.linkedRun !== undefined && state.linkedRun === run;
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
