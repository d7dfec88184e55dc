import type { LessonTexts } from "../lesson-texts.ts";

export const slidingWindow: LessonTexts = {
  title: "Das gleitende Fenster",
  goal: "Was einen Download von vielen Peers zugleich begrenzt: wie viele es sind, wie viel jeder schulden darf und wie weit man vorausschaut.",
  words: [
    {
      word: "Fenster (window)",
      means:
        "Die Blöcke, die jetzt angefragt werden dürfen: höchstens so und so viele über den letzten hinaus, der lückenlos da ist.",
    },
    {
      word: "unterwegs (in flight)",
      means: "Bei einem Peer angefragt und noch nicht da. Für jeden Peer gibt es eine Grenze.",
    },
  ],
  beats: [
    {
      before:
        "Acht gleiche Peers, ein Fenster von {world.windowBlocks}, und {world.inFlightPerPeer} unterwegs von jedem. Zuerst die Karte; dann schau, wer um was gebeten wird.",
      after:
        "Das Fenster reicht von {windowLow} bis {windowHigh}, und {blocksOwed} Blöcke davon sind unterwegs: acht Peers, je {world.inFlightPerPeer}. Der nächste darf erst angefragt werden, wenn das linke Ende da ist.",
    },
    {
      before: "Schau, wie der Streifen gleitet: immer dann, wenn sein Quadrat ganz links voll wird.",
      after:
        "Block {tipHeight} ist bei {now} geprüft; das Fenster reicht von {windowLow} bis {windowHigh}. Alle Peers arbeiten die ganze Zeit, jeder in seinem Tempo.",
    },
    {
      before: "Acht Peers, und alle haben zu tun.",
      question: {
        ask: "Wir verdoppeln die Peers auf 16. Wie viel früher ist es fertig?",
        choices: [
          "In der halben Zeit",
          "In drei Vierteln der Zeit",
          "Überhaupt nicht früher",
          "Es dauert länger",
        ],
        why: "Mit acht dauert es {eight.endsAt}, mit sechzehn {sixteen.endsAt}. Ein Fenster von 32, und 4 für jeden: 32 ÷ 4 = 8 Peers haben etwas zu tun. Die anderen finden das Fenster voll.",
      },
      after:
        "Fertig nach {endsAt}. Heraus kommt das Kleinste von dreien: Peers × ihr Tempo, Fenster ÷ Grenze, und deine eigene Leitung.",
    },
  ],
  variants: {
    one: "1 Peer",
    two: "2 Peers",
    four: "4 Peers",
    eight: "8 Peers",
    sixteen: "16 Peers",
    least: "8 Peers, 1 unterwegs",
    much: "8 Peers, 16 unterwegs",
    all: "8 Peers, 32 unterwegs",
  },
  simplified: [
    "Die echten Zahlen sind 1.024 und 16: Dort helfen mehr als 64 Peers nicht mehr, und ein Knoten hat etwa zehn.",
    "Alle Peers sind gleich schnell; mit verschiedenen befasst sich die nächste Lektion.",
  ],
  plan: [
    "Freies Spiel: eine Leitung kappen und sehen, wer übernimmt, was sie schuldete.",
    "Vorhersagen und laufen lassen.",
    "Was wäre, wenn: beide Kurven an die Tafel zeichnen, die der Peers und die der Grenze.",
    "Diskussion: Warum ist das Fenster nicht so lang wie die Kette?",
  ],
  worlds: {
    "one-peer": "Ein guter Peer",
    "two-peers": "Zwei Peers",
    "four-peers": "Vier Peers",
    "sixteen-peers": "Sechzehn Peers",
  },
};
