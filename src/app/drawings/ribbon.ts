/**
 * The whole chain in one band: as much ink at a height as is known of its block. Solid: validated. Lower
 * half: stored. Low and bright: asked. A thin line: header. Nothing: only claimed by a peer.
 */

import { BLOCK_STATES, type BlockState } from "../../replay/entry-table.ts";
import type { WorldView } from "../../replay/world-view.ts";
import type { Marked } from "../chosen.ts";
import { hasWindow } from "../drawing-text.ts";
import { number, t } from "../text.ts";
import { heightScale } from "./height-scale.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** Share of the band that each state fills, from below. */
const INK: Readonly<Record<BlockState, number>> = {
  header: 0.12,
  asked: 0.34,
  stored: 0.62,
  validated: 1,
  stale: 0.3,
  invalid: 1,
};

export function layoutRibbon(
  view: WorldView,
  frame: { readonly width: number; readonly scale: number; readonly marked?: Marked | undefined },
): Shape[] {
  const { width, scale } = frame;
  const shapes: Shape[] = [];
  const band = { y: 4, h: 20 * scale };
  const heights = heightScale(view, width, scale);
  shapes.push({
    kind: "rect",
    x: 0.5,
    y: band.y,
    w: width - 1,
    h: band.h,
    radius: 4,
    fill: "wash",
    stroke: "line",
  });
  const top = view.entries.bestHeight;
  for (const run of runsOf(view, heights.step < 1 ? 1 / heights.step : 1)) {
    const x = heights.x(run.low);
    const h = band.h * INK[run.state];
    shapes.push({
      kind: "rect",
      x,
      y: band.y + band.h - h,
      w: Math.max(0.7, heights.x(run.high + 1) - x),
      h,
      fill: run.state === "header" ? "header" : run.state,
    });
  }
  // A branch may be longer than the best chain: it has more blocks and less work.
  const beyond = view.entries.topHeight;
  if (beyond > top && top >= 0) {
    const h = band.h * INK.stale;
    const x = heights.x(top + 1);
    shapes.push({ kind: "rect", x, y: band.y + band.h - h, w: heights.x(beyond + 1) - x, h, fill: "stale" });
  }
  const window = view.window;
  if (window !== undefined && top >= 0 && hasWindow(view)) {
    const x = heights.x(window.low);
    const w = Math.max(6, heights.x(Math.min(window.high, heights.top) + 1) - x);
    shapes.push({
      kind: "rect",
      x: x - 1,
      y: band.y - 3,
      w: w + 2,
      h: band.h + 6,
      radius: 5,
      stroke: "accent",
      width: 2,
    });
  }
  if (frame.marked !== undefined) {
    const x = (heights.x(frame.marked.height) + heights.x(frame.marked.height + 1)) / 2;
    const points = [
      [x, band.y - 3],
      [x, band.y + band.h + 3],
    ] as const;
    // On any ink.
    shapes.push({ kind: "line", points, ink: "panel", width: 5 });
    shapes.push({ kind: "line", points, ink: "accent", width: 3 });
  }
  const claimed = view.claimedHeight ?? 0;
  if (claimed > Math.max(0, beyond)) {
    const x = heights.x(beyond + 1);
    const text = t("ribbon.claimed", { number: number(claimed - Math.max(0, beyond)) });
    if (width - x > textWidth(text, 11 * scale) + 20) {
      shapes.push({
        kind: "text",
        x: (x + width) / 2,
        y: band.y + band.h / 2,
        text,
        size: 11 * scale,
        ink: "muted",
        align: "center",
      });
    }
  }
  const y = band.y + band.h + 11 * scale;
  for (const tick of heights.ticks) {
    const label = number(tick);
    const half = textWidth(label, 11 * scale, true) / 2;
    const x = Math.min(width - half - 1, Math.max(half, heights.x(tick)));
    shapes.push({
      kind: "text",
      x,
      y,
      text: label,
      size: 11 * scale,
      ink: "muted",
      mono: true,
      align: "center",
    });
  }
  return shapes;
}

/** Runs of equal state along the best chain; on a long chain of the state that most of a pixel's blocks have. */
function runsOf(view: WorldView, perPixel: number): { low: number; high: number; state: BlockState }[] {
  const { entries } = view;
  const runs: { low: number; high: number; state: BlockState }[] = [];
  const stride = Math.max(1, Math.floor(perPixel));
  for (let low = 0; low <= entries.bestHeight; low += stride) {
    const high = Math.min(entries.bestHeight, low + stride - 1);
    const state = stride === 1 ? entries.stateAtHeight(low) : mostOf(entries.histogram(low, high));
    const last = runs[runs.length - 1];
    if (last !== undefined && last.state === state) last.high = high;
    else runs.push({ low, high, state });
  }
  return runs;
}

function mostOf(histogram: readonly number[]): BlockState {
  let most = 0;
  histogram.forEach((count, i) => {
    if (count > histogram[most]!) most = i;
  });
  return BLOCK_STATES[most] ?? "header";
}
