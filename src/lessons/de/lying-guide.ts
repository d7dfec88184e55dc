import type { LessonTexts } from "../lesson-texts.ts";

export const lyingGuide: LessonTexts = {
  title: "Der Lotse lügt",
  goal: "Ein einziger ehrlicher Peer genügt, um einen Lügner zu entlarven, und Lügen kostet Arbeit.",
  words: [
    {
      word: "Sync-Peer",
      means: "Der eine Peer, der am Anfang nach allen Headern gefragt wird: der Lotse.",
    },
    {
      word: "überholt (stale)",
      means: "Gültig, aber nicht auf der Kette mit der meisten Arbeit: beiseitegelassen.",
    },
  ],
  beats: [
    {
      before:
        "Dein Lotse ist A. Er führt dich in einen eigenen Zweig, der kürzer ist. Jeder Header darin ist gültig und hat Arbeit gekostet.",
      after:
        "Header fertig, sagt A: {bestHeight}. Nichts, was du gesehen hast, widerspricht ihm. Unter der Kette steht die Wahrheit, die du nicht sehen kannst: T blendet sie aus.",
    },
    {
      before:
        "Jetzt werden alle gefragt, was nach der Spitze von A kommt. Sieben Peers kennen eine andere Kette.",
      question: {
        ask: "Wie viele ehrliche Peers braucht es, um den Lügner zu entlarven?",
        choices: ["Einen", "Mehr als die Hälfte", "Alle sieben", "Es lässt sich nicht herausfinden"],
        why: "Gezählt wird Arbeit, nicht Peers. Mit einem ehrlichen Peer statt sieben kommst du auch bei {two.tipHeight} an; mit keinem bleibst du bei {alone.tipHeight} und weißt von nichts Besserem.",
      },
      after:
        "Bei {now} ist dein bester Header bei {bestHeight}. Der erste Hash deines Locators, den die anderen haben, lag ein Stück unter der Gabelung, also kamen Header noch einmal: bisher {headersTwice}, die meisten davon, weil sieben Peers dasselbe erzählen.",
    },
    {
      before: "Der Zweig von A ist verlassen. Was hat er dich gekostet?",
      after:
        "Fertig bei {tipHeight}. {blocksAside} Blöcke wurden für den Zweig von A geholt, umsonst. Um mit der Lüge vorn zu bleiben, müsste A Blöcke schneller finden als alle anderen zusammen.",
    },
  ],
  variants: {
    seven: "Sieben ehrliche Peers",
    two: "Ein ehrlicher Peer",
    alone: "Keiner",
    patient: "Kein Block, bevor mehrere Peers sich einig sind",
    core: "Core 0.12",
  },
  simplified: [
    "Die fünfzig Blöcke von A haben hier keine Mühe gekostet; im echten Netz würde jeder so viel kosten wie ein ehrlicher.",
    "Wo jeder Peer dem Lügner gehört, hilft nichts; darum wählen Knoten ihre Peers an möglichst vielen verschiedenen Orten.",
  ],
  plan: [
    "Freies Spiel in der großen Welt der vorigen Lektion.",
    "Vorhersagen und laufen lassen.",
    "Was wäre, wenn: weniger ehrliche Peers, ein geduldiger Knoten.",
    "Diskussion: Wer im Raum kannte die Wahrheit, und wann konnte dein Knoten sie kennen?",
  ],
  worlds: {
    "lying-guide": "Der Lotse lügt",
    "one-honest": "Der Lotse lügt",
    "no-honest": "Der Lotse lügt",
  },
};
