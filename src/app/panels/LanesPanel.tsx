/** Requests over time, and which stretch of it is seen. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { WorldView } from "../../replay/world-view.ts";
import {
  hitLanes,
  type LanesFrame,
  lanesScale,
  layoutLanesOverTime,
  type Request,
} from "../drawings/lanes-over-time.ts";
import type { TimeRange } from "../drawings/time-scale.ts";
import { type LanesChoice, lanesRange, panned, wholeRange, within, zoomed } from "../lanes-range.ts";
import { answeredText, lanesText, requestText } from "../lanes-text.ts";
import { useCalm, useSession, useView } from "../page-context.ts";
import type { Session } from "../session.ts";
import { t } from "../text.ts";
import type { LaneRows } from "../use-lanes.ts";
import { Drawing } from "./Drawing.tsx";
import { Toolbar } from "./Toolbar.tsx";

interface LanesPanelProps {
  readonly lanes: LaneRows;
  /** Undefined where it cannot be closed. */
  readonly onClose?: (() => void) | undefined;
}

/** Closer by so much with a key or a button. */
const ZOOM = 2;
/** Along by so much of what is seen. */
const PAN = 0.25;
const WORDS_EVERY_MS = 1000;

export function LanesPanel({ lanes, onClose }: LanesPanelProps) {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  const [choice, choose] = useState<LanesChoice>("follow");
  const [picked, pick] = useState<{ readonly view: WorldView; readonly request: Request }>();
  const field = useRef<HTMLElement>(null);
  const shown = useRef<LanesFrame>(undefined);
  const chosen = picked?.view === session.view ? picked.request : undefined;
  const range = () => lanesRange(choice, momentOf(session));
  const frame = (box: { width: number; height: number; scale: number }): LanesFrame => {
    const { own, others } = lanes.latest();
    const peers = own.map(({ peer }) => peer);
    return { ...box, ...range(), at: session.at, own: peers, others, selected, chosen };
  };
  const zoom = (factor: number) => {
    const now = range();
    const isIn = session.at >= now.from && session.at <= now.to;
    choose(zoomed(now, factor, isIn ? session.at : (now.from + now.to) / 2, wholeOf(session)));
  };
  useGestures(field, session, shown, choose);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = { "+": () => zoom(1 / ZOOM), "=": () => zoom(1 / ZOOM), "-": () => zoom(ZOOM) }[event.key];
    const by = { ArrowLeft: -PAN, ArrowRight: PAN }[event.key];
    if (act === undefined && by === undefined) return;
    event.preventDefault();
    if (act !== undefined) act();
    else choose(panned(range(), by ?? 0, wholeOf(session)));
  };
  const onClick = (x: number, y: number) => {
    if (shown.current === undefined) return;
    const { peer, at, request } = hitLanes(session.view, shown.current, x, y);
    if (request !== undefined) {
      pick({ view: session.view, request });
      session.select(request.peer);
    } else if (at === undefined) session.select(peer === selected ? undefined : peer);
    else void session.time.seek({ at }).catch(() => {});
  };
  return (
    <section className="panel lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">
        {t("lanes.title")} <Words range={range} chosen={chosen} lanes={lanes} />
      </h2>
      <div className="lanes-tools">
        <Toolbar label={t("lanes.view")}>
          {(["follow", "whole"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={choice === one} onClick={() => choose(one)}>
              {t(`lanes.${one}`)}
            </button>
          ))}
          <button type="button" aria-label={t("lanes.wider")} onClick={() => zoom(ZOOM)}>
            −
          </button>
          <button type="button" aria-label={t("lanes.closer")} onClick={() => zoom(1 / ZOOM)}>
            +
          </button>
          {onClose === undefined ? null : (
            <button type="button" aria-label={t("lanes.close")} onClick={onClose}>
              ×
            </button>
          )}
        </Toolbar>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys move what it shows */}
      <section ref={field} className="field" tabIndex={0} aria-label={t("lanes.label")} onKeyDown={onKeyDown}>
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
  const { ended, speed } = store.getState();
  const { reached, isBehind } = playhead;
  return { at, reached, speed, isOver: ended !== undefined && !isBehind };
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
  readonly lanes: LaneRows;
}

/** What has become of the request one has chosen; else how fast answers come, or what the bars are. */
function Words({ range, chosen, lanes }: WordsProps) {
  const text = useCalm(({ view, at }) => {
    const request = chosen === undefined ? undefined : requestText(view, chosen, at);
    if (request !== undefined) return request;
    const peers = [...lanes.own.map(({ peer }) => peer), ...lanes.others];
    const answered = answeredText(view, peers, { ...range(), at });
    return answered === undefined ? t("lanes.hint") : `${t("lanes.hint")} · ${answered}`;
  }, WORDS_EVERY_MS);
  return <small title={text}>{text}</small>;
}
