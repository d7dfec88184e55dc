/**
 * Requests over time: per peer a lane, each request a bar from asking to answer, hatched where the peer could have served and was not
 * asked; flags for what happened, the moment that is shown as a line through all, and time below (interface.md §2.1, region 6).
 */
import type { PeerSpans } from "../../replay/peer-spans.ts";
import { rangesOfBlocks } from "../../replay/ranges.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { shortNames } from "../short-names.ts";
import { clock, heightsText, span as spanText, t } from "../text.ts";
import { type BarPlace, barEdges, barRow, type InSight, layoutBars } from "./request-bars.ts";
import { columnsOf, type Density, densityOf, layoutDensity } from "./request-density.ts";
import type { Shape } from "./shapes.ts";
import { SIGN_LETTERS_AT_MOST } from "./sign.ts";
import { estimate, textWidth } from "./text-width.ts";
import { layoutFlags } from "./time-flags.ts";
import { axisTextY, layoutTimeAxis, type TimeRange, type TimeScale, timeAt, timeX } from "./time-scale.ts";

export interface LanesFrame extends TimeRange {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** The moment that the drawing shows, virtual µs. */
  readonly at: number;
  /** Who has a lane of its own, from top to bottom. */
  readonly own: readonly string[];
  /** Those that share the last lane. */
  readonly others: readonly string[];
  readonly selected?: string | undefined;
  /** The request that stands out. */
  readonly chosen?: Request | undefined;
  /** The stretch that is marked. */
  readonly marked?: TimeRange | undefined;
}

/** A request of a peer, by its number. */
export interface Request {
  readonly peer: string;
  readonly span: number;
}

/** More bars than one in so many pixels are too many. */
const PX_A_BAR = 5;
/** In lower rows bars would run into each other. */
const ROW_LEAST_PX = 2.6;
const LANE_MOST_PX = 44;
const COLUMN_PX = 3;
/** Of the lane of all others, each column of which asks all of them. */
const SUMMED_COLUMN_PX = 6;
/** A bar is hit by who misses it by so much. */
const MISS_PX = 4;
const SIZE = 11;

interface Plan {
  readonly time: TimeScale;
  readonly sight: InSight;
  readonly top: number;
  readonly bottom: number;
  readonly lane: number;
  /** Of each lane of its own; undefined: never connected. */
  readonly spans: readonly (PeerSpans | undefined)[];
  /** Rows of bars in each lane; undefined: there are too many for bars. */
  readonly rows: number | undefined;
}

function planOf(view: WorldView, frame: LanesFrame): Plan {
  const { history, position, peerNames } = view;
  const { scale } = frame;
  const names = frame.others.length > 0 ? [othersName(frame)] : [];
  const signs = shortNames(peerNames, SIGN_LETTERS_AT_MOST);
  for (const peer of frame.own) names.push(signs.get(peer) ?? peer);
  // About as wide as they are will do, and time begins at the same place with every font.
  const widths = names.map((name) => estimate(name, (SIZE + 1) * scale, 700));
  const gutter = Math.max(...widths, 8 * scale) * 1.08 + 18;
  const time = { from: frame.from, to: frame.to, left: gutter, right: frame.width - 6 };
  const high = Math.min(position, history.positionAt(frame.to));
  const low = Math.min(high, history.positionAt(frame.from - 1));
  const sight = { history, low, high, position, at: frame.at };
  const top = 17 * scale;
  const count = Math.max(1, frame.own.length + (frame.others.length > 0 ? 1 : 0));
  const room = frame.height - top - 18 * scale;
  const lane = Math.max(4, Math.min(LANE_MOST_PX * scale, room / count));
  const spans = frame.own.map((peer) => history.requests.of(peer));
  const most = (time.right - time.left) / PX_A_BAR;
  let rows: number | undefined = 1;
  for (const one of spans) {
    if (one === undefined || rows === undefined) continue;
    if (one.asked(high) - one.ended(low) > most) rows = undefined;
    else one.between(low, high, (span) => (rows = Math.max(rows ?? 1, one.row(span) + 1)));
  }
  if (rows !== undefined && barHeight(lane) / rows < ROW_LEAST_PX) rows = undefined;
  return { time, sight, top, bottom: top + lane * count, lane, spans, rows };
}

function barHeight(lane: number): number {
  return lane - Math.min(5, Math.max(2, lane * 0.16));
}

function placeOf({ top, lane, rows }: Plan, row: number, scale: number): BarPlace {
  const height = barHeight(lane);
  return { top: top + lane * row + (lane - height) / 2, height, rows: rows ?? 1, scale };
}

function othersName({ others }: LanesFrame): string {
  return t("others.name", { count: others.length });
}

export function layoutLanesOverTime(view: WorldView, frame: LanesFrame): Shape[] {
  const { scale, own, others } = frame;
  const plan = planOf(view, frame);
  const { time, sight, top, bottom, lane, spans } = plan;
  const shapes: Shape[] = [];
  own.forEach((peer, i) => {
    if (peer !== frame.selected) return;
    const wash = { y: top + lane * i, h: lane } as const;
    shapes.push({ kind: "rect", x: 0, ...wash, w: frame.width, radius: 4, fill: "wash" });
    shapes.push({ kind: "rect", x: 0, ...wash, w: 3, fill: "accent" });
  });
  layoutMarked(shapes, plan, frame.marked);
  const size = SIZE * scale;
  layoutTimeAxis(shapes, time, { top, bottom, size, taken: momentLabel(time, frame) ?? [0, 0] });
  const names = shortNames(view.peerNames, SIGN_LETTERS_AT_MOST);
  own.forEach((peer, i) => {
    layoutName(shapes, plan, i, names.get(peer) ?? peer, scale);
  });
  if (others.length > 0) layoutName(shapes, plan, own.length, othersName(frame), scale);
  if (plan.rows === undefined) layoutDensities(shapes, plan, scale);
  else
    spans.forEach((one, i) => {
      if (one !== undefined) layoutBars(shapes, one, sight, placeOf(plan, i, scale), time);
    });
  if (others.length > 0) {
    const columns = columnsOf(sight, time, SUMMED_COLUMN_PX);
    const all = others.flatMap((peer) => view.history.requests.of(peer) ?? []);
    const sum = densityOf(all, columns, sight);
    layoutDensity(shapes, sum, columns, placeOf(plan, own.length, scale), Math.max(1, sum.most));
  }
  if (frame.chosen !== undefined) layoutChosen(shapes, view, plan, frame.chosen, frame);
  layoutFlags(shapes, view.history, sight.position, time, {
    top: 0,
    lanesTop: top,
    bottom,
    size,
    laneOf: (peer) => {
      const row = own.indexOf(peer);
      if (row < 0 && !others.includes(peer)) return undefined;
      const y = top + lane * (row < 0 ? own.length : row);
      return [y + 1, y + lane - 1];
    },
    nameOf: (peer) => names.get(peer) ?? peer,
  });
  layoutMarkedEdges(shapes, plan, frame.marked);
  layoutMoment(shapes, plan, frame);
  const waited = longestWaited(view, own);
  if (waited !== undefined) layoutDebtText(shapes, view, waited, plan, own.indexOf(waited), frame);
  return shapes;
}

/** Left and right edge of the stretch that is marked; undefined: none is in sight. */
function markedEdges({ time }: Plan, marked: TimeRange | undefined): readonly [number, number] | undefined {
  if (marked === undefined || marked.to < time.from || marked.from > time.to) return undefined;
  return [Math.max(time.left, timeX(time, marked.from)), Math.min(time.right, timeX(time, marked.to))];
}

/** Under what is drawn in it. */
function layoutMarked(shapes: Shape[], plan: Plan, marked: TimeRange | undefined): void {
  const edges = markedEdges(plan, marked);
  if (edges === undefined) return;
  const [x, right] = edges;
  shapes.push({ kind: "rect", x, y: plan.top, w: right - x, h: plan.bottom - plan.top, fill: "wash" });
}

/** Over it: the ground alone would be hidden by bars. */
function layoutMarkedEdges(shapes: Shape[], plan: Plan, marked: TimeRange | undefined): void {
  const edges = markedEdges(plan, marked);
  if (edges === undefined) return;
  const { top, bottom } = plan;
  const [left, right] = edges;
  const corner = Math.min(8, (right - left) / 2);
  for (const [x, inner] of [
    [left, left + corner],
    [right, right - corner],
  ] as const) {
    const points = [
      [inner, top],
      [x, top],
      [x, bottom],
      [inner, bottom],
    ] as const;
    shapes.push({ kind: "line", points, ink: "accent", width: 2 });
  }
}

/** At its left end, with a line along the lane. */
function layoutName(shapes: Shape[], plan: Plan, row: number, name: string, scale: number): void {
  const { time, top, lane } = plan;
  const y = top + lane * (row + 0.5);
  shapes.push({
    kind: "line",
    points: [
      [time.left, y],
      [time.right, y],
    ],
    ink: "line",
    width: 1,
  });
  const size = Math.max(SIZE, Math.min(SIZE + 1, (lane / scale) * 0.8)) * scale;
  shapes.push({ kind: "text", x: 10, y, text: name, size, ink: "ink", weight: 700 });
}

/** All lanes on one scale of how many are open side by side. */
function layoutDensities(shapes: Shape[], plan: Plan, scale: number): void {
  const { sight, time, spans } = plan;
  const columns = columnsOf(sight, time, COLUMN_PX);
  const all: (Density | undefined)[] = spans.map((one) => one && densityOf([one], columns, sight));
  const most = Math.max(1, ...all.map((density) => density?.most ?? 0));
  all.forEach((density, i) => {
    if (density !== undefined) layoutDensity(shapes, density, columns, placeOf(plan, i, scale), most);
  });
}

/** Left and right edge of the words that say the moment; undefined: it is not in sight. */
function momentLabel(time: TimeScale, { at, scale }: LanesFrame): readonly [number, number] | undefined {
  const x = timeX(time, at);
  if (x < time.left - 0.5 || x > time.right + 0.5) return undefined;
  const half = textWidth(clock(at), SIZE * scale, true) / 2 + 4;
  const middle = Math.min(Math.max(x, time.left + half), time.right - half);
  return [middle - half, middle + half];
}

function layoutMoment(shapes: Shape[], { time, top, bottom }: Plan, frame: LanesFrame): void {
  const label = momentLabel(time, frame);
  if (label === undefined) return;
  const x = timeX(time, frame.at);
  const size = SIZE * frame.scale;
  shapes.push({
    kind: "line",
    points: [
      [x, top - 2],
      [x, bottom + 3],
    ],
    ink: "accent",
    width: 2,
  });
  shapes.push({
    kind: "text",
    x: (label[0] + label[1]) / 2,
    y: axisTextY(bottom, size),
    text: clock(frame.at),
    size,
    ink: "accent",
    weight: 600,
    mono: true,
    align: "center",
    behind: "panel",
  });
}

/** Whom everything waits for; else who was asked longest ago for a block that has not come. */
function longestWaited(view: WorldView, own: readonly string[]): string | undefined {
  const blocker = view.stall?.peer;
  if (blocker !== undefined && own.includes(blocker)) return blocker;
  let longest: { readonly name: string; readonly at: number } | undefined;
  for (const name of own) {
    const at = view.peer(name)?.oldestBlockRequest()?.at;
    if (at !== undefined && (longest === undefined || at < longest.at)) longest = { name, at };
  }
  return longest?.name;
}

/** What it owes, and for how long, on its open bars, where they are long enough. */
function layoutDebtText(
  shapes: Shape[],
  view: WorldView,
  name: string,
  plan: Plan,
  row: number,
  { at, scale }: LanesFrame,
): void {
  const { time, lane } = plan;
  const size = SIZE * scale;
  const peer = view.peer(name);
  const since = peer?.oldestBlockRequest()?.at;
  const right = timeX(time, at);
  if (peer === undefined || since === undefined || right > time.right + 0.5) return;
  const heights = heightsText(rangesOfBlocks(view.entries, peer.owedBlocks.values()));
  const ago = spanText(Math.max(0, at - since));
  const room = right - Math.max(time.left, timeX(time, since)) - 14;
  const whole = heights === "" ? ago : `${heights} · ${ago}`;
  const text = [whole, ago].find((one) => textWidth(one, size, false, 600) < room);
  if (text === undefined) return;
  shapes.push({
    kind: "text",
    x: right - 8,
    y: plan.top + lane * (row + 0.5),
    text,
    size,
    ink: "askedText",
    weight: 600,
    align: "right",
    behind: "askedTint",
  });
}

function layoutChosen(
  shapes: Shape[],
  view: WorldView,
  plan: Plan,
  { peer, span }: Request,
  { own, scale }: LanesFrame,
): void {
  const row = own.indexOf(peer);
  const spans = view.history.requests.of(peer);
  if (row < 0 || spans === undefined || spans.from(span) >= plan.sight.position) return;
  const [left, right] = barEdges(spans, span, plan.sight, plan.time);
  const [from, to] = [Math.max(plan.time.left, left), Math.min(plan.time.right, right)];
  if (to <= from) return;
  const place = placeOf(plan, row, scale);
  const [y, h] = plan.rows === undefined ? [place.top, place.height] : barRow(spans, span, place);
  const box = { x: from - 1.5, y: y - 1.5, w: to - from + 2, h: h + 3 };
  shapes.push({ kind: "rect", ...box, radius: 3, stroke: "accent", width: 2 });
}

/** The scale of time that it is drawn on. */
export function lanesScale(view: WorldView, frame: LanesFrame): TimeScale {
  return planOf(view, frame).time;
}

/** What lies at a point. `at`: virtual µs; undefined beside the lanes, at a peer's name. `request`: its bar is hit. */
export function hitLanes(
  view: WorldView,
  frame: LanesFrame,
  x: number,
  y: number,
): {
  readonly peer: string | undefined;
  readonly at: number | undefined;
  readonly request: Request | undefined;
} {
  const plan = planOf(view, frame);
  const { time, sight, top, lane, spans, rows } = plan;
  const at = x < time.left - MISS_PX ? undefined : timeAt(time, Math.min(Math.max(x, time.left), time.right));
  const row = Math.floor((y - top) / lane);
  const peer = frame.own[row];
  const one = spans[row];
  if (peer === undefined || one === undefined || rows === undefined || at === undefined)
    return { peer, at, request: undefined };
  const place = placeOf(plan, row, frame.scale);
  let nearest: { readonly span: number; readonly miss: number } | undefined;
  one.between(sight.low, sight.high, (span) => {
    const [left, right] = barEdges(one, span, sight, time);
    const [above, h] = barRow(one, span, place);
    const [aside, over] = [Math.max(left - x, x - right, 0), Math.max(above - y, y - above - h, 0)];
    const miss = Math.max(aside, over);
    if (miss <= MISS_PX && (nearest === undefined || miss < nearest.miss)) nearest = { span, miss };
  });
  const hit: { readonly span: number } | undefined = nearest;
  return { peer, at, request: hit === undefined ? undefined : { peer, span: hit.span } };
}
