/** What one wants to find again, as flags over time: a line through all lanes, heavy in the lane of whom it concerns. */
import type { History } from "../../replay/history.ts";
import type { Landmark, LandmarkKind } from "../../replay/landmark.ts";
import { LOCAL_NODE, type WorldRecord } from "../../world/record.ts";
import { t } from "../text.ts";
import type { Ink, Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";
import { type TimeScale, timeX } from "./time-scale.ts";

/** Colours that words can be read in. */
const INKS: Readonly<Record<LandmarkKind, Ink>> = {
  act: "accent",
  stall: "askedText",
  drop: "invalid",
  reorganisation: "stale",
  headersDone: "muted",
  crash: "invalid",
  broken: "invalid",
  end: "ink",
};

/** Flags of one kind that are closer to each other are one. */
const APART_PX = 5;
/** More flags than these nobody would tell apart. */
const FLAGS_AT_MOST = 80;
const MARK = 7;

export interface FlagPlace {
  /** Top of the flags, and of the lanes; bottom of the lanes. */
  readonly top: number;
  readonly lanesTop: number;
  readonly bottom: number;
  readonly size: number;
  /** Top and bottom of a peer's lane; undefined: it has none. */
  readonly laneOf: (peer: string) => readonly [number, number] | undefined;
  /** What stands for a peer. */
  readonly nameOf: (peer: string) => string;
}

export function layoutFlags(
  shapes: Shape[],
  history: History,
  position: number,
  time: TimeScale,
  place: FlagPlace,
): void {
  const flags = inSight(history, position, time);
  const y = place.lanesTop - MARK / 2 - 1;
  // Of those that are too close for all their words the later ones keep theirs: they say what is so.
  let room = time.right;
  for (const { landmark, x } of flags.reverse()) {
    const ink = INKS[landmark.kind];
    const record = history.record(landmark.record);
    const peer = peerOf(record);
    shapes.push(line(x, place.lanesTop, place.bottom, ink, 1, [2, 3]));
    const lane = peer === undefined ? undefined : place.laneOf(peer);
    if (lane !== undefined) shapes.push(line(x, lane[0], lane[1], ink, 3));
    shapes.push({ kind: "arrow", x, y, size: MARK, direction: "down", fill: ink });
    const who = peer === undefined || peer === LOCAL_NODE ? "" : place.nameOf(peer);
    const what = record.kind === "acted" ? `act.${record.act.kind}` : `flag.${landmark.kind}`;
    const text = t(`lanes.${what}`, { peer: who }).trim();
    const from = x + MARK;
    const width = textWidth(text, place.size, false, 600);
    if (from + width < room) {
      const style = { size: place.size, ink, weight: 600 } as const;
      shapes.push({ kind: "text", x: from, y: place.top + place.size * 0.7, text, ...style });
    }
    room = Math.min(room, x - MARK);
  }
}

function line(x: number, top: number, bottom: number, ink: Ink, width: number, dash?: number[]): Shape {
  const points = [
    [x, top],
    [x, bottom],
  ] as const;
  return { kind: "line", points, ink, width, ...(dash === undefined ? {} : { dash }) };
}

/** Those that have happened, from left to right, not too close to each other. */
function inSight({ landmarks }: History, position: number, time: TimeScale) {
  let first = 0;
  let end = landmarks.length;
  while (first < end) {
    const middle = (first + end) >>> 1;
    if (landmarks[middle]!.at < time.from) first = middle + 1;
    else end = middle;
  }
  const flags: { landmark: Landmark; x: number }[] = [];
  const last = new Map<LandmarkKind, number>();
  for (let i = first; i < landmarks.length && flags.length < FLAGS_AT_MOST; i++) {
    const landmark = landmarks[i];
    if (landmark === undefined || landmark.at > time.to || landmark.record >= position) break;
    const x = timeX(time, landmark.at);
    if (x - (last.get(landmark.kind) ?? Number.NEGATIVE_INFINITY) < APART_PX) continue;
    last.set(landmark.kind, x);
    flags.push({ landmark, x });
  }
  return flags;
}

/** Whom a record concerns. */
function peerOf(record: WorldRecord): string | undefined {
  switch (record.kind) {
    case "observed":
      return "peer" in record.observation ? record.observation.peer : undefined;
    case "acted": {
      const { act } = record;
      if ("node" in act) return act.node;
      return typeof act.peer === "string" ? act.peer : act.peer.id;
    }
    case "nodeCrashed":
      return record.name;
    default:
      return undefined;
  }
}
