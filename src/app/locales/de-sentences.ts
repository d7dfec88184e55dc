/**
 * One sentence for every record that is told (replay/sentences.ts). The node that it is about stands before it, You or any other: so
 * these are participles, which fit both.
 */
import { acted } from "./de-acts.ts";
import type { Texts } from "./texts.ts";

export const sentence: Texts["sentence"] = {
  nodeStarted: "gestartet",
  nodeStopped: "angehalten",
  nodeCrashed: "abgestürzt: {{reason}}",
  miningGivenUp:
    "Block {{height, number}} nicht gefunden: Bei dieser Schwierigkeit braucht das mehr Hashes, als hier probiert werden",
  connected: "mit {{peer}} verbunden",
  disconnected: "Verbindung zu {{peer}} verloren: {{why}}",
  lost: "{{command}} von {{from}} ging ins Leere: {{why}}",
  lostYours: "dein {{command}} ging ins Leere: {{why}}",
  misbehaved: "{{what}}",
  invariantBroken: "eine eigene Regel gebrochen, {{invariant}}: {{detail}}",
  ended: {
    synced: "Synchron: {{why}}",
    syncedSince: "Synchron seit {{since, clock}}: {{why}}",
    stuck: "Festgefahren: {{why}}",
    deadline: "Zeit abgelaufen: {{why}}",
  },
  started_one: "aufgewacht mit dem Genesis-Block ({{network}})",
  started_other: "aufgewacht mit {{headers, number}} gespeicherten Headern ({{network}})",
  peerReady: "Handshake mit {{peer}}, behauptete Höhe {{height, number}}",
  syncPeerLost: "Sync-Peer {{peer}} verloren: {{why}}",
  syncPeerChosen: "{{peer}} als Sync-Peer gewählt: {{why}}",
  headersDone: "alle Header bekannt",
  headersRequested_one: "{{peer}} nach Headern hinter {{height, number}} gefragt",
  headersRequested_other:
    "{{peer}} nach Headern hinter {{height, number}} gefragt, mit {{count, number}} Hashes im Locator",
  headersRequestedOfNothing: "{{peer}} mit leerem Locator nach Headern gefragt, worauf niemand antwortet",
  headersReceivedNone: "keine weiteren Header von {{peer}} bekommen",
  headersReceivedAllNew_one: "{{count, number}} neuen Header von {{peer}} bekommen",
  headersReceivedAllNew_other: "{{count, number}} neue Header von {{peer}} bekommen",
  headersReceivedCounted_one: "{{count, number}} Header von {{peer}} bekommen, nicht auf Dauer behalten",
  headersReceivedCounted_other: "{{count, number}} Header von {{peer}} bekommen, keinen auf Dauer behalten",
  headersReceivedKnown_one: "{{count, number}} Header von {{peer}} bekommen, schon bekannt",
  headersReceivedKnown_other: "{{count, number}} Header von {{peer}} bekommen, alle schon bekannt",
  headersReceived_one: "{{count, number}} Header von {{peer}} bekommen, {{newCount, number}} neu",
  headersReceived_other: "{{count, number}} Header von {{peer}} bekommen, {{newCount, number}} davon neu",
  headersReceivedReleased_one:
    "{{count, number}} Header von {{peer}} bekommen: Mit den zurückgehaltenen hat die Kette ihre Arbeit gezeigt, und {{newCount, number}} sind neu",
  headersReceivedReleased_other:
    "{{count, number}} Header von {{peer}} bekommen: Mit den zurückgehaltenen hat die Kette ihre Arbeit gezeigt, und {{newCount, number}} sind neu",
  presync: {
    presync:
      "Header von {{peer}} nur gezählt, bis {{height, number}}: Ihre Kette hat nicht genug Arbeit gezeigt",
    redownload:
      "Header von {{peer}} ein zweites Mal genommen, bis {{height, number}}, und geprüft, dass es dieselben sind",
    ended: "mit dem Zählen der Header von {{peer}} fertig, bei {{height, number}}",
  },
  inventoryRequested: "{{peer}} gefragt, was auf Block {{height, number}} folgt",
  inventoryRequestedOrphan:
    "{{peer}} gefragt, was zwischen Block {{height, number}} und der geschickten Waise liegt",
  inventoryReceived_one: "durch {{peer}} von {{count, number}} Block erfahren, bisher unbekannt",
  inventoryReceived_other:
    "durch {{peer}} von {{count, number}} Blöcken erfahren, {{newCount, number}} davon unbekannt",
  inventoryReceivedKnown_one: "durch {{peer}} von {{count, number}} Block erfahren, schon bekannt",
  inventoryReceivedKnown_other: "durch {{peer}} von {{count, number}} Blöcken erfahren, alle schon bekannt",
  orphanConnected: "den Vorgänger von Block {{block, number}} gefunden, der als Waise gewartet hatte",
  orphanRefused: "Block {{block, number}} von {{peer}} abgelehnt, der als Waise gewartet hatte",
  orphanEvicted: "Waise {{block, number}} weggeworfen: Zu viele Blöcke warten auf ihre Vorgänger",
  blocksRequestedUnknown_one: "einen angekündigten Block bei {{peer}} angefragt",
  blocksRequestedUnknown_other: "{{count, number}} angekündigte Blöcke bei {{peer}} angefragt",
  blocksRequested_one: "Block {{heights}} bei {{peer}} angefragt",
  blocksRequested_other: "Blöcke {{heights}} bei {{peer}} angefragt",
  blockRequestsFreed_one: "{{count, number}} Anfrage bei {{peer}} zurückgenommen: {{why}}",
  blockRequestsFreed_other: "{{count, number}} Anfragen bei {{peer}} zurückgenommen: {{why}}",
  blockStored: "Block {{block, number}} von {{peer}} bekommen",
  blockDuplicate: "Block {{block, number}} von {{peer}} ein zweites Mal bekommen",
  blockUnrequested: "Block {{block, number}} von {{peer}} ungefragt bekommen",
  blockOrphan: "Block {{block, number}} von {{peer}} vor seinem Vorgänger bekommen: eine Waise",
  blockRefused: "Block {{block, number}} von {{peer}} abgelehnt: {{reason}}",
  windowOpened: "Download-Fenster geöffnet: {{low, number}} bis {{high}}",
  windowStalled:
    "Stillstand im Fenster: {{peer}} schuldet {{height, number}}, nichts dahinter lässt sich prüfen",
  windowFreed: "{{height, number}} endlich bekommen: Das Fenster rückt wieder vor",
  windowLet: "{{height, number}} fehlt noch, aber das Fenster wartet nicht mehr auf {{peer}}",
  reorganised_one:
    "Kette gewechselt: {{left, number}} verlassen für {{count, number}} Block mit mehr Arbeit; die Spitze ist jetzt {{height, number}}",
  reorganised_other:
    "Kette gewechselt: {{left, number}} verlassen für {{count, number}} Blöcke mit mehr Arbeit; die Spitze ist jetzt {{height, number}}",
  validated: "Block {{height, number}} geprüft",
  validatedRun_one: "Block {{height, number}} geprüft",
  validatedRun_other: "{{count, number}} Blöcke auf einmal geprüft, {{low, number}} bis {{height, number}}",
  blockMined: "Block {{height, number}} gefunden",
  stallingStarted: "auf {{peer}} allein angewiesen: Rauswurf, wenn nicht bald ein Block kommt",
  blockInvalid_one: "einen Block als ungültig erkannt: {{reason}}",
  blockInvalid_other: "{{count, number}} Blöcke als ungültig erkannt: {{reason}}",
  misbehaving: "Fehlverhalten von {{peer}} bemerkt: {{reason}}",
  scored: "gegen {{peer}} vermerkt: {{reason}}; {{total}} von 100 bis zur Sperre",
  peerDropped: {
    misbehaving: "{{peer}} wegen Fehlverhaltens rausgeworfen: {{reason}}",
    headersTimeout: "{{peer}} rausgeworfen: Es kamen nicht rechtzeitig Header ({{reason}})",
    blockTimeout: "{{peer}} rausgeworfen: Ein Block kam nicht rechtzeitig ({{reason}})",
    stalling: "{{peer}} rausgeworfen: hat das Download-Fenster aufgehalten ({{reason}})",
    pingTimeout: "{{peer}} rausgeworfen: kein Lebenszeichen ({{reason}})",
    outdated: "{{peer}} rausgeworfen: Die Kette ist veraltet oder zu leicht ({{reason}})",
    handshakeTimeout: "{{peer}} rausgeworfen: Der Handshake kam nie ({{reason}})",
    protocol: "{{peer}} rausgeworfen: {{reason}}",
  },
  acted,
};
