import type { LessonTexts } from "../lesson-texts.ts";

export const slowIsYou: LessonTexts = {
  title: "Wenn der Langsame du bist",
  goal: "Eine Regel, die erschließt, wer schuld ist, muss aus ihren Irrtümern lernen.",
  words: [
    {
      word: "Stillstand (stall)",
      means:
        "Alles im Fenster ist da oder angefragt, und nichts geht weiter, bevor ein bestimmter Peer geschickt hat, was er schuldet.",
    },
  ],
  beats: [
    {
      before:
        "Alle acht Peers sind schnell. Deine eigene Leitung schafft einen halben Block in der Sekunde, und das Fenster ist {world.windowBlocks}. Die Regel von Core 0.12: Wer ein volles Fenster 2 s aufhält, fliegt raus. Schau, wie der erste geht.",
      after:
        "Bei {firstDropAt} wirfst du {droppedPeers} raus. Er hatte alles sofort gesendet: Seine Blöcke warten vor deiner eigenen Tür. Was davon schon da war, wird weggeworfen.",
    },
    {
      before: "Die anderen sind genauso schnell, und deine Leitung ist genauso dünn.",
      question: {
        ask: "Von innen gesehen: Kann dein Knoten diese Welt von einer unterscheiden, in der ein Peer langsam ist?",
        choices: [
          "Ja: Ein langsamer Peer schickt kleinere Blöcke",
          "Nicht an einem Stillstand; wenn es bei allen vorkommt, bist du es",
          "Ja: Ein langsamer Peer antwortet spät auf Pings",
          "Nein, nie",
        ],
        why: "Ein verspäteter Block sieht in beiden Welten gleich aus. Wenn ein Peer nach dem anderen bremst, haben sie nur eines gemeinsam: dich. Darum verdoppelt Core heute nach jedem Rauswurf die erlaubte Zeit, bis auf 64 s, und lässt sie wieder schrumpfen, wenn Blöcke kommen.",
      },
      after:
        "Fertig nach {endsAt}, und von acht guten Peers flogen {peersDropped} raus: {droppedPeers}. Deine Leitung wurde davon nie schneller.",
    },
    {
      before: "Dieselbe Welt mit der Regel von heute, die lernt.",
      after:
        "Fertig nach {endsAt}, und {peersDropped} flogen raus, bevor die erlaubte Zeit für deine Leitung lang genug war.",
    },
  ],
  variants: {
    fixed: "Fest: 2 s, wie in Core 0.12",
    adaptive: "Lernend: wie in Core heute",
    none: "Keine solche Regel: der Knoten des Artikels",
    patient: "Fest, aber 20 s",
    wide: "Fest, mit einem Fenster von 64",
  },
  simplified: [
    "Ein echter Knoten findet neue Peers für die, die er rausgeworfen hat; hier gibt es acht und nicht mehr.",
    "Das gab es wirklich: Die Issues 9213 und 25880 von Bitcoin Core berichten von Knoten an dünnen Leitungen, die einen Peer nach dem anderen rauswarfen; die Regel, die lernt, kam sechs Jahre später.",
  ],
  plan: [
    "Freies Spiel: gib erst dir, dann einem Peer dieselbe dünne Leitung, und vergleiche.",
    "Vorhersagen und laufen lassen.",
    "Was wäre, wenn: die Tabelle.",
    "Diskussion: Was würdest du messen, und was könnte ein böser Peer deiner Messung antun?",
  ],
  worlds: { "thin-line": "Deine eigene dünne Leitung" },
};
