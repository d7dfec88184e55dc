import type { LessonTexts } from "../lesson-texts.ts";

export const oneGuide: LessonTexts = {
  title: "Ein Lotse, oder alle?",
  goal: "Abwägen, was es kostet, alle nach denselben Headern zu fragen, und was man davon hat.",
  words: [
    {
      word: "Sync-Peer",
      means: "Der eine Peer, der am Anfang nach allen Headern gefragt wird: der Lotse.",
    },
  ],
  beats: [
    {
      before:
        "Der Lauf, mit dem der Artikel endet: Zwei Knoten kennen sich, und ein dritter kommt, das bist du. Niemand hat mehr als den ersten Block. Wen fragst du?",
      after:
        "Du hast einen einzigen Peer gefragt, den ersten, mit dem der Handshake fertig war. Seine Antwort ist leer: Er hat nichts, was du nicht hast, und der Header-Sync ist fertig. Sofort fragst du alle, ob das alles ist: {askedPeers}.",
    },
    {
      before: "Dem Programm des Artikels reicht das Wort eines Peers nicht. Achte auf beide Antworten.",
      after:
        "{getheadersSent} Fragen insgesamt, {emptyHeadersMessages} leere Antworten: Das ist das Gespräch, das der Artikel abdruckt, Nachricht für Nachricht. Ein Lotse für die Header, und danach das Wort von allen.",
    },
    {
      before:
        "Eine größere Welt: acht Peers mit {world.blocks} Blöcken. Ein Knoten, der alle auf einmal nach allen Headern fragt.",
      question: {
        ask: "Acht Peers werden gefragt statt einem. Wann sind alle Header bekannt?",
        choices: ["In einem Achtel der Zeit", "In der halben Zeit", "Genauso früh", "Später"],
        why: "Dieselben Fragen müssen nacheinander gestellt werden, jedem von ihnen. Was siebenmal mehr kommt, ist schon bekannt: {everybody.headersTwice} Header umsonst, {everybody.headersBytes} statt {guide.headersBytes}.",
      },
      after:
        "Bei {now} sind alle Header bekannt. {headersReceived} Header kamen, {headersTwice} davon zum zweiten bis achten Mal: {headersBytes}. Aber jeder Peer hat bis dahin gezeigt, was er hat, und kann um Blöcke gebeten werden.",
    },
    {
      before: "Derselbe Knoten mit einem Lotsen und sonst niemandem, bis zum Ende.",
      after:
        "Kein Header kam doppelt, und es dauerte {endsAt} statt {everybody.endsAt}: {givers} Peer gab alle Blöcke, denn die anderen waren nie gefragt worden, was sie haben. Header sparen heißt nicht Zeit sparen.",
    },
  ],
  variants: {
    guide: "Core 0.12 mit einem einzigen Lotsen",
    everybody: "Alle, von der ersten Antwort an",
    day: "Core 0.12: alle, sobald die Header vom letzten Tag sind",
    article: "Der Artikel: ein Lotse, danach alle einmal",
  },
  simplified: [
    "Die Rechnung des Artikels: 400.000 Header sind 32 MB, siebenmal mehr sind 224 MB, und die Blöcke 360 GB. Für einen vollen Knoten ist das nichts; für eine Wallet, die keine Blöcke holt, ist es alles.",
    "Ein Knoten im echten Netz hat acht oder mehr Peers, die er gewählt hat, und andere, die ihn gewählt haben.",
  ],
  plan: [
    "Das abgedruckte Gespräch am Ende des Artikels lesen, Zeile für Zeile, neben den ersten beiden Teilen.",
    "Vorhersagen und die große Welt laufen lassen.",
    "Was wäre, wenn: die Tabelle der vier.",
    "Diskussion: Was hat uns der eine Lotse gebracht, und welches Risiko? Die nächste Lektion zeigt es.",
  ],
  worlds: { "eight-light": "Acht gute Peers" },
};
