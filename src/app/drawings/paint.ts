/** Draws a shape on a canvas. */
import { fontOf } from "./measure.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import type { Measure } from "./shape-box.ts";
import { BEHIND, type Ink, type Shape } from "./shapes.ts";

/** Space between hatch lines. */
const HATCH_GAP = 7;
/** The same on a strip of blocks left aside, which may be only a few pixels high. */
const STALE_GAP = 5;
const ASKED_DASH = [4, 2.5];
/** Of a hatch that would else look like a block's. */
const DOTS = [1.5, 4];

/** What it takes to draw in a theme on a screen. */
export interface Tools<P extends Pen> {
  readonly palette: Palette;
  readonly measure: Measure;
  readonly stamp: (pen: P, glyph: Shape & { readonly kind: "glyph" }) => void;
}

export function paint<P extends Pen>(ctx: P, shape: Shape, { palette, measure, stamp }: Tools<P>): void {
  const { inks } = palette;
  switch (shape.kind) {
    case "line":
      pen(ctx, palette, shape.ink, shape.width, shape.dash);
      trace(ctx, shape.points);
      ctx.stroke();
      return;
    case "area":
      trace(ctx, shape.points);
      if (palette.isForced && shape.fill === "asked") outline(ctx, palette, "asked");
      else fillAndStroke(ctx, palette, shape);
      return;
    case "curve": {
      const [x1, y1] = shape.from;
      const [x2, y2] = shape.to;
      pen(ctx, palette, shape.ink, shape.width);
      ctx.beginPath();
      ctx.moveTo(x1, y1);
      ctx.bezierCurveTo(x1, y1 + (y2 - y1) * 0.7, x1 + (x2 - x1) * 0.2, y2, x2, y2);
      ctx.stroke();
      return;
    }
    case "rect":
      ctx.beginPath();
      ctx.roundRect(shape.x, shape.y, shape.w, shape.h, shape.radius ?? 0);
      // In the person's own colours these would be as full, or as dark, as what is here.
      if (palette.isForced && shape.fill === "stale")
        hatch(ctx, palette, { ...shape, ink: "stale" }, STALE_GAP);
      else if (palette.isForced && shape.fill === "asked") outline(ctx, palette, "asked");
      else fillAndStroke(ctx, palette, shape);
      return;
    case "circle":
      ctx.beginPath();
      ctx.arc(shape.x, shape.y, shape.r, 0, Math.PI * 2);
      fillAndStroke(ctx, palette, shape);
      return;
    case "clock":
      // Where colours are few the ring must not look used up.
      if (palette.isForced) pen(ctx, palette, "faint", 1);
      else pen(ctx, palette, "line", shape.width);
      ctx.beginPath();
      ctx.arc(shape.x, shape.y, shape.r, 0, Math.PI * 2);
      ctx.stroke();
      pen(ctx, palette, shape.ink, shape.width);
      ctx.beginPath();
      ctx.arc(shape.x, shape.y, shape.r, -Math.PI / 2, -Math.PI / 2 + Math.PI * 2 * Math.min(1, shape.share));
      ctx.stroke();
      return;
    case "text": {
      ctx.font = fontOf(palette, shape);
      ctx.textAlign = shape.align ?? "left";
      ctx.textBaseline = "middle";
      if (shape.behind !== undefined) {
        const width = measure(shape) + 8;
        const left = shape.align === "center" ? width / 2 : shape.align === "right" ? width - 4 : 4;
        ctx.fillStyle = inks[shape.behind];
        ctx.fillRect(shape.x - left, shape.y - shape.size * BEHIND, width, shape.size * 2 * BEHIND);
      }
      ctx.fillStyle = inks[shape.ink];
      ctx.fillText(shape.text, shape.x, shape.y + 0.5);
      return;
    }
    case "glyph":
      stamp(ctx, shape);
      return;
    case "hatch":
      ctx.beginPath();
      ctx.rect(shape.x, shape.y, shape.w, shape.h);
      hatch(ctx, palette, shape, HATCH_GAP, palette.isForced ? DOTS : []);
      return;
    case "arrow": {
      const { x, y, size } = shape;
      const half = size * 0.6;
      ctx.beginPath();
      if (shape.direction === "down") {
        ctx.moveTo(x - half, y - size / 2);
        ctx.lineTo(x + half, y - size / 2);
        ctx.lineTo(x, y + size / 2);
      } else {
        const sign = shape.direction === "right" ? 1 : -1;
        ctx.moveTo(x - (sign * size) / 2, y - half);
        ctx.lineTo(x + (sign * size) / 2, y);
        ctx.lineTo(x - (sign * size) / 2, y + half);
      }
      ctx.closePath();
      fillAndStroke(ctx, palette, shape);
      return;
    }
    case "tail": {
      const gradient = ctx.createLinearGradient(shape.from, 0, shape.to, 0);
      gradient.addColorStop(0, "transparent");
      gradient.addColorStop(1, inks[shape.ink]);
      ctx.strokeStyle = gradient;
      ctx.setLineDash([]);
      ctx.lineWidth = shape.width + palette.strokeExtra;
      ctx.beginPath();
      ctx.moveTo(shape.from, shape.y);
      ctx.lineTo(shape.to, shape.y);
      ctx.stroke();
      return;
    }
  }
}

function trace(ctx: Pen, points: readonly (readonly [number, number])[]): void {
  ctx.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
}

/** Lines across the path that has been begun, which bounds them. */
function hatch(
  ctx: Pen,
  palette: Palette,
  { x: from, y, w, h, ink }: { x: number; y: number; w: number; h: number; ink: Ink },
  gap: number,
  dash: readonly number[] = [],
): void {
  ctx.save();
  ctx.clip();
  pen(ctx, palette, ink, 1.2, dash);
  ctx.beginPath();
  for (let x = from - h; x < from + w; x += gap) {
    ctx.moveTo(x, y + h);
    ctx.lineTo(x + h, y);
  }
  ctx.stroke();
  ctx.restore();
}

/** Nothing but a dashed edge, inside of the path that has been begun: as a block's square that is asked for. */
function outline(ctx: Pen, palette: Palette, ink: Ink): void {
  ctx.save();
  ctx.clip();
  pen(ctx, palette, ink, 2.4, ASKED_DASH);
  ctx.stroke();
  ctx.restore();
}

function pen(ctx: Pen, palette: Palette, ink: Ink, width = 1, dash: readonly number[] = []): void {
  ctx.strokeStyle = palette.inks[ink];
  ctx.lineWidth = width + palette.strokeExtra * 0.75;
  ctx.setLineDash([...dash]);
}

function fillAndStroke(
  ctx: Pen,
  palette: Palette,
  shape: { fill?: Ink; stroke?: Ink; width?: number; dash?: readonly number[] },
): void {
  if (shape.fill !== undefined) {
    ctx.fillStyle = palette.inks[shape.fill];
    ctx.fill();
  }
  if (shape.stroke !== undefined) {
    pen(ctx, palette, shape.stroke, shape.width, shape.dash);
    ctx.stroke();
  }
}
