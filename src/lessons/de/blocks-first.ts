import type { LessonTexts } from "../lesson-texts.ts";

export const blocksFirst: LessonTexts = {
  title: "Erst die Blöcke, und die Waisenablage",
  goal: "Sehen, wie es früher war, und die beiden Schwächen: eine einzige Quelle, und keine Ahnung, wohin ein Block gehört, bevor er da ist.",
  words: [
    {
      word: "inv",
      means: "Eine Liste dessen, was ein Peer hat: für jedes Ding seine Art und sein Hash, sonst nichts.",
    },
    {
      word: "Waise (orphan)",
      means: "Ein Block, dessen Vorgänger man nicht hat: Noch weiß niemand, wohin er gehört.",
    },
  ],
  beats: [
    {
      before:
        "Bitcoin hatte bis 0.9 keine Karte. Du sagst Peer A, welche Blöcke du hast, und A antwortet mit einem inv: einer Liste von Hashes. Schau, wie die Liste kommt und was du mit ihr machst.",
      after:
        "{inventories} Liste ist da, mit {world.inventoryPerMessage} Hashes; du fragst ihre Blöcke an, je {world.inFlightPerPeer} auf einmal. In der Kette lässt sich nichts zeichnen: Ein Hash sagt weder, was davor kommt, noch wie viel Arbeit er gekostet hat.",
    },
    {
      before:
        "Alle Blöcke werden bei einem Peer angefragt, in der Reihenfolge seiner Listen. Drei andere haben sie auch.",
      after:
        "Bei {now} hast du alle {tipHeight} Blöcke, die A hat, von {givers} Peer; die anderen standen untätig da. A hatte auch seine Spitze aufgelistet: Dieser Block kam vor seinen Vorgängern an und wartete als Waise auf sie.",
    },
    {
      before:
        "B, C und D haben eine Kette von {world.blocks} Blöcken; A hat dich in einen Zweig geführt, der sie nach dem ersten verlässt.",
      question: {
        ask: "Wann hätte dein Knoten wissen können, dass der Zweig von A der schlechtere ist?",
        choices: [
          "Mit der ersten Liste von Hashes",
          "Mit dem ersten Block",
          "Erst wenn er Blöcke eines anderen Peers hat",
          "Als der ganze Zweig da war",
        ],
        why: "Ein Hash sagt nichts, und die Blöcke von A sind gültig. Nur was andere haben, zeigt, dass es anderswo mehr Arbeit gibt, und sonst wurde niemand gefragt.",
      },
      after:
        "Bei {now} hat B einen Block gefunden und dir davon erzählt, und du hast ihn geholt. Sein Vorgänger ist unbekannt, also liegt er in der Waisenablage: ganz, bezahlt und vorerst nutzlos. Nicht einmal seine Höhe lässt sich angeben.",
    },
    {
      before:
        "Wegen einer Waise fragst du nach dem, was dazwischen liegt. Schau, ob dich das zur besseren Kette führt.",
      after:
        "Tut es nicht: Nach {endsAt} stehst du bei Block {tipHeight}. B gab noch eine Liste, und insgesamt sind {blocksReceived} Blöcke gekommen, {blocksBytes}; aber nur der Sync-Peer wird nach Liste um Liste gefragt, und A hat nichts mehr zu sagen.",
    },
    {
      before: "Dieselbe Welt, erst die Header. Sonst ist nichts anders.",
      after:
        "Jeder Peer wurde gefragt, und die Spitze ist {tipHeight}, mit dem Block, den B gefunden hat. {blocksAside} Blöcke wurden umsonst geholt, bevor die anderen gesprochen hatten, und es gab {orphans} Waisen: Ein Block wird nur angefragt, wenn sein Header schon im Baum hängt.",
    },
  ],
  variants: {
    led: "A führt in einen Zweig",
    honest: "Alle sind ehrlich",
    parallel: "Alle sind ehrlich, erst die Header",
    older: "Das noch ältere 0.8",
  },
  simplified: [
    "Eine Liste hat im echten Netz 500 Hashes, nicht 10.",
    "Hier sind alle Peers von Anfang an da; ein echter Knoten jener Zeit traf andere, und deren neue Blöcke führten ihn früher oder später weiter.",
    "Der Autor des Artikels bezweifelt, dass das Tempo die Schwäche ist: Man könnte auch ohne Karte viele Peers nach Blöcken fragen, nur ebenso blind.",
  ],
  plan: [
    "Freies Spiel, erst mit den Headern, um sich zu erinnern, wie die Karte aussah.",
    "Die Teile, mit der Frage im dritten.",
    "Was wäre, wenn: Alle sind ehrlich; wer arbeitet dann?",
    "Diskussion: Womit könnte ein böser Peer die Ablage füllen, und was würde es ihn kosten?",
  ],
  worlds: { "blocks-first-lesson": "Erst die Blöcke", "blocks-first-honest": "Erst die Blöcke" },
};
