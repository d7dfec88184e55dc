/**
 * Watches those who owe an answer: named when it takes long, given up when it takes too long. A clock that jumps, since the
 * machine slept or the page was frozen, is nobody's silence; nor is it silence while others answer: there are more workers than
 * processors, and each waits for its turn.
 */

/** What is watched. */
export interface Watched {
  readonly name: string;
  /** Adds this to how long its present answer has been owed; returns the sum, wall milliseconds. 0: it owes none. */
  wait(ms: number): number;
}

export interface WatchEvents {
  /** Those who are silent now, whenever they change. */
  silent(names: readonly string[]): void;
  /** Told at every look at it, as long as it owes. */
  dead(watched: Watched): void;
}

const LOOK_EVERY_MS = 500;
/** With what a look may come late, whoever falls silent is named within three seconds. */
const SILENT_MS = 2_000;
/** Taken for dead. */
const DEAD_MS = 15_000;
/** More than that between two looks was spent asleep. */
const GAP_AT_MOST_MS = 2 * LOOK_EVERY_MS;

export class Watch {
  readonly #watched: () => Iterable<Watched>;
  readonly #events: WatchEvents;
  readonly #timer: ReturnType<typeof setInterval>;
  #lookedAt = performance.now();
  /** Since the last answer of any of them, wall milliseconds. */
  #quietMs = 0;
  #silent = "";

  constructor(watched: () => Iterable<Watched>, events: WatchEvents) {
    this.#watched = watched;
    this.#events = events;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** One of them has answered. */
  heard(): void {
    this.#quietMs = 0;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const gap = Math.min(now - this.#lookedAt, GAP_AT_MOST_MS);
    this.#lookedAt = now;
    this.#quietMs += gap;
    const silent: string[] = [];
    for (const watched of this.#watched()) {
      const waited = Math.min(watched.wait(gap), this.#quietMs);
      if (waited >= DEAD_MS) this.#events.dead(watched);
      else if (waited >= SILENT_MS) silent.push(watched.name);
    }
    if (silent.join() === this.#silent) return;
    this.#silent = silent.join();
    this.#events.silent(silent);
  }
}
