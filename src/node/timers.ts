/** A table of typed deadlines. Cancelling is deleting, so nothing is left behind; only the earliest is anybody's business. */

import type { Peer } from "./peer.ts";
import type { PeerId } from "./peer-id.ts";
import type { TimeUs } from "./time.ts";

/** Timers that run for one peer each. */
export type PeerTimer =
  | "handshake"
  | "ping"
  | "pong"
  | "silence"
  | "headers"
  | "headersSync"
  | "chainSync"
  | "block"
  | "stalling";

/** Timers of the node itself. */
export type NodeTimer = "agreementHeaders" | "agreementCompany" | "ask" | "asked" | "staleTip";

export type TimerKey =
  | { readonly timer: PeerTimer; readonly peer: PeerId }
  | { readonly timer: NodeTimer; readonly peer?: undefined };

/** What is done when each is due; the peer of the first kind is still connected. */
export type TimerHandlers = { readonly [timer in PeerTimer]?: (peer: Peer) => void } & {
  readonly [timer in NodeTimer]?: () => void;
};

interface Deadline {
  readonly key: TimerKey;
  readonly at: TimeUs;
}

export class Timers {
  /** In the order they were set. */
  readonly #deadlines = new Map<string, Deadline>();

  set(key: TimerKey, at: TimeUs): void {
    const name = nameOf(key);
    // Set anew, it is the last of those with its deadline.
    this.#deadlines.delete(name);
    this.#deadlines.set(name, { key, at });
  }

  cancel(key: TimerKey): void {
    this.#deadlines.delete(nameOf(key));
  }

  get keys(): readonly TimerKey[] {
    return [...this.#deadlines.values()].map(({ key }) => key);
  }

  get earliest(): TimeUs | undefined {
    let earliest: TimeUs | undefined;
    for (const { at } of this.#deadlines.values()) {
      if (earliest === undefined || at < earliest) earliest = at;
    }
    return earliest;
  }

  /** Takes out those that are due at `now`, the earliest first; of equals, the one set first. */
  takeDue(now: TimeUs): TimerKey[] {
    const due = [...this.#deadlines.values()].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    for (const { key } of due) this.#deadlines.delete(nameOf(key));
    return due.map(({ key }) => key);
  }
}

/** Throws if nobody has said what it leads to: every timer that is set has a handler. */
export function handlerOf<T extends PeerTimer | NodeTimer>(
  handlers: TimerHandlers,
  timer: T,
): NonNullable<TimerHandlers[T]> {
  const handler = handlers[timer];
  if (handler === undefined) throw new Error(`nothing is done when the timer ${timer} is due`);
  return handler;
}

/** No timer has a space in its name: no two keys share one, whatever peers are called. */
function nameOf({ timer, peer }: TimerKey): string {
  return peer === undefined ? timer : `${timer} ${peer}`;
}
