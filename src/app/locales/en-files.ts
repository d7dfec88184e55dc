/** Where a world comes from: files, what is being loaded, the page's address. */
export const file = {
  drop: "Drop a scenario, a lesson, a race, a headers file, block files or a folder of them",
  scenario: "a scenario",
  headers: "a headers file",
  unnamed: "a file",
  headersTitle_one: "{{name}} · {{network}} · {{number}} header",
  headersTitle_other: "{{name}} · {{network}} · {{number}} headers",
  blocksTitle_one: "{{name}} · {{network}} · {{number}} block",
  blocksTitle_other: "{{name}} · {{network}} · {{number}} blocks",
  headersCaption_one: "The headers of the file, every one of them checked. {{count}} peer has them.",
  headersCaption_other:
    "The headers of the file, every one of them checked. {{count}} peers have them, on lines as different as people's.",
  blocksCaption_one: "The blocks of the file, every one of them checked. {{count}} peer has them.",
  blocksCaption_other:
    "The blocks of the file, every one of them checked. {{count}} peers have them, on lines as different as people's.",
} as const;

export const loading = {
  title: "Loading {{name}}",
  begins: "Opening it",
  file: "Reading and checking its chain",
  nodes: "Setting up the nodes",
  cancel: "Cancel",
} as const;

export const address = {
  wrong: "{{field}}: expected {{expected}}, found {{found}}",
  text: "text",
  number: "a number",
  object: "an object",
  chainFile: "{ kind: headers or blocks, and bytes, files or blobs }",
  oneOf: "one of {{names}}",
  someOf: "some of {{names}}",
  once: "it once",
  each: "each of them once",
  ofPolicy: "a node with the policy {{names}}, as no other has any",
  seed: "a whole number from 0 to {{max}}",
  wholeFrom: "a whole number from {{least}} to {{most}}",
  atMost: "at most {{count}} characters of JSON",
  withLesson: "a lesson beside it",
} as const;

/** Links that are opened. */
export const link = {
  refused: "This link cannot be shown: {{why}}. Shown instead: {{shown}}",
  shown: "{{title}}, at {{clock}}",
  wants: {
    headers:
      "This run is over a file of headers whose last block is {{digest}}: open it, and its moment is shown.",
    blocks:
      "This run is over files of blocks whose last block is {{digest}}: open them, and its moment is shown.",
  },
} as const;
