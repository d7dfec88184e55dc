/** What the built-in scenarios are called, and what to watch in them. */
import type { Texts } from "./texts.ts";

export const scenario: Texts["scenario"] = {
  "first-visit": {
    title: "Ein Knoten holt auf",
    caption: "Du kennst nur den ersten Block, und vier Peers kennen mehr: Schau, wie sich die Kette füllt.",
  },
  classroom: {
    title: "Acht gute Peers",
    caption:
      "Alle senden gleich schnell: Schau, wie das Fenster weitergleitet, wenn sein erster Block da ist.",
  },
  "real-constants": {
    title: "Die echten Zahlen",
    caption:
      "2.000 Header je Nachricht, ein Fenster von 1.024, 16 unterwegs von jedem Peer: die Größen des echten Netzes.",
  },
  "slow-peer": {
    title: "Ein langsamer Peer",
    caption: "Peer D sendet zwanzigmal langsamer als die anderen.",
  },
  "silent-sync-peer": {
    title: "Der Lotse schweigt",
    caption: "Peer A wird als Erster nach den Headern gefragt und antwortet nie.",
  },
  "withholding-peer": {
    title: "Header, aber keine Blöcke",
    caption: "Peer C gibt jeden Header und nicht einen Block.",
  },
  "two-branches": {
    title: "Mehr Blöcke oder mehr Arbeit?",
    caption: "Die Kette von Peer A ist länger, die aller anderen ist schwerer.",
  },
  "living-network": {
    title: "Das Netz läuft weiter",
    caption:
      "Blöcke werden gefunden, während du aufholst, und Peers erzählen sich davon: Schau, wie die Kette dir davonwächst.",
  },
  reorganisation: {
    title: "Sechs Blöcke umsonst",
    caption: "Peer D findet sieben eigene Blöcke auf einem alten.",
  },
  "article-two-nodes": {
    title: "Die zwei Knoten des Artikels",
    caption:
      "Das Programm des Artikels, wie sein Autor es zuerst laufen ließ: Beide kennen nur den Genesis-Block und fragen einander nach mehr.",
  },
  "article-three-nodes": {
    title: "Der dritte Knoten des Artikels",
    caption: "Wenn zwei fertig sind, kommt ein dritter.",
  },
};
