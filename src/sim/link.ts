/**
 * Links model TCP: reliable, in order, with latency, jitter and bandwidth. Who sends shares its upload among its links
 * (uplink.ts), who receives its download (downlink.ts). Times are integer microseconds, rates bytes per second.
 */
import type { SimTime } from "./time.ts";
import { US_PER_SECOND } from "./time.ts";

export interface LinkOptions {
  readonly latencyUs: number;
  /** Up to this much is added to the latency of each message. */
  readonly jitterUs: number;
  /** null = unlimited. */
  readonly bytesPerSecond: number | null;
}

/** How long `bytes` take at a rate, rounded up. */
export function durationUs(bytes: number, bytesPerSecond: number | null): SimTime {
  return bytesPerSecond === null ? 0 : Math.ceil((bytes * US_PER_SECOND) / bytesPerSecond);
}
