/**
 * A peer that reads a locator: it tries one hash after the other, from the tip down, until it knows one. It does so when it answers;
 * shown is that while its answer is on the way, so that virtual time alone decides how far it is (interface.md §4.2).
 */
import { type Flight, flightProgress } from "./flight.ts";
import type { LocatorView } from "./locator-view.ts";
import type { WorldView } from "./world-view.ts";

export interface LocatorWalk {
  /** Which hash is looked at, counted from the tip; in the end the one that is known. */
  readonly index: number;
  /** Height of the block after which the answer begins. */
  readonly hit: number;
  /** 0 while it looks; then how far the moment of the find is over, up to 1. */
  readonly found: number;
}

/** This much of the answer's way it looks; the rest is for what it has found. */
const LOOKING = 0.7;
/** The moment of the find is drawn in so many steps. */
const STEPS = 8;

/** Undefined: nobody reads one, or what is answered says nothing of where it began. `at`: virtual µs; undefined: all is found. */
export function locatorWalk(view: WorldView, at: number | undefined): LocatorWalk | undefined {
  const { locator } = view;
  if (locator === undefined) return undefined;
  const flight = answerTo(view, locator);
  const low = flight?.summary.heights?.[0];
  if (low === undefined || flight === undefined) return undefined;
  const hit = low - 1;
  const last = Math.max(
    0,
    locator.heights.findIndex((height) => height <= hit),
  );
  if (at === undefined) return { index: last, hit, found: 1 };
  const progress = flightProgress(flight, at);
  const index = Math.min(last, Math.floor((progress / LOOKING) * (last + 1)));
  const found = Math.max(0, (progress - LOOKING) / (1 - LOOKING));
  return { index, hit, found: Math.ceil(found * STEPS) / STEPS };
}

/** The headers that its peer has sent since it went out. */
function answerTo({ flights }: WorldView, { peer, at, answered }: LocatorView): Flight | undefined {
  if (answered !== undefined) return undefined;
  for (const flight of flights.values())
    if (!flight.outgoing && flight.command === "headers" && flight.peer === peer && flight.at >= at)
      return flight;
  return undefined;
}

/** A number below 1 that is another one for each picture of it; 0: there is none. */
export function walkVersion(walk: LocatorWalk | undefined): number {
  return walk === undefined ? 0 : (1 + walk.index * (STEPS + 1) + walk.found * STEPS) / 4096;
}
