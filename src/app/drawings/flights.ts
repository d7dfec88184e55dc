/**
 * One message on its way. Side of the lane: direction. Glyph: kind; a request is a hollow arrow, headers are a
 * stack of bars with their count, a block is its glyph with its height. It moves with virtual time alone.
 */
import type { Flight } from "../../replay/flight.ts";
import { ASIDE, heightLabel, ranges } from "../../replay/ranges.ts";
import { heightsText, t } from "../text.ts";
import { weighed, withBytes } from "./byte-lens.ts";
import type { LanePlace } from "./lane-place.ts";
import type { Ink, Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** So far from another message's middle words may begin. */
const APART = 9;

/** Where on its lane a message is. `progress` as in `layoutFlight`. */
export function flightX({ outgoing }: Flight, progress: number, { left, right }: LanePlace): number {
  const [from, to] = outgoing ? [left, right - 4] : [right - 4, left];
  return from + (to - from) * progress;
}

/** Height of the middle of a message: its side of the lane says which way it goes. */
export function flightY({ outgoing }: Flight, { y, lane, scale }: LanePlace): number {
  // Where type is large for its lane, what comes in keeps clear of the words above it.
  return y + (outgoing ? -lane * 0.22 : lane * (isTightLane(lane, scale) ? 0.31 : 0.24));
}

/** So high a lane has room for two rows of type of size 1. */
const TIGHT_LANE = 26;

function isTightLane(lane: number, scale: number): boolean {
  return lane < TIGHT_LANE * scale;
}

/** `progress`: 0 at its sender, 1 at its receiver. */
export function layoutFlight(
  shapes: Shape[],
  flight: Flight,
  progress: number,
  place: LanePlace & {
    readonly debtEnd: number;
    /** Where those are that go the same way on its lane: their words would stand on each other. */
    readonly among?: readonly number[];
    /** Heights of blocks on its lane that are of a branch with less work. */
    readonly aside?: ReadonlySet<number>;
    /** So long each byte is; without, messages are as long as their kind. CSS px. */
    readonly perByte?: number | undefined;
  },
): void {
  const { right, left, lane, scale, aside, among = [], perByte } = place;
  const isWeighed = perByte !== undefined;
  const long = isWeighed ? weighed(flight.bytes, perByte) : 0;
  const isAside = (height: number | undefined) => height !== undefined && aside?.has(height) === true;
  const x = flightX(flight, progress, place);
  const isTight = isTightLane(lane, scale);
  const y = flightY(flight, place);
  const direction = flight.outgoing ? "right" : "left";
  const label = (name: string, near: number, ink: "ink" | "muted" = "ink") => {
    const text = withBytes(name, flight.bytes, isWeighed);
    // Behind all that it has of bytes.
    const at = flight.outgoing ? Math.min(near, x - long - 5) : Math.max(near, x + long + 5);
    const room = flight.outgoing ? at - place.debtEnd : right - at;
    const wide = textWidth(text, 11 * scale, true);
    if (wide > room) return;
    const margin = wide + APART * scale;
    const [low, high] = flight.outgoing ? [at - margin, x] : [x, at + margin];
    // Of several in one place, or close, the one behind has the words.
    if (among.some((other) => other >= low && other <= high)) return;
    shapes.push({
      kind: "text",
      x: at,
      y,
      text,
      size: 11 * scale,
      ink,
      mono: true,
      align: flight.outgoing ? "right" : "left",
      behind: "panel",
    });
  };
  const behind = (length: number) =>
    flight.outgoing ? Math.max(left, x - length) : Math.min(right, x + length);
  /** Words follow the glyph, on the side it comes from. */
  const beside = (distance: number) => (flight.outgoing ? x - distance : x + distance);
  /** What trails behind: all its bytes, or a hint of where it comes from. */
  const trail = (length: number, width: number, ink: Ink) => {
    if (!isWeighed) shapes.push({ kind: "tail", from: behind(length), to: x, y, width, ink });
    else {
      const end = behind(long);
      const tall = Math.min(lane * 0.3, 9 * scale);
      const box = { x: Math.min(x, end), y: y - tall / 2, w: Math.abs(x - end), h: tall };
      shapes.push({ kind: "rect", ...box, radius: Math.min(2, long / 2), fill: ink });
    }
  };
  if (flight.command === "block") {
    const size = Math.min(16 * scale, lane * (isTight ? 0.36 : 0.44));
    const block = flight.summary.heights?.[0];
    const state = isAside(block) ? "stale" : "stored";
    trail(64, 2, state);
    shapes.push(
      { kind: "arrow", x: beside(-size / 2 - 6), y, size: 6, direction, fill: state },
      { kind: "glyph", x, y, size, state },
    );
    if (block === undefined || place.narrow) {
      if (isWeighed && !flight.outgoing) label("", beside(size / 2 + 5));
      return;
    }
    const height = heightLabel(block, isAside(block));
    if (!flight.outgoing) {
      label(flight.waits ? t("stage.atTheDoor", { height }) : height, beside(size / 2 + 5));
      return;
    }
    // Not what one waits for: said in words, ahead of it, since there is no room where it comes from.
    const text = t("stage.given", { height });
    const at = x + size / 2 + 14;
    if (at + textWidth(text, 11 * scale, true) > right) return;
    const words = { text, size: 11 * scale, ink: "muted", mono: true, behind: "panel" } as const;
    shapes.push({ kind: "text", x: at, y, ...words });
    return;
  }
  if (flight.command === "headers") {
    const bars = Math.min(5, Math.max(1, Math.ceil((flight.summary.count ?? 0) / 4)));
    const w = 15 * scale;
    const step = 3.2 * scale;
    trail(64, 2, "header");
    if (isWeighed) {
      shapes.push({ kind: "arrow", x: beside(-4), y, size: 6, direction, fill: "header" });
      label(headersText(flight, place.narrow), beside(5));
      return;
    }
    shapes.push({
      kind: "rect",
      x: x - w / 2 - 3,
      y: y - 10 * scale,
      w: w + 6,
      h: 20 * scale,
      fill: "panel",
    });
    shapes.push({ kind: "arrow", x: beside(-w / 2 - 7), y, size: 6, direction, fill: "header" });
    for (let i = 0; i < bars; i++) {
      const bar = y + (i - (bars - 1) / 2) * step;
      shapes.push({
        kind: "line",
        points: [
          [x - w / 2, bar],
          [x + w / 2, bar],
        ],
        ink: "ink",
        width: 1.6,
      });
    }
    label(headersText(flight, place.narrow), beside(w / 2 + 5));
    return;
  }
  const text = requestText(flight, aside);
  trail(44, 1.6, "muted");
  shapes.push({
    kind: "arrow",
    x,
    y,
    size: (isWeighed ? 6 : 10) * scale,
    direction,
    fill: "panel",
    stroke: "ink",
  });
  const away = 5 * scale + 5;
  const end = flight.outgoing ? x - away : x + away;
  if (!place.narrow) {
    label(text, end, flight.command === "getheaders" || flight.command === "getdata" ? "ink" : "muted");
  }
}

function headersText(flight: Flight, narrow: boolean): string {
  const { count = 0, heights } = flight.summary;
  if (count === 0) return t("stage.noHeaders");
  if (heights === undefined || narrow) return `${count}`;
  const [low, high] = heights;
  return low === high ? t("stage.headersOne", { low }) : t("stage.headersRange", { low, high });
}

function requestText(flight: Flight, aside: ReadonlySet<number> | undefined): string {
  if (flight.command === "getheaders") return t("stage.getheaders");
  if (flight.command === "getdata" && flight.summary.heights !== undefined) {
    const { heights } = flight.summary;
    const isAside = heights.some((height) => aside?.has(height) === true);
    return t("stage.getdata", { heights: heightsText(ranges(heights, isAside ? ASIDE : "")) });
  }
  return flight.command;
}
