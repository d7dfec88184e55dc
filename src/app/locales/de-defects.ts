/** What is wrong with the article's program, and what would be right. */
import type { Texts } from "./texts.ts";

export const defect: NonNullable<Texts["defect"]> = {
  "L-27": {
    does: "Ein Block, der kommt, wird gezählt und gespeichert, aber die aktive Kette bewegt sich nie: Auch wenn jeder Block da ist, hat der Knoten keinen vorzuweisen.",
    right:
      "Die aktive Kette folgt der besten Kette, deren Blöcke alle da sind, und ein neuer Block wird anderen angekündigt.",
  },
  "L-1": {
    does: "Eine Nachricht von mehr als 10.000 Bytes passt nie in den Empfangspuffer und beendet die Verbindung: 124 Header gehen durch, 125 nicht.",
    right: "Der Puffer fasst die größte erlaubte Nachricht.",
  },
  "L-2": {
    does: "Was ein Peer hat, wird nur vermerkt, wenn er einen Header schickt, der neu ist; darum kommt jeder Block vom Sync-Knoten.",
    right:
      "Der letzte Header jeder Nachricht zeigt, was ein Peer hat, und jeder wird vom Vorgänger des besten Headers an gefragt, wann immer er dazukommt.",
  },
  "L-3": {
    does: "Header, die alle schon bekannt sind, gelten als Ende, und ein neuer Sync-Knoten wird von vorn gefragt: Über 2.000 Header hinaus wird nie wieder jemand gefragt.",
    right:
      "Eine Nachricht, die nicht voll ist, ist das Ende, und ein neuer Sync-Knoten macht beim besten Header weiter.",
  },
  "L-4": {
    does: "Ein Sync-Knoten, der geht oder aus einem anderen Grund als einem Zeitlimit rausfliegt, bleibt Sync-Knoten: Kein anderer wird gewählt.",
    right: "Was immer die Verbindung beendet: Sofort wird ein anderer Sync-Knoten gewählt.",
  },
  "L-5": {
    does: "Der Zustand eines Peers, der gerade getrennt wurde, wird nachgeschlagen, als wäre er noch da: Das Programm endet.",
    right: "Was einen Peer betrifft, der weg ist, wird ignoriert.",
  },
  "L-6": {
    does: "Der letzte gemeinsame Block springt über Lücken, so dass das Fenster kein Ende hat und nie geholt wird, was ausgelassen wurde.",
    right: "Der letzte gemeinsame Block rückt entlang von Blöcken vor, die lückenlos aufeinander folgen.",
  },
  "L-7": {
    does: "Jeder Block zählt als Antwort: Ist keiner unterwegs, gerät der Zähler unter null, und das Programm endet.",
    right:
      "Nur Blöcke, um die gebeten wurde, zählen, und andere werden nur gespeichert, wenn sie von Nutzen sein können.",
  },
  "L-8": {
    does: "Nichts wird geprüft: kein Arbeitsnachweis, kein Zielwert, kein Zeitstempel, keine Merkle-Wurzel, keine Transaktion.",
    right: "Header und Blöcke werden geprüft wie in Bitcoin.",
  },
  "L-9": {
    does: "Arbeit ist Höhe: Eine längere Kette mit weniger Arbeit gewinnt.",
    right: "Die Kette mit der meisten Arbeit gewinnt.",
  },
  "L-10": {
    does: "Nach jeder Nachricht mit einem neuen Header wird der Peer nach mehr gefragt.",
    right: "Nur nach einer vollen Nachricht gibt es mehr zu fragen.",
  },
  "L-11": {
    does: "Die Frage, die nach dem ersten Header-Sync an alle geht, hat kein Zeitlimit, und Header, nach denen niemand gefragt hat, können den Sync beenden.",
    right: "Jede Frage hat ihr Zeitlimit, und nur eine Antwort beendet den Sync.",
  },
  "L-12": {
    does: "Die erste Frage beginnt bei der Spitze der aktiven Kette, also werden alle bekannten Header darüber noch einmal geholt.",
    right: "Sie beginnt beim Vorgänger des besten Headers.",
  },
  "L-15": {
    does: "Die Lücken des Locators beginnen sich zwei Hashes früher zu verdoppeln als in Core.",
    right: "Die Höhen von Core.",
  },
  "L-16": {
    does: "Header werden einzeln genommen: Die vor dem ersten schlechten bleiben, und ihre Zahl wird nicht beachtet.",
    right: "Eine Nachricht mit zu vielen Headern oder mit einer Lücke wird als Ganzes abgelehnt.",
  },
  "L-17": {
    does: "Der letzte neue Header ist, was ein Peer hat, auch wenn er vorher mehr hatte; der letzte gemeinsame Block kann auf einem anderen Zweig liegen.",
    right: "Nur ebenso viel oder mehr Arbeit ändert das, und der letzte gemeinsame Block wird neu gesucht.",
  },
  "L-20": {
    does: "Alle Blöcke einer Anfrage haben zusammen 60 Sekunden, und was ein geschlossener Peer schuldete, gilt bis dahin als unterwegs.",
    right:
      "Die Zeit des nächsten Blocks beginnt, wenn der davor gekommen ist, und was ein geschlossener Peer schuldete, ist sofort frei.",
  },
  "L-21": {
    does: "Wer nach einem Block fragt, der nicht da ist, wird getrennt.",
    right: "Die Frage wird ignoriert.",
  },
  "L-22": {
    does: "Ohne eigene Verbindungen hält der Knoten seine Header für vollständig und fragt nie.",
    right: "Peers, die sich gemeldet haben, werden gefragt, wenn es keine anderen gibt.",
  },
  "L-24": {
    does: "Der Wechsel auf eine bessere Kette setzt voraus, dass alle ihre Blöcke da sind und dass er höchstens einen Block verlässt: Sonst endet das Programm. Das steht in Teil 8 des Programms; es zeigt sich nur, wo L-27 behoben ist.",
    right:
      "Eine Kette kommt in Frage, wenn alle ihre Blöcke da sind, und ein Wechsel darf beliebig tief sein.",
  },
  "L-25": {
    does: "Ein neuer Block wird ganz an alle geschickt, auch an den Peer, von dem er kam. Das steht in Teil 8 des Programms; es zeigt sich nur, wo L-27 behoben ist.",
    right: "Sein Hash wird denen angekündigt, denen er fehlen könnte.",
  },
};
