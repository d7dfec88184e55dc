import type { LessonTexts } from "../lesson-texts.ts";

export const oneSlowPeer: LessonTexts = {
  title: "Ein langsamer Peer",
  goal: "Sehen, wie ein Fenster das Tempo des langsamsten Peers zum Tempo aller macht und warum Stillstand eine eigene Regel braucht.",
  words: [
    {
      word: "Fenster (window)",
      means:
        "Die Blöcke, die jetzt angefragt werden dürfen: höchstens so und so viele über den letzten hinaus, der lückenlos da ist.",
    },
    {
      word: "Stillstand (stall)",
      means:
        "Alles im Fenster ist da oder angefragt, und nichts geht weiter, bevor ein bestimmter Peer geschickt hat, was er schuldet.",
    },
  ],
  beats: [
    {
      before:
        "Acht Peers haben alle {world.blocks} Blöcke, von jedem dürfen {world.inFlightPerPeer} unterwegs sein. Peer D sendet zwanzigmal langsamer. Zuerst die Header: Ein Peer gibt sie.",
      after:
        "Nach {headersDoneAt} sind alle {headersKnown} Header bekannt. Von jetzt an werden Blöcke angefragt: zuerst bei A, dann bei allen, auch bei D.",
    },
    {
      before: "Sieben schnelle Peers und ein langsamer, und ein Fenster von {world.windowBlocks} Blöcken.",
      question: {
        ask: "Wer ist zuerst fertig: ein schneller Peer allein, oder diese sieben schnellen mit einem langsamen darunter?",
        choices: [
          "Ein schneller Peer allein",
          "Die sieben schnellen mit dem langsamen",
          "Beide zur selben Zeit",
          "Keiner wird je fertig",
        ],
        why: "Ein schneller Peer allein braucht {alone.endsAt}, diese acht {mixed.endsAt}, obwohl es mit acht guten {good.endsAt} sind. Das Fenster wartet auf D, immer wieder.",
      },
      after:
        "Nach {firstStallAt} steht das Fenster: {blocksWaiting} Blöcke sind da und nicht zu gebrauchen, denn den ersten des Fensters schuldet {staller}. Bei den anderen Peers gibt es nichts mehr anzufragen.",
    },
    {
      before:
        "Niemand wirft D raus: Er braucht lange für einen Block, aber nie die 60 s, nach denen dieses Programm aufgibt. Schau, wie oft es steht.",
      after:
        "Fertig nach {endsAt}; davon stand das Fenster {stoodFor} still. {peersDropped} Peers flogen raus: Kein Zeitlimit für einen einzelnen Block bemerkt das.",
    },
    {
      before:
        "Dieselbe Welt noch einmal, mit den Regeln von Bitcoin Core 0.12: Wer das ganze Fenster 2 s aufhält, fliegt raus.",
      question: {
        ask: "Wen muss so eine Regel finden?",
        choices: [
          "Den Peer mit dem niedrigsten Tempo",
          "Den Peer, der den untersten Block eines vollen Fensters schuldet",
          "Den Peer, der vor der längsten Zeit gefragt wurde",
          "Jeden Peer, der langsamer ist als der Rest",
        ],
        why: "Langsam sein ist kein Vergehen. Stillstand ist, wenn sonst nichts mehr angefragt werden kann: Nur wer den untersten Block hat, kann ihn beenden.",
      },
      after:
        "Bei {firstDropAt} fliegt {droppedPeers} raus. Was er schuldete, wird sofort bei anderen angefragt, und der Lauf endet nach {staller.endsAt} statt nach {mixed.endsAt}.",
    },
  ],
  variants: {
    mixed: "Wie gezeigt: sieben schnelle und ein langsamer",
    alone: "Ein schneller Peer allein",
    good: "Acht gute Peers",
    staller: "Die Regel von Core 0.12",
    wide: "Ein Fenster von 128",
  },
  simplified: [
    "Hier sind alle Blöcke gleich groß, und D ist die ganze Zeit langsam; echte Peers sind es nur ab und zu.",
    "Im echten Netz ist das Fenster 1.024 Blöcke groß, und 16 dürfen von jedem Peer unterwegs sein: Es dauert länger, bis es steht.",
  ],
  plan: [
    "Freies Spiel: irgendeinen Peer langsam machen.",
    "Vorhersagen und laufen lassen, bis zum Ende des letzten Teils.",
    "Was wäre, wenn: ein breiteres Fenster, eine bessere Regel.",
    "Diskussion: Was müsste eine Regel messen, um einem langsamen, aber ehrlichen Peer gerecht zu werden?",
  ],
  worlds: { "one-peer": "Ein guter Peer" },
};
