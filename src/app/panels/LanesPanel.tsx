/** Requests over time, and which stretch of it is seen. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { messagesBetween } from "../../replay/messages-between.ts";
import {
  hitLanes,
  type LanesFrame,
  lanesScale,
  layoutLanesOverTime,
  type Request,
} from "../drawings/lanes-over-time.ts";
import type { TimeRange } from "../drawings/time-scale.ts";
import { useRangeDrag } from "../lanes-drag.ts";
import { type LanesAct, lanesActOf } from "../lanes-keys.ts";
import { grown, type LanesChoice, lanesRange, panned, wholeRange, within, zoomed } from "../lanes-range.ts";
import { answeredText, lanesText, markedText, requestText } from "../lanes-text.ts";
import { useCalm, useSession, useView } from "../page-context.ts";
import { playRange } from "../play-range.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import type { LaneRows } from "../use-lanes.ts";
import { Drawing } from "./Drawing.tsx";
import { LanesTools, ZOOM } from "./LanesTools.tsx";

interface LanesPanelProps {
  readonly lanes: LaneRows;
  /** Undefined where it cannot be closed. */
  readonly onClose?: (() => void) | undefined;
}

/** Along by so much of what is seen. */
const PAN = 0.25;
/** A key marks so much more of it, or less. */
const GROW = 0.05;
/** Records of a stretch, of which a message is one in three. */
const COUNTED_AT_MOST = 100_000;
const WORDS_EVERY_MS = 1000;

export function LanesPanel({ lanes, onClose }: LanesPanelProps) {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  const chosen = useView((state) => state.chosen?.request);
  const marked = useView((state) => state.range);
  const [choice, choose] = useState<LanesChoice>("follow");
  const field = useRef<HTMLElement>(null);
  const shown = useRef<LanesFrame>(undefined);
  const range = () => lanesRange(choice, momentOf(session));
  const frame = (box: { width: number; height: number; scale: number }): LanesFrame => {
    const { own, others } = lanes.latest();
    const peers = own.map(({ peer }) => peer);
    return { ...box, ...range(), at: session.at, own: peers, others, selected, chosen, marked };
  };
  const zoom = (factor: number) => {
    const now = range();
    const isIn = session.at >= now.from && session.at <= now.to;
    choose(zoomed(now, factor, isIn ? session.at : (now.from + now.to) / 2, wholeOf(session)));
  };
  useGestures(field, session, shown, choose);
  const mark = (next: TimeRange | undefined) => session.store.setState({ range: next });
  const drag = useRangeDrag(() => shown.current && lanesScale(session.view, shown.current), mark, field);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = lanesActOf(event);
    if (act === undefined || (act === "lanesPlay" && marked === undefined)) return;
    event.preventDefault();
    const pan = (by: number) => choose(panned(range(), by, wholeOf(session)));
    const grow = (by: number) => mark(grown(marked, session.at, range(), by));
    const acts: Readonly<Record<LanesAct, () => void>> = {
      lanesCloser: () => zoom(1 / ZOOM),
      lanesWider: () => zoom(ZOOM),
      lanesEarlier: () => pan(-PAN),
      lanesLater: () => pan(PAN),
      lanesGrow: () => grow(GROW),
      lanesShrink: () => grow(-GROW),
      lanesPlay: () => {
        if (marked !== undefined) void playRange(session, marked).catch(() => {});
      },
    };
    acts[act]();
  };
  const onClick = (x: number, y: number) => {
    if (shown.current === undefined) return;
    const { peer, at, request } = hitLanes(session.view, shown.current, x, y);
    if (request !== undefined) {
      session.store.setState({ chosen: { request, message: undefined, index: session.view.index } });
      session.select(request.peer);
    } else if (at === undefined) session.select(peer === selected ? undefined : peer);
    else void session.time.seek({ at }).catch(() => {});
  };
  return (
    <section className="panel lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">
        <b>{t("lanes.title")}</b> <Words range={range} chosen={chosen} marked={marked} lanes={lanes} />
      </h2>
      <LanesTools choice={choice} choose={choose} marked={marked} zoom={zoom} onClose={onClose} />
      <section
        ref={field}
        className="field"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move what it shows
        tabIndex={0}
        aria-label={t("lanes.label")}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <Drawing
          label={() => lanesText(session.view, frame({ width: 0, height: 0, scale: 1 }))}
          layout={(box) => {
            shown.current = frame(box);
            return layoutLanesOverTime(session.view, shown.current);
          }}
          onClick={onClick}
        />
      </section>
    </section>
  );
}

function momentOf({ at, playhead, store }: Session) {
  const { doing, speed } = store.getState();
  const { reached } = playhead;
  return { at, reached, speed, isOver: doing.kind === "ended" };
}

function wholeOf(session: Session): TimeRange {
  return wholeRange(momentOf(session));
}

/** Wheel and fingers, once what they need is there; keys and buttons do the same without. */
function useGestures(
  field: React.RefObject<HTMLElement | null>,
  session: Session,
  shown: React.RefObject<LanesFrame | undefined>,
  choose: (range: TimeRange) => void,
): void {
  useEffect(() => {
    let end: (() => void) | undefined;
    let isOver = false;
    const begin = async () => {
      const { zoomable } = await import("../lanes-zoom.ts");
      const element = field.current;
      if (isOver || element === null) return;
      end = zoomable(element, {
        scale: () => shown.current && lanesScale(session.view, shown.current),
        show: ({ from, to }) => {
          const whole = wholeOf(session);
          choose(within(from, Math.min(to - from, whole.to), whole));
        },
      });
    };
    void begin().catch(() => {});
    return () => {
      isOver = true;
      end?.();
    };
  }, [field, session, shown, choose]);
}

interface WordsProps {
  readonly range: () => TimeRange;
  readonly chosen: Request | undefined;
  readonly marked: TimeRange | undefined;
  readonly lanes: LaneRows;
}

/** What is in the stretch that is marked; what has become of the request one has chosen; else how fast answers come, or what the bars are. */
function Words({ range, chosen, marked, lanes }: WordsProps) {
  const session = useSession();
  const { view } = session;
  // What nobody has seen yet is not given away.
  const from = marked?.from ?? 0;
  const to = Math.min(marked?.to ?? 0, session.time.seen);
  const counts = useMemo(() => {
    const { history } = view;
    const [low, high] = [history.positionAt(from - 1), history.positionAt(to)];
    // A hand that draws waits for this at every move.
    return high - low > COUNTED_AT_MOST ? undefined : messagesBetween(history, low, high);
  }, [view, from, to]);
  const said = useCalm((now) => {
    const request = chosen === undefined ? undefined : requestText(now.view, chosen, now.at);
    if (request !== undefined) return request;
    const peers = [...lanes.own.map(({ peer }) => peer), ...lanes.others];
    const answered = answeredText(now.view, peers, { ...range(), at: now.at });
    return answered === undefined ? t("lanes.hint") : `${t("lanes.hint")} · ${answered}`;
  }, WORDS_EVERY_MS);
  const text = marked === undefined ? said : markedText(marked, counts);
  return <small>{text}</small>;
}
