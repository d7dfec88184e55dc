/** A table of named deadlines. Cancelling is deleting, so nothing is left behind; only the earliest is anybody's business. */
import type { TimeUs } from "./time.ts";

export class Timers {
  readonly #deadlines = new Map<string, TimeUs>();

  set(name: string, deadline: TimeUs): void {
    // Set anew, it is the last of those with its deadline.
    this.#deadlines.delete(name);
    this.#deadlines.set(name, deadline);
  }

  cancel(name: string): void {
    this.#deadlines.delete(name);
  }

  get names(): readonly string[] {
    return [...this.#deadlines.keys()];
  }

  get earliest(): TimeUs | undefined {
    let earliest: TimeUs | undefined;
    for (const deadline of this.#deadlines.values()) {
      if (earliest === undefined || deadline < earliest) earliest = deadline;
    }
    return earliest;
  }

  /** Takes out those that are due at `now`, the earliest first; of equals, the one set first. */
  takeDue(now: TimeUs): string[] {
    const due = [...this.#deadlines].filter(([, deadline]) => deadline <= now).sort((a, b) => a[1] - b[1]);
    for (const [name] of due) this.#deadlines.delete(name);
    return due.map(([name]) => name);
  }
}
