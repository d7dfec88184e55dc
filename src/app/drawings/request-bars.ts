/** Requests of one lane, each a bar from asking to answer, one above the other where they are open side by side. */
import type { History } from "../../replay/history.ts";
import type { PeerSpans } from "../../replay/peer-spans.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";
import { type TimeScale, timeX } from "./time-scale.ts";

/** Where the bars of a lane lie. */
export interface BarPlace {
  readonly top: number;
  readonly height: number;
  /** In so many rows. */
  readonly rows: number;
  readonly scale: number;
}

/** What of a history is looked at: what began before position `high` and was not over at `low`, at the moment `position`. */
export interface InSight {
  readonly history: History;
  readonly low: number;
  readonly high: number;
  readonly position: number;
  /** The moment, virtual µs. */
  readonly at: number;
}

/** A bar that is less wide would not be seen. */
const LEAST_PX = 1.5;
/** In a lower row a border would be all of it. */
const ROW_FOR_BORDER = 7;
/** Hatching that is less wide says nothing. */
const HATCH_LEAST_PX = 3;

/** Left and right edge of a request's bar. */
export function barEdges(
  spans: PeerSpans,
  span: number,
  { history, position, at }: InSight,
  time: TimeScale,
): readonly [number, number] {
  const to = spans.to(span, position);
  const x = timeX(time, history.atOf(spans.from(span)));
  return [x, Math.max(x + LEAST_PX, timeX(time, to === undefined ? at : history.atOf(to)))];
}

/** Top and height of the row that a request's bar lies in. */
export function barRow(spans: PeerSpans, span: number, place: BarPlace): readonly [number, number] {
  const pitch = place.height / place.rows;
  const row = Math.min(spans.row(span), place.rows - 1);
  const gap = pitch >= 4 ? 1 : 0.5;
  return [place.top + row * pitch, Math.max(1, pitch - gap)];
}

export function layoutBars(
  shapes: Shape[],
  spans: PeerSpans,
  sight: InSight,
  place: BarPlace,
  time: TimeScale,
): void {
  const { history, low, high, position, at } = sight;
  spans.idle.between(low, high, (from, to) => {
    const left = Math.max(time.left, timeX(time, history.atOf(from)));
    const end = to < position ? history.atOf(to) : at;
    const right = Math.min(time.right, timeX(time, end));
    if (right - left >= HATCH_LEAST_PX) shapes.push(hatch(left, right, place));
  });
  const found: number[] = [];
  spans.between(low, high, (span) => found.push(span));
  // In the order of their asking, so that one more changes nothing of those before it.
  for (const span of found.reverse()) layoutBar(shapes, spans, span, sight, place, time);
}

export function hatch(left: number, right: number, { top, height }: BarPlace): Shape {
  return { kind: "hatch", x: left, y: top + 1, w: right - left, h: height - 2, ink: "faint" };
}

function layoutBar(
  shapes: Shape[],
  spans: PeerSpans,
  span: number,
  sight: InSight,
  place: BarPlace,
  time: TimeScale,
): void {
  const [start, end] = barEdges(spans, span, sight, time);
  const left = Math.max(time.left, start);
  const right = Math.min(time.right, end);
  if (right <= left) return;
  const [y, h] = barRow(spans, span, place);
  // A hair between one and the next.
  const w = Math.max(LEAST_PX, right - left - 1);
  const how = spans.how(span, sight.position);
  const box = { kind: "rect", x: left, y, w, h } as const;
  const radius = h >= ROW_FOR_BORDER ? 2 : 0;
  if (spans.isHeaders(span)) {
    const ink = how === undefined ? "asked" : how === "answered" ? "header" : "faint";
    const lines = h >= ROW_FOR_BORDER ? [0.22, 0.5, 0.78] : [0.5];
    for (const share of lines) shapes.push({ ...box, y: y + h * share - 0.8, h: 1.6, fill: ink });
    return;
  }
  if (how === "answered") shapes.push({ ...box, radius, fill: "stored" });
  else if (h < ROW_FOR_BORDER) {
    if (how === undefined) shapes.push({ ...box, fill: "asked" });
    else shapes.push({ ...box, y: y + h / 2 - 0.6, h: 1.2, fill: "muted" });
  } else {
    const inset = { ...box, x: left + 0.5, y: y + 0.5, w: Math.max(1, w - 1), h: h - 1, radius };
    shapes.push(
      how === undefined
        ? { ...inset, fill: "askedTint", stroke: "asked", width: 1.2, dash: [3, 2] }
        : { ...inset, stroke: "muted", width: 1 },
    );
  }
  layoutHeight(shapes, spans, span, sight, { x: left, y, w, h, size: 11 * place.scale });
}

/** The height of its block, where there is room for it. */
function layoutHeight(
  shapes: Shape[],
  spans: PeerSpans,
  span: number,
  { position }: InSight,
  { x, y, w, h, size }: { x: number; y: number; w: number; h: number; size: number },
): void {
  const block = spans.block(span, position);
  if (block === undefined || block.height < 0 || h < size + 1) return;
  const text = `${block.height}`;
  if (textWidth(text, size, true) + 12 > w) return;
  const isOpen = spans.how(span, position) === undefined;
  shapes.push({
    kind: "text",
    x: x + 6,
    y: y + h / 2,
    text,
    size,
    ink: isOpen ? "askedText" : "ink",
    mono: true,
    behind: isOpen ? "askedTint" : "panel",
  });
}
