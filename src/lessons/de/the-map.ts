import type { LessonTexts } from "../lesson-texts.ts";

export const theMap: LessonTexts = {
  title: "Erst die Karte, dann das Gelände",
  goal: "Auseinanderhalten: wissen, dass es einen Block gibt, ihn haben und ihn geprüft haben.",
  words: [
    {
      word: "Header",
      means:
        "Die 80 Bytes am Kopf eines Blocks: welcher Block davor kommt, was darin steht und dass er Arbeit gekostet hat.",
    },
    {
      word: "Block",
      means: "Ein Header und alle seine Transaktionen: etwa zehntausendmal so viele Bytes.",
    },
  ],
  beats: [
    {
      before:
        "Du kennst den allerersten Block und sonst nichts. Peer A kennt {world.blocks} mehr. Deine Frage ist unterwegs: Schau, was zurückkommt.",
      after:
        "{headersKnown} Header, in einer einzigen Nachricht. Jeder ist jetzt ein hohles Quadrat: Du weißt, dass es den Block gibt, was davor kommt und dass er Arbeit gekostet hat. Du hast keinen davon.",
    },
    {
      before:
        "In eine Nachricht passen höchstens {world.headersPerMessage} Header. Schau, wie du herausfindest, dass es keine weiteren gibt.",
      after:
        "Du hast {getheadersSent}-mal gefragt, und die letzte Antwort war leer: Das ist das Ende. Die ganze Karte, {headersKnown} Header, hat {headersBytes} gebraucht.",
    },
    {
      before: "Jedes Quadrat ist hohl: Du hast die ganze Karte.",
      question: {
        ask: "Was weiß dein Knoten jetzt?",
        choices: [
          "Noch nichts",
          "Alle Transaktionen",
          "Die Reihenfolge der Blöcke und wie viel Arbeit sie gekostet haben",
          "Dass alle Blöcke gültig sind",
        ],
        why: "Ein Header nennt den davor und zeigt seine Arbeit. Was in einem Block steht und ob das gültig ist, weiß niemand, bevor der Block da ist und geprüft wurde.",
      },
      after:
        "Die Quadrate füllen sich: gestrichelt heißt angefragt, halb voll heißt gespeichert, voll heißt geprüft und auf deiner Kette. Der erste Block ist nach {firstBlockAt} da; {blocksOwed} weitere sind angefragt.",
    },
    {
      before:
        "Jetzt das Gelände selbst, alles von einem Peer. Vergleiche die Bytes der Karte mit denen des Geländes.",
      after: "Fertig nach {endsAt}: {headersBytes} an Headern führten zu {blocksBytes} an Blöcken.",
    },
  ],
  variants: {
    one: "Ein Peer, wie gezeigt",
    four: "Vier Peers",
    small: "Nur 5 Header je Nachricht",
  },
  simplified: [
    "Im echten Netz passen 2.000 Header in eine Nachricht, nicht 20.",
    "Hier haben alle Blöcke 1 MB; echte sind verschieden groß und enthalten viele Transaktionen, die hier nur eine.",
  ],
  plan: [
    "Freies Spiel: herausfinden, was Play, Schritt und die Tempi tun.",
    "Die vier Teile, mit der Frage im dritten.",
    "Was wäre, wenn: mehr Peers, kleinere Nachrichten.",
    "Diskussion: Warum hört eine Wallet auf dem Handy nach der Karte auf?",
  ],
  worlds: { "the-map": "Ein guter Peer", "four-peers": "Vier Peers" },
};
