/**
 * The moment shown, and how it moves with the frames of the screen. It follows the newest moment, or is behind it: stands
 * there, or moves either way through what has been. Nothing is run beyond the moment that is shown, except at Max and where
 * somebody looks for something. All moments are virtual µs.
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
  #isBehind = false;
  #position: number | undefined;
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

  /** The newest moment there is. */
  get reached(): number {
    return this.#reached;
  }

  /** It does not follow the newest moment. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** How many records have happened at the moment shown, where not all of that moment have. Only of one that is behind. */
  get position(): number | undefined {
    return this.#position;
  }

  /** What part of the chosen speed this machine manages, 0 … 1; 1 at Max. */
  get share(): number {
    return this.#pace.share;
  }

  /** To the beginning of another world. */
  rewind(): void {
    this.#shown = 0;
    this.#bound = 0;
    this.#reached = 0;
    this.follow();
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

  /** Stands at an earlier moment, of which `position` records have happened; undefined: all. */
  goBack(at: number, position: number | undefined): void {
    this.#isBehind = true;
    this.#position = position;
    this.#shown = at;
    this.#bound = at;
  }

  /** Follows the newest moment again. */
  follow(): void {
    this.#isBehind = false;
    this.#position = undefined;
  }

  /** The frame at `wall` (ms) at Max, where nothing is wished. */
  pass(wall: number): void {
    this.#lastFrame = wall;
    this.#wished = 0;
  }

  /** The frame at `wall` (ms), at `factor` virtual seconds per second, less than 0 for backwards: how far the host may go moves on. */
  frame(wall: number, factor: number): void {
    const gap = this.#lastFrame === undefined ? 0 : wall - this.#lastFrame;
    this.#lastFrame = wall;
    this.#pace.frame(this.#managed, this.#wished);
    this.#managed = 0;
    const wish = this.#bound + Math.round(Math.min(gap, GAP_AT_MOST_MS) * 1000 * factor);
    const most = this.#isBehind ? this.#reached : this.#reached + Math.round(LAG_MS * 1000 * factor);
    this.#bound = Math.max(0, Math.min(wish, most));
    this.#wished = Math.abs(gap * 1000 * factor);
  }

  /** The picture follows the host to where it has got, or the wish through what has been; whether it moved. */
  moved(): boolean {
    const before = this.#shown;
    if (this.#isBehind) {
      this.#shown = this.#bound;
      if (this.#shown !== before) this.#position = undefined;
      if (this.#shown > before && this.#shown >= this.#reached) this.follow();
    } else {
      this.#shown = Math.max(before, this.#reached);
      this.#bound = Math.max(this.#bound, this.#shown);
    }
    this.#managed += Math.abs(this.#shown - before);
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

  /** Nothing is wished any more beyond what has been reached. */
  takeBack(): void {
    this.#bound = this.#isBehind ? this.#shown : this.#reached;
  }
}
