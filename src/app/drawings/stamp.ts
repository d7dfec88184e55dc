/**
 * Glyphs are drawn once and then stamped: the same few stand in many places, and their dashed outlines and letters cost more
 * than all else of a picture.
 */
import { drawGlyph } from "./glyph.ts";
import type { Palette } from "./palette.ts";
import { GLYPH_REACH } from "./shape-box.ts";
import type { Shape } from "./shapes.ts";

type Glyph = Shape & { readonly kind: "glyph" };

export type Stamp = (context: CanvasRenderingContext2D, glyph: Glyph) => void;

/** Steps in a device pixel: finer ones nobody sees move. */
const STEPS_ACROSS = 4;
/** Rows of glyphs have few heights, and one sees a level edge along a whole row. */
const STEPS_DOWN = 16;
const KNOWN_AT_MOST = 600;

interface Known {
  readonly image: ImageBitmap;
  /** Of the image, device pixels. */
  readonly side: number;
}

/** `ratio`: device pixels in one of CSS. Fonts that come later need another one. */
export function stampWith(palette: Palette, ratio: number): Stamp {
  const known = new Map<string, Known>();
  return (context, glyph) => {
    const [x, y] = [onStep(glyph.x * ratio, STEPS_ACROSS), onStep(glyph.y * ratio, STEPS_DOWN)];
    const { size, state, letter = "", isAside = false } = glyph;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const asked = `${state} ${letter} ${isAside} ${size} ${x - left} ${y - top}`;
    let stamp = known.get(asked);
    if (stamp === undefined) {
      stamp = drawn(glyph, x - left, y - top, palette, ratio);
      if (known.size >= KNOWN_AT_MOST) known.clear();
      known.set(asked, stamp);
    }
    const { image, side } = stamp;
    const half = side / 2;
    context.drawImage(image, (left - half) / ratio, (top - half) / ratio, side / ratio, side / ratio);
  };
}

function onStep(pixels: number, steps: number): number {
  return Math.round(pixels * steps) / steps;
}

/** `dx`, `dy`: from a whole device pixel to its middle. */
function drawn(glyph: Glyph, dx: number, dy: number, palette: Palette, ratio: number): Known {
  const half = Math.ceil((glyph.size * GLYPH_REACH + palette.strokeExtra) * ratio) + 2;
  const canvas = new OffscreenCanvas(half * 2, half * 2);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("a canvas without a context");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawGlyph(context, palette, { ...glyph, x: (half + dx) / ratio, y: (half + dy) / ratio });
  return { image: canvas.transferToImageBitmap(), side: half * 2 };
}
