/** Where there are more peers than lanes. */
import type { Texts } from "./texts.ts";

export const others: Texts["others"] = {
  name: "+{{count}}",
  title_one: "+{{count}} weiterer",
  title_other: "+{{count}} weitere",
  nothing: "schulden nichts",
  owe_one: "{{count}} davon schuldet {{what}}",
  owe_other: "{{count}} davon schulden {{what}}",
  blocks_one: "{{blocks}} Block",
  blocks_other: "{{blocks}} Blöcke",
  oweShort_one: "{{blocks}} Block offen",
  oweShort_other: "{{blocks}} Blöcke offen",
  oweHeaders_one: "{{count}} davon schuldet Header",
  oweHeaders_other: "{{count}} davon schulden Header",
  oldest: "älteste Anfrage vor {{ago}}",
  gone: "{{count}} nicht verbunden",
  row: "{{title}}: {{what}}",
  inFlight: "{{count}} unterwegs",
  andMore: "{{names}} und {{count}} mehr",
  drawn: "{{title}}: {{what}}.",
  word: "weitere",
  list: "Peers",
  pick: "Wähle einen von {{count}} Peers",
};

/** Why a peer has a lane. */
export const laneRole: Texts["laneRole"] = {
  blocker: "hält alle auf",
  syncPeer: "Sync-Peer",
  slowest: "langsamster",
  owesMost: "schuldet viel",
  next: "hat den nächsten",
};
