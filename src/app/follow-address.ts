/**
 * The page's address follows what is shown. A link stays in it while nothing else is loaded and nobody has done anything in its
 * run, and says which run that is; so it goes on to open the moment that it is about.
 */

import type { RunSpec } from "../world/scenario/run-spec.ts";
import { addressOf } from "./address.ts";
import type { Session } from "./session.ts";
import type { ViewState } from "./view-state.ts";

type Look = Pick<ViewState, "theme" | "language" | "level">;

/** `asked`: what the address named of theme, language and level; `first`: those with which the page began. */
export function followAddress(
  session: Session,
  asked: { readonly [K in keyof Look]: Look[K] | undefined },
  first: Look,
): void {
  let last: { readonly state: ViewState; readonly run: RunSpec | undefined } | undefined;
  const follow = () => {
    const state = session.store.getState();
    const { run } = session;
    // It is asked at every frame, and to write a scenario takes a while.
    if (last?.state === state && last.run === run) return;
    last = { state, run };
    const isLinked = state.linkedRun !== undefined && state.linkedRun === run;
    const shown = <K extends keyof Look>(what: K): Look[K] | undefined =>
      asked[what] !== undefined || state[what] !== first[what] ? state[what] : undefined;
    const look = { theme: shown("theme"), language: shown("language"), level: shown("level") };
    const search = addressOf({ ...state, ...look }, isLinked);
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
