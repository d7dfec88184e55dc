/** Where there are more peers than lanes. */
import type { Texts } from "./texts.ts";

export const others: Texts["others"] = {
  name: "+{{count}}",
  title_one: "+{{count}} otro",
  title_other: "+{{count}} otros",
  nothing: "no deben nada",
  owe_one: "{{count}} de ellos debe {{what}}",
  owe_other: "{{count}} de ellos deben {{what}}",
  blocks_one: "{{blocks}} bloque",
  blocks_other: "{{blocks}} bloques",
  oweShort_one: "deben {{blocks}} bloque",
  oweShort_other: "deben {{blocks}} bloques",
  oweHeaders_one: "{{count}} de ellos debe cabeceras",
  oweHeaders_other: "{{count}} de ellos deben cabeceras",
  oldest: "lo más antiguo, pedido hace {{ago}}",
  gone: "{{count}} sin conexión",
  row: "{{title}}: {{what}}",
  inFlight: "{{count}} en vuelo",
  andMore: "{{names}} y {{count}} más",
  drawn: "{{title}}: {{what}}.",
  word: "otros",
  list: "Peers",
  pick: "Elige uno de {{count}} peers",
};

/** Why a peer has a lane. */
export const laneRole: Texts["laneRole"] = {
  blocker: "lo atasca",
  syncPeer: "guía",
  slowest: "más lento",
  owesMost: "debe más",
  next: "da el próximo",
};
