/** Virtual time from left to right: one scale for all that is drawn over time. */
import { US_PER_SECOND } from "../../replay/time.ts";
import { clock } from "../text.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** A stretch of virtual time, µs. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface TimeScale extends TimeRange {
  readonly left: number;
  readonly right: number;
}

/** One tick every so many µs: steps that people count in. */
const STEPS_US = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .map((ms) => ms * 1000)
  .concat([1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map((s) => s * US_PER_SECOND));
const HOUR_US = 3_600_000_000;
/** From one tick to the next at least, at scale 1. */
const TICK_PX = 72;

export function timeX({ from, to, left, right }: TimeScale, at: number): number {
  return left + ((at - from) / Math.max(1, to - from)) * (right - left);
}

/** Virtual µs, a whole number. */
export function timeAt({ from, to, left, right }: TimeScale, x: number): number {
  return Math.round(from + ((x - left) / Math.max(1, right - left)) * (to - from));
}

export interface AxisPlace {
  /** Of what a line runs through at each tick. */
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
  /** Between these there is no room for a tick's words. */
  readonly taken: readonly [number, number];
}

/** Ticks, and their moments below. */
export function layoutTimeAxis(
  shapes: Shape[],
  scale: TimeScale,
  { top, bottom, size, taken }: AxisPlace,
): void {
  const least = ((scale.to - scale.from) * TICK_PX * (size / 11)) / Math.max(1, scale.right - scale.left);
  const step = STEPS_US.find((us) => us >= least) ?? Math.ceil(least / HOUR_US) * HOUR_US;
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) {
    const x = timeX(scale, at);
    shapes.push({
      kind: "line",
      points: [
        [x, top],
        [x, bottom + 3],
      ],
      ink: "line",
      width: 1,
    });
    const text = step < US_PER_SECOND ? clock(at) : clock(at).slice(0, -3);
    const half = textWidth(text, size, true) / 2;
    const isTaken = x + half > taken[0] && x - half < taken[1];
    if (isTaken || x + half > scale.right + 6) continue;
    shapes.push({
      kind: "text",
      // The first one is whole where there is little room before it.
      x: Math.max(x, half),
      y: axisTextY(bottom, size),
      text,
      size,
      ink: "muted",
      mono: true,
      align: "center",
    });
  }
}

/** Middle of the words below `bottom`. */
export function axisTextY(bottom: number, size: number): number {
  return bottom + 4 + size * 0.6;
}
