/** A moment of a run: all that happened up to `at`, virtual µs, or of what happened at it only so that `records` have happened in all. */
export interface Moment {
  readonly at: number;
  readonly records?: number | undefined;
}
