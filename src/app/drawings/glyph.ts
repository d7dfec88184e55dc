/**
 * The block glyph: its ink grows with what the node knows (interface.md §4.1). Hollow: header. Dashed: asked,
 * with the letter of whom. Lower half: stored. Solid: validated. Hatched: stale. Crossed: invalid. The same
 * everywhere, and readable without colour.
 */
import type { BlockState } from "../../replay/entry-table.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { textWidth } from "./text-width.ts";

/** Draws it around `(x, y)`. */
export function drawGlyph(
  ctx: Pen,
  palette: Palette,
  glyph: { x: number; y: number; size: number; state: BlockState; letter?: string; isAside?: boolean },
): void {
  const { inks } = palette;
  const { size, state } = glyph;
  const line = (size >= 14 ? 1.6 : 1.2) + palette.strokeExtra * 0.6;
  const inset = line / 2;
  const x = glyph.x - size / 2 + inset;
  const y = glyph.y - size / 2 + inset;
  const w = size - line;
  const radius = Math.min(4, size * 0.2);
  const colour = inks[glyph.isAside === true ? "stale" : state];
  const outline = () => {
    ctx.beginPath();
    ctx.roundRect(x, y, w, w, radius);
  };
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = line;
  ctx.strokeStyle = colour;
  ctx.fillStyle = state === "asked" && glyph.isAside !== true ? inks.askedTint : inks.panel;
  outline();
  ctx.fill();
  if (state === "validated") {
    ctx.fillStyle = colour;
    ctx.fill();
  } else if (state === "stored") {
    ctx.save();
    ctx.clip();
    ctx.fillStyle = colour;
    // On a whole pixel: half of one along a whole row of blocks would be seen as another colour.
    ctx.fillRect(x, Math.round(y + w * 0.46), w, w);
    ctx.restore();
  } else if (state === "stale") {
    ctx.save();
    ctx.clip();
    ctx.beginPath();
    const gap = Math.max(3.5, size / 4);
    for (let d = -w; d < w; d += gap) {
      ctx.moveTo(x + d, y + w);
      ctx.lineTo(x + d + w, y);
    }
    ctx.stroke();
    ctx.restore();
  } else if (state === "invalid") {
    ctx.beginPath();
    const m = w * 0.25;
    ctx.moveTo(x + m, y + m);
    ctx.lineTo(x + w - m, y + w - m);
    ctx.moveTo(x + w - m, y + m);
    ctx.lineTo(x + m, y + w - m);
    ctx.stroke();
  }
  if (state === "asked") ctx.setLineDash(size >= 14 ? [3, 2] : [2, 1.6]);
  outline();
  ctx.stroke();
  if (glyph.letter !== undefined && size >= 11) {
    ctx.setLineDash([]);
    ctx.font = `700 ${letterSize(size, glyph.letter, palette.scale)}px ${palette.sans}`;
    ctx.fillStyle = inks.askedText;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(glyph.letter, glyph.x, glyph.y + size * 0.04);
  }
  ctx.restore();
}

/** A square has room for so many letters, be they small: a peer's number alone would read as a height. */
export const GLYPH_LETTERS = 3;

/** Of the square, by the number of letters: what they take in any case, and what they may. */
const LETTER_SHARES: readonly (readonly [number, number])[] = [
  [0.58, 0.8],
  [0.46, 0.56],
  [0.4, 0.47],
];

/** What letters may take of the square's width: beyond are its lines. */
const INSIDE = 0.84;

/** As large as other small type where the square has room for it; letters that are wide are smaller. CSS px. */
export function letterSize(size: number, letters: string, scale: number): number {
  const [usual = 0, most = 0] = LETTER_SHARES[Math.min(3, letters.length) - 1] ?? [];
  const wished = Math.max(size * usual, Math.min(size * most, 11 * scale));
  return Math.min(wished, (wished * size * INSIDE) / textWidth(letters, wished, false, 700));
}
