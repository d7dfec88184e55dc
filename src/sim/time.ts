/** Virtual time: whole microseconds since the world began. It never comes from a clock. */
export type SimTime = number;

export const US_PER_MS = 1_000;
export const US_PER_SECOND = 1_000_000;
