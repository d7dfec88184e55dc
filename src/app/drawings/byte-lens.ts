/**
 * The byte lens: each message as long as it has bytes, so that a block, a full headers message and a request can be told apart
 * (interface.md §4.27).
 */
import { bytes } from "../text.ts";

/** The largest block there was before witnesses were counted apart, four times: half of a lane. */
const HALF_A_LANE_BYTES = 4_000_000;
/** What has next to no bytes is still to be seen. CSS px. */
const LEAST = 2;

/** What a number of bytes takes, of type of size 1. */
const SAID = 64;

/** Of each byte, on a lane of this length. CSS px. */
export function perByte(lane: number): number {
  return lane / (2 * HALF_A_LANE_BYTES);
}

/** How long a message is drawn. */
export function weighed(count: number, each: number): number {
  return Math.max(LEAST, count * each);
}

/** How far a message reaches with its bytes, and their number behind it; nothing without the lens. */
export function saidLength(
  { bytes: count }: { readonly bytes: number },
  each: number | undefined,
  scale: number,
): number {
  return each === undefined ? 0 : weighed(count, each) + SAID * scale;
}

/** What the lens adds to a message's name; without it, the name alone. */
export function withBytes(name: string, count: number, isWeighed: boolean): string {
  if (!isWeighed) return name;
  return name === "" ? bytes(count) : `${name} · ${bytes(count)}`;
}
