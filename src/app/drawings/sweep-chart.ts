/** What a sweep comes to over one thing that is varied: a line for each way, its values at equal steps, since they are chosen as one counts. */
import { ticks } from "d3";
import type { Spread } from "../../sweep/point-summary.ts";
import type { Ink, Shape } from "./shapes.ts";
import { fitted, textWidth } from "./text-width.ts";

export type Measured = Spread | "never" | undefined;

export interface ChartLine {
  readonly name: string;
  /** At each value; undefined: not there yet; `never`: no run came to that. */
  readonly points: readonly Measured[];
}

export interface Chart {
  /** The values, as one reads them. */
  readonly values: readonly string[];
  /** What is varied. */
  readonly title: string;
  /** What is measured. */
  readonly measure: string;
  readonly lines: readonly ChartLine[];
  readonly format: (value: number) => string;
  /** What stands where no run came to it. */
  readonly never: string;
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** One tells them apart by their marks and dashes; colour repeats it. */
const STYLES: readonly {
  readonly ink: Ink;
  readonly mark: "disc" | "square" | "ring" | "box";
  readonly dash?: readonly number[];
}[] = [
  { ink: "validated", mark: "disc" },
  { ink: "asked", mark: "square", dash: [8, 4] },
  { ink: "stale", mark: "ring", dash: [2, 3] },
  { ink: "stored", mark: "box" },
  { ink: "invalid", mark: "disc", dash: [10, 3, 2, 3] },
  { ink: "accent", mark: "square" },
  { ink: "header", mark: "ring" },
  { ink: "ink", mark: "box", dash: [4, 4] },
];

const TICKS = 5;
/** From one row of what is not there to the next, of the size of type. */
const NEVER_STEP = 1.1;

export function layoutChart(chart: Chart, { width, height, scale }: Box): Shape[] {
  const shapes: Shape[] = [];
  const size = 13 * scale;
  const highest = Math.max(
    0,
    ...chart.lines.flatMap(({ points }) => points.map((spread) => (isSpread(spread) ? spread.high : 0))),
  );
  const marks = ticks(0, highest === 0 ? 1 : highest * 1.12, TICKS);
  const most = Math.max(highest * 1.12, marks.at(-1) ?? 1);
  const isNamed = chart.lines.length > 1;
  const isWide = width > 560 * scale;
  const left = 10 + Math.max(...marks.map((mark) => textWidth(chart.format(mark), size, true))) + 8;
  const longest = Math.max(...chart.lines.map(({ name }) => textWidth(name, size, false, 600)));
  const names = isNamed && isWide ? Math.min(longest + 24, width * 0.3) : 0;
  const legend = isNamed && !isWide ? chart.lines.length * size * 1.5 : 0;
  // Lines that are not somewhere say so above all that is, each in a row of its own.
  const absent = chart.lines.flatMap(({ points }, number) => (points.includes("never") ? [number] : []));
  const rows = legend + size * 1.7;
  const top = rows + size * (0.7 + NEVER_STEP * Math.max(0, absent.length - 1));
  const plot = { left, right: width - 18 - names, top, bottom: height - size * 3.6 };
  const rowOf = (number: number) => rows + size * NEVER_STEP * absent.indexOf(number);
  const x = (i: number) => plot.left + ((i + 0.5) / chart.values.length) * (plot.right - plot.left);
  const y = (value: number) => plot.bottom - (value / most) * (plot.bottom - plot.top);

  shapes.push(words(chart.measure, 10, legend + size * 0.8, size, "muted", "left"));
  for (const mark of marks) {
    shapes.push(
      stroke(
        [
          [plot.left, y(mark)],
          [plot.right, y(mark)],
        ],
        mark === 0 ? "faint" : "line",
        1,
      ),
    );
    shapes.push({ ...words(chart.format(mark), plot.left - 8, y(mark), size, "muted", "right"), mono: true });
  }
  for (const [i, value] of chart.values.entries()) {
    shapes.push({ ...words(value, x(i), plot.bottom + size, size * 1.1, "ink", "center"), mono: true });
  }
  shapes.push(
    words(chart.title, (plot.left + plot.right) / 2, height - size * 0.9, size * 1.1, "ink", "center"),
  );

  for (const [number, line] of chart.lines.entries())
    layoutLine(shapes, chart, line, number, { x, y, plot, size, rowOf });
  if (isNamed && isWide) layoutNames(shapes, chart, { x, y, plot, size, rowOf, room: names });
  else if (isNamed) layoutLegend(shapes, chart, size, width);
  return shapes;
}

interface Places {
  readonly x: (i: number) => number;
  readonly y: (value: number) => number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly size: number;
  /** Where the line of this number says that it is not there. */
  readonly rowOf: (number: number) => number;
}

function layoutLine(
  shapes: Shape[],
  chart: Chart,
  { points }: ChartLine,
  number: number,
  { x, y, size, rowOf }: Places,
): void {
  const style = styleOf(number);
  const drawn = points.flatMap((spread, i) => (isSpread(spread) ? [[x(i), y(spread.median)] as const] : []));
  if (drawn.length > 1)
    shapes.push({ ...stroke(drawn, style.ink, 2.5), ...(style.dash && { dash: style.dash }) });
  points.forEach((spread, i) => {
    if (spread === undefined) return;
    if (spread === "never") {
      shapes.push(words(`✕ ${chart.never}`, x(i), rowOf(number), size, style.ink, "center"));
      return;
    }
    if (spread.high > spread.low)
      shapes.push(
        stroke(
          [
            [x(i), y(spread.low)],
            [x(i), y(spread.high)],
          ],
          style.ink,
          5,
        ),
      );
    layoutMark(shapes, style, x(i), y(spread.median), size);
    if (chart.lines.length === 1) {
      const label = {
        ...words(
          chart.format(spread.median),
          x(i),
          y(spread.high) - size * 1.3,
          size * 1.25,
          "ink",
          "center",
        ),
        weight: 700,
        behind: "panel",
      } as const;
      shapes.push(label);
    }
  });
}

function layoutMark(
  shapes: Shape[],
  { ink, mark }: (typeof STYLES)[number],
  x: number,
  y: number,
  size: number,
): void {
  const r = size * 0.42;
  const isHollow = mark === "ring" || mark === "box";
  const dress = { fill: isHollow ? "panel" : ink, stroke: ink, width: 2 } as const;
  if (mark === "disc" || mark === "ring") shapes.push({ kind: "circle", x, y, r, ...dress });
  else shapes.push({ kind: "rect", x: x - r, y: y - r, w: 2 * r, h: 2 * r, ...dress });
}

/**
 * Beside the last point of each line, or its row above where it has none; those that would lie on each other are moved apart, in the
 * order of their points. From what is nowhere yet nothing leads to its name.
 */
function layoutNames(
  shapes: Shape[],
  { lines }: Chart,
  { x, y, plot, size, rowOf, room }: Places & { room: number },
): void {
  const step = size * 1.5;
  const places = lines
    .map(({ name, points }, number) => {
      const last = points.findLastIndex(isSpread);
      const spread = points[last];
      if (isSpread(spread)) return { name, number, at: y(spread.median), from: x(last) + size * 0.7 };
      const away = points.lastIndexOf("never");
      if (away === -1) return { name, number, at: y(0), from: undefined };
      return { name, number, at: rowOf(number), from: x(away) + size * 3 };
    })
    .sort((a, b) => a.at - b.at);
  const spots: number[] = [];
  for (const { at } of places) spots.push(Math.max(at, (spots.at(-1) ?? Number.NEGATIVE_INFINITY) + step));
  // Not below the plot: then all of them up a little.
  for (let i = spots.length - 1, most = plot.bottom; i >= 0; i--, most -= step)
    spots[i] = Math.min(spots[i]!, most);
  places.forEach(({ name, number, at, from }, i) => {
    const spot = spots[i] ?? at;
    const { ink } = styleOf(number);
    if (from !== undefined)
      shapes.push(
        stroke(
          [
            [from, at],
            [plot.right + 6, spot],
          ],
          ink,
          1,
        ),
      );
    shapes.push({
      ...words(fitted(name, size, room - 12, 600), plot.right + 10, spot, size, "ink", "left"),
      weight: 600,
    });
  });
}

/** Above the plot, a line each. */
function layoutLegend(shapes: Shape[], { lines }: Chart, size: number, width: number): void {
  lines.forEach(({ name }, number) => {
    const style = styleOf(number);
    const y = size * (0.9 + 1.5 * number);
    shapes.push({
      ...stroke(
        [
          [10, y],
          [10 + size * 2.4, y],
        ],
        style.ink,
        2.5,
      ),
      ...(style.dash && { dash: style.dash }),
    });
    layoutMark(shapes, style, 10 + size * 1.2, y, size);
    shapes.push({
      ...words(fitted(name, size, width - size * 4, 600), 14 + size * 2.6, y, size, "ink", "left"),
      weight: 600,
    });
  });
}

export function isSpread(measured: Measured): measured is Spread {
  return typeof measured === "object";
}

function styleOf(number: number): (typeof STYLES)[number] {
  return STYLES[number % STYLES.length] as (typeof STYLES)[number];
}

function stroke(
  points: readonly (readonly [number, number])[],
  ink: Ink,
  width: number,
): Shape & { kind: "line" } {
  return { kind: "line", points, ink, width };
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  ink: Ink,
  align: "left" | "center" | "right",
): Shape & { kind: "text" } {
  return { kind: "text", x, y, text, size, ink, align };
}
