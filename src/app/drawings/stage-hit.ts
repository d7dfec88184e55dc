/** What on the stage is pressed: a message, or at least a lane. */
import { type Flight, flightProgress } from "../../replay/flight.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { flightX, flightY } from "./flights.ts";
import { FLIGHTS_AT_MOST, flightsByRow, planStage, type StageFrame } from "./stage.ts";

/** A finger need not meet a message more exactly than this. CSS px. */
const REACH_PX = 14;

/** What lies at a point. `flight`: a message of this lane. */
export function hitStage(
  view: WorldView,
  frame: StageFrame,
  x: number,
  y: number,
): { readonly peer: string | undefined; readonly flight: Flight | undefined } {
  const { at, lane, still = false } = frame;
  const { peers, place, rows } = planStage(view, frame);
  const peer = peers[Math.floor(y / lane)]?.name;
  const { own, total } = flightsByRow(view, rows, at);
  const flights = peer === undefined || total > FLIGHTS_AT_MOST ? [] : (own.get(peer) ?? []);
  const on = { ...place, y: rows.get(peer ?? "") ?? 0 };
  const missOf = (flight: Flight) => {
    const aside = still ? 0 : Math.abs(flightX(flight, flightProgress(flight, at), on) - x);
    // Two that go different ways have half of the lane each.
    const over = Math.abs(flightY(flight, on) - y);
    return aside > REACH_PX || over > REACH_PX ? Number.POSITIVE_INFINITY : aside + over;
  };
  const departed = flights.filter(({ departAt }) => departAt <= at);
  const nearest = departed.sort((a, b) => missOf(a) - missOf(b))[0];
  const isHit = nearest !== undefined && Number.isFinite(missOf(nearest));
  return { peer, flight: isHit ? nearest : undefined };
}
