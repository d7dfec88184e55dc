/** One scale of heights for ribbon and locator: genesis left, the furthest known or claimed height right. */
import { ticks } from "d3";
import type { WorldView } from "../../replay/world-view.ts";

export interface HeightScale {
  /** x of the left edge of a height's place. */
  readonly x: (height: number) => number;
  /** Width of one height. */
  readonly step: number;
  readonly top: number;
  readonly ticks: readonly number[];
}

/** So many heights there is room for before anybody has said how many there are: genesis is not half of a chain. */
const UNKNOWN_TOP = 20;

export function heightScale(view: WorldView, width: number, scale: number): HeightScale {
  const known = Math.max(view.entries.topHeight, view.claimedHeight ?? 0);
  const top = known < 1 ? UNKNOWN_TOP : known;
  // d3's own linear scale would bring colours and formats along.
  const step = Math.max(0, width - 2) / (top + 1);
  const marks = ticks(0, top + 1, Math.max(2, Math.min(8, width / (110 * scale)))).filter(
    (tick) => Number.isInteger(tick) && tick <= Math.max(0, known),
  );
  return { x: (height) => 1 + height * step, step, top, ticks: marks };
}
