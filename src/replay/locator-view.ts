/** A locator that was sent, and what its peer made of it. */
import type { Observation } from "../node/observation.ts";

/** `new`: it went on with something new; `known`: with nothing new; `counted`: with headers that are only counted yet. */
export type LocatorAnswer = "new" | "known" | "counted";

export interface LocatorView {
  readonly peer: string;
  readonly at: number;
  /** Heights of its hashes, the highest first. */
  readonly heights: readonly number[];
  /** What kind of answer it has got; `undefined` until one has come. */
  readonly answered: LocatorAnswer | undefined;
  /** Height of the block after which the peer's answer began; `undefined` until it says something new. */
  readonly hit: number | undefined;
  /** Headers in the answer that were known before. */
  readonly redundant: number | undefined;
}

export function sentLocator(peer: string, at: number, heights: readonly number[]): LocatorView {
  return { peer, at, heights, answered: undefined, hit: undefined, redundant: undefined };
}

/**
 * It with what has come for it. Only for the answer to the request it went out with: what a peer announces by itself answers
 * nothing.
 */
export function answeredLocator(
  locator: LocatorView,
  seen: Observation & { kind: "headersReceived" },
): LocatorView {
  if (seen.peer !== locator.peer || locator.answered !== undefined) return locator;
  const firstNew = seen.entries?.heights[0];
  if (firstNew === undefined)
    return { ...locator, answered: seen.onlyCounted === true ? "counted" : "known" };
  // Of what had been held back until now, this answer is the end.
  const known = seen.count - seen.newCount;
  return { ...locator, answered: "new", redundant: Math.max(0, known), hit: firstNew - 1 - known };
}
