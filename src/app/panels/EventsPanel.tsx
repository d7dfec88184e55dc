/** The event log: one sentence a row, the latest on top, only what is in sight in the document. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type Ref, useCallback, useRef, useState } from "react";
import type { ToldEvent } from "../../replay/told-event.ts";
import { markedBlock, speaksOf } from "../chosen.ts";
import { eventText } from "../event-text.ts";
import { nodeName } from "../names-text.ts";
import { useCalm, useSession, useView } from "../page-context.ts";
import { clock, number, t } from "../text.ts";

const ROW_PX = 46;
/** Faster than real time new rows come at most this often, together: nobody reads them one by one. Wall ms. */
const ROWS_EVERY_MS = 100;

export function EventsPanel() {
  const session = useSession();
  const isFast = useView(({ speed }) => speed === "fast" || speed === "max");
  // The list is the same one while it grows.
  const [told = 0] = useCalm(({ view }) => [view.told, view.entries.bestHeader], isFast ? ROWS_EVERY_MS : 0);
  const { view } = session;
  const chosen = useView((state) => state.chosen);
  const marked = markedBlock(view, chosen);
  const scroller = useRef<HTMLDivElement>(null);
  /** Reading further down: the list stands still while the run goes on. */
  const [heldAt, setHeldAt] = useState<number | undefined>(undefined);
  const count = Math.min(heldAt ?? told, view.told);
  const rows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    // Of a row that is laid out already: asked sooner, the browser would have to lay out everything there and then.
    measureElement: (_, entry) => entry?.borderBoxSize[0]?.blockSize ?? ROW_PX,
    getItemKey: (i) => count - 1 - i,
    overscan: 6,
  });
  // Rows know their lines, which stay theirs while others come above them.
  rows.indexFromElement = (row) => count - 1 - Number(row.dataset["line"]);
  const total = rows.getTotalSize();
  const goTo = useCallback(
    (line: number) => {
      const record = session.view.history.log.recordOf(line, session.view.told);
      if (record === undefined) return;
      // It is the newest line then.
      setHeldAt(undefined);
      scroller.current?.scrollTo({ top: 0 });
      void session.time.goToRecord(record).catch(() => {});
    },
    [session],
  );
  return (
    <section className="panel events" aria-labelledby="events-title">
      <h2 id="events-title">
        {t("events.title")} <small>{number(told)}</small>
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
      {told === 0 ? <p className="empty">{t("events.empty")}</p> : null}
      <section
        className="log"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        aria-label={t("events.title")}
        onScroll={(event) => {
          const { scrollTop } = event.currentTarget;
          if (scrollTop < ROW_PX / 2) setHeldAt(undefined);
          else setHeldAt((held) => held ?? told);
        }}
      >
        <div className="lines" style={{ height: total }}>
          <ol>
            {rows.getVirtualItems().map((row) => {
              const event = view.event(count - 1 - row.index);
              if (event === undefined) return null;
              return (
                <Row
                  key={row.key}
                  event={event}
                  text={eventText(view, event)}
                  isMarked={marked !== undefined && speaksOf(event, marked, view.index)}
                  above={total - row.end}
                  measure={rows.measureElement}
                  line={count - 1 - row.index}
                  onGo={goTo}
                />
              );
            })}
          </ol>
        </div>
      </section>
    </section>
  );
}

interface RowProps {
  readonly event: ToldEvent;
  /** The same in words. */
  readonly text: string;
  /** It speaks of the block that is chosen. */
  readonly isMarked: boolean;
  /** Where it stands, px from the bottom of the oldest: it stays there, whatever comes. */
  readonly above: number;
  readonly measure: Ref<HTMLLIElement>;
  /** Its number, from the oldest. */
  readonly line: number;
  /** To the moment right after it. */
  readonly onGo: (line: number) => void;
}

const Row = memo(function Row({ event, text, isMarked, above, measure, line, onGo }: RowProps) {
  return (
    <li
      data-line={line}
      ref={measure}
      className={isMarked ? `${event.tone} marked` : event.tone}
      style={{ transform: `translateY(${-above}px)` }}
    >
      <button
        type="button"
        className="there"
        tabIndex={-1}
        aria-label={t("events.goTo", { at: clock(event.at) })}
        aria-description={`${nodeName(event.actor)} ${text}`.trim()}
        onClick={() => onGo(line)}
      />
      <code>{clock(event.at)}</code>
      {event.actor === "" ? null : <b>{nodeName(event.actor)}</b>}
      <span>{text}</span>
    </li>
  );
});
