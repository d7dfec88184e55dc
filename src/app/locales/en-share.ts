/** What can be given to others, and what they get. */
export const share = {
  title: "Share",
  what: "What",
  moment: "This moment",
  scenario: "This scenario",
  lesson: "This lesson",
  class: "Class link",
  sees: {
    moment:
      "Whoever opens it sees {{title}} at {{clock}}, paused{{acts}}. It is a copy of their own: they may do what they like.",
    lesson: "Whoever opens it begins the lesson {{title}}, on their own.",
    lessonAt:
      "Whoever opens it begins the lesson {{title}} at part {{beat}} of {{beats}}, before it runs, on their own.",
    scenario:
      "Whoever opens it sees {{title}} at its beginning, with policy {{policy}} and seed {{seed}}, and nothing of what was done here.",
    lessonClass:
      "Everybody begins the lesson {{title}}, votes and goes on at their own pace. Nobody can change the world.",
    lessonClassAt:
      "Everybody begins the lesson {{title}} at part {{beat}} of {{beats}}, before it runs, votes and goes on at their own pace. Nobody can change the world.",
    play: "Everybody sees {{title}} at {{clock}}, paused{{acts}}, and can look, play and step, each on their own. Nobody can change the world.",
    watch:
      "Everybody sees {{title}} at {{clock}}{{acts}}, and can look. Nobody can move time or change the world.",
  },
  acts_one: ", with the {{count}} thing done to it",
  acts_other: ", with the {{count}} things done to it",
  link: "Its address",
  copy: "Copy",
  copied: "Copied.",
  copyYourself: "The browser does not let the page copy: the text is marked, copy it from there.",
  isLocked: "Time is locked, too",
  level: "Level",
  theme: "Theme",
  language: "Language",
  own: { theme: "each their own", language: "each their own", level: "each their own" },
  qr: "QR code",
  qrOf: "A QR code of the address",
  qrLong: "The address is too long for a QR code: it holds {{count}} characters.",
  embed: "Embed",
  embedPart: "Show",
  embedCode: "Code for a page",
  parts: { stage: "the stage", chain: "the chain" },
  save: "Save",
  run: "Run",
  picture: "PNG",
  svg: "SVG",
  storyboard: "Storyboard",
  storyOf_one: "{{count}} moment.",
  storyOf_other: "{{count}} moments.",
  history: "History (JSON)",
  shiviz: "ShiViz log",
  parser: "ShiViz asks for an expression: {{parser}}",
  mark: "Mark this moment",
  marked_one: "{{count}} is marked for the storyboard",
  marked_other: "{{count}} are marked for the storyboard",
  saved: "Saved as {{name}}.",
  pictureOf: "{{clock}} · {{policy}} · seed {{seed}}",
  noPicture: "this browser cannot make a picture",
} as const;

/** What a class link locks. */
export const room = {
  play: "Class link: you can look, play and step. The world itself is locked.",
  watch: "Class link: you can look. Time and the world are locked.",
  own: "Open a page of your own",
  locked: "a class link has locked this world",
} as const;

export const embedded = { full: "{{title}}: open in Headway" } as const;
