import type { LessonTexts } from "../lesson-texts.ts";

export const whereDoWePart: LessonTexts = {
  title: "Wo trennen wir uns?",
  goal: "Warum ein Locator zehn Hashes dicht beieinander hat und dann immer größere Lücken.",
  words: [
    {
      word: "Locator",
      means:
        "Hashes von Blöcken, die du hast, von der Spitze abwärts: Der Peer macht nach dem ersten weiter, der auch auf seiner Kette liegt.",
    },
  ],
  beats: [
    {
      before:
        "Du hast {world.blocks} Blöcke; die Kette von Peer B endet anders. Wo trennen sich die beiden? Deine Frage ist unterwegs: Sieh ihre Marken unter der Kette.",
      after:
        "Du hast {locatorHashes} Hashes geschickt. B ging sie von oben durch, bis einer auch auf seiner eigenen Kette lag: Block {locatorHit}. Dort beginnt seine Antwort, und {locatorRedundant} Header darin hattest du schon.",
    },
    {
      before: "Ein Locator muss bei zwei beliebigen Ketten zur Trennstelle führen, wo immer sie liegt.",
      question: {
        ask: "Wie viele Hashes braucht es, um eine Kette von 900.000 Blöcken so zu beschreiben, dass jeder Peer findet, wo ihr euch trennt?",
        choices: ["29", "2.000", "450.000", "900.000"],
        why: "Zehn dicht beieinander, dann Lücken, die sich verdoppeln: 29 mit den Abständen des Artikels, 31 mit denen von Bitcoin Core. Wer sich weit unten trennt, zahlt mit einigen Headern, die noch einmal geschickt werden, und kaum jemand trennt sich dort.",
      },
      after:
        "Eine Gabelung weit unten: Von {locatorHashes} Hashes ist der erste, den B hat, Block {locatorHit}; darum kamen {locatorRedundant} Header noch einmal. Das ist der Preis der Lücken, zusammen {headersBytes}.",
    },
    {
      before:
        "Der übliche Fall: zwei Ketten, die sich nahe der Spitze trennen, wie wenn zwei Blöcke zugleich gefunden werden.",
      after:
        "Dort liegen die Hashes dicht beieinander: B findet Block {locatorHit}, und {locatorRedundant} Header kamen doppelt.",
    },
  ],
  variants: {
    five: "Trennung 5 unter der Spitze",
    twelve: "12 darunter",
    fifty: "50 darunter",
    hundred: "100 darunter",
    far: "300 darunter",
    article: "12 darunter, mit den Abständen des Artikels",
  },
  simplified: [
    "B antwortet mit dem ganzen Rest seiner Kette; im echten Netz mit höchstens 2.000 Headern, und du fragst weiter.",
  ],
  plan: [
    "An der Tafel: Die Klasse findet einen Locator für eine Kette von 30 Blöcken mit 6 Hashes.",
    "Die drei Teile, mit der Frage im zweiten.",
    "Was wäre, wenn: die Tabelle der Tiefen. Bei welcher wären andere Lücken besser?",
    "Diskussion: Warum dicht an der Spitze und nicht am Anfang?",
  ],
  worlds: {
    "fork-50": "Eine Gabelung, 50 tief",
    "fork-300": "Eine Gabelung, 300 tief",
    "fork-5": "Eine Gabelung, 5 tief",
    "fork-12": "Eine Gabelung, 12 tief",
    "fork-100": "Eine Gabelung, 100 tief",
  },
};
