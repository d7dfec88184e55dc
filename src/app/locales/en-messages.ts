/** What went wrong, and what one should know. */
export const notice = {
  hidden: "Paused while the page was hidden.",
  silent_one:
    "{{parts}} is not answering: its worker is busy or hangs. The run waits for it; reset to start again.",
  silent_other:
    "{{parts}} are not answering: their workers are busy or hang. The run waits for them; reset to start again.",
  dismiss: "Dismiss",
  lightChain: "Nothing will come of this: {{why}}.",
  withoutMinimum: "Sync it without a minimum chain work",
};

export const error = {
  part: "{{part}} broke: {{message}}. The run is paused; reset to start again.",
  offline:
    "There is no connection: {{what}} could not be loaded. What is here is not touched by it; try again when the connection is back.",
  partMissing:
    "A part of the page could not be loaded: {{what}}. What is here is not touched by it; try again.",
  replaced: "another world was loaded",
  cancelled: "the loading was cancelled",
  noWorld: "no world is loaded",
  noScenario: "scenario: expected one of {{ids}}, found {{id}}",
  file: "{{name}}: {{why}}",
  fileLength:
    "expected a scenario in JSON, block files that begin with a network's magic, or headers of 80 bytes each; found {{length}} bytes, {{rest}} more than a multiple of 80",
  fileForeign:
    "expected a scenario in JSON, a node's block files, or headers of 80 bytes each; found {{found}}",
  foreign: {
    png: "a PNG picture",
    jpeg: "a JPEG picture",
    gif: "a GIF picture",
    pdf: "a PDF document",
    zip: "a ZIP archive",
    text: "a text that is none of these",
  },
  fileEmpty: "expected some bytes, found none",
  fileAlone: "expected {{kind}} alone, found {{count}} files",
  fileLarge: "expected at most {{most}} bytes, found {{length}}",
  fileKey: "xor.dat: expected 8 bytes, found {{length}}",
};

/** Parts of the program that come when they are needed. */
export const part = {
  menu: "this menu",
  help: "the help",
  files: "what reads files",
  scenarios: "what reads scenarios",
  thread: "what runs a world in one thread",
  worker: "the program of a worker",
  scripts: "what answers scripts",
  links: "what reads and writes links",
  lessons: "the lessons",
  language: "the texts of another language",
  compare: "what compares runs",
} as const;
