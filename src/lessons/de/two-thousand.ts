import type { LessonTexts } from "../lesson-texts.ts";

export const twoThousand: LessonTexts = {
  title: "Zweitausend auf einmal",
  goal: "Fragen, einen Schub bekommen, wieder fragen: was das Tempo dieses Gesprächs bestimmt und woran es merkt, dass es zu Ende ist.",
  words: [
    { word: "getheaders", means: "Die Frage: Hier stehe ich, was kommt als Nächstes?" },
    {
      word: "Hin und Zurück",
      means:
        "Die Zeit von einer Frage bis zu ihrer Antwort (round trip): zweimal der Weg, egal wie dick die Leitung ist.",
    },
  ],
  beats: [
    {
      before:
        "Peer A hat {world.blocks} Header und gibt {world.headersPerMessage} auf einmal. Achte auf die Klammer auf seiner Spur: Sie ist von jeder Frage bis zu ihrer Antwort offen.",
      after:
        "{headersMessages} Antworten, {headersKnown} Header, bei {now}. Es ist immer nur eine Frage unterwegs, weil jede dort beginnt, wo die letzte Antwort aufhörte. Was aufhält, ist der Weg hin und zurück: die Latenz.",
    },
    {
      before: "So geht es weiter bis zum Ende der Kette.",
      question: {
        ask: "Was macht das doppelt so schnell?",
        choices: [
          "Eine doppelt so breite Leitung",
          "Ein Peer, der halb so weit weg ist",
          "Zwei Peers, die zugleich gefragt werden",
          "Ein schnellerer Computer",
        ],
        why: "Mit einer zehnmal so breiten Leitung dauert es {fat.headersDoneAt}, wie zuvor; in der Nähe {near.headersDoneAt}; weit weg {far.headersDoneAt}. Ein Schub wiegt fast nichts: Man wartet auf den Weg hin und zurück.",
      },
      after:
        "Alle {headersKnown} Header sind bei {headersDoneAt} da, nach {getheadersSent} Fragen. Die letzte Antwort war leer: {world.blocks} ist ein Vielfaches von {world.headersPerMessage}, also konnte niemand wissen, dass die volle Nachricht davor die letzte war.",
    },
    {
      before:
        "Dasselbe mit einer Kette, die zehn Blöcke kürzer ist, so dass die letzte Nachricht nicht voll ist.",
      after:
        "{getheadersSent} Fragen für {headersKnown} Header, {emptyHeadersMessages} leere Antworten: Eine Nachricht, die nicht voll ist, ist das Ende. Das Programm, wie der Artikel es veröffentlicht hat, fragt trotzdem weiter.",
    },
  ],
  variants: {
    plain: "Wie gezeigt: 50 ms je Weg",
    near: "Nah: 10 ms",
    far: "Weit: 250 ms",
    fat: "Eine zehnmal so breite Leitung",
    full: "2.000 Header je Nachricht",
    published: "390 Blöcke, wie der Artikel veröffentlicht wurde",
  },
  simplified: [
    "Im echten Netz passen 2.000 Header in eine Nachricht: Rund 900.000 davon sind 451 Fragen, jede Antwort mit 162 kB.",
    "Die Blöcke sind hier klein, damit sie keine Rolle spielen.",
  ],
  plan: [
    "Freies Spiel: Schritt für Schritt durch zwei Fragen und Antworten.",
    "Vorhersagen und laufen lassen.",
    "Was wäre, wenn: Entfernung, Breite, Größe einer Nachricht.",
    "Ausrechnen: alle Header der echten Kette bei 100 ms hin und zurück, in Minuten.",
  ],
  worlds: {
    "headers-alone": "Zwanzig Header auf einmal",
    odd: "Zwanzig Header auf einmal",
    near: "Zwanzig Header auf einmal",
    far: "Zwanzig Header auf einmal",
    fat: "Zwanzig Header auf einmal",
  },
};
