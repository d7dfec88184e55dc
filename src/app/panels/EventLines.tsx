/**
 * The lines of the event log, of which only those in sight are in the document. While the newest stands on top, one more moves the
 * others down by itself, whatever came before; whoever reads further down has a list that stands still, and finds every line by
 * its place in it.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useState } from "react";
import { markedBlock, speaksOf } from "../chosen.ts";
import { eventText } from "../event-text.ts";
import { useSession, useView } from "../page-context.ts";
import { EventRow, type EventRowProps } from "./EventRow.tsx";

/** Of a sentence that takes two lines. */
export const ROW_PX = 46;
/** Beyond what is in sight: rows of one line are lower, and who scrolls sees some at once. */
const ROWS_MORE = 6;

export interface EventLinesProps {
  /** How many lines there are. */
  readonly count: number;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onGo: EventRowProps["onGo"];
}

/** The newest ones, as many as there is room for. */
export function NewestLines({ count, scroller, onGo }: EventLinesProps) {
  const rowOf = useRowOf(onGo);
  const [room, setRoom] = useState(0);
  // What it is in has its element by then.
  useEffect(() => {
    const log = scroller.current;
    if (log === null) return;
    const observer = new ResizeObserver(() => setRoom(Math.ceil(log.clientHeight / ROW_PX) + ROWS_MORE));
    observer.observe(log);
    return () => observer.disconnect();
  }, [scroller]);
  const shown = Math.min(count, room);
  return (
    <>
      <ol>
        {Array.from({ length: shown }, (_, i) => {
          const row = rowOf(count - 1 - i);
          return row === undefined ? null : <EventRow key={row.line} {...row} />;
        })}
      </ol>
      <div style={{ height: (count - shown) * ROW_PX }} />
    </>
  );
}

/** All of them, by their places. `heights`: of those that have been laid out already, px by number. */
export function StillLines(props: EventLinesProps & { readonly heights: ReadonlyMap<number, number> }) {
  const { count, scroller, onGo, heights } = props;
  const rowOf = useRowOf(onGo);
  const rows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => heights.get(count - 1 - i) ?? ROW_PX,
    // Of a row that is laid out already: asked sooner, the browser would have to lay out everything there and then.
    measureElement: (row, entry) =>
      entry?.borderBoxSize[0]?.blockSize ?? heights.get(Number(row.dataset["line"])) ?? ROW_PX,
    getItemKey: (i) => count - 1 - i,
    initialOffset: () => scroller.current?.scrollTop ?? 0,
    overscan: ROWS_MORE,
  });
  // Rows know their lines.
  rows.indexFromElement = (row) => count - 1 - Number(row.dataset["line"]);
  return (
    <ol className="still" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => {
        const row = rowOf(count - 1 - index);
        return row === undefined ? null : (
          <EventRow key={key} {...row} top={start} measure={rows.measureElement} />
        );
      })}
    </ol>
  );
}

/** What line `line` shows; undefined: there is none at the moment shown. */
function useRowOf(onGo: EventRowProps["onGo"]): (line: number) => EventRowProps | undefined {
  const { view } = useSession();
  const marked = markedBlock(
    view,
    useView(({ chosen }) => chosen),
  );
  return (line) => {
    const event = view.event(line);
    if (event === undefined) return undefined;
    const isMarked = marked !== undefined && speaksOf(event, marked, view.index);
    return { event, text: eventText(view, event), isMarked, line, onGo };
  };
}
