/** What is wrong with the article's program, by name; what each does is in defects.ts. */

/** The first is the one to mend first: without it the article's node connects no block, and L-24 and L-25 cannot show. */
export const defectIds = [
  "L-27",
  "L-1",
  "L-2",
  "L-3",
  "L-4",
  "L-5",
  "L-6",
  "L-7",
  "L-8",
  "L-9",
  "L-10",
  "L-11",
  "L-12",
  "L-15",
  "L-16",
  "L-17",
  "L-20",
  "L-21",
  "L-22",
  "L-24",
  "L-25",
] as const;

export type DefectId = (typeof defectIds)[number];
