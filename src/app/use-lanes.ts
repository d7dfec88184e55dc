/** The lanes of the page: chosen anew whenever it is told of the world, with what they were before in mind. */
import { useRef } from "react";
import { debtorsOf, laneRoles } from "../replay/lane-roles.ts";
import type { WorldView } from "../replay/world-view.ts";
import { chooseLanes, LANE_LEAST_PX, LANES_AT_MOST, type Lanes } from "./lanes.ts";
import { LOW, PHONE, useHall, useMedia } from "./media.ts";
import { useView, useWorld } from "./page-context.ts";

/** In a higher lane the eye would lose the line. */
const LANE_MOST_PX = 76;
/** What a finger needs, where the lane of all others is the only way to them. */
const FINGER_PX = 44;

export interface LaneRows extends Lanes {
  /** Height of each lane, CSS px. */
  readonly lane: number;
  /** Height of the lane of all others. */
  readonly summed: number;
}

/** `height`: of the stage, CSS px. */
export function useLanes(height: number): LaneRows {
  const session = useWorld();
  const selected = useView((state) => state.selectedPeer);
  const byFinger = [useMedia(PHONE), useMedia(LOW)].includes(true);
  const hall = useHall();
  const last = useRef<{ readonly view: WorldView; readonly lanes: Lanes } | undefined>(undefined);
  const { view, at } = session;
  const before = last.current?.view === view ? last.current.lanes : undefined;
  const peers = view.peers.map(({ name }) => name);
  const had = new Set(before?.own.map(({ peer }) => peer));
  // A hall reads two rows of type in each.
  const least = hall && peers.length > LANES_AT_MOST ? window.innerHeight / 20 : LANE_LEAST_PX;
  const all = Math.floor(height / least);
  // What the last lane takes more than its share is taken from the others.
  const room = byFinger && peers.length > all ? all - 1 : all;
  const roles = laneRoles(view, at, (peer) => had.has(peer));
  const debtors = debtorsOf(view);
  const lanes = chooseLanes({ peers, roles, debtors, selected, room, now: performance.now() }, before);
  last.current = { view, lanes };
  const isSummed = lanes.others.length > 0;
  const own = Math.max(1, lanes.own.length);
  const forOwn = !isSummed ? height : byFinger ? height - FINGER_PX : (height * own) / (own + 1);
  const lane = Math.max(LANE_LEAST_PX, Math.min(LANE_MOST_PX, Math.floor(forOwn / own)));
  return { ...lanes, lane, summed: !isSummed ? 0 : byFinger ? FINGER_PX : lane };
}
