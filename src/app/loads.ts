/** The loading of worlds: the latest counts, an earlier one is given up, and whoever wants to can give it up, too. */

/** A load that was given up: nothing is wrong, and nobody need be told. */
export class LoadEnded extends Error {}

export class Loads {
  #latest = new AbortController();
  #settled: Promise<unknown> = Promise.resolve();

  /** Gives up the one before, for this reason. Returns what tells when this one is given up. */
  begin(why: string): AbortSignal {
    this.cancel(why);
    this.#latest = new AbortController();
    return this.#latest.signal;
  }

  cancel(why: string): void {
    this.#latest.abort(new LoadEnded(why));
  }

  isLatest(signal: AbortSignal): boolean {
    return signal === this.#latest.signal;
  }

  /** Something that ends with a world being loaded, or not. */
  track(loading: Promise<unknown>): void {
    this.#settled = Promise.allSettled([this.#settled, loading]);
  }

  /** Resolves when no world is being loaded. Never rejects. */
  settled(): Promise<unknown> {
    return this.#settled;
  }
}
