/** One scale of heights for ribbon and locator: genesis left, the furthest known or claimed height right. */
import { scaleLinear } from "d3";
import type { WorldView } from "../../replay/world-view.ts";

export interface HeightScale {
  /** x of the left edge of a height's place. */
  readonly x: (height: number) => number;
  /** Width of one height. */
  readonly step: number;
  readonly top: number;
  readonly ticks: readonly number[];
}

export function heightScale(view: WorldView, width: number, scale: number): HeightScale {
  const top = Math.max(1, view.entries.bestHeight, view.claimedHeight ?? 0);
  const x = scaleLinear([0, top + 1], [1, width - 1]);
  const ticks = x
    .ticks(Math.max(2, Math.min(8, width / (110 * scale))))
    .filter((tick) => Number.isInteger(tick));
  return { x: (height) => x(height), step: x(1) - x(0), top, ticks };
}
