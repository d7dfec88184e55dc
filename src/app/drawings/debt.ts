/**
 * What a peer owes, at the near end of its lane: an open bracket from the asking to the answer, with a clock that fills
 * toward the time-out. Where there is no time-out there is no clock, and in the end it is said.
 */
import type { PeerView } from "../../replay/peer-view.ts";
import { heightLabel } from "../../replay/ranges.ts";
import { span, t } from "../text.ts";
import type { LanePlace } from "./lane-place.ts";
import { type Shape, shareSeen } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** So old a request that has no time-out is said to have none. Virtual µs. */
const FORGOTTEN_AFTER_US = 4_000_000;
/** Of the time to the time-out; from here on a debt is late. */
const LATE_SHARE = 0.25;

interface Moment {
  /** Virtual µs that the drawing shows. */
  readonly at: number;
  /** Everybody waits for this peer. */
  readonly blocksAll: boolean;
  /** It gives the map: its rules may bound the time of all its headers, and not that of one answer. */
  readonly isSyncPeer: boolean;
  /** Of an entry, whether its block is on a branch with less work. */
  readonly isAside: (entry: number) => boolean;
}

/** Returns where it ends. */
export function layoutDebt(shapes: Shape[], peer: PeerView, place: LanePlace, moment: Moment): number {
  const request = peer.oldestBlockRequest() ?? peer.owedHeaders;
  if (request === undefined || !peer.connected) return place.left;
  const { left, y, lane, scale } = place;
  const { at, timeoutAt } = request;
  const waited = Math.max(0, moment.at - at);
  const share = timeoutAt === undefined ? 0 : waited / Math.max(1, timeoutAt - at);
  const isBounded = timeoutAt !== undefined || (moment.isSyncPeer && peer.inFlight === 0);
  const forgotten = !isBounded && waited > FORGOTTEN_AFTER_US;
  const size = Math.min(15 * scale, lane * 0.36);
  const row = y - lane * 0.2;
  const under = shapes.length;
  const radius = Math.min(7 * scale, lane * 0.2);
  const clockWidth = timeoutAt === undefined ? 2 : 10 + 2 * radius;
  // The clock and how long it has been owed are to stand before the peer.
  const late = moment.blocksAll || share > LATE_SHARE || forgotten;
  const weight = late ? 600 : 400;
  const widthOf = (text: string) => textWidth(text, 12 * scale, false, weight);
  const end = place.right - clockWidth - 16 - widthOf(span(waited));
  let x = layoutOwed(shapes, peer, place, { x: left + 4, end, row, size, isAside: moment.isAside });
  const top = row - size / 2 - 3;
  shapes.push({
    kind: "line",
    points: [
      [left + 2, top + 5],
      [left + 2, top],
      [x + 2, top],
      [x + 2, top + 5],
    ],
    ink: "asked",
    width: 1.6,
  });
  if (timeoutAt !== undefined) {
    shapes.push({
      kind: "clock",
      x: x + 10 + radius,
      y: row,
      r: radius,
      share: shareSeen(share, radius),
      ink: "asked",
      width: 2.6,
    });
  }
  x += clockWidth;
  // What passes there passes behind it.
  const ground = { x: left + 3, y: row - size / 2, w: x - left, h: size } as const;
  shapes.splice(under, 0, { kind: "rect", ...ground, fill: "panel" });
  const room = place.right - x - 8;
  const texts = place.narrow ? [] : owedTexts(peer, span(waited), forgotten);
  const text = texts.find((candidate) => widthOf(candidate) < room) ?? span(waited);
  shapes.push({
    kind: "text",
    x: x + 8,
    y: row,
    text,
    size: 12 * scale,
    ink: late ? "askedText" : "muted",
    weight,
    behind: "panel",
  });
  return x + 8 + widthOf(text);
}

/** The whole sentence first, then what may do where there is no room for it. */
function owedTexts({ inFlight, owedHeaders }: PeerView, ago: string, forgotten: boolean): readonly string[] {
  const values = { count: inFlight, ago };
  const owed = inFlight > 0 ? t("stage.owesBlocks", values) : t("stage.owesHeaders", { ago });
  const all = inFlight > 0 && owedHeaders !== undefined ? t("stage.owesBoth", values) : owed;
  const texts = [all, owed, t("stage.askedAgo", { ago })];
  return forgotten ? [`${all} · ${t("stage.noDeadline")}`, ...texts] : texts;
}

interface OwedPlace {
  readonly x: number;
  /** Fewer are drawn where they would not end before it, but at least one. */
  readonly end: number;
  readonly row: number;
  readonly size: number;
  readonly isAside: Moment["isAside"];
}

/** The first of the blocks, lowest first and then those of which only the hash is known, or the word for headers. */
function layoutOwed(
  shapes: Shape[],
  peer: PeerView,
  { lane, scale, narrow }: LanePlace,
  { x: from, end, row, size, isAside }: OwedPlace,
): number {
  let x = from;
  const requests = [...peer.owedBlocks.values()].sort((a, b) => a.height - b.height);
  const labels = lane >= 29 && !narrow;
  const blocks = requests.map(({ entry, height }) => {
    const aside = isAside(entry);
    return { label: heightLabel(height, aside), aside };
  });
  for (const _ of peer.owedHashes) blocks.push({ label: "", aside: false });
  const widthOf = (label: string) =>
    size + 8 + (labels && label !== "" ? textWidth(label, 11 * scale, true) + 4 : 0);
  let room = end - from - textWidth("…", 12 * scale) - 8;
  const shown = blocks.slice(0, narrow ? 2 : 4).filter(({ label }, i) => {
    room -= widthOf(label);
    return i === 0 || room >= 0;
  });
  for (const { label, aside } of shown) {
    const mark = aside ? { isAside: true } : {};
    shapes.push({ kind: "glyph", x: x + size / 2 + 4, y: row, size, state: "asked", ...mark });
    if (labels && label !== "")
      shapes.push({
        kind: "text",
        x: x + size + 7,
        y: row,
        text: label,
        size: 11 * scale,
        ink: "askedText",
        mono: true,
        behind: "panel",
      });
    x += widthOf(label);
  }
  const rest = shown.length === 0 ? t("stage.headers") : blocks.length > shown.length ? "…" : "";
  if (rest === "") return x;
  const indent = shown.length === 0 ? 6 : 2;
  shapes.push({
    kind: "text",
    x: x + indent,
    y: row,
    text: rest,
    size: 12 * scale,
    ink: "askedText",
    behind: "panel",
  });
  return x + indent + textWidth(rest, 12 * scale) + 6;
}
