/**
 * The whole run as a line: where one is, what happened where, and the futures that were left. One seeks by it: a click on a tick
 * goes to what it stands for, anywhere else to that moment, also to one that is still to come.
 */
import { type PointerEvent, useLayoutEffect, useMemo, useRef } from "react";
import type { WorldView } from "../../replay/world-view.ts";
import { isPlaying } from "../doing.ts";
import { useSession, useShown } from "../page-context.ts";
import type { Rail } from "../rails.ts";
import type { Session } from "../session.ts";
import { clock, t } from "../text.ts";
import { lineEnd, type Tick, ticksOf } from "../time-line.ts";
import { Rails } from "./Rails.tsx";

/** A press this near to a tick is meant for it. CSS px. */
const NEAR_PX = 7;
/** A hand that moves less than this has pressed, and not drawn. CSS px. */
const DRAG_PX = 4;
/** What one key press moves. Of the line. */
const PAGE = 0.1;

export function TimeLine() {
  const session = useSession();
  const { end, landmarks, rails, current } = useShown(facts);
  const { view } = session;
  const ticks = useMemo(
    () => ticksOf(view.history.landmarks.slice(0, landmarks), end),
    [view, landmarks, end],
  );
  return (
    <div className="time-line">
      <Track session={session} ticks={ticks} end={end} />
      {rails === 0 ? null : <Rails rails={session.time.rails.left} current={current} end={end} />}
    </div>
  );
}

function facts({ view, playhead, time, told }: Session) {
  const { left, current } = time.rails;
  // What nobody has seen yet is not given away.
  const newest = left.reduce((most: number, rail: Rail) => Math.max(most, rail.reached), time.seen);
  const isWhole = told?.ended !== undefined && time.seen >= playhead.reached;
  return {
    end: isWhole ? newest : lineEnd(newest),
    landmarks: seenLandmarks(view, time.seen),
    rails: left.length,
    current,
  };
}

/** How many landmarks there are up to `seen`. */
function seenLandmarks({ history: { landmarks } }: WorldView, seen: number): number {
  let count = landmarks.length;
  while (count > 0 && landmarks[count - 1]!.at > seen) count -= 1;
  return count;
}

interface TrackProps {
  readonly session: Session;
  readonly ticks: readonly Tick[];
  readonly end: number;
}

function Track({ session, ticks, end }: TrackProps) {
  const track = useRef<HTMLDivElement>(null);
  const pressedAt = useRef(0);
  const isDragged = useRef(false);
  const scrub = useMemo(() => new Scrub(session), [session]);
  usePlayhead(track, session, end);
  const momentAt = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
    return { at: Math.round(share * end), perPx: end / Math.max(1, width) };
  };
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      className="track"
      aria-label={t("timeLine.label")}
      aria-valuemin={0}
      aria-valuemax={Math.round(end / 1000)}
      aria-valuenow={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressedAt.current = event.clientX;
        isDragged.current = false;
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        if (Math.abs(event.clientX - pressedAt.current) > DRAG_PX) isDragged.current = true;
        // What is still to come is run once one knows how far.
        if (isDragged.current) scrub.to(Math.min(momentAt(event).at, session.playhead.reached));
      }}
      onPointerUp={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const { at, perPx } = momentAt(event);
        const tick = isDragged.current ? undefined : nearest(ticks, at, NEAR_PX * perPx);
        if (tick === undefined) scrub.to(at);
        else void session.time.goToRecord(tick.record).catch(() => {});
      }}
      onKeyDown={(event) => {
        // In a lesson they are the lesson's.
        if (session.time.guides.guide !== undefined) return;
        const by = event.key === "PageDown" ? PAGE : event.key === "PageUp" ? -PAGE : 0;
        if (by === 0) return;
        event.preventDefault();
        scrub.to(Math.min(end, Math.max(0, session.at + Math.round(by * end))));
      }}
    >
      <svg className="ticks" aria-hidden="true" preserveAspectRatio="none">
        {ticks.map((tick) => (
          <TickMark key={tick.record} tick={tick} end={end} />
        ))}
      </svg>
      <span className="told" />
      <span className="been" />
      <span className="thumb" />
    </div>
  );
}

/** Where one is, and how far it has run, without rendering anything anew with every frame. */
function usePlayhead(track: React.RefObject<HTMLDivElement | null>, session: Session, end: number): void {
  useLayoutEffect(() => {
    const element = track.current;
    if (element === null) return;
    let width = element.clientWidth;
    const show = () => {
      const { at } = session.playhead;
      const reached = session.time.seen;
      // By transforms of these alone: what is inherited, or changes a box, would be laid out anew in every frame.
      scale(element.querySelector(".told"), share(reached, end));
      scale(element.querySelector(".been"), share(at, end));
      move(element.querySelector(".thumb"), share(at, end) * width);
      // A reader of the screen is told where one stands, not where one passes.
      if (isPlaying(session.store.getState())) return;
      element.setAttribute("aria-valuenow", `${Math.round(at / 1000)}`);
      const text = t("timeLine.value", { at: clock(at), newest: clock(reached) });
      element.setAttribute("aria-valuetext", text);
    };
    show();
    const stop = session.subscribe(show);
    const resized = new ResizeObserver(() => {
      width = element.clientWidth;
      show();
    });
    resized.observe(element);
    return () => {
      stop();
      resized.disconnect();
    };
  }, [track, session, end]);
}

function scale(part: HTMLElement | null, by: number): void {
  if (part !== null) part.style.transform = `scaleX(${by})`;
}

/** To the right, CSS px. */
function move(part: HTMLElement | null, by: number): void {
  if (part !== null) part.style.transform = `translateX(${by}px)`;
}

function share(at: number, end: number): number {
  return Math.min(1, at / end);
}

function TickMark({ tick: { kind, at, count }, end }: { tick: Tick; end: number }) {
  const what = t(`timeLine.tick.${kind}`);
  return (
    <svg x={`${share(at, end) * 100}%`} overflow="visible" className={`tick ${kind}`}>
      <title>{`${clock(at)} ${count > 1 ? t("timeLine.several", { what, count: count - 1 }) : what}`}</title>
      <path d={SHAPES[kind]} />
    </svg>
  );
}

/** Told apart by shape, and only then by colour: heads on stems that stand on the line. */
const SHAPES: Readonly<Record<Tick["kind"], string>> = {
  act: "M0 18V10M-5 1h10l-5 9z",
  stall: "M0 18V3M-3 3v7M3 3v7",
  drop: "M0 18V11M-4 2l8 8M4 2l-8 8",
  reorganisation: "M0 18V12M0 12c0-5 5-4 5-10M0 12c0-5-5-4-5-10",
  headersDone: "M0 18V9M-4 1.5h8v7h-8z",
  crash: "M0 18V10M-6 10L0 0l6 10z",
  broken: "M0 18V10M-6 10L0 0l6 10z",
  end: "M0 18V1",
};

function nearest(ticks: readonly Tick[], at: number, within: number): Tick | undefined {
  let best: Tick | undefined;
  for (const tick of ticks) {
    const distance = Math.abs(tick.at - at);
    if (distance <= within && distance < Math.abs((best?.at ?? Number.POSITIVE_INFINITY) - at)) best = tick;
  }
  return best;
}

/** Seeks to the moment that was wished last, one after the other: a hand is faster than a host. */
class Scrub {
  readonly #session: Session;
  #wished: number | undefined;
  #isBusy = false;

  constructor(session: Session) {
    this.#session = session;
  }

  to(at: number): void {
    this.#wished = at;
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#wished !== undefined) {
      const at = this.#wished;
      this.#wished = undefined;
      await this.#session.time.seek({ at }).catch(() => {});
    }
    this.#isBusy = false;
  }
}
