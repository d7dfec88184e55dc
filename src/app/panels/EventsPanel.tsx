/** The event log: one sentence a row, the latest on top, only what is in sight in the document. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { eventText } from "../event-text.ts";
import { useSession, useShown } from "../page-context.ts";
import { clock, number, t } from "../text.ts";

const ROW_PX = 46;

export function EventsPanel() {
  const session = useSession();
  // The list is the same one while it grows.
  useShown(({ view }) => [view.events.length, view.entries.bestHeader]);
  const { events } = session.view;
  const scroller = useRef<HTMLDivElement>(null);
  /** Reading further down: the list stands still while the run goes on. */
  const [heldAt, setHeldAt] = useState<number | undefined>(undefined);
  const count = Math.min(heldAt ?? events.length, events.length);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    // Of a row that is laid out already: asked sooner, the browser would have to lay out everything there and then.
    measureElement: (_, entry) => entry?.borderBoxSize[0]?.blockSize ?? ROW_PX,
    getItemKey: (i) => count - 1 - i,
    overscan: 6,
  });
  return (
    <section className="panel events" aria-labelledby="events-title">
      <h2 id="events-title">
        {t("events.title")} <small>{number(events.length)}</small>
        {heldAt === undefined ? null : (
          <button
            type="button"
            className="small"
            onClick={() => {
              setHeldAt(undefined);
              scroller.current?.scrollTo({ top: 0 });
            }}
          >
            {t("events.latest")}
          </button>
        )}
      </h2>
      {events.length === 0 ? <p className="empty">{t("events.empty")}</p> : null}
      <section
        className="log"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        aria-label={t("events.title")}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget;
          if (scrollTop < ROW_PX / 2) setHeldAt(undefined);
          else setHeldAt((held) => held ?? events.length);
        }}
      >
        <ol style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const event = events[count - 1 - row.index];
            if (event === undefined) return null;
            return (
              <li
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                className={event.tone}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <code>{clock(event.at)}</code>
                {event.actor === "" ? null : <b>{event.actor}</b>}
                <span>{eventText(session.view, event)}</span>
              </li>
            );
          })}
        </ol>
      </section>
    </section>
  );
}
