/** A locator that was sent, and what its peer made of it. */
import type { Observation } from "../node/observation.ts";

export class LocatorView {
  readonly peer: string;
  readonly at: number;
  /** Heights of its hashes, the highest first. */
  readonly heights: readonly number[];
  #hit: number | undefined;
  #redundant: number | undefined;

  constructor(peer: string, at: number, heights: readonly number[]) {
    this.peer = peer;
    this.at = at;
    this.heights = heights;
  }

  /** Height of the block after which the peer's answer began; `undefined` until it says something new. */
  get hit(): number | undefined {
    return this.#hit;
  }

  /** Headers in the answer that were known before. */
  get redundant(): number | undefined {
    return this.#redundant;
  }

  answer(seen: Observation & { kind: "headersReceived" }): void {
    const firstNew = seen.entries?.heights[0];
    if (seen.peer !== this.peer || this.#hit !== undefined || firstNew === undefined) return;
    this.#redundant = seen.count - seen.newCount;
    this.#hit = firstNew - 1 - this.#redundant;
  }
}
