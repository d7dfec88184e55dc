/**
 * What nodes and worlds say in English, which traces and summaries hold as it is: the page knows it again by these, the first that fits, and says it
 * in its own language. Reject reasons, and what Bitcoin Core's log says, are in no list: they stay as they are. `{{…}}` may be one of these again.
 */
export const coreSentences = {
  // Whom to ask for headers.
  firstReady: "the first ready connection of ours",
  noneReady: "no connection of ours is ready",
  noMoreHeaders: "it has no more headers",
  heardLast: "heard of most recently",
  silentLongest: "silent longest",
  firstShaken: "the first that has shaken hands",
  nothingNew: "it has nothing new",
  didNotAnswer: "it did not answer",
  syncPeerGone: "the sync peer is gone",
  syncNodeLeft: "the sync node is gone",
  // Why a block or headers are refused.
  parentUnknown: "its parent is unknown",
  headerUnknown: "its header is unknown",
  lessWork: "less work than the tip",
  tooFarAhead: "too far ahead of the tip",
  notConnected: "headers do not connect",
  isInvalid: "invalid",
  // Why requests are taken back, connections end and messages come to nothing.
  noAnswer: "no answer in time",
  peerGone: "the peer is gone",
  neverConnected: "never connected",
  stopped: "stopped",
  crashed: "crashed",
  closedByPeer: "closed by the peer",
  linkCut: "link cut",
  startedAnew: "the peer started anew",
  replaced: "replaced by a new connection",
  leftHeaders: "it left in the middle of the headers",
  leftRequests: "it left with the requests",
  closed: "connection closed",
  partOfLonger: "part of a longer message",
  inDownload: "in its own initial download",
  silentHeaders: "silent on headers",
  silentBlocks: "silent on blocks",
  dead: "dead",
  keeps: "keeps block {{height}} to itself",
  headersOnly: "gives headers but no blocks",
  endsBefore: "it ends before that block",
  noBlocksYet: "it has no blocks yet",
  // What a bad peer did.
  changedOwn: "sent block of its own with a changed transaction",
  changed: "sent block {{height}} with a changed transaction",
  lastTwice: "sent a block with its last transaction twice",
  announcedNone: "announced {{count}} blocks that do not exist",
  askedNone: "asked for {{count}} blocks that do not exist",
  noWork: "answered with {{headers}} without proof of work",
  wrongOrder: "answered with {{headers}}, the last two in the wrong order",
  inOneMessage: "sent {{headers}} in one message",
  wrongBits: "answered with a header with the wrong difficulty, at {{height}}",
  tooOld: "answered with a header with too old a timestamp, at {{height}}",
  inFuture: "answered with a header with a timestamp in the future, at {{height}}",
  lastFirst: "sent {{count}} blocks the last one first",
  garbageChecksum: "sent a message with a wrong checksum",
  garbageCommand: "sent a command that nobody knows",
  garbageCount: "sent a count that its message is too short for",
  garbageLength: "sent a message that says it is over four million bytes long",
  garbageNoise: "sent random bytes",
  keptAfter: "kept to itself what comes after block {{height}}",
  noHeadersYet: "answered that it has no headers yet",
  claimed: "claimed height {{height}}",
  unasked: "sent a block at {{height}} that nobody asked for",
  sideBlocks: "sent {{count}} blocks of a side chain, up to {{height}}",
  saidNothing: "said nothing about {{count}} of the {{all}} blocks asked of it",
  leftAfterOne: "left after {{count}} headers message",
  leftAfter: "left after {{count}} headers messages",
  tookAndLeft: "took the requests for {{count}} blocks and left",
  leadsNowhere: "announced a header that leads nowhere",
  worthless: "sent {{count}} worthless headers that nobody asked for",
  orphan: "sent a block without a known parent",
  orphans: "sent {{count}} blocks without known parents",
  toInvalid: "answered with {{headers}} that lead to an invalid block at {{height}}",
  ownFrom: "answered with {{headers}} of a chain of its own from block {{height}} on",
  ownAfter:
    "answered with {{headers}} of a chain of its own that leaves the real one after block {{fork}} and ends at {{height}}",
  oneHeader: "1 header",
  headers: "{{count}} headers",
  lightChain:
    "the chain has work {{work}}, and the minimum chain work of {{id, policy}} is {{minimum}}: such a chain is only counted, never kept, and nothing of it is downloaded. To sync it all the same, set minimumChainWork to 0 (regtest's) or to a share such as 85%, or take a policy without one",
  // How a run ended.
  bestTip: "the tip has the most work any connected honest peer has, and {{owed}}",
  restOwed: "something that was asked for besides is still owed",
  nothingOwed: "nothing is owed",
  restGiven: "nothing else that was asked for is owed",
  notAfter: "not synced after {{seconds}} s: {{why}}",
  youCrashed: "You crashed: {{why}}",
  youStopped: "You are stopped",
  syncNodeGone: "its sync node {{peer}} is gone, and this program asks nobody else for headers then (L-4)",
  neverConnects:
    "{{count}} blocks are stored, but the active chain never moves: this program never connects a block (L-27)",
  headerGiverGone:
    "block {{height}} is asked of nobody: whoever gave its header is gone, and this program takes nobody else to have it (L-2)",
  tooLight:
    "every chain offered has less than the minimum chain work ({{minimum}}): the most, {{most}}, is that of {{peer}}",
  noneRunningHas: "no peer that runs has block {{height}}",
  noneHas: "no peer has block {{height}}",
  oneWithholds: "no peer gives block {{height}}: {{names}} withholds it",
  allWithhold: "no peer gives block {{height}}: {{names}} withhold it",
  noneHonest: "no honest peer is connected: there is none",
  honestGone: "no honest peer is connected: {{reasons}}",
  nobodyAtAll: "nobody is connected: there is no peer",
  nobody: "nobody is connected: {{reasons}}",
  emptyAnswers:
    "all peers that have more ({{names}}) have less than their own minimum chain work, and answer getheaders with an empty message",
  catchingUp: "all peers that have more ({{names}}) believe that they are catching up, and serve no headers",
  oneLacksWitnesses:
    "{{id, policy}} asks peers without witnesses for no block from segregated witness on, and {{names}} has none",
  allLackWitnesses:
    "{{id, policy}} asks peers without witnesses for no block from segregated witness on, and {{names}} have none",
  oneNotAsked:
    "{{state}}; {{id, policy}} asks nobody but its sync peer before a block is announced, and {{names}} was not asked",
  severalNotAsked:
    "{{state}}; {{id, policy}} asks nobody but its sync peer before a block is announced, and {{names}} were not asked",
  nothingMore: "nothing more is asked of {{peer}}",
  oneListsNothing:
    "{{names}} lists no block that is new: a list begins where the locator meets the peer's chain, and ends after {{count}} blocks; {{id, policy}} does not ask what follows blocks that it knows",
  allListNothing:
    "{{names}} list no block that is new: a list begins where the locator meets the peer's chain, and ends after {{count}} blocks; {{id, policy}} does not ask what follows blocks that it knows",
  toldFirstOr:
    "no block is asked for before all peers have told their headers, or after {{seconds}} s: {{state}}",
  toldFirst: "no block is asked for before all peers have told their headers: {{state}}",
  hasNot: "{{names}} has not",
  haveNot: "{{names}} have not",
  agreeOrAlone:
    "blocks are asked for only of a chain that {{count}} peers have, or after {{seconds}} s without any such chain: the best is that of {{names}} alone",
  agreeAlone:
    "blocks are asked for only of a chain that {{count}} peers have: the best is that of {{names}} alone",
  agreeOrPart:
    "blocks are asked for only of a chain that {{count}} peers have, or after {{seconds}} s without any such chain: the chains of {{names}} part after block {{height}}",
  agreePart:
    "blocks are asked for only of a chain that {{count}} peers have: the chains of {{names}} part after block {{height}}",
  nothingAsked:
    "nothing is asked for and nothing is on its way, but a connected peer has more work than block {{height}}",
  openToo: "{{state}}; requests to {{names}} are open too",
  owesForEver: "{{peer}} was asked for {{what}} at {{since}}, owes it, and there is no time-out",
  owesUntil: "{{peer}} was asked for {{what}} at {{since}}, owes it, and may take until {{until}}",
  owesThemForEver: "{{peer}} was asked for {{what}} at {{since}}, owes them, and there is no time-out",
  owesThemUntil: "{{peer}} was asked for {{what}} at {{since}}, owes them, and may take until {{until}}",
  owesThemFromForEver:
    "{{peer}} was asked for {{what}} from {{since}} on, owes them, and there is no time-out",
  owesThemFromUntil:
    "{{peer}} was asked for {{what}} from {{since}} on, owes them, and may take until {{until}}",
  justHeaders: "headers",
  aList: "a list of blocks",
  aBlock: "a block",
  someBlocks: "{{count}} blocks",
  blocksAmong: "{{count}} blocks between {{from}} and {{to}}",
  blocksRange: "blocks {{from}} to {{to}}",
  block: "block {{height}}",
  names: "{{names}} and {{last}}",
} as const;
