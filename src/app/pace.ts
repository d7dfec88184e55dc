/** What part of the chosen speed this machine manages, smoothed over some ten frames. */

/** How much of what was measured before the last frame still counts. */
const MEMORY = 0.9;

export class Pace {
  #share = 1;

  /** 0 … 1. */
  get share(): number {
    return this.#share;
  }

  begin(): void {
    this.#share = 1;
  }

  /** A frame that came `wishedUs` of virtual time after the one before it showed `managedUs` more. */
  frame(managedUs: number, wishedUs: number): void {
    if (wishedUs > 0) this.#share = this.#share * MEMORY + Math.min(1, managedUs / wishedUs) * (1 - MEMORY);
  }
}
