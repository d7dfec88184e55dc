/** A locator that was sent, and what its peer made of it. */
import type { Observation } from "../node/observation.ts";

/** `new`: it went on with something new; `known`: with nothing new; `counted`: with headers that are only counted yet. */
export type LocatorAnswer = "new" | "known" | "counted";

export class LocatorView {
  readonly peer: string;
  readonly at: number;
  /** Heights of its hashes, the highest first. */
  readonly heights: readonly number[];
  #answer: LocatorAnswer | undefined;
  #hit: number | undefined;
  #redundant: number | undefined;

  constructor(peer: string, at: number, heights: readonly number[]) {
    this.peer = peer;
    this.at = at;
    this.heights = heights;
  }

  /** What kind of answer it has got; `undefined` until one has come. */
  get answered(): LocatorAnswer | undefined {
    return this.#answer;
  }

  /** Height of the block after which the peer's answer began; `undefined` until it says something new. */
  get hit(): number | undefined {
    return this.#hit;
  }

  /** Headers in the answer that were known before. */
  get redundant(): number | undefined {
    return this.#redundant;
  }

  /** Only for the answer to the request it went out with: what a peer announces by itself answers nothing. */
  answer(seen: Observation & { kind: "headersReceived" }): void {
    if (seen.peer !== this.peer || this.#answer !== undefined) return;
    const firstNew = seen.entries?.heights[0];
    this.#answer = firstNew !== undefined ? "new" : seen.onlyCounted === true ? "counted" : "known";
    if (firstNew === undefined) return;
    // Of what had been held back until now, this answer is the end.
    this.#redundant = Math.max(0, seen.count - seen.newCount);
    this.#hit = firstNew - 1 - (seen.count - seen.newCount);
  }
}
