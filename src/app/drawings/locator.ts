/**
 * The block locator as ticks on the chain: dense near the tip, then ever wider gaps down to genesis; the hash
 * the peer knew is marked (interface.md §4.2).
 */
import type { WorldView } from "../../replay/world-view.ts";
import { heightScale } from "./height-scale.ts";
import { type Shape, textWidth } from "./shapes.ts";

export function layoutLocator(
  view: WorldView,
  frame: { readonly width: number; readonly scale: number },
): Shape[] {
  const { width, scale } = frame;
  const locator = view.locator;
  const heights = heightScale(view, width, scale);
  const y = 18 * scale;
  const shapes: Shape[] = [
    {
      kind: "line",
      points: [
        [0, y],
        [width, y],
      ],
      ink: "line",
      width: 1.2,
    },
  ];
  if (locator === undefined) return shapes;
  for (const height of locator.heights) {
    const x = heights.x(height + 0.5);
    const hit = height === locator.hit;
    shapes.push({
      kind: "line",
      points: [
        [x, y - (hit ? 13 : 10) * scale],
        [x, y],
      ],
      ink: hit ? "accent" : "ink",
      width: hit ? 3 : 1.4,
    });
  }
  // Labels from right to left, the hit first, never two in one place.
  const labelled = [...locator.heights];
  const taken: [number, number][] = [];
  const order =
    locator.hit === undefined ? labelled : [locator.hit, ...labelled.filter((h) => h !== locator.hit)];
  for (const height of order) {
    const text = `${height}`;
    const half = textWidth(text, 11 * scale, true) / 2 + 4;
    const x = Math.min(width - half, Math.max(half - 3, heights.x(height + 0.5)));
    if (taken.some(([from, to]) => x + half > from && x - half < to)) continue;
    taken.push([x - half, x + half]);
    shapes.push({
      kind: "text",
      x,
      y: y + 10 * scale,
      text,
      size: 11 * scale,
      ink: height === locator.hit ? "accent" : "muted",
      weight: height === locator.hit ? 700 : 400,
      mono: true,
      align: "center",
    });
  }
  return shapes;
}
