/**
 * A race: a lane for each run, one below the other over one time axis. Ink rises as blocks are validated, dashed above it the headers
 * that are known; a post stands where a run is synced, a cross where a peer was dropped, a line where it parts from the first.
 */
import type { Series } from "../../sweep/race.ts";
import type { Shape } from "./shapes.ts";
import { fitted, textWidth, wrapped } from "./text-width.ts";
import { axisTextY, layoutTimeAxis, type TimeScale, timeX } from "./time-scale.ts";

export interface RaceLane {
  readonly name: string;
  /** What it came to, in one line. */
  readonly figures: string;
  /** Undefined: not there yet; `share` of it is done, 0 to 1. */
  readonly series: Series | undefined;
  readonly share: number;
  /** When it was over, virtual µs, and how that is said. */
  readonly end: { readonly at: number; readonly text: string; readonly isSynced: boolean } | undefined;
  readonly drops: readonly { readonly at: number; readonly peer: string }[];
  /** Where it parts from the first, virtual µs. */
  readonly partsAt: number | undefined;
}

/** Where a lane is drawn. */
interface Place {
  readonly time: TimeScale;
  readonly top: number;
  readonly bottom: number;
  readonly scale: number;
  /** The highest height of all lanes. */
  readonly highest: number;
}

const EDGE = 10;
/** Sizes of type, at scale 1. */
const NAME = 14;
const FIGURES = 12;
const TIME = 22;
const PEER = 12;
/** Of what a lane came to. */
const LINES_MAX = 2;

export function layoutRace(
  lanes: readonly RaceLane[],
  highest: number,
  { width, height, scale }: { width: number; height: number; scale: number },
): Shape[] {
  const shapes: Shape[] = [];
  const size = 11 * scale;
  const foot = axisTextY(0, size) + size;
  const each = (height - foot) / Math.max(1, lanes.length);
  // Room for half of the first moment's words.
  const left = Math.max(EDGE, textWidth("00:00", size, true) / 2 + 2);
  const time: TimeScale = { from: 0, to: endOf(lanes), left, right: width - EDGE };
  if (lanes.some(({ series }) => series !== undefined)) {
    layoutTimeAxis(shapes, time, { top: 0, bottom: height - foot, size, taken: [width, width] });
  }
  lanes.forEach((lane, i) => {
    const [name, figures] = [NAME * scale, FIGURES * scale];
    const said = wrapped(lane.figures, figures, width - 2 * EDGE).slice(0, LINES_MAX);
    const step = figures * 1.25;
    const place = {
      time,
      scale,
      highest,
      top: i * each + name * 1.8,
      bottom: (i + 1) * each - said.length * step - figures * 0.8,
    };
    if (lane.series === undefined) layoutProgress(shapes, lane.share, place);
    else layoutLane(shapes, lane, lane.series, place);
    const title = fitted(`${i + 1}  ${lane.name}`, name, width - 2 * EDGE, 600);
    shapes.push({
      kind: "text",
      x: EDGE,
      y: i * each + name * 0.9,
      text: title,
      size: name,
      ink: "ink",
      weight: 600,
      behind: "panel",
    });
    for (const [at, text] of said.entries()) {
      const y = place.bottom + figures * 0.95 + at * step;
      shapes.push({ kind: "text", x: EDGE, y, text, size: figures, ink: "muted", behind: "panel" });
    }
  });
  return shapes;
}

function endOf(lanes: readonly RaceLane[]): number {
  return Math.max(1, ...lanes.map(({ end }) => end?.at ?? 0));
}

function layoutProgress(shapes: Shape[], share: number, { time, top, bottom }: Place): void {
  const h = Math.min(14, bottom - top);
  const y = (top + bottom - h) / 2;
  const w = time.right - time.left;
  shapes.push({ kind: "rect", x: time.left, y, w, h, radius: 4, fill: "wash", stroke: "faint" });
  if (share > 0) shapes.push({ kind: "rect", x: time.left, y, w: w * share, h, radius: 4, fill: "header" });
}

function layoutLane(shapes: Shape[], lane: RaceLane, series: Series, place: Place): void {
  const { time, top, bottom, highest } = place;
  const end = lane.end?.at ?? series.at.at(-1) ?? 0;
  const along = (heights: readonly number[]) => {
    const y = (height: number) => bottom - (height / Math.max(1, highest)) * (bottom - top);
    const points = series.at.map((at, i) => [timeX(time, at), y(heights[i]!)] as const);
    return [...points, [timeX(time, end), y(heights.at(-1) ?? 0)] as const];
  };
  const right = timeX(time, end);
  const done = along(series.validated);
  shapes.push({ kind: "area", points: [...done, [right, bottom], [time.left, bottom]], fill: "validated" });
  shapes.push({ kind: "line", points: along(series.headers), ink: "header", width: 1.5, dash: [4, 3] });
  shapes.push(line(time.left, time.right, bottom, bottom, "faint", 1));
  layoutParting(shapes, lane.partsAt, place);
  layoutDrops(shapes, lane.drops, place);
  if (lane.end !== undefined) layoutEnd(shapes, lane.end, place);
}

/** A diamond, and a line through the lane: from here on it is another story. */
function layoutParting(shapes: Shape[], at: number | undefined, { time, top, bottom, scale }: Place): void {
  if (at === undefined) return;
  const x = timeX(time, at);
  const r = 5 * scale;
  const diamond = [
    [x, top - r],
    [x + r, top],
    [x, top + r],
    [x - r, top],
  ] as const;
  shapes.push(line(x, x, top, bottom, "accent", 1.5, [3, 3]));
  shapes.push({ kind: "area", points: diamond, fill: "accent" });
}

/** A cross for each; their letters where there is room. */
function layoutDrops(shapes: Shape[], drops: RaceLane["drops"], { time, top, bottom, scale }: Place): void {
  const size = PEER * scale;
  const r = 4 * scale;
  const y = top + (bottom - top) / 2;
  let room = Number.NEGATIVE_INFINITY;
  for (const { at, peer } of drops) {
    const x = timeX(time, at);
    // On a ground of its own: it may lie over ink.
    shapes.push({ kind: "circle", x, y, r: r * 1.7, fill: "panel", stroke: "invalid", width: 1 });
    shapes.push(line(x - r, x + r, y - r, y + r, "invalid", 2));
    shapes.push(line(x - r, x + r, y + r, y - r, "invalid", 2));
    const from = x + r * 2.2;
    if (from < room) continue;
    shapes.push({
      kind: "text",
      x: from,
      y,
      text: peer,
      size,
      ink: "invalid",
      weight: 600,
      behind: "panel",
    });
    room = from + textWidth(peer, size, false, 600) + r * 3;
  }
}

/** The post, and beside it the time: right of it where there is room, for there the lane is empty. */
function layoutEnd(
  shapes: Shape[],
  { at, text, isSynced }: NonNullable<RaceLane["end"]>,
  { time, top, bottom, scale }: Place,
): void {
  const x = timeX(time, at);
  const size = Math.min(TIME * scale, (bottom - top) * 0.75);
  const ink = isSynced ? "ink" : "invalid";
  shapes.push(line(x, x, top - 4, bottom, ink, 3, isSynced ? undefined : [5, 4]));
  const fits = x + 8 + textWidth(text, size, false, 700) < time.right;
  shapes.push({
    kind: "text",
    x: fits ? x + 8 : x - 8,
    y: (top + bottom) / 2,
    text,
    size,
    ink,
    weight: 700,
    align: fits ? "left" : "right",
    behind: "panel",
  });
}

function line(
  x1: number,
  x2: number,
  y1: number,
  y2: number,
  ink: "faint" | "accent" | "invalid" | "ink",
  width: number,
  dash?: readonly number[],
): Shape {
  const points = [
    [x1, y1],
    [x2, y2],
  ] as const;
  return { kind: "line", points, ink, width, ...(dash === undefined ? {} : { dash }) };
}
