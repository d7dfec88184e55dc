/** What the time line shows: how far it reaches, and its ticks. Moments are virtual µs. */
import type { Landmark, LandmarkKind } from "../replay/landmark.ts";

export interface Tick {
  readonly kind: LandmarkKind;
  readonly at: number;
  /** Number of the record it leads to. */
  readonly record: number;
  /** So many things stand at one place. */
  readonly count: number;
}

/** Ticks nearer to each other than this share of the line are one. */
const APART = 1 / 160;
/** Of things at one place, the first of these is shown. */
const TELLING: readonly LandmarkKind[] = [
  "broken",
  "crash",
  "act",
  "drop",
  "reorganisation",
  "stall",
  "headersDone",
  "end",
];
/** A line that grows with every frame would move all that stands on it: it reaches to the next of these times a power of ten. */
const ROUND = [1, 1.5, 2, 3, 4, 6, 8, 10];
const SHORTEST_US = 1_000_000;

/** Where the line ends, beyond the newest moment of all that is on it. */
export function lineEnd(newest: number): number {
  const least = Math.max(SHORTEST_US, newest);
  const power = 10 ** Math.floor(Math.log10(least));
  return (ROUND.find((round) => round * power >= least) ?? 10) * power;
}

/** One tick for each place where something is, in their order. `end`: of the line. */
export function ticksOf(landmarks: readonly Landmark[], end: number): readonly Tick[] {
  const ticks: Tick[] = [];
  for (const { kind, at, record } of landmarks) {
    const last = ticks.at(-1);
    if (last === undefined || at - last.at > end * APART) {
      ticks.push({ kind, at, record, count: 1 });
      continue;
    }
    const isMore = TELLING.indexOf(kind) < TELLING.indexOf(last.kind);
    ticks[ticks.length - 1] = isMore
      ? { kind, at: last.at, record, count: last.count + 1 }
      : { ...last, count: last.count + 1 };
  }
  return ticks;
}
