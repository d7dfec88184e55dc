/**
 * The block locator as ticks on the chain: dense near the tip, then ever wider gaps down to genesis; the hash
 * the peer knew is marked (interface.md §4.2).
 */
import type { WorldView } from "../../replay/world-view.ts";
import { number } from "../text.ts";
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
  // Only its own: a mark of another's answer would read as this peer's.
  const found = locator.hit;
  const marks = [...new Set([...locator.heights, ...(found === undefined ? [] : [found])])].sort(
    (a, b) => b - a,
  );
  for (const height of marks) {
    const x = heights.x(height + 0.5);
    const hit = height === found;
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
  const taken: [number, number][] = [];
  const order = found === undefined ? marks : [found, ...marks.filter((h) => h !== found)];
  for (const height of order) {
    const text = number(height);
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
      ink: height === found ? "accent" : "muted",
      weight: height === found ? 700 : 400,
      mono: true,
      align: "center",
    });
  }
  return shapes;
}
