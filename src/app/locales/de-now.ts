/** Where the sync stands. */
import type { Texts } from "./texts.ts";

export const now: Texts["now"] = {
  title: "Jetzt",
  before: "Du hast noch nicht angefangen. Drück auf Play.",
  stopped: "Du bist angehalten.",
  crashed: "Du bist abgestürzt.",
  connecting: "Du wirst gerade verbunden.",
  waiting: "Du wartest auf einen Peer, den du nach der Karte fragen kannst.",
  presync:
    "Die Header von {{peer}} werden nur gezählt, bis {{height}}: Keiner wird behalten, bevor ihre Kette genug Arbeit gezeigt hat.",
  redownload:
    "Genug Arbeit: {{peer}} schickt seine Header ein zweites Mal. Geprüft bis {{height}}; im Block-Index bisher: {{index}}.",
  asking_one: "Du fragst Peer {{names}} nach der Karte: allen Headern, die es gibt.",
  asking_other: "Du fragst {{names}} nach der Karte: allen Headern, die es gibt.",
  headers: "Peer {{peer}} gibt dir gerade die Karte: bisher {{headers}}.",
  headersKnownAsk: "Du kennst schon {{headers}}. Peer {{peer}} ist gefragt, was darauf folgt.",
  silent: "Peer {{peer}} wurde vor {{ago}} nach Headern gefragt und sagt nichts.",
  silentBlocks_one: "Peer {{peer}} wurde vor {{ago}} um {{count}} Block gebeten und schickt nichts.",
  silentBlocks_other: "Peer {{peer}} wurde vor {{ago}} um {{count}} Blöcke gebeten und schickt nichts.",
  headersAwaited:
    "Du kennst {{headers}} und hast {{names}} nach mehr gefragt. Niemand schuldet dir einen Block.",
  headersSoFar: "Du kennst, was man dir gezeigt hat: {{headers}}. Niemand schuldet dir einen Block.",
  headersKnown: "Alle Header sind bekannt. Noch hat niemand nach einem Block gefragt.",
  blocks: "Alle Header sind bekannt. Blöcke kommen von allen zugleich.",
  blocksOfOne: "Alle Header sind bekannt. Alle Blöcke kommen von {{peer}}.",
  blocksOfNobody: "Alle Header sind bekannt. Jetzt schuldet dir niemand einen Block.",
  slowPeer_one:
    "Alle Header sind bekannt. Alles wartet auf {{peer}}: {{count}} Block steht aus, angefragt vor {{ago}}.",
  slowPeer_other:
    "Alle Header sind bekannt. Alles wartet auf {{peer}}: {{count}} Blöcke stehen aus, der erste angefragt vor {{ago}}.",
  notAsked: "Alle Header sind bekannt. Dir fehlen {{blocks}}, und deine Regeln fragen noch niemanden danach.",
  notAskedOfOne:
    "Alle Header sind bekannt. Dir fehlen {{blocks}}, und deine Regeln fragen noch niemanden: Nur von {{peer}} weißt du, dass er sie hat.",
  notAskedOfNobody:
    "Alle Header sind bekannt. Dir fehlen {{blocks}}: Von niemandem, der verbunden ist, weißt du, dass er sie alle hat.",
  blocksAsked: "Alle Header sind bekannt. Blöcke sind angefragt bei {{names}}.",
  blocksFirst: "Blöcke kommen in der Reihenfolge, in der ein Peer sie auflistet: Es gibt keine Karte.",
  blocksFirstIdle:
    "Kein Block ist unterwegs, und niemand ist um einen gebeten: Die Liste, die du bekamst, nennt keinen mehr.",
  caughtUp: "Du hast jeden Block, von dem dir jemand erzählt hat.",
  caughtUpHeaders: "Du hast jeden Header, von dem dir jemand erzählt hat.",
  blocksWhile: "Blöcke kommen an, während noch Header folgen.",
  blocksYet: "Blöcke kommen an, und weitere Header sind bei {{names}} angefragt.",
  blocksSoFar: "Blöcke kommen an, zu allen Headern, die man dir gezeigt hat.",
  blocksAskedWhile: "Blöcke sind angefragt, während noch Header folgen. Noch ist keiner unterwegs.",
  blocksAskedYet: "Blöcke sind angefragt, und weitere Header bei {{names}}. Noch ist kein Block unterwegs.",
  blocksAskedSoFar:
    "Blöcke sind angefragt, zu allen Headern, die man dir gezeigt hat. Noch ist keiner unterwegs.",
  stalled: "Alles wartet auf Block {{height}}; {{peer}} schuldet ihn seit {{ago}}.",
  synced: "Synchron.",
  syncedHeaders: "{{headers}} in {{time}}, {{bytes}} empfangen. In der Datei sind keine Blöcke.",
  next: "Weiter: {{title}}",
  still: "In den nächsten {{span}} bewegt sich nichts.",
  stillNothingOwed: "Niemand schuldet etwas, und in den nächsten {{span}} bewegt sich nichts.",
  stillMines: "{{node}} findet in {{span}} einen Block; bis dahin schuldet niemand etwas.",
  skip: "Vorspulen",
  syncedDetail: "{{blocks}} in {{time}}, {{bytes}} empfangen.",
  stuck: "Festgefahren.",
  deadline: "Die Zeit ist abgelaufen.",
  stats: { headers: "Header", stored: "gespeichert", validated: "geprüft" },
  storedAside: "+ {{count}} beiseite",
  of: "von {{total}}",
  ofUnknown: "von ?",
  received: "empfangen",
  steps: "Schritte",
  workers: "{{count}} Knoten in {{count}} Workern",
  oneThread: "ein Thread",
  state: "{{headers}} bekannt, {{stored}} gespeichert, {{validated}} geprüft bei {{time}}. {{sentence}}",
};
