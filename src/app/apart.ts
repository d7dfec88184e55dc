/**
 * When a costly part of the page follows what is shown: while time passes in a frame in which nothing happened, in which
 * therefore little else is drawn; at the latest after a while.
 */

export interface Shown {
  /** Of the session: another one for each frame. */
  readonly version: number;
  /** Of the view: another one when something has happened. */
  readonly changes: number;
  readonly timePasses: boolean;
  /** Wall ms. */
  readonly now: number;
}

export class Apart {
  readonly #atMostMs: number;
  #version: number | undefined;
  #changes: number | undefined;
  #followedAt = Number.NEGATIVE_INFINITY;

  /** It is never further behind than this, wall ms. */
  constructor(atMostMs: number) {
    this.#atMostMs = atMostMs;
  }

  /** Whether to follow in this frame. Asked again in the same frame: no, unless everything stands still. */
  follows({ version, changes, timePasses, now }: Shown): boolean {
    const isSameFrame = version === this.#version;
    const isBusy = changes !== this.#changes;
    this.#version = version;
    this.#changes = changes;
    if (timePasses && (isSameFrame || (isBusy && now - this.#followedAt < this.#atMostMs))) return false;
    this.#followedAt = now;
    return true;
  }
}
