/** Where there are more peers than lanes. */
export const others = {
  name: "+{{count}}",
  title_one: "+{{count}} other",
  title_other: "+{{count}} others",
  nothing: "owe nothing",
  owe_one: "{{count}} of them owes {{what}}",
  owe_other: "{{count}} of them owe {{what}}",
  blocks_one: "{{blocks}} block",
  blocks_other: "{{blocks}} blocks",
  oweShort_one: "{{blocks}} block owed",
  oweShort_other: "{{blocks}} blocks owed",
  oweHeaders_one: "{{count}} of them owes headers",
  oweHeaders_other: "{{count}} of them owe headers",
  oldest: "the oldest asked {{ago}} ago",
  gone: "{{count}} not connected",
  row: "{{title}}: {{what}}",
  inFlight: "{{count}} in flight",
  andMore: "{{names}} and {{count}} more",
  drawn: "{{title}}: {{what}}.",
  word: "others",
  list: "Peers",
  pick: "Choose one of {{count}} peers",
} as const;

/** Why a peer has a lane. */
export const laneRole = {
  blocker: "blocks all",
  syncPeer: "sync peer",
  slowest: "slowest",
  owesMost: "owes most",
  next: "has the next",
} as const;
