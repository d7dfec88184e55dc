/**
 * How fast the run of a file goes at first. A real chain in a world of real sizes takes a second of virtual time or an hour:
 * it starts at the speed at which all of it takes about a minute, and goes on as fast as the person at the page wants.
 */

import type { Scenario } from "../world/scenario/scenario.ts";
import type { ChainFacts } from "../world/setup.ts";
import { SPEED_FACTOR, type Speed } from "./view-state.ts";

const AIM_SECONDS = 60;
const HEADERS_PER_MESSAGE = 2000;
/** Round trips until the first request. */
const GREETINGS = 2;
/** With the count of its transactions, as it is sent. */
const HEADER_BYTES = 81;
/** Of a line without a limit: as good as none. */
const NO_LIMIT = 1e12;
const CHOICE = ["slow", "normal", "fast"] as const;

/** Virtual seconds that a sync of this chain from these peers takes, roughly: headers from one, blocks from all at once. */
export function estimateSeconds(chain: ChainFacts, { peers, constants, local }: Scenario): number {
  const own = local.downloadBytesPerSecond ?? NO_LIMIT;
  const rates = peers.map(({ uploadBytesPerSecond, link }) =>
    Math.min(uploadBytesPerSecond ?? NO_LIMIT, link.bytesPerSecond ?? NO_LIMIT),
  );
  const latencies = peers.reduce((sum, { link }) => sum + link.latencyMs, 0) / Math.max(1, peers.length);
  const roundTrip = (2 * latencies) / 1000;
  const messages = Math.ceil(chain.blocks / (constants.headersPerMessage ?? HEADERS_PER_MESSAGE));
  const headers =
    (GREETINGS + messages) * roundTrip + (chain.blocks * HEADER_BYTES) / Math.min(own, rates[0] ?? NO_LIMIT);
  if (chain.headersOnly) return headers;
  const all = rates.reduce((sum, rate) => sum + rate, 0);
  return headers + chain.bytes / Math.min(own, all);
}

export function fittingSpeed(seconds: number): Speed {
  const distance = (speed: (typeof CHOICE)[number]) =>
    Math.abs(Math.log(seconds / SPEED_FACTOR[speed] / AIM_SECONDS));
  return CHOICE.reduce((best, speed) => (distance(speed) < distance(best) ? speed : best));
}

/** Gives a file its speed once, and the speed of before back to what comes after it, unless somebody chose another meanwhile. */
export class FileSpeed {
  #file: unknown;
  #before: Speed | undefined;
  #given: Speed | undefined;

  /** @param now the speed that is set; returns the one to set. `file`: the same again is the same run from its beginning. */
  choose(now: Speed, file: unknown, chain: ChainFacts, scenario: Scenario): Speed {
    if (file === this.#file) return now;
    this.#file = file;
    const own = now === this.#given ? (this.#before ?? now) : now;
    if (file === undefined) {
      this.#given = undefined;
      return own;
    }
    this.#before = own;
    this.#given = fittingSpeed(estimateSeconds(chain, scenario));
    return this.#given;
  }
}
