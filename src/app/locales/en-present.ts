/** Presenting to a hall. */
export const present = {
  label: "Presenting",
  begin: "Present",
  play: "Play or pause",
  freeze: "Freeze a copy",
  frozen: "The picture as it stood",
  notes: "Notes",
  fullScreen: "Full screen",
  end: "End",
  blank: "Blank. Press . for the picture.",
} as const;

export const notes = {
  title: "Headway: notes",
  waiting: "Nobody presents: the notes come when somebody does.",
  question: "Question",
  answer: "Answer",
  next: "Next",
  keys: "In the other window: PgDn and PgUp go on and back, Space plays, . blanks, P ends.",
} as const;
