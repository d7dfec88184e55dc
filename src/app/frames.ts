/** The frames of the screen, as long as somebody wants them. */
export class Frames {
  readonly #draw: (wall: number) => boolean;
  #asked: number | undefined;

  /** `draw` is called with the wall time, ms; false: it wants no more. */
  constructor(draw: (wall: number) => boolean) {
    this.#draw = draw;
  }

  start(): void {
    this.#asked ??= requestAnimationFrame(this.#onFrame);
  }

  stop(): void {
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked);
    this.#asked = undefined;
  }

  readonly #onFrame = (wall: number): void => {
    // The next one is asked for first: what is drawn may stop them.
    this.#asked = requestAnimationFrame(this.#onFrame);
    if (!this.#draw(wall)) this.stop();
  };
}
