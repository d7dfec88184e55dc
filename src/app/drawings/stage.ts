/**
 * The stage: You at the left, one lane per peer to the right. Requests travel right above a lane, replies left
 * below it, each at its place in virtual time; what is owed is a bracket with a clock, since waiting does not
 * travel (interface.md §1.4).
 */
import { type Flight, flightProgress, LOST_SHOWN_US } from "../../replay/flight.ts";
import type { PeerView } from "../../replay/peer-view.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { coreText } from "../core-text.ts";
import type { Lanes } from "../lanes.ts";
import { shortNames } from "../short-names.ts";
import { caughtUp } from "../state-text.ts";
import { t } from "../text.ts";
import { perByte, saidLength } from "./byte-lens.ts";
import { layoutDebt } from "./debt.ts";
import { flightX, flightY, layoutFlight } from "./flights.ts";
import type { LanePlace } from "./lane-place.ts";
import { sayOver } from "./said-over.ts";
import type { Shape } from "./shapes.ts";
import { layoutSideFlights } from "./side-flights.ts";
import { layoutSign, SIGN_LETTERS_AT_MOST, signHalf } from "./sign.ts";
import { layoutStillFlights } from "./still-flights.ts";
import { layoutStream } from "./stream.ts";
import { layoutSummedLane } from "./summed-lane.ts";
import { layoutTag, tagsWidth } from "./tag.ts";
import { fitted, textWidth } from "./text-width.ts";
import { layoutYou } from "./you-card.ts";

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
  /** Who has a lane of its own; without, everybody. */
  readonly lanes?: Lanes;
  /** Height of the lane of all others, which is the last; without, that of the others. */
  readonly summedLane?: number;
  /** Nothing travels: messages are lines that light up. */
  readonly still?: boolean;
  /** Messages are as long as they have bytes. */
  readonly isWeighed?: boolean;
  /** What every idle lane would repeat is said in a word. */
  readonly isSparse?: boolean;
  /** The message that stands out. */
  readonly message?: string | undefined;
  /** The block that stands out, by its height, on its way from this peer. */
  readonly marked?: { readonly peer: string; readonly height: number } | undefined;
}

/** What is said of a message that went with its connection (world-view.ts). */
const LOST_WITH_CONNECTION = "connection closed";

/** Above this many messages on the wire, a lane shows how many instead of each (interface.md §1.3). */
export const FLIGHTS_AT_MOST = 60;

/** So high a lane has room for type of the usual size. */
const LANE_FOR_TYPE = 27;
/** The same where it says little: its two rows may touch. */
const SPARSE_LANE_FOR_TYPE = 20;
/** It is not there, and has not gone. */
const BLAMELESS: ReadonlySet<PeerView["phase"]> = new Set(["connecting", "spare", "unconnected"]);
/** Smaller type nobody could read. */
const WITHIN_LEAST = 0.85;

/** Where everything of a picture lies. */
export function planStage(view: WorldView, frame: StageFrame) {
  const { width, lane, scale, lanes } = frame;
  const narrow = width < 520;
  const card = { x: 1, w: (narrow ? 72 : 96) * scale };
  const radius = Math.min(13 * scale, lane * 0.46);
  // Two rows of type have to fit into a lane.
  const forType = frame.isSparse ? SPARSE_LANE_FOR_TYPE : LANE_FOR_TYPE;
  const within = Math.min(scale, Math.max(WITHIN_LEAST, lane / forType));
  const all = view.peers;
  const peers = all.filter(({ name }) => lanes?.others.includes(name) !== true);
  const order = new Map(lanes?.own.map(({ peer }, i) => [peer, i]));
  peers.sort((a, b) => (order.get(a.name) ?? all.length) - (order.get(b.name) ?? all.length));
  const others = lanes?.others ?? [];
  const names = shortNames(view.peerNames, SIGN_LETTERS_AT_MOST);
  const signs = peers.map(({ name }) => names.get(name) ?? name);
  if (others.length > 0) signs.push(t("others.name", { count: others.length }));
  const letters = Math.min(radius * 1.4, Math.max(radius * 1.05, 11 * scale));
  const half = Math.max(radius, ...signs.map((sign) => signHalf(sign, radius, letters)));
  const tags = others.length === 0 || narrow ? 0 : tagsWidth(within);
  const left = card.x + card.w + 16;
  const right = width - half * 2 - 12 - tags;
  const place = { left, right, lane, radius, scale: within, narrow, signX: right + half + 5, letters };
  const rows = new Map(peers.map(({ name }, i) => [name, lane * (i + 0.5)]));
  return { card, peers, others, signs, half, place, rows };
}

export function layoutStage(view: WorldView, frame: StageFrame): Shape[] {
  const { width, lane, scale, at, lanes } = frame;
  const { card, peers, others, signs, half, place, rows } = planStage(view, frame);
  const { left, right, radius, letters, scale: within } = place;
  const shapes: Shape[] = [];
  const summed = others.length === 0 ? 0 : (frame.summedLane ?? lane);
  const height = Math.min(frame.height, Math.max(peers.length * lane + summed, 150)) - 4;
  const sumY = peers.length * lane + summed / 2;
  const flights = flightsByRow(view, rows, at);
  peers.forEach((peer, i) => {
    const top = lane * i;
    if (frame.selected === peer.name) {
      const wash = { x: left - 8, y: top, h: lane } as const;
      shapes.push({ kind: "rect", ...wash, w: width - left + 8, radius: 6, fill: "wash" });
      shapes.push({ kind: "rect", ...wash, w: 3, fill: "accent" });
    }
    const on = { ...place, y: lane * (i + 0.5), sign: signs[i] ?? "" };
    const own = flights.own.get(peer.name) ?? [];
    layoutLane(shapes, view, peer, own, flights.total > FLIGHTS_AT_MOST, on, frame);
    const role = lanes?.own[i];
    if (role !== undefined && others.length > 0) layoutTag(shapes, role, lanes?.now ?? 0, on, half);
  });
  if (others.length > 0) {
    const on = { ...place, y: sumY, lane: summed };
    const shared = { names: others, flights: flights.others, still: frame.still ?? false };
    layoutSummedLane(shapes, view, shared, on, at);
    layoutSign(shapes, {
      text: signs.at(-1) ?? "",
      x: place.signX,
      y: sumY,
      radius,
      size: letters,
      fill: "wash",
      stroke: "muted",
      ink: "ink",
      width: 1.6,
    });
  }
  const yOf = (peer: string) => rows.get(peer) ?? (others.includes(peer) ? sumY : undefined);
  layoutSideFlights(
    shapes,
    view.sideFlights.values(),
    { right, scale, still: frame.still ?? false, yOf },
    at,
  );
  for (const { flight, at: died, why } of view.lost) {
    const row = yOf(flight.peer);
    if (row === undefined || died > at || died < at - LOST_SHOWN_US) continue;
    // The lane says it already.
    if (why === LOST_WITH_CONNECTION && view.peer(flight.peer)?.connected === false) continue;
    shapes.push({
      kind: "text",
      x: flight.outgoing ? right - 8 : left + 8,
      y: row + (flight.outgoing ? -lane * 0.22 : lane * 0.22),
      text: t("stage.lost", { why: coreText(why) }),
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

/** What is on the way to each row, and what to the lane of all others. */
export function flightsByRow(
  view: WorldView,
  rows: ReadonlyMap<string, number>,
  at: number,
): {
  readonly own: ReadonlyMap<string, readonly Flight[]>;
  readonly others: readonly Flight[];
  /** On lanes of their own, and departed. */
  readonly total: number;
} {
  const own = new Map<string, Flight[]>();
  const others: Flight[] = [];
  let total = 0;
  for (const flight of view.flights.values()) {
    if (flight.at > at) continue;
    if (!rows.has(flight.peer)) {
      others.push(flight);
      continue;
    }
    const list = own.get(flight.peer);
    if (list === undefined) own.set(flight.peer, [flight]);
    else list.push(flight);
    if (flight.departAt <= at) total += 1;
  }
  return { own, others, total };
}

/** With its sign, at the far end. */
interface SignedPlace extends LanePlace {
  readonly sign: string;
  readonly signX: number;
  /** Size of the sign's letters. */
  readonly letters: number;
}

function layoutLane(
  shapes: Shape[],
  view: WorldView,
  peer: PeerView,
  flights: readonly Flight[],
  stream: boolean,
  place: SignedPlace,
  { at, still = false, isSparse = false, isWeighed = false, message, marked }: StageFrame,
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
  const debt: Shape[] = [];
  const debtEnd = layoutDebt(debt, peer, place, {
    at,
    blocksAll: view.stall?.peer === peer.name,
    isSyncPeer: view.syncPeer === peer.name,
    isAside: (entry) => !view.entries.onBestChain(entry),
  });
  const under = shapes.length;
  if (stream) layoutStream(shapes, flights, place, at, debtEnd);
  else {
    const departed = flights.filter(({ departAt }) => departAt <= at);
    const each = isWeighed ? perByte(right - left) : undefined;
    const on = { ...place, debtEnd, aside: asideHeights(view, peer), perByte: each };
    if (still) layoutStillFlights(shapes, departed, on);
    else {
      const xs = departed.map((flight) => flightX(flight, flightProgress(flight, at), place));
      const laid: Shape[] = [];
      departed.forEach((flight, i) => {
        // Of those in one place the first is named.
        const isOther = (x: number, j: number) =>
          j !== i && departed[j]?.outgoing === flight.outgoing && (x !== xs[i] || j < i);
        layoutFlight(laid, flight, flightProgress(flight, at), { ...on, among: xs.filter(isOther) });
      });
      // No tail of another strikes words through.
      const isSaid = ({ kind }: Shape) => kind === "text";
      shapes.push(...laid.filter((shape) => !isSaid(shape)), ...laid.filter(isSaid));
    }
    const isLit = (flight: Flight) =>
      flight.message === message ||
      (flight.command === "block" &&
        marked?.peer === peer.name &&
        flight.summary.heights?.[0] === marked.height);
    for (const flight of departed.filter(isLit)) {
      const [x, r] = [
        still ? (left + right) / 2 : flightX(flight, flightProgress(flight, at), place),
        12 * scale,
      ];
      const y = flightY(flight, place);
      shapes.push({ kind: "circle", x, y, r, stroke: "accent", width: 2.5 });
    }
    const queued = flights.filter((flight) => !flight.outgoing && flight.departAt > at);
    const leaving = departed.flatMap((flight) =>
      still || flight.outgoing
        ? []
        : [flightX(flight, flightProgress(flight, at), place) + saidLength(flight, each, scale)],
    );
    layoutQueue(shapes, queued, place, Math.max(left, ...leaving));
  }
  sayOver(shapes, under, debt);
  if (off) {
    shapes.push({
      kind: "text",
      x: left + 6,
      y,
      text: fitted(offText(peer), 12 * scale, right - left - 12, 500),
      size: 12 * scale,
      ink: BLAMELESS.has(peer.phase) ? "muted" : "invalid",
      weight: 500,
      behind: "panel",
    });
  }
  const owing = peer.oldestRequest() !== undefined;
  const guilty = view.stall?.peer === peer.name;
  layoutSign(shapes, {
    text: place.sign,
    x: place.signX,
    y,
    radius,
    size: place.letters,
    fill: guilty ? "askedTint" : "panel",
    stroke: off ? "faint" : guilty || owing ? "asked" : "ink",
    ink: off ? "muted" : "ink",
    width: guilty ? 2.4 : 1.6,
  });
}

/** Of what it owes, the heights of blocks of a branch with less work. */
function asideHeights(view: WorldView, peer: PeerView): ReadonlySet<number> {
  const aside = new Set<number>();
  for (const { entry, height } of peer.owedBlocks.values())
    if (!view.entries.onBestChain(entry)) aside.add(height);
  return aside;
}

function offText(peer: PeerView): string {
  if (peer.phase === "connecting" || peer.phase === "spare") return t(`stage.${peer.phase}`);
  if (peer.phase === "stopped" || peer.phase === "unconnected") return t(`stage.${peer.phase}`);
  return t(peer.phase === "dropped" ? "stage.dropped" : "stage.disconnected", {
    why: coreText(peer.ended?.why ?? ""),
  });
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
  const key = idleText(view, peer);
  if (key === undefined) return;
  const why = t(key);
  const size = Math.min(12 * scale, place.lane * 0.56);
  const isShort = place.isSparse || textWidth(why, size) > right - left - 12;
  const text = isShort ? t("stage.idle") : why;
  const from = left + textWidth(text, size) + 22;
  shapes.push({ kind: "text", x: left + 3, y, text, size, ink: "muted", behind: "panel" });
  if (window && right > from)
    shapes.push({ kind: "hatch", x: from, y: y - 5, w: right - from - 8, h: 10, ink: "faint" });
}

/** Why nothing is asked of it; undefined where there is nothing to ask for. */
function idleText(view: WorldView, peer: PeerView): string | undefined {
  if (view.headersOnly && caughtUp(view)) return undefined;
  if (view.window === undefined) {
    const isGuide = view.syncPeer === peer.name || peer.headers > 0;
    return isGuide ? "stage.idle" : "stage.idleHeaders";
  }
  if (peer.bestKnown === undefined) return "stage.idleUnknown";
  return lacksNext(view, view.window, peer.bestKnown) ? "stage.idleLacks" : "stage.idleWindow";
}

/** A chain with this tip leaves the best one below the lowest block that is missing. */
function lacksNext({ entries }: WorldView, { low }: { readonly low: number }, tip: number): boolean {
  let entry = tip;
  while (entries.height(entry) >= low && !entries.onBestChain(entry)) entry = entries.parent(entry);
  return entries.height(entry) < low;
}

/** What the peer has ready and its line has no room for yet, unless what left last is still there. `last`: x of that. */
function layoutQueue(shapes: Shape[], queued: readonly Flight[], place: LanePlace, last: number): void {
  if (queued.length === 0) return;
  const { right, y, lane, scale } = place;
  const blocks = queued.filter(({ command }) => command === "block").length;
  const headers = queued.some(({ command }) => command === "headers");
  // They are of what it owes, none on top of it.
  const key = blocks === 0 ? (headers ? "headers" : "other") : headers ? "both" : "blocks";
  const text = t(`stage.queued.${key}`, { count: key === "other" ? queued.length : blocks });
  if (last > right - 6 - textWidth(text, 11 * scale, true) - lane * 0.4) return;
  shapes.push({
    kind: "text",
    x: right - 6,
    y: y + lane * 0.24,
    text,
    size: 11 * scale,
    ink: "muted",
    mono: true,
    align: "right",
    behind: "panel",
  });
}
