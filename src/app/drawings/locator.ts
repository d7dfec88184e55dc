/**
 * The block locator as ticks on the chain: dense near the tip, then ever wider gaps down to genesis. The peer's finger walks it from
 * the tip: each miss is greyed, the hash that it knew is marked (interface.md §4.2). Where there is room, each hash has a cell of its
 * own below its tick, since the dense ones cannot be told apart on the scale of the chain.
 */
import type { LocatorView } from "../../replay/locator-view.ts";
import type { LocatorWalk } from "../../replay/locator-walk.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { shortened } from "../chain-text.ts";
import { number, t } from "../text.ts";
import { heightScale } from "./height-scale.ts";
import type { Ink, Shape } from "./shapes.ts";
import { textWidth, wrapped } from "./text-width.ts";

export interface LocatorFrame {
  readonly width: number;
  /** Without, there is no room for cells. */
  readonly height?: number;
  readonly scale: number;
  /** Its peer reads it; undefined: what is known is shown. */
  readonly walk?: LocatorWalk | undefined;
}

/** From this height on there is room for cells, of type of size 1. */
const CELLS_FROM = 68;
const TYPE = 11;

export function layoutLocator(view: WorldView, frame: LocatorFrame): Shape[] {
  const { width, scale } = frame;
  const { locator } = view;
  const heights = heightScale(view, width, scale);
  const y = 18 * scale;
  const shapes: Shape[] = [level(0, width, y, "line", 1.2)];
  if (locator === undefined) return shapes;
  const reading = readingOf(locator, frame.walk);
  const { hit, fork } = reading;
  // Only its own: a mark of another's answer would read as this peer's.
  const marks = [...new Set([...locator.heights, ...(hit === undefined ? [] : [hit])])].sort((a, b) => b - a);
  const xOf = (height: number) => heights.x(height + 0.5);
  for (const height of marks) {
    const x = xOf(height);
    const isHit = height === hit;
    shapes.push({
      kind: "line",
      points: [
        [x, y - (isHit ? 13 : 10) * scale],
        [x, y],
      ],
      ink: isHit ? "accent" : reading.isMiss(height) ? "faint" : "ink",
      width: isHit ? 3 : 1.4,
    });
  }
  // What came again, from what was found up to what was new.
  if (hit !== undefined && fork !== undefined && fork > hit)
    shapes.push({ ...level(xOf(hit), xOf(fork), y, "accent", 5) });
  if ((frame.height ?? 0) >= CELLS_FROM * scale)
    layoutCells(shapes, view, marks, reading, { ...frame, y, xOf });
  else {
    layoutLabels(shapes, marks, reading, { width, scale, y, xOf });
    const { finger } = reading;
    if (finger !== undefined) shapes.push(pointer(xOf(finger), y - 12 * scale, scale));
  }
  return shapes;
}

/** What of a locator has been read. */
interface Reading {
  /** Height of what was found. */
  readonly hit: number | undefined;
  /** It is being found: 0 … 1; 1: it was. */
  readonly found: number;
  /** Height at which the finger is; undefined: nobody reads. */
  readonly finger: number | undefined;
  /** Up to here the headers of the answer were known. */
  readonly fork: number | undefined;
  readonly isMiss: (height: number) => boolean;
}

function readingOf(locator: LocatorView, walk: LocatorWalk | undefined): Reading {
  if (walk === undefined) {
    const { hit, redundant = 0 } = locator;
    const fork = hit === undefined ? undefined : hit + redundant;
    const isMiss = (height: number) => hit !== undefined && height > hit;
    return { hit, found: 1, finger: undefined, fork, isMiss };
  }
  const { index, hit, found } = walk;
  const isThere = found > 0;
  const finger = isThere ? hit : (locator.heights[index] ?? hit);
  const isMiss = (height: number) => height > finger;
  return { hit: isThere ? hit : undefined, found, finger, fork: undefined, isMiss };
}

/** Labels from right to left, the hit first, never two in one place. */
function layoutLabels(
  shapes: Shape[],
  marks: readonly number[],
  { hit }: Reading,
  at: {
    readonly width: number;
    readonly scale: number;
    readonly y: number;
    readonly xOf: (height: number) => number;
  },
): void {
  const { width, scale, y, xOf } = at;
  const taken: [number, number][] = [];
  const order = hit === undefined ? marks : [hit, ...marks.filter((height) => height !== hit)];
  for (const height of order) {
    const text = number(height);
    const half = textWidth(text, TYPE * scale, true) / 2 + 4;
    const x = Math.min(width - half, Math.max(half - 3, xOf(height)));
    if (taken.some(([from, to]) => x + half > from && x - half < to)) continue;
    taken.push([x - half, x + half]);
    const isHit = height === hit;
    const ink = isHit ? "accent" : "muted";
    shapes.push(label(text, x, y + 10 * scale, { size: TYPE * scale, ink, isBold: isHit }));
  }
}

/** A cell for each hash, all as wide, with a thread to its tick; and what the finger has to say, below. */
function layoutCells(
  shapes: Shape[],
  view: WorldView,
  marks: readonly number[],
  reading: Reading,
  at: LocatorFrame & { readonly y: number; readonly xOf: (height: number) => number },
): void {
  const { width, scale, y, xOf } = at;
  const { hit, found, finger, isMiss } = reading;
  const pitch = Math.min(width / marks.length, 64 * scale);
  const right = width - pitch / 2;
  const top = y + 14 * scale;
  const tall = 18 * scale;
  const size = TYPE * scale;
  const xOfCell = new Map(marks.map((height, i) => [height, right - i * pitch]));
  for (const [height, x] of xOfCell) {
    const isHit = height === hit;
    const ink = isHit ? "accent" : isMiss(height) ? "line" : "faint";
    shapes.push({
      kind: "line",
      points: [
        [xOf(height), y],
        [x, top],
      ],
      ink,
      width: isHit ? 2 : 1,
    });
  }
  // Numbers that fit into no cell stand below, with what is said of it.
  const isNumbered = marks.every((height) => textWidth(number(height), size, true) + 4 <= pitch);
  for (const height of marks) {
    const x = xOfCell.get(height) ?? 0;
    const [isHit, isFinger, isOut] = [height === hit, height === finger, isMiss(height)];
    const box = { x: x - pitch / 2 + 1.5, y: top, w: pitch - 3, h: tall, radius: 3 };
    shapes.push(
      isHit
        ? { kind: "rect", ...box, fill: "accent", stroke: "accent", width: 1.4 }
        : {
            kind: "rect",
            ...box,
            fill: isOut ? "wash" : "panel",
            stroke: isFinger ? "accent" : isOut ? "line" : "ink",
            width: isFinger ? 3 : 1.2,
          },
    );
    const middle = top + tall / 2;
    const words = { size, ink: isHit ? "panel" : isOut ? "muted" : "ink", isBold: isHit } as const;
    if (isNumbered) shapes.push(label(number(height), x, middle, words));
  }
  const x0 = hit === undefined ? undefined : xOfCell.get(hit);
  if (x0 !== undefined && found < 1) {
    // Blinks once: a frame that closes in.
    const away = 2 + 10 * (1 - found) * scale;
    const frame = { x: x0 - pitch / 2 - away, y: top - away, w: pitch + 2 * away, h: tall + 2 * away };
    shapes.push({ kind: "rect", ...frame, radius: 5, stroke: "accent", width: 3 });
  }
  const said = saidOf(view, reading);
  const on = finger ?? hit;
  if (said === undefined || on === undefined) return;
  const [font, x] = [12 * scale, xOfCell.get(on) ?? 0];
  for (const [i, text] of wrapped(said, font, width - 8, 600).entries()) {
    const half = textWidth(text, font, false, 600) / 2 + 4;
    shapes.push({
      kind: "text",
      x: Math.max(half, Math.min(width - half, x)),
      y: top + tall + (11 + 15 * i) * scale,
      text,
      size: font,
      ink: hit === undefined ? "ink" : "accent",
      weight: 600,
      align: "center",
    });
  }
}

/** What stands at the finger, or at what it found. */
function saidOf({ locator }: WorldView, { hit, fork, finger }: Reading): string | undefined {
  if (locator === undefined) return undefined;
  const peer = shortened(locator.peer);
  if (hit === undefined)
    return finger === undefined ? undefined : t("locator.looks", { peer, height: finger });
  if (fork === undefined) return t("locator.has", { peer, height: hit });
  const count = fork - hit;
  return count === 0
    ? t("locator.hitAtFork", { peer, height: hit })
    : t("locator.hit", { peer, height: hit, count, fork });
}

function level(from: number, to: number, y: number, ink: Ink, width: number) {
  return {
    kind: "line",
    points: [
      [from, y],
      [to, y],
    ],
    ink,
    width,
  } as const;
}

function pointer(x: number, y: number, scale: number): Shape {
  return { kind: "arrow", x, y, size: 8 * scale, direction: "down", fill: "accent" };
}

function label(
  text: string,
  x: number,
  y: number,
  { size, ink, isBold }: { readonly size: number; readonly ink: Ink; readonly isBold: boolean },
): Shape {
  return { kind: "text", x, y, text, size, ink, weight: isBold ? 700 : 400, mono: true, align: "center" };
}
