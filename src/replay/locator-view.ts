/** A locator that was sent, and what its peer made of it. */
import type { Observation } from "../node/observation.ts";

export class LocatorView {
  readonly peer: string;
  readonly at: number;
  /** Heights of its hashes, the highest first. */
  readonly heights: readonly number[];
  #before: LocatorView | undefined;
  #hit: number | undefined;
  #redundant: number | undefined;

  constructor(peer: string, at: number, heights: readonly number[], previous?: LocatorView) {
    // A chain of them would keep all there ever were.
    const answered = previous?.hit === undefined ? previous?.before : previous;
    this.#before = answered === undefined ? undefined : answered.#alone();
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

  /** Of those sent before it, the one that was last answered with something new. */
  get before(): LocatorView | undefined {
    return this.#before;
  }

  /** One sent before it has been answered only now. */
  comeAfter(answered: LocatorView): void {
    this.#before = answered.#alone();
  }

  #alone(): LocatorView {
    const alone = new LocatorView(this.peer, this.at, this.heights);
    alone.#hit = this.#hit;
    alone.#redundant = this.#redundant;
    return alone;
  }

  /** Only for the answer to the request it went out with: what a peer announces by itself answers nothing. */
  answer(seen: Observation & { kind: "headersReceived" }): void {
    const firstNew = seen.entries?.heights[0];
    if (seen.peer !== this.peer || this.#hit !== undefined || firstNew === undefined) return;
    // Of what had been held back until now, this answer is the end.
    this.#redundant = Math.max(0, seen.count - seen.newCount);
    this.#hit = firstNew - 1 - (seen.count - seen.newCount);
  }
}
