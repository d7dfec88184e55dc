/** Which stretch of time the lanes over time show: what is going on, the whole run, or what one has chosen. */
import type { TimeRange } from "./drawings/time-scale.ts";
import type { Speed } from "./view-state.ts";

/** `follow`: around the moment that is shown. */
export type LanesChoice = "follow" | "whole" | TimeRange;

export interface LanesMoment {
  /** The moment shown, virtual µs. */
  readonly at: number;
  /** The newest there is. */
  readonly reached: number;
  readonly speed: Speed;
  /** The run is over, and its end is shown. */
  readonly isOver: boolean;
}

/** So much is seen at once, virtual µs: what passes in about the same time on the wall. At Max it is the whole run. */
const FOLLOW_US: Readonly<Record<Exclude<Speed, "max">, number>> = {
  slow: 4_000_000,
  normal: 20_000_000,
  fast: 60_000_000,
};
/** The moment passes from here to there, and then the stretch moves on at once: what stands still can be read. */
const FOLLOW_FROM = 0.35;
const FOLLOW_TO = 0.92;
/** Of the whole run that stands behind its newest moment. */
const BEYOND = 1.02;
const NICE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const LEAST_US = 20_000;

/** A pure function of the choice and the moment: however one came there, the same is seen. */
export function lanesRange(choice: LanesChoice, moment: LanesMoment): TimeRange {
  if (typeof choice === "object") return choice;
  const { at, speed, isOver } = moment;
  if (choice === "whole" || speed === "max" || isOver) return wholeRange(moment);
  const span = FOLLOW_US[speed];
  const step = span * (FOLLOW_TO - FOLLOW_FROM);
  const steps = Math.max(0, Math.floor((at - span * FOLLOW_FROM) / step));
  return { from: steps * step, to: steps * step + span };
}

/** From the beginning to a round moment behind the newest. */
export function wholeRange({ reached, isOver }: LanesMoment): TimeRange {
  const least = Math.max(1_000_000, reached * BEYOND);
  if (isOver) return { from: 0, to: least };
  let unit = 1;
  while (unit * 10 <= least) unit *= 10;
  const to = (NICE.find((nice) => nice * unit >= least) ?? 10) * unit;
  return { from: 0, to };
}

/** `factor` times as long a stretch, in which `around` stays where it is. Never more than the whole run. */
export function zoomed(range: TimeRange, factor: number, around: number, whole: TimeRange): TimeRange {
  const before = range.to - range.from;
  const span = Math.max(LEAST_US, Math.min(whole.to, before * factor));
  const from = around - (around - range.from) * (span / before);
  return within(from, span, whole);
}

/** Moved on by so much of itself. */
export function panned(range: TimeRange, share: number, whole: TimeRange): TimeRange {
  const span = range.to - range.from;
  return within(range.from + span * share, span, whole);
}

/** So long a stretch from about there on that lies in the whole run. */
export function within(from: number, span: number, whole: TimeRange): TimeRange {
  const start = Math.max(0, Math.min(from, Math.max(0, whole.to - span)));
  return { from: start, to: start + span };
}

/** A stretch that begins where it did, or at the moment `at`, and is longer by so much of what is seen; undefined: nothing of it is left. */
export function grown(
  marked: TimeRange | undefined,
  at: number,
  seen: TimeRange,
  by: number,
): TimeRange | undefined {
  const { from, to } = marked ?? { from: at, to: at };
  const end = Math.round(to + (seen.to - seen.from) * by);
  return end > from ? { from, to: end } : undefined;
}
