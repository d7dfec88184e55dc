/** What was done to the world last, in words. */
import { useRef } from "react";
import type { ToldEvent } from "../replay/told-event.ts";
import { useShown } from "./page-context.ts";
import { t } from "./text.ts";

/** What somebody did, whoever it was. */
const ACTED = /^sentence\.acted\./;

/** Empty before anything was done. */
export function useLatestAct(): string {
  const seen = useRef(new LatestAct());
  return useShown(({ view }) => seen.current.among(view.events));
}

/** The sentence of the last act among the events, of which only new ones are looked at. */
class LatestAct {
  #events: readonly ToldEvent[] = [];
  #count = 0;
  #text = "";

  among(events: readonly ToldEvent[]): string {
    if (events !== this.#events) {
      this.#events = events;
      this.#count = 0;
      this.#text = "";
    }
    for (; this.#count < events.length; this.#count++) {
      const event = events[this.#count];
      if (event !== undefined && ACTED.test(event.key)) this.#text = t(event.key, event.values);
    }
    return this.#text;
  }
}
