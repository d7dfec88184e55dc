/**
 * The futures that a person has left: each is a run's value and how far it had got, nothing more. To go back to one is to run it
 * again.
 */
import type { RunEnd } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";

/** More of them nobody tells apart: the oldest goes. */
const RAILS_AT_MOST = 8;

/** As it is handed over when it is left. */
export interface Future {
  readonly run: RunSpec;
  /** How far it had got, virtual µs. */
  readonly reached: number;
  readonly ended: RunEnd | undefined;
}

export interface Rail extends Future {
  /** Counts all futures of this world from 1, the one that is shown included. */
  readonly number: number;
  /** Where it parts from the one it was left for, virtual µs. */
  readonly forkAt: number;
}

export class Rails {
  #left: readonly Rail[] = [];
  #current = 1;
  #last = 1;

  /** Those that were left, the oldest first. */
  get left(): readonly Rail[] {
    return this.#left;
  }

  /** Number of the future that is shown. */
  get current(): number {
    return this.#current;
  }

  clear(): void {
    this.#left = [];
    this.#current = 1;
    this.#last = 1;
  }

  /** The one that is shown is left at `forkAt` for a new one. Where nobody has seen anything of it after that, it is forgotten. */
  branch(future: Future, forkAt: number, isSeen: boolean): void {
    if (isSeen) {
      this.#keep(future, forkAt);
      this.#last += 1;
      this.#current = this.#last;
    }
  }

  /** The one that is shown is left for rail `number`, which is no rail any more. Undefined: there is none of that number. */
  take(number: number, future: Future): Rail | undefined {
    const taken = this.#left.find((rail) => rail.number === number);
    if (taken === undefined) return undefined;
    this.#left = this.#left.filter((rail) => rail !== taken);
    this.#keep(future, taken.forkAt);
    this.#current = number;
    return taken;
  }

  #keep(future: Future, forkAt: number): void {
    const rail = { ...future, number: this.#current, forkAt };
    this.#left = [...this.#left, rail].sort((a, b) => a.number - b.number).slice(-RAILS_AT_MOST);
  }
}
