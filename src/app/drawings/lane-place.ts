/** Where a peer's lane lies on the stage. */
export interface LanePlace {
  readonly left: number;
  readonly right: number;
  /** Middle of the lane. */
  readonly y: number;
  readonly lane: number;
  readonly radius: number;
  readonly scale: number;
  readonly narrow: boolean;
}
