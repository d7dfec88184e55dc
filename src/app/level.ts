/** How much of the page somebody wants to see: from the address, or as chosen last time; a lesson may ask for more. */
import { LEVELS, type Level } from "../lessons/lesson.ts";
import { remember, remembered } from "./remembered.ts";
import type { ViewState, ViewStore } from "./view-state.ts";

export function firstLevel(asked: Level | undefined): Level {
  return asked ?? LEVELS.find((known) => known === remembered("level")) ?? "protocol";
}

export function setLevel(store: ViewStore, chosen: Level): void {
  store.setState({ level: chosen });
  remember("level", chosen);
}

/** A lesson shows what it speaks of, whatever is chosen. */
export function levelIn({ level, lesson }: Pick<ViewState, "level" | "lesson">): Level {
  const needed = lesson?.lesson.level ?? level;
  return LEVELS.indexOf(needed) > LEVELS.indexOf(level) ? needed : level;
}
