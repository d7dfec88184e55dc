/** Tells a screen reader what was done to the world, at once, and the state, politely and not too often. */
import { useEffect, useRef, useState } from "react";
import type { ToldEvent } from "../../replay/told-event.ts";
import { useWorld } from "../page-context.ts";
import { stateText } from "../state-text.ts";
import { t } from "../text.ts";

/** The state is announced at most this often, wall ms. */
const ANNOUNCE_EVERY_MS = 2000;
/** What somebody did, whoever it was. */
const ACTED = /^sentence\.acted\./;

export function Announcer() {
  const session = useWorld();
  const state = useCalm(stateText(session.view, session.at));
  const act = useLatestAct(session.view.events);
  return (
    <div className="visually-hidden">
      <p aria-live="polite">{state}</p>
      <p aria-live="assertive">{act}</p>
    </div>
  );
}

/** The text, but another one at most every so often. */
function useCalm(text: string): string {
  const [said, setSaid] = useState("");
  const at = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, at.current + ANNOUNCE_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      at.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}

/** The sentence of the last act among the events, of which only new ones are looked at. */
function useLatestAct(events: readonly ToldEvent[]): string {
  const seen = useRef<{ events: readonly ToldEvent[]; count: number; text: string }>({
    events,
    count: 0,
    text: "",
  });
  if (seen.current.events !== events) seen.current = { events, count: 0, text: "" };
  const known = seen.current;
  for (; known.count < events.length; known.count++) {
    const event = events[known.count];
    if (event !== undefined && ACTED.test(event.key)) known.text = t(event.key, event.values);
  }
  return known.text;
}
