/** What a run that is over was about: the answers to what one was asked at its beginning. */
export const outcome = {
  unfinished:
    "A chain with more work, {{otherWork}}, ends at {{otherHeight}}, but not all of its blocks came or were valid. You are at {{height}}.",
  heavier:
    "You followed the chain with more work, {{work}}, and left aside the one that ends at {{otherHeight}}, with {{otherWork}}.",
  heavierNotLonger:
    "You followed the heavier chain, {{height}} blocks with work {{work}}, and not the longer one, {{otherHeight}} blocks with work {{otherWork}}.",
  left_one: "Changing chains you took {{number}} block back.",
  left_other: "Changing chains you took {{number}} blocks back.",
  inVain_one: "{{number}} block was fetched in vain.",
  inVain_other: "{{number}} blocks were fetched in vain.",
  stood: "For {{span}} of it the window stood still, waiting for {{names}}.",
  stoodShares: "For {{span}} of it the window stood still: {{shares}}.",
  stoodFor: "{{span}} for {{peer}}",
  mined_one: "{{number}} block was found meanwhile.",
  mined_other: "{{number}} blocks were found meanwhile.",
  dropped: {
    misbehaving: "You dropped {{peer}} at {{at}}: it misbehaved.",
    headersTimeout: "You dropped {{peer}} at {{at}}: no headers came in time.",
    blockTimeout: "You dropped {{peer}} at {{at}}: a block did not come in time.",
    stalling: "You dropped {{peer}} at {{at}}: it held up the window.",
    pingTimeout: "You dropped {{peer}} at {{at}}: it gave no sign of life.",
    outdated: "You dropped {{peer}} at {{at}}: its chain was behind yours or too light.",
    handshakeTimeout: "You dropped {{peer}} at {{at}}: it never shook hands.",
    protocol: "You dropped {{peer}} at {{at}}.",
  },
  droppedHeld: "You dropped {{peer}} at {{at}}: for {{held}} it had held up the window.",
  droppedSeveral: "You dropped {{number}} peers: {{names}}.",
  droppedAgain: "You dropped {{peer}} {{count}} times.",
  gave: "The headers came from {{guides}}, the blocks from {{names}}.",
  gaveHeaders: "The headers came from {{guides}}.",
  all: "all {{count}} peers",
  asked: "You asked {{first}} for headers first, then {{names}}.",
  askedOne: "You asked {{first}} for headers.",
} as const;
