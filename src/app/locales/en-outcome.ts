/** What a run that is over was about: the answers to what one was asked at its beginning. */
export const outcome = {
  heavier:
    "You followed the chain with more work, {{work}}, and left aside the one that ends at {{otherHeight}}, with {{otherWork}}.",
  heavierNotLonger:
    "You followed the heavier chain, {{height}} blocks with work {{work}}, and not the longer one, {{otherHeight}} blocks with work {{otherWork}}.",
  left_one: "Changing chains you took {{number}} block back.",
  left_other: "Changing chains you took {{number}} blocks back.",
  inVain_one: "{{number}} block was fetched in vain.",
  inVain_other: "{{number}} blocks were fetched in vain.",
  stood: "For {{span}} of it the window stood still, waiting for {{names}}.",
  mined_one: "{{number}} block was found meanwhile.",
  mined_other: "{{number}} blocks were found meanwhile.",
  dropped: {
    misbehaving: "You dropped {{peer}} after {{span}}: it misbehaved.",
    headersTimeout: "You dropped {{peer}} after {{span}}: no headers came in time.",
    blockTimeout: "You dropped {{peer}} after {{span}}: a block did not come in time.",
    stalling: "You dropped {{peer}} after {{span}}: it held up the window.",
    pingTimeout: "You dropped {{peer}} after {{span}}: it gave no sign of life.",
    outdated: "You dropped {{peer}} after {{span}}: its chain was behind yours or too light.",
    handshakeTimeout: "You dropped {{peer}} after {{span}}: it never shook hands.",
    protocol: "You dropped {{peer}} after {{span}}.",
  },
  droppedSeveral: "You dropped {{number}} peers: {{names}}.",
  gave: "The headers came from {{guides}}, the blocks from {{names}}.",
  gaveHeaders: "The headers came from {{guides}}.",
  all: "all {{count}} peers",
  asked: "You asked {{first}} for headers first, then {{names}}.",
  askedOne: "You asked {{first}} for headers.",
} as const;
