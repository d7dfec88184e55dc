/** What bad peers do, what it costs them, and what their parameters mean. */
import type { Texts } from "./texts.ts";

const everySeconds = "Zeit zwischen zwei Nachrichten";
const messages = "wie viele Nachrichten insgesamt, damit auch eine Welt ohne Hoffnung endet";
const forkHeight = "der letzte Block, den sie mit der Kette seines Knotens gemeinsam hat";
const ownBlocks = "eigene Blöcke; weniger, wenn mehr so viel Arbeit hätten wie die echte Kette";
const beginsOn = "der Block, auf dem diese Blöcke beginnen; den Genesis-Block, 0, haben alle";
const heights = "nur die Blöcke auf diesen Höhen";
const depth =
  "wie weit unter der Spitze seines Knotens seine eigene Kette abzweigt; sie hat einen Block mehr";
const hashes = "Hashes je Nachricht";
const blocksEachTime = "Blöcke je Mal";

export const habit: NonNullable<Texts["habit"]> = {
  slow: {
    does: "Sendet um ein Vielfaches langsamer, als seine Leitung könnte.",
    cost: "Nichts: Es spart Bandbreite.",
    of: { factor: "wie viel langsamer" },
  },
  silentOnHeaders: { does: "Antwortet nie, wenn er nach Headern gefragt wird.", cost: "Nichts." },
  silentOnBlocks: {
    does: "Antwortet nie, wenn er um Blöcke gebeten wird, oder um bestimmte Blöcke.",
    cost: "Nichts.",
    of: { heights },
  },
  withholdsBlock: {
    does: "Gibt jeden Block außer einem, für immer.",
    cost: "Nichts, solange alle Peers dasselbe tun; ein einziger ehrlicher Peer macht es zunichte.",
    of: { height: "die Höhe des Blocks, den er behält" },
  },
  dead: {
    does: "Nimmt die Verbindung an und sendet nie ein Byte, nicht einmal ein pong.",
    cost: "Eine offene Verbindung.",
  },
  leavesMidHeaders: {
    does: "Schickt einige Header und schließt dann die Verbindung.",
    cost: "Die Header, die er geschickt hat.",
    of: { messages: "headers-Nachrichten, bevor er geht" },
  },
  flapping: {
    does: "Lässt sich um Blöcke bitten, verschwindet mit den Anfragen und kommt wieder.",
    cost: "Ab und zu eine Verbindung.",
    of: { awaySeconds: "wie lange er wegbleibt", times: "wie oft er wiederkommt" },
  },
  lowWorkFork: {
    does: "Gibt eine eigene Kette mit gültigem Arbeitsnachweis, aber mit weniger Arbeit als die echte.",
    cost: "Den Arbeitsnachweis der Abzweigung, bei der kleinsten Schwierigkeit, die sich mit Zeitstempeln erreichen lässt.",
    of: { forkHeight, blocks: ownBlocks },
  },
  invalidProofOfWork: {
    does: "Antwortet mit erfundenen Headern, für die niemand gearbeitet hat.",
    cost: "Nichts: Header zu erfinden braucht keine Arbeit, und die Verbindung ist dann verloren.",
  },
  wrongBits: {
    does: "Antwortet mit einem Header, dessen Schwierigkeit nicht die fällige ist; die Arbeit dafür ist geleistet.",
    cost: "Den Arbeitsnachweis dieses Headers.",
  },
  oldTimestamps: {
    does: "Antwortet mit einem Header, der nicht später ist als der mittlere der elf vor ihm.",
    cost: "Den Arbeitsnachweis dieses Headers.",
  },
  nonContinuousHeaders: {
    does: "Antwortet mit Headern, die nicht aufeinander folgen.",
    cost: "Nichts: Er bringt echte Header durcheinander.",
  },
  unconnectingHeaders: {
    does: "Kündigt Header an, deren Vorgänger niemand je gesehen hat.",
    cost: "Je den Arbeitsnachweis eines Headers.",
    of: { everySeconds, messages },
  },
  tooManyHeaders: {
    does: "Schickt mehr Header in einer Nachricht, als erlaubt sind.",
    cost: "Nichts außer den Bytes.",
  },
  headerSpam: {
    does: "Schickt ohne Ende neue Header wertloser Zweige.",
    cost: "Für jeden Header, den das Opfer behält, 81 Bytes und den Arbeitsnachweis bei der kleinsten Schwierigkeit.",
    of: { everySeconds, messages, count: "Header je Nachricht" },
  },
  unsolicitedBlock: {
    does: "Schickt ungefragt einen gültigen Block auf einem, den sein Gegenüber hat.",
    cost: "Je den Arbeitsnachweis eines Blocks.",
    of: { everySeconds, messages, forkHeight: beginsOn },
  },
  unknownParentBlock: {
    does: "Schickt ungefragt einen Block, dessen Vorgänger niemand kennt.",
    cost: "Je den Arbeitsnachweis eines Blocks.",
    of: { everySeconds, messages },
  },
  corruptedBody: {
    does: "Schickt Blöcke mit einem veränderten Byte: Der Header stimmt, die Transaktionen sind nicht die, auf die er sich festlegt.",
    cost: "Nichts außer der Verbindung: Beim ersten Block fliegt er raus.",
    of: { heights },
  },
  invalidTransaction: {
    does: "Hat nach seinen Headern die beste Kette, aber sein erster eigener Block bricht eine Regel: Die Coinbase nennt eine falsche Höhe.",
    cost: "Den echten Arbeitsnachweis einer Kette, die die ehrliche schlägt, umsonst.",
    of: { depth },
  },
  duplicateTransaction: {
    does: "Schickt Blöcke, in denen die letzte Transaktion doppelt ist: Die Merkle-Wurzel ist dieselbe, der Block ungültig (CVE-2012-2459).",
    cost: "Echten Arbeitsnachweis, wo kein Block die passende Zahl von Transaktionen hat; sonst nichts.",
    of: { depth },
  },
  staleTip: {
    does: "Tut so, als hätte seine Kette vor einigen Blöcken aufgehört.",
    cost: "Nichts; es kann ein ehrlicher Knoten sein, der hängt.",
    of: { blocks: "wie viele er hinter seinem Knoten liegt" },
  },
  inInitialDownload: {
    does: "Steht selbst am Anfang seines Downloads: Er hat nur den Genesis-Block.",
    cost: "Nichts; so ist jeder neue Knoten.",
    of: { answers: "1: ohne Header; 0: gar nicht" },
  },
  equivocating: {
    does: "Antwortet auf jede Frage nach Headern mit einer anderen Kette.",
    cost: "Den Arbeitsnachweis all dieser Ketten.",
    of: { forkHeight, blocks: ownBlocks },
  },
  twoFaced: {
    does: "Gibt sofort gute Header und nie einen Block dazu.",
    cost: "Nichts außer den Headern; mehrere zusammen kosten das Opfer je ein Zeitlimit.",
  },
  invSpam: {
    does: "Kündigt Blöcke an, die es nicht gibt.",
    cost: "Je Hash 36 Bytes; alte Clients antworteten auf jeden mit etwa tausend.",
    of: { everySeconds, messages, count: hashes },
  },
  orphanFlood: {
    does: "Überschwemmt sein Gegenüber mit Blöcken, deren Vorgänger niemand kennt.",
    cost: "Den Arbeitsnachweis je Block, bei der kleinsten Schwierigkeit.",
    of: { everySeconds, messages, count: blocksEachTime },
  },
  diskFill: {
    does: "Schickt die Blöcke einer langen Seitenkette bei der kleinsten Schwierigkeit, um die Platte zu füllen.",
    cost: "Den kleinsten Arbeitsnachweis für jeden Block, und seine Bytes.",
    of: { everySeconds, messages, forkHeight: beginsOn, count: blocksEachTime },
  },
  lyingStartHeight: {
    does: "Behauptet in seiner version-Nachricht eine Höhe, die er nicht hat.",
    cost: "Nichts.",
    of: { height: "was er behauptet" },
  },
  wrongClock: {
    does: "Findet Blöcke nach einer Uhr, die Stunden vorgeht, so dass sein neuester Header in der Zukunft liegt.",
    cost: "So gut wie nichts; es kann sogar ein ehrlicher Fehler sein.",
    of: { aheadSeconds: "wie weit seine Uhr vorgeht" },
  },
  unknownBlockRequests: {
    does: "Fragt nach Blöcken, die es nicht gibt.",
    cost: "Je Hash 36 Bytes.",
    of: { everySeconds, messages, count: hashes },
  },
  garbageFrames: {
    does: "Sendet Bytes, die keine Nachricht sind: falsche Prüfsummen, unbekannte Befehle, unmögliche Anzahlen und Längen, Rauschen.",
    cost: "Nichts außer der Verbindung.",
    of: {
      everySeconds,
      messages,
      first:
        "die erste seiner fünf Arten: Prüfsumme, Befehl, Anzahl, Länge, Rauschen; die anderen folgen der Reihe nach",
    },
  },
  outOfOrder: {
    does: "Liefert jeden Block, um den er gebeten wird, ein paar auf einmal und den letzten zuerst.",
    cost: "Nichts: Das ist erlaubt.",
    of: {
      count: "wie viele Blöcke er auf einmal umdreht",
      holdMs: "wie lange er einen höchstens zurückhält",
    },
  },
};
