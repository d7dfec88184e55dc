/** A message between its sending and its end. */
import type { MessageSummary } from "../world/record.ts";

export interface Flight {
  readonly message: string;
  readonly peer: string;
  /** From the local node to the peer. */
  readonly outgoing: boolean;
  readonly command: string;
  readonly bytes: number;
  readonly at: number;
  /** Both are Infinity while it waits for its turn at the sender. */
  readonly departAt: number;
  readonly arriveAt: number;
  readonly summary: MessageSummary;
  /** It waits at the receiver's door. */
  readonly waits: boolean;
}

/** A message from one peer to another: nothing of it comes to the local node, or is owed to it. */
export interface SideFlight {
  readonly from: string;
  readonly to: string;
  readonly command: string;
  /** As a flight's. */
  readonly departAt: number;
  readonly arriveAt: number;
}

/** Lost messages stay visible for so long, virtual µs. */
export const LOST_SHOWN_US = 1_500_000;

/** A message that never reached its node: drawn a moment longer, where it died. */
export interface LostFlight {
  readonly flight: Flight;
  readonly at: number;
  readonly why: string;
}

/** How far along the lane it is at `at`, 0 … 1 from its sender. Virtual time alone decides (interface.md §1.3). */
export function flightProgress(flight: Flight | SideFlight, at: number): number {
  if (at < flight.departAt) return 0;
  const travel = flight.arriveAt - flight.departAt;
  if (travel <= 0) return 1;
  return Math.min(1, (at - flight.departAt) / travel);
}
