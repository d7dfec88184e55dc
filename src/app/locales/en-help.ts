/** Help, and what each key does. */
export const help = {
  title: "Help",
  intro:
    "A fresh node first asks one peer for all headers, 80 bytes each: the map. Then it asks every peer for blocks, at most a few from each, never further ahead than the download window.",
  read: "A block's square fills with ink as you learn of it: hollow, dashed, half, solid.",
  keys: "Keys",
  lanesKeys: "Keys on requests over time",
  lanesDrag:
    "Drawing over it marks a stretch of time, drawing with Shift, or with two fingers, moves it; the wheel zooms.",
  notices: "The work of others that is in this page, and its licences",
  close: "Close",
} as const;

/** Where the lanes over time have the focus. */
export const lanesKeys = {
  lanesCloser: "closer",
  lanesWider: "wider",
  lanesEarlier: "along, to what was before",
  lanesLater: "along, to what came after",
  lanesGrow: "mark a stretch of time from the moment shown on, or more of it",
  lanesShrink: "mark less of it",
  lanesPlay: "play what is marked",
} as const;

export const keys = {
  play: "play or pause; Space presses a button that has the focus, K never does",
  backwards: "play backwards",
  back: "one event back",
  strideBack: "back to the event before, of the selected peer if one is",
  trip: "on to the next message from the selected peer, or the sync peer",
  tripBack: "back to the message before",
  start: "to the beginning",
  newest: "to the newest moment",
  until: "run until something comes true",
  undo: "undo what you did last",
  redo: "do it again",
  step: "one step: the next thing that happens anywhere",
  stride: "on to the next event, a line of the log, of the selected peer if one is",
  skip: "on to where something happens again, or to the next stall, drop or reorganisation",
  slower: "slower",
  faster: "faster",
  reset: "from the beginning; what was done is left as another future, and undo leads back",
  present: "present to a hall: what is the point is left, and large",
  blank: "nothing to be seen, and nothing moves; again: the picture",
  fullScreen: "full screen, or not",
  compare: "race this run against others, or sweep: vary it many times",
  weigh: "messages as long as they have bytes, or as their kind",
  truth: "what is so, beside what you know; or what you know alone",
  help: "this help",
  unselect:
    "cancel what is being loaded; or let go of the stretch of time, the message or the peer that is chosen",
  next: "on with the lesson",
  previous: "back in the lesson",
  vote: "a hand for A, B, C or D while a question is open",
  reveal: "what comes after a question",
} as const;
