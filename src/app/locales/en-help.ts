/** Help, and what each key does. */
export const help = {
  title: "Help",
  intro:
    "A fresh node first asks one peer for all headers, 80 bytes each: the map. Then it asks every peer for blocks, at most a few from each, never further ahead than the download window.",
  read: "A block's square fills with ink as you learn of it: hollow, dashed, half, solid.",
  keys: "Keys",
  notices: "The work of others that is in this page, and its licences",
  close: "Close",
} as const;

export const keys = {
  play: "play or pause; Space presses a button that has the focus, K never does",
  step: "one step: the next thing that happens anywhere",
  stride: "on to the next event, a line of the log",
  skip: "on to where something happens again",
  slower: "slower",
  faster: "faster",
  reset: "from the beginning",
  help: "this help",
  unselect: "cancel what is being loaded, or let go of the selected peer",
} as const;
