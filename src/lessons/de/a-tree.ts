import type { LessonTexts } from "../lesson-texts.ts";

export const aTree: LessonTexts = {
  title: "Ein Baum, keine Linie",
  goal: "Der Block-Index behält jeden Zweig; die aktive Kette ist eine Wahl unter ihnen, und gewählt wird nach Arbeit.",
  words: [
    {
      word: "Arbeit (chain work)",
      means:
        "Wie viele Hashes es im Mittel braucht, um eine Kette herzustellen: Die Zielwerte (targets) ihrer Blöcke sagen es.",
    },
    {
      word: "aktive Kette",
      means:
        "Die Kette, der ein Knoten folgt: von denen, deren Blöcke er geprüft hat, die mit der meisten Arbeit.",
    },
  ],
  beats: [
    {
      before: "Peer A wird zuerst gefragt. Er hat eine eigene Kette. Achte auf die Spitze des Baums.",
      after:
        "Die Kette von A ist als Header da: Ihre Spitze ist bei {bestHeight}. Sonst hat noch niemand gesprochen.",
    },
    {
      before:
        "Jetzt werden B, C und D gefragt, was sie kennen. Ihre Kette hat {world.blocks} Blöcke, und jeder der späteren war schwerer herzustellen.",
      question: {
        ask: "Welcher Kette soll dein Knoten folgen?",
        choices: [
          "Der höheren",
          "Der schwereren: der mit mehr Arbeit",
          "Der zuerst gesehenen",
          "Der, die die meisten Peers haben",
        ],
        why: "Blöcke kann man leicht machen, und Peers kann man erfinden; Arbeit nicht. Deshalb gewinnt hier die kürzere Kette. Was die meisten Peers sagen, entscheidet nichts.",
      },
      after:
        "Dein bester Header ist jetzt bei {bestHeight}, unter der Spitze von A, und {headersKnown} Header sind im Index: Die Kette der anderen hat mehr Arbeit, {bestWork}. Der Zweig von A ist schraffiert: beiseitegelassen, aber behalten.",
    },
    {
      before:
        "Die ganze Zeit wurden schon Blöcke angefragt. Schau, welche davon am Ende auf der aktiven Kette liegen.",
      after:
        "Fertig bei Block {tipHeight}: {blocksReceived} Blöcke kamen, {blocksAside} davon gehören zu dem Zweig, der verlassen wurde. Wer Blöcke anfragt, bevor alle gesprochen haben, zahlt vielleicht für einige der falschen Kette.",
    },
  ],
  variants: {
    plain: "Der Knoten des Artikels, wie er ist",
    published: "Wie der Artikel veröffentlicht wurde: Arbeit ist Höhe",
    patient: "Warten, bis mehrere Peers sich einig sind",
    core: "Bitcoin Core 0.12",
  },
  simplified: [
    "Die Schwierigkeit ändert sich hier alle 8 Blöcke, im echten Netz alle 2.016.",
    "Das Tutorial zählt eine Einheit Arbeit für jeden Block: Dann gewinnt immer die höhere Kette, egal wie leicht sie war.",
  ],
  plan: [
    "Freies Spiel: den Mauszeiger auf Blöcken beider Zweige ruhen lassen.",
    "Vorhersagen und laufen lassen.",
    "Was wäre, wenn: das Programm, wie es veröffentlicht wurde.",
    "Diskussion: Was kann ein Peer einem Knoten antun, der Blöcke zählt statt Arbeit?",
  ],
  worlds: {},
};
