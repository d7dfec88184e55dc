/** How far a shape's marks reach: never less than what `paint.ts` draws of it. */
import type { Box } from "./box.ts";
import type { Shape } from "./shapes.ts";

/** How wide a text is. */
export type Measure = (
  text: Pick<Shape & { readonly kind: "text" }, "text" | "size" | "mono" | "weight">,
) => number;

/** Edges are softened over a pixel. */
const SOFT = 1;
/** Behind a text its colour reaches further than its letters. */
const BEHIND = 4;
/** Marks of letters reach over what the text takes, by so much of its size: slanted, accented, and other scripts'. */
const OVERHANG = 0.3;
/** From the middle of a line of text, of its size. */
const TALL = 0.9;
/** A glyph's letters may be wider than its square: of its size, from its middle. */
export const GLYPH_REACH = 0.75;

/** `extra`: added to every stroke's width. */
export function boxOf(shape: Shape, measure: Measure, extra: number): Box {
  switch (shape.kind) {
    case "line":
    case "area": {
      const xs = shape.points.map(([x]) => x);
      const ys = shape.points.map(([, y]) => y);
      // The corners of a bent line are sharp.
      const by = shape.kind === "area" ? 0 : pen(shape, extra) * (shape.points.length > 2 ? 2 : 1);
      return grown(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), by);
    }
    case "curve": {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
      return grown(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2), pen(shape, extra));
    }
    case "rect":
      return grown(shape.x, shape.y, shape.x + shape.w, shape.y + shape.h, pen(shape, extra));
    case "circle":
    case "clock":
      return square(shape.x, shape.y, shape.r, pen(shape, extra));
    case "text": {
      const { x, y, size, align } = shape;
      const width = measure(shape);
      const left = align === "right" ? x - width : align === "center" ? x - width / 2 : x;
      const aside = Math.max(BEHIND, size * OVERHANG);
      return grown(left - aside, y - size * TALL, left + width + aside, y + size * TALL, 0);
    }
    case "glyph":
      return square(shape.x, shape.y, shape.size * GLYPH_REACH, extra);
    case "hatch":
      return grown(shape.x, shape.y, shape.x + shape.w, shape.y + shape.h, 0);
    case "arrow":
      return square(shape.x, shape.y, shape.size * 0.6, pen({}, extra) * 2);
    case "tail": {
      const { from, to, y, width } = shape;
      return grown(Math.min(from, to), y, Math.max(from, to), y, (width + extra) / 2);
    }
  }
}

/** How far a stroke reaches from its middle. */
function pen({ width = 1 }: { readonly width?: number }, extra: number): number {
  return (width + extra) / 2;
}

function square(x: number, y: number, half: number, by: number): Box {
  return grown(x - half, y - half, x + half, y + half, by);
}

function grown(left: number, top: number, right: number, bottom: number, by: number): Box {
  const more = by + SOFT;
  return { left: left - more, top: top - more, right: right + more, bottom: bottom + more };
}
