/** What a sweep comes to over two things that are varied: a cell for each pair, filled as high as it is much, with the number in it. */
import type { Shape } from "./shapes.ts";
import { isSpread, type Measured } from "./sweep-chart.ts";
import { textWidth } from "./text-width.ts";

export interface Heat {
  /** What is varied from left to right, and from top to bottom: what it is called, and its values. */
  readonly across: { readonly title: string; readonly values: readonly string[] };
  readonly down: { readonly title: string; readonly values: readonly string[] };
  readonly measure: string;
  /** By `across`, then by `down`. */
  readonly cells: readonly Measured[];
  readonly format: (value: number) => string;
  readonly never: string;
}

const GAP = 4;

interface Place {
  readonly left: number;
  readonly top: number;
  readonly w: number;
  readonly h: number;
}

export function layoutHeat(
  heat: Heat,
  { width, height, scale }: { width: number; height: number; scale: number },
): Shape[] {
  const { across, down, cells } = heat;
  const size = 13 * scale;
  const left = 16 + Math.max(...down.values.map((value) => textWidth(value, size, true)));
  const plot = { left, right: width - 10, top: size * 3.6, bottom: height - size * 3.4 };
  const w = (plot.right - plot.left) / across.values.length;
  const h = (plot.bottom - plot.top) / down.values.length;
  const foot = { x: (plot.left + plot.right) / 2, y: height - size * 0.9 };
  const shapes: Shape[] = [
    words(heat.measure, 10, size * 0.8, size, "left", "muted"),
    { ...words(`${down.title} ↓`, 10, size * 2.4, size, "left"), weight: 600 },
    { ...words(`${across.title} →`, foot.x, foot.y, size, "center"), weight: 600 },
  ];
  for (const [i, value] of across.values.entries()) {
    shapes.push({
      ...words(value, plot.left + (i + 0.5) * w, plot.bottom + size, size, "center"),
      mono: true,
    });
  }
  for (const [j, value] of down.values.entries()) {
    shapes.push({ ...words(value, plot.left - 8, plot.top + (j + 0.5) * h, size, "right"), mono: true });
  }
  const most = Math.max(0, ...cells.map((cell) => (isSpread(cell) ? cell.median : 0)));
  for (const [number, cell] of cells.entries()) {
    const [i, j] = [Math.floor(number / down.values.length), number % down.values.length];
    const place = {
      left: plot.left + i * w + GAP / 2,
      top: plot.top + j * h + GAP / 2,
      w: w - GAP,
      h: h - GAP,
    };
    layoutCell(shapes, heat, cell, most, place, size);
  }
  return shapes;
}

function layoutCell(
  shapes: Shape[],
  { format, never }: Heat,
  cell: Measured,
  most: number,
  { left, top, w, h }: Place,
  size: number,
): void {
  const box = { x: left, y: top, w, h };
  if (cell === "never") shapes.push({ kind: "hatch", ...box, ink: "invalid" });
  else if (cell !== undefined && most > 0) {
    const full = h * (cell.median / most);
    shapes.push({ kind: "rect", ...box, y: top + h - full, h: full, fill: "stored" });
  }
  shapes.push({ kind: "rect", ...box, stroke: "faint", width: 1 });
  if (cell === undefined) return;
  const said = cell === "never" ? never : format(cell.median);
  const fits = Math.min(
    size * 1.5,
    (size * (w - 8)) / Math.max(1, textWidth(said, size, false, 700)),
    h * 0.7,
  );
  const ink = cell === "never" ? "invalid" : "ink";
  shapes.push({
    ...words(said, left + w / 2, top + h / 2, fits, "center", ink),
    weight: 700,
    behind: "panel",
  });
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  align: "left" | "center" | "right",
  ink: "ink" | "muted" | "invalid" = "ink",
): Shape & { kind: "text" } {
  return { kind: "text", x, y, text, size, ink, align };
}
