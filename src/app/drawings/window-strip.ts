/**
 * The download window as a strip of cells from its lowest block to its highest; the lowest one missing is lit
 * and named (interface.md §4.3). A window wider than the strip is folded into columns.
 */
import { BLOCK_STATES, type BlockState } from "../../replay/entry-table.ts";
import type { WorldView } from "../../replay/world-view.ts";
import type { Marked } from "../chosen.ts";
import { lowestMissing, noWindowText, windowSentence } from "../drawing-text.ts";
import { shortNames } from "../short-names.ts";
import { number } from "../text.ts";
import { GLYPH_LETTERS } from "./glyph.ts";
import type { Shape } from "./shapes.ts";
import { textWidth, wrapped } from "./text-width.ts";

export interface StripFrame {
  readonly width: number;
  readonly height: number;
  readonly at: number;
  readonly scale: number;
  /** The sentence stands elsewhere. */
  readonly isSilent?: boolean;
  /** A block that stands out. */
  readonly marked?: Marked | undefined;
}

/** So wide a cell has room for a letter, for two, for three. */
const PITCH_LEAST = [15, 18, 20] as const;
/** So large, nobody wishes for more. */
const CELL_LARGE = 20;
/** Above the first row of cells. */
const TOP = 9;
/** From one row of cells to the next, with their heights between, and how large a cell of it leaves room for these. */
const ROW = 38;
const CELL_IN_ROW = 21;
/** The same where there are so many rows that their first heights stand before them. */
const TIGHT_ROW_GAP = 5;
/** What such a height takes, by its digits. */
const DIGIT = 7;

/** Up to this many cells are drawn one by one. */
const CELLS_AT_MOST = 64;

export function layoutWindow(view: WorldView, frame: StripFrame): Shape[] {
  const { width, scale } = frame;
  const shapes: Shape[] = [];
  const window = view.window;
  const none = noWindowText(view);
  if (window === undefined || none !== undefined) {
    shapes.push({
      kind: "rect",
      x: 1,
      y: 8,
      w: width - 2,
      h: 28 * scale,
      radius: 6,
      stroke: "line",
      dash: [4, 4],
    });
    shapes.push({
      kind: "text",
      x: width / 2,
      y: 8 + 14 * scale,
      text: none ?? "",
      size: 12 * scale,
      ink: "muted",
      align: "center",
    });
    return shapes;
  }
  const high = Math.min(window.high, view.entries.bestHeight);
  const count = Math.max(0, high - window.low + 1);
  const owners = ownersByHeight(view);
  const blocker = lowestMissing(view, window.low, high);
  const grid = gridOf(view, frame, window.high - window.low + 1, count, high);
  const cells =
    grid === undefined
      ? layoutColumns(shapes, view, window.low, high, frame)
      : layoutCells(shapes, view, { low: window.low, high }, owners, { ...grid, scale });
  if (frame.isSilent !== true) layoutSentence(shapes, view, blocker, cells, frame);
  if (view.stall !== undefined && blocker !== undefined) {
    const { x, y, w } = cells.place(blocker);
    const h = cells.tall + 6;
    shapes.push({ kind: "rect", x: x - 3, y: y - 3, w: w + 6, h, radius: 6, stroke: "asked", width: 2.2 });
  }
  const { marked } = frame;
  if (marked !== undefined && marked.height >= window.low && marked.height <= high) {
    const isOnBest = view.entries.bestAt(marked.height) === marked.entry;
    const { x, y, w } = cells.place(marked.height);
    const box = { x: x - 2, y: y - 2, w: w + 4, h: cells.tall + 4 };
    if (isOnBest) shapes.push({ kind: "rect", ...box, radius: 5, stroke: "accent", width: 2.5 });
  }
  return shapes;
}

interface Cells {
  readonly bottom: number;
  readonly rows: number;
  /** Height of a cell. */
  readonly tall: number;
  /** What stands below it. */
  readonly below: number;
  /** Upper left corner and width of the cell of a height. */
  readonly place: (height: number) => { x: number; y: number; w: number };
}

/** How cells are laid out in rows. */
interface Grid {
  readonly left: number;
  readonly inRow: number;
  readonly rows: number;
  readonly pitch: number;
  readonly size: number;
  /** From one row to the next. */
  readonly row: number;
  readonly isTight: boolean;
}

/** With their heights below them, or else with the first of each row before it; undefined: they do not fit at all. */
function gridOf(
  view: WorldView,
  frame: StripFrame,
  window: number,
  count: number,
  high: number,
): Grid | undefined {
  const { width, scale } = frame;
  if (count > CELLS_AT_MOST) return undefined;
  const letters = ownerLetters(view);
  const longest = Math.max(1, ...[...letters.values()].map((letter) => letter.length));
  const least = PITCH_LEAST[Math.min(3, longest) - 1]! * scale;
  const room = frame.height - (frame.isSilent === true ? 12 : 44) * scale;
  const fewest = (slots: number, across: number) =>
    Math.ceil(slots / Math.max(8, Math.floor(across / least)));
  const laidOut = (slots: number, left: number, isTight: boolean, more = 0): Grid | undefined => {
    const across = width - left - 6;
    const rows = fewest(slots, across) + more;
    const inRow = Math.ceil(slots / rows);
    const pitch = Math.min(34 * scale, across / inRow);
    // Its heights stand below one row of cells, and the sentence below them.
    const highest = frame.height - TOP - (frame.isSilent === true ? 16 : 36) * scale;
    const large = Math.min((rows === 1 || isTight ? 26 : CELL_IN_ROW) * scale, pitch - 3);
    const widest = rows === 1 && !isTight ? Math.min(large, Math.max(least - 3, highest)) : large;
    const size = isTight ? Math.min(widest, room / rows - TIGHT_ROW_GAP) : widest;
    const row = isTight ? size + TIGHT_ROW_GAP : ROW * scale;
    const fits = rows === 1 || (rows * row <= room && size >= least - 3);
    return fits ? { left, inRow, rows, pitch, size, row, isTight } : undefined;
  };
  const beside = 10 + `${high}`.length * DIGIT * scale;
  // A window that is larger than what is in it keeps its size while it fills.
  for (const slots of [Math.min(CELLS_AT_MOST, window), count].map((cells) => Math.max(12, cells))) {
    const grid = laidOut(slots, 6, false) ?? laidOut(slots, beside, true);
    if (grid !== undefined && (grid.rows === 1 || grid.size >= CELL_LARGE * scale)) return grid;
    // Where there must be several rows there may be more, if that makes larger cells.
    const others = [1, 2].flatMap((more) => [
      laidOut(slots, 6, false, more),
      laidOut(slots, beside, true, more),
    ]);
    const larger = [grid, laidOut(slots, beside, true), ...others].reduce(largerOf, undefined);
    if (larger !== undefined) return larger;
  }
  return undefined;
}

/** Of two that are as large the first. */
function largerOf(one: Grid | undefined, other: Grid | undefined): Grid | undefined {
  return other === undefined || (one !== undefined && one.size >= other.size) ? one : other;
}

function ownerLetters(view: WorldView): ReadonlyMap<string, string> {
  return shortNames(view.peerNames, GLYPH_LETTERS);
}

function layoutCells(
  shapes: Shape[],
  view: WorldView,
  range: { readonly low: number; readonly high: number },
  owners: ReadonlyMap<number, string>,
  { left, inRow, rows, pitch, size, row, isTight, scale }: Grid & { readonly scale: number },
): Cells {
  const letters = ownerLetters(view);
  const place = (height: number) => {
    const at = height - range.low;
    return { x: left + (at % inRow) * pitch, y: TOP + Math.floor(at / inRow) * row, w: size };
  };
  for (let height = range.low; height <= range.high; height++) {
    const { x, y } = place(height);
    const owner = owners.get(height);
    const letter = owner === undefined ? undefined : letters.get(owner);
    const state = view.entries.stateAtHeight(height);
    shapes.push({
      kind: "glyph",
      x: x + size / 2,
      y: y + size / 2,
      size,
      state,
      ...(letter === undefined ? {} : { letter }),
    });
  }
  const label = (height: number, at: { x: number; y: number }, align: "center" | "right") =>
    shapes.push({
      kind: "text",
      ...at,
      text: `${height}`,
      size: 11 * scale,
      ink: "muted",
      mono: true,
      align,
    });
  const every = labelEvery(pitch, 11 * scale, `${range.high}`.length);
  for (let first = range.low; first <= range.high; first += inRow) {
    if (isTight) {
      label(first, { x: left - 4, y: place(first).y + size / 2 }, "right");
      continue;
    }
    const last = Math.min(range.high, first + inRow - 1);
    for (let height = first; height <= last; height++) {
      if (height % every !== 0 && height !== first && height !== last) continue;
      if (height !== first && height - first < every * 0.8) continue;
      if (height !== last && last - height < every * 0.8) continue;
      const { x, y } = place(height);
      label(height, { x: x + size / 2, y: y + size + 10 * scale }, "center");
    }
  }
  const below = isTight ? 0 : 18 * scale;
  return { bottom: place(range.high).y + size + 3, rows, tall: size, below, place };
}

/** Columns of several blocks, filled from below with what is stored, asked, and known. */
function layoutColumns(
  shapes: Shape[],
  view: WorldView,
  low: number,
  high: number,
  frame: StripFrame,
): Cells {
  const { width, scale } = frame;
  const count = high - low + 1;
  const columns = Math.max(1, Math.min(count, Math.floor((width - 12) / (6 * scale))));
  const w = (width - 12) / columns;
  const y = 8;
  // Their heights stand below.
  const tall = Math.min(30 * scale, frame.height - y - 17 * scale);
  const order: readonly BlockState[] = ["validated", "stored", "asked", "header"];
  for (let i = 0; i < columns; i++) {
    const from = low + Math.floor((i * count) / columns);
    const to = low + Math.floor(((i + 1) * count) / columns) - 1;
    const histogram = view.entries.histogram(from, to);
    let base = y + tall;
    for (const state of order) {
      const share = histogram[BLOCK_STATES.indexOf(state)]! / Math.max(1, to - from + 1);
      const h = share * tall;
      if (h <= 0) continue;
      base -= h;
      shapes.push({
        kind: "rect",
        x: 6 + i * w,
        y: base,
        w: w - 1,
        h,
        fill: state === "header" ? "line" : state,
      });
    }
  }
  shapes.push({ kind: "rect", x: 5, y: y - 1, w: width - 10, h: tall + 2, radius: 3, stroke: "faint" });
  for (const height of [low, high]) {
    shapes.push({
      kind: "text",
      x: height === low ? 6 : width - 6,
      y: y + tall + 10 * scale,
      text: number(height),
      size: 11 * scale,
      ink: "muted",
      mono: true,
      align: height === low ? "left" : "right",
    });
  }
  const place = (height: number) => ({ x: 6 + ((height - low) / count) * (width - 12), y, w });
  return { bottom: y + tall, rows: 1, tall, below: 18 * scale, place };
}

function layoutSentence(
  shapes: Shape[],
  view: WorldView,
  blocker: number | undefined,
  cells: Cells,
  frame: StripFrame,
): void {
  const text = windowSentence(view, frame.at);
  if (blocker === undefined || text === undefined) return;
  const { scale } = frame;
  const stalled = view.stall !== undefined;
  const { x, w } = cells.place(blocker);
  const ink = stalled ? "asked" : "faint";
  const size = (stalled ? 15 : 13) * scale;
  const weight = stalled ? 700 : 400;
  const middle = x + w / 2;
  const wide = textWidth(text, size, false, weight);
  const say = (line: string, at: { x: number; y: number }, align: "left" | "right") =>
    shapes.push({
      kind: "text",
      ...at,
      text: line,
      size,
      ink: stalled ? "ink" : "muted",
      weight,
      align,
      behind: "panel",
    });
  if (cells.rows > 1 || wide > frame.width - 16) {
    // No line could lead to it past the other cells: it stands below, on as many lines as it takes.
    const lines = wrapped(text, size, frame.width - 12, weight);
    const first = Math.min(
      cells.bottom + cells.below + 14 * scale,
      frame.height - (lines.length - 0.5) * size * 1.3,
    );
    for (const [i, line] of lines.entries()) say(line, { x: 6, y: first + i * size * 1.3 }, "left");
    return;
  }
  const y = Math.min(frame.height - 10 * scale, cells.bottom + 34 * scale);
  const toTheLeft = middle + 24 + wide > frame.width;
  const end = toTheLeft ? Math.max(wide + 8, middle - 18) : middle + 18;
  shapes.push({
    kind: "line",
    points: [
      [middle, cells.bottom + 18 * scale],
      [middle, y],
      [end, y],
    ],
    ink,
    width: stalled ? 2 : 1.2,
  });
  say(text, { x: toTheLeft ? end - 6 : end + 6, y }, toTheLeft ? "right" : "left");
}

function ownersByHeight(view: WorldView): ReadonlyMap<number, string> {
  const owners = new Map<number, string>();
  for (const peer of view.peers) {
    for (const { entry, height } of peer.owedBlocks.values()) {
      if (view.entries.bestAt(height) === entry) owners.set(height, peer.name);
    }
  }
  return owners;
}

function labelEvery(pitch: number, size: number, digits: number): number {
  const least = (digits * size * 0.6 + 10) / pitch;
  return [1, 2, 4, 8, 16].find((every) => every >= least) ?? 32;
}
