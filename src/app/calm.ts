/** What changes often is said seldom: now and then while time passes, and once more as soon as everything stands still. */

/** While time passes at most this often. Wall ms. */
const SAID_EVERY_MS = 2000;
/** What has not changed for so long stands still. Wall ms. */
const STILL_MS = 250;

export class Calm {
  readonly #say: () => void;
  #saidAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `say` is called later, never at once. */
  constructor(say: () => void) {
    this.#say = say;
  }

  /** There may be something new to say. */
  hear(timePasses: boolean): void {
    // What stands must not be called by what was before it.
    if (!timePasses) this.end();
    const wait = timePasses ? Math.max(0, this.#saidAt + SAID_EVERY_MS - performance.now()) : STILL_MS;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#saidAt = performance.now();
      this.#say();
    }, wait);
  }

  /** Nothing more is said of what has been heard. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
