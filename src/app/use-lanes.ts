/** The lanes of the page: chosen anew whenever it is told of the world, with what they were before in mind. */
import { useRef } from "react";
import { debtorsOf, laneRoles } from "../replay/lane-roles.ts";
import type { WorldView } from "../replay/world-view.ts";
import { chooseLanes, LANE_LEAST_PX, LANES_AT_MOST, type Lanes } from "./lanes.ts";
import { LOW, PHONE, useHall, useMedia } from "./media.ts";
import { useSession, useShown, useView } from "./page-context.ts";
import { same } from "./same.ts";

/** In a higher lane the eye would lose the line; in a hall it is large itself. */
const LANE_MOST_PX = 76;
const HALL_LANE_MOST_PX = 130;
/** What a finger needs, where the lane of all others is the only way to them. */
const FINGER_PX = 44;

export interface LaneRows {
  /** From top to bottom. */
  readonly own: readonly { readonly peer: string }[];
  /** Those that share the last lane, in their order. */
  readonly others: readonly string[];
  /** Height of each lane, CSS px. */
  readonly lane: number;
  /** Height of the lane of all others. */
  readonly summed: number;
  /** Those of the moment that is shown when it is called. */
  readonly latest: () => Lanes;
}

/** `height`: of the stage, CSS px. */
export function useLanes(height: number): LaneRows {
  const session = useSession();
  const selected = useView((state) => state.selectedPeer);
  const byFinger = [useMedia(PHONE), useMedia(LOW)].includes(true);
  const hall = useHall();
  const chosen = useRef<Chosen | undefined>(undefined);
  const latest = () => {
    const { view, at } = session;
    const asked = { version: session.getVersion(), height, selected, byFinger, hall };
    const last = chosen.current?.view === view ? chosen.current : undefined;
    // However many ask: one moment has one choice.
    if (last !== undefined && same(last.asked, asked)) return last.lanes;
    const before = last?.lanes;
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
    chosen.current = { view, asked, lanes };
    return lanes;
  };
  const { own, others } = useShown(() => {
    const lanes = latest();
    return { own: lanes.own.map(({ peer }) => ({ peer })), others: lanes.others };
  });
  const isSummed = others.length > 0;
  const count = Math.max(1, own.length);
  const forOwn = !isSummed ? height : byFinger ? height - FINGER_PX : (height * count) / (count + 1);
  const most = hall ? HALL_LANE_MOST_PX : LANE_MOST_PX;
  const lane = Math.max(LANE_LEAST_PX, Math.min(most, Math.floor(forOwn / count)));
  return { own, others, lane, summed: !isSummed ? 0 : byFinger ? FINGER_PX : lane, latest };
}

interface Chosen {
  readonly view: WorldView;
  readonly asked: object;
  readonly lanes: Lanes;
}
