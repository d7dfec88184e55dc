/**
 * The stage: You at the left, one lane per peer to the right. Requests travel right above a lane, replies left
 * below it, each at its place in virtual time; what is owed is a bracket with a clock, since waiting does not
 * travel (interface.md §1.4).
 */
import { type Flight, flightProgress } from "../../replay/flight.ts";
import type { PeerView } from "../../replay/peer-view.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { number, t } from "../text.ts";
import { layoutDebt } from "./debt.ts";
import { layoutFlight } from "./flights.ts";
import type { LanePlace } from "./lane-place.ts";
import { fitted, type Shape, textWidth } from "./shapes.ts";
import { layoutSideFlights } from "./side-flights.ts";
import { layoutStillFlights } from "./still-flights.ts";

export interface StageFrame {
  readonly width: number;
  readonly height: number;
  /** Virtual µs that the drawing shows. */
  readonly at: number;
  /** Height of one lane; the peers' list has rows of the same height. */
  readonly lane: number;
  /** 1, or more where people sit far away. */
  readonly scale: number;
  readonly selected: string | undefined;
  /** Nothing travels: messages are lines that light up. */
  readonly still?: boolean;
  /** What every idle lane would repeat is said in a word. */
  readonly isSparse?: boolean;
}

/** Above this many messages on the wire, a lane shows how many instead of each (interface.md §1.3). */
const FLIGHTS_AT_MOST = 60;

/** A card of this height has room for a clock below its figures. */
const CARD_WITH_CLOCK = 180;
/** So high a lane has room for type of the usual size. */
const LANE_FOR_TYPE = 27;
/** Smaller type nobody could read. */
const WITHIN_LEAST = 0.85;

export function layoutStage(view: WorldView, frame: StageFrame): Shape[] {
  const { width, lane, scale, at } = frame;
  const narrow = width < 520;
  const card = { x: 1, w: (narrow ? 72 : 96) * scale };
  const radius = Math.min(13 * scale, lane * 0.46);
  // Two rows of type have to fit into a lane.
  const within = Math.min(scale, Math.max(WITHIN_LEAST, lane / LANE_FOR_TYPE));
  const left = card.x + card.w + 16;
  const right = width - radius * 2 - 12;
  const peers = view.peers;
  const shapes: Shape[] = [];
  const height = Math.min(frame.height, Math.max(peers.length * lane, 150)) - 4;
  const flights = new Map<string, Flight[]>();
  let total = 0;
  for (const flight of view.flights.values()) {
    if (flight.at > at) continue;
    const list = flights.get(flight.peer);
    if (list === undefined) flights.set(flight.peer, [flight]);
    else list.push(flight);
    if (flight.departAt <= at) total += 1;
  }
  peers.forEach((peer, i) => {
    const place: LanePlace = { left, right, y: lane * (i + 0.5), lane, radius, scale: within, narrow };
    if (frame.selected === peer.name) {
      shapes.push({
        kind: "rect",
        x: left - 8,
        y: lane * i,
        w: width - left + 8,
        h: lane,
        radius: 6,
        fill: "wash",
      });
      shapes.push({ kind: "rect", x: left - 8, y: lane * i, w: 3, h: lane, fill: "accent" });
    }
    layoutLane(shapes, view, peer, flights.get(peer.name) ?? [], total > FLIGHTS_AT_MOST, place, frame);
  });
  const rows = new Map(peers.map(({ name }, i) => [name, lane * (i + 0.5)]));
  const sides = { right, scale, still: frame.still ?? false, yOf: (peer: string) => rows.get(peer) };
  layoutSideFlights(shapes, view.sideFlights.values(), sides, at);
  for (const { flight, at: died, why } of view.lost) {
    const i = peers.findIndex((peer) => peer.name === flight.peer);
    if (i < 0 || died > at || died < at - 1_500_000) continue;
    const y = lane * (i + 0.5) + (flight.outgoing ? -lane * 0.22 : lane * 0.22);
    const x = flight.outgoing ? right - 8 : left + 8;
    shapes.push({
      kind: "text",
      x,
      y,
      text: t("stage.lost", { why }),
      size: 11 * within,
      ink: "invalid",
      weight: 600,
      align: flight.outgoing ? "right" : "left",
      behind: "panel",
    });
  }
  layoutYou(shapes, view, frame, { ...card, h: height });
  return shapes;
}

function layoutLane(
  shapes: Shape[],
  view: WorldView,
  peer: PeerView,
  flights: readonly Flight[],
  stream: boolean,
  place: LanePlace,
  { at, scale: outer, still = false, isSparse = false }: StageFrame,
): void {
  const { left, right, y, radius, scale } = place;
  const off = !peer.connected;
  shapes.push({
    kind: "line",
    points: [
      [left, y],
      [right, y],
    ],
    ink: "line",
    width: 1.2,
    ...(off ? { dash: [2, 5] } : {}),
  });
  if (!off) layoutIdle(shapes, view, peer, flights.length, { ...place, isSparse });
  const debtEnd = layoutDebt(shapes, peer, place, { at, blocksAll: view.stall?.peer === peer.name });
  if (stream) layoutStream(shapes, flights, place, at);
  else {
    const departed = flights.filter(({ departAt }) => departAt <= at);
    if (still) layoutStillFlights(shapes, departed, { ...place, debtEnd });
    else {
      for (const flight of departed)
        layoutFlight(shapes, flight, flightProgress(flight, at), { ...place, debtEnd });
    }
    const atTheDoor =
      !still && departed.some((flight) => !flight.outgoing && flightProgress(flight, at) < 0.12);
    if (!atTheDoor) layoutQueue(shapes, flights.filter((flight) => flight.departAt > at).length, place);
  }
  if (off) {
    shapes.push({
      kind: "text",
      x: left + 6,
      y,
      text: fitted(offText(peer), 12 * scale, right - left - 12),
      size: 12 * scale,
      ink: peer.phase === "connecting" || peer.phase === "spare" ? "muted" : "invalid",
      weight: 500,
      behind: "panel",
    });
  }
  const owing = peer.oldestRequest() !== undefined;
  const guilty = view.stall?.peer === peer.name;
  shapes.push(
    {
      kind: "circle",
      x: right + radius + 5,
      y,
      r: radius,
      fill: guilty ? "askedTint" : "panel",
      stroke: off ? "faint" : guilty || owing ? "asked" : "ink",
      width: guilty ? 2.4 : 1.6,
    },
    {
      kind: "text",
      x: right + radius + 5,
      y,
      text: peer.name.slice(0, 2),
      size: Math.min(radius * 1.4, Math.max(radius * 1.05, 11 * outer)),
      ink: off ? "muted" : "ink",
      weight: 700,
      align: "center",
    },
  );
}

function offText(peer: PeerView): string {
  if (peer.phase === "connecting" || peer.phase === "spare") return t(`stage.${peer.phase}`);
  if (peer.phase === "stopped") return t("stage.stopped");
  return t(peer.phase === "dropped" ? "stage.dropped" : "stage.disconnected", { why: peer.ended?.why });
}

/** Hatched: this lane could be working and nobody asked. */
function layoutIdle(
  shapes: Shape[],
  view: WorldView,
  peer: PeerView,
  flights: number,
  place: LanePlace & { readonly isSparse: boolean },
): void {
  if (!peer.ready || flights > 0 || peer.oldestRequest() !== undefined) return;
  const { left, right, y, scale } = place;
  if (view.entries.countOnBest("header") + view.entries.countOnBest("asked") === 0) return;
  const window = view.window !== undefined;
  const why = t(idleText(peer, window));
  const size = Math.min(12 * scale, place.lane * 0.56);
  const isShort = place.isSparse || textWidth(why, size) > right - left - 12;
  const text = isShort ? t("stage.idle") : why;
  const from = left + textWidth(text, size) + 22;
  shapes.push({ kind: "text", x: left + 6, y, text, size, ink: "muted", behind: "panel" });
  if (window && right > from)
    shapes.push({ kind: "hatch", x: from, y: y - 5, w: right - from - 8, h: 10, ink: "faint" });
}

/** Why nothing is asked of it. */
function idleText(peer: PeerView, window: boolean): string {
  if (!window) return "stage.idleHeaders";
  return peer.bestKnown === undefined ? "stage.idleUnknown" : "stage.idleWindow";
}

/** What the peer has ready and its line has no room for yet. */
function layoutQueue(shapes: Shape[], count: number, place: LanePlace): void {
  if (count === 0) return;
  const { right, y, lane, scale } = place;
  shapes.push({
    kind: "text",
    x: right - 6,
    y: y + lane * 0.24,
    text: t("stage.queued", { count }),
    size: 11 * scale,
    ink: "muted",
    mono: true,
    align: "right",
    behind: "panel",
  });
}

function layoutStream(shapes: Shape[], flights: readonly Flight[], place: LanePlace, at: number): void {
  const { left, right, y, lane, scale } = place;
  for (const outgoing of [true, false]) {
    const count = flights.filter((flight) => flight.outgoing === outgoing && flight.departAt <= at).length;
    if (count === 0) continue;
    const row = y + (outgoing ? -lane * 0.22 : lane * 0.22);
    const band = Math.min(lane * 0.36, 2 + count * 0.5);
    shapes.push(
      outgoing
        ? { kind: "tail", from: left, to: right, y: row, width: band, ink: "asked" }
        : { kind: "tail", from: right, to: left, y: row, width: band, ink: "stored" },
      {
        kind: "text",
        x: (left + right) / 2 + (outgoing ? 60 : -60),
        y: row,
        text: t("stage.stream", { count }),
        size: 11 * scale,
        ink: "ink",
        mono: true,
        align: "center",
        behind: "panel",
      },
    );
  }
}

function layoutYou(
  shapes: Shape[],
  view: WorldView,
  frame: StageFrame,
  card: { x: number; w: number; h: number },
): void {
  const { scale, at } = frame;
  const middle = card.x + card.w / 2;
  shapes.push({ kind: "rect", ...card, y: 2, radius: 10, fill: "panel", stroke: "ink", width: 1.8 });
  const line = (
    y: number,
    text: string,
    size: number,
    ink: "ink" | "muted",
    mono: boolean,
    weight: 400 | 700,
  ) =>
    shapes.push({ kind: "text", x: middle, y, text, size: size * scale, ink, weight, mono, align: "center" });
  const unit = Math.max(
    0.5,
    Math.min(1.35 * scale, (card.h - (card.h < CARD_WITH_CLOCK * scale ? 8 : 64 * scale)) / 122),
  );
  line(24 * unit + 2, t("you"), 15, "ink", false, 700);
  line(48 * unit + 2, t("stage.tip"), 12, "muted", false, 400);
  line(66 * unit + 2, view.tipHeight < 0 ? "–" : number(view.tipHeight), 17, "ink", true, 700);
  line(90 * unit + 2, t("stage.headers"), 12, "muted", false, 400);
  line(
    107 * unit + 2,
    view.entries.bestHeight < 0 ? "–" : number(view.entries.bestHeight),
    15,
    "ink",
    true,
    400,
  );
  let oldest: { at: number; timeoutAt: number | undefined } | undefined;
  for (const peer of view.peers) {
    const request = peer.oldestRequest();
    if (request?.timeoutAt !== undefined && (oldest === undefined || request.at < oldest.at))
      oldest = request;
  }
  if (oldest?.timeoutAt === undefined || card.h < CARD_WITH_CLOCK * scale) return;
  const waited = Math.max(0, at - oldest.at);
  const r = 19 * scale;
  const y = Math.min(card.h - r - 8, 122 * unit + r + 14);
  shapes.push(
    {
      kind: "clock",
      x: middle,
      y,
      r,
      share: waited / Math.max(1, oldest.timeoutAt - oldest.at),
      ink: "asked",
      width: 3.5,
    },
    {
      kind: "text",
      x: middle,
      y,
      text: `${(waited / 1_000_000).toFixed(1)}s`,
      size: 11 * scale,
      ink: "ink",
      mono: true,
      align: "center",
    },
  );
}
