/** Times of records are virtual microseconds. */
export const US_PER_SECOND = 1_000_000;
