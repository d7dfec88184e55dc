/** The event log: one sentence a row, the latest on top. */
import { useCallback, useRef, useState } from "react";
import { useApart, useSession } from "../page-context.ts";
import { number, t } from "../text.ts";
import { NewestLines, ROW_PX, StillLines } from "./EventLines.tsx";

/** New rows come in frames of their own, at the latest so long after what they tell of. Wall ms. */
const ROWS_AT_MOST_MS = 100;

/** A reader further down: how many lines there were, and how high those are that have been in sight. */
interface Held {
  readonly at: number;
  readonly heights: ReadonlyMap<number, number>;
}

export function EventsPanel() {
  const session = useSession();
  // The list is the same one while it grows.
  const [told = 0] = useApart(({ view }) => [view.told, view.entries.bestHeader], ROWS_AT_MOST_MS);
  const scroller = useRef<HTMLDivElement>(null);
  /** The list stands still while the run goes on. */
  const [held, setHeld] = useState<Held | undefined>(undefined);
  const count = Math.min(held?.at ?? told, session.view.told);
  const toNewest = useCallback(() => {
    setHeld(undefined);
    scroller.current?.scrollTo({ top: 0 });
  }, []);
  const goTo = useCallback(
    (line: number) => {
      const record = session.view.history.log.recordOf(line, session.view.told);
      if (record === undefined) return;
      // It is the newest line then.
      toNewest();
      void session.time.goToRecord(record).catch(() => {});
    },
    [session, toNewest],
  );
  const lines = { count, scroller, onGo: goTo };
  return (
    <section className="panel events" aria-labelledby="events-title">
      <h2 id="events-title">
        {t("events.title")} <small>{number(told)}</small>
        {held === undefined ? null : (
          <button type="button" className="small" onClick={toNewest}>
            {t("events.latest")}
          </button>
        )}
      </h2>
      {told === 0 ? <p className="empty">{t("events.empty")}</p> : null}
      <section
        className="log"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        aria-label={t("events.title")}
        onScroll={({ currentTarget }) => {
          if (currentTarget.scrollTop < ROW_PX / 2) setHeld(undefined);
          else setHeld((before) => before ?? { at: told, heights: heightsIn(currentTarget) });
        }}
      >
        {held === undefined ? <NewestLines {...lines} /> : <StillLines {...lines} heights={held.heights} />}
      </section>
    </section>
  );
}

function heightsIn(log: HTMLElement): ReadonlyMap<number, number> {
  const rows = log.querySelectorAll<HTMLElement>("li");
  return new Map([...rows].map((row) => [Number(row.dataset["line"]), row.getBoundingClientRect().height]));
}
