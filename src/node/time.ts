/**
 * Virtual time in whole microseconds since the world began. It never comes from a clock: every input brings
 * its own (`at`), and no input is earlier than the one before it.
 */
export type TimeUs = number;

export const MICROSECONDS_PER_SECOND = 1_000_000;
