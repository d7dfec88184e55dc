/**
 * The moment shown, and how it moves with the frames of the screen. Nothing runs beyond the moment that is shown, except at
 * Max. All moments are virtual µs.
 */
import { Pace } from "./pace.ts";

/** A frame that comes later than this, on a slow machine or after the tab was away, counts as no later. Wall ms. */
const GAP_AT_MOST_MS = 200;
/** How far a slow machine may lag behind the wish before the wish waits. Wall ms. */
const LAG_MS = 200;

export class Playhead {
  #shown = 0;
  #bound = 0;
  #reached = 0;
  #lastFrame: number | undefined;
  /** By how much the picture was to move since the last frame, and did. */
  #wished = 0;
  #managed = 0;
  readonly #pace = new Pace();

  /** The moment shown. */
  get at(): number {
    return this.#shown;
  }

  /** The host has been let to here. */
  get bound(): number {
    return this.#bound;
  }

  /** What part of the chosen speed this machine manages, 0 … 1; 1 at Max. */
  get share(): number {
    return this.#pace.share;
  }

  /** To the beginning. */
  rewind(): void {
    this.#shown = 0;
    this.#bound = 0;
    this.#reached = 0;
  }

  /** From here on frames follow each other. */
  begin(): void {
    this.#lastFrame = undefined;
    this.#pace.begin();
  }

  /** The host has got to `at`. */
  reach(at: number): void {
    this.#reached = Math.max(this.#reached, at);
  }

  /** The frame at `wall` (ms) at Max, where nothing is wished. */
  pass(wall: number): void {
    this.#lastFrame = wall;
    this.#wished = 0;
  }

  /** The frame at `wall` (ms), at `factor` virtual seconds per second: how far the host may go moves on. */
  frame(wall: number, factor: number): void {
    const gap = this.#lastFrame === undefined ? 0 : wall - this.#lastFrame;
    this.#lastFrame = wall;
    this.#pace.frame(this.#managed, this.#wished);
    this.#managed = 0;
    const wish = this.#bound + Math.round(Math.min(gap, GAP_AT_MOST_MS) * 1000 * factor);
    this.#bound = Math.min(wish, this.#reached + Math.round(LAG_MS * 1000 * factor));
    this.#wished = gap * 1000 * factor;
  }

  /** The picture follows the host to where it has got; whether it moved. */
  moved(): boolean {
    const before = this.#shown;
    this.#shown = Math.max(before, this.#reached);
    this.#bound = Math.max(this.#bound, this.#shown);
    this.#managed += this.#shown - before;
    return this.#shown !== before;
  }

  /** Stands still where the host does. */
  stand(): void {
    this.settle(this.#reached);
  }

  /** Stands still at `at`, which has been reached. */
  settle(at: number): void {
    this.reach(at);
    this.#shown = Math.max(this.#shown, at);
    this.#bound = this.#shown;
  }

  /** The host is to go to `at`; the picture stays until it has got there. */
  aim(at: number): void {
    this.#bound = at;
  }

  /** Nothing is wished any more beyond what has been reached. */
  takeBack(): void {
    this.#bound = this.#reached;
  }
}
