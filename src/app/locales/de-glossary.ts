/** The words of the trade, in the order in which one meets them. Each is true of Bitcoin and of the nodes here (protocol.md §1 and §2). */
import type { Texts } from "./texts.ts";

export const glossary: Texts["glossary"] = {
  title: "Begriffe",
  header: {
    word: "Header",
    means:
      "Die 80 Bytes am Kopf eines Blocks: welcher Block davor kommt, was darin steht, wann er entstand und dass er Arbeit gekostet hat. Sein Hash ist der Name des Blocks.",
  },
  work: {
    word: "Arbeit (chain work)",
    means:
      "Wie viele Hashes es im Mittel braucht, um eine Kette herzustellen. Von allen gültigen Ketten zählt die mit der meisten Arbeit, und das muss nicht die längste sein.",
  },
  tip: {
    word: "Spitze (tip)",
    means:
      "Der letzte Block einer Kette. Deine Spitze ist die der besten Kette, deren Blöcke du alle geprüft hast.",
  },
  stale: {
    word: "überholt (stale)",
    means:
      "Ein gültiger Block, der nicht auf der Kette mit der meisten Arbeit liegt: beiseitegelassen, aber behalten. Eine überholte Spitze hat sich so lange nicht bewegt, dass etwas nicht stimmen könnte.",
  },
  locator: {
    word: "Locator",
    means:
      "Hashes von Blöcken, die du kennst: dicht an der Spitze, dann in immer größeren Abständen bis hinunter zum ersten Block. Wer gefragt wird, macht nach dem ersten davon weiter, der auf seiner eigenen Kette liegt.",
  },
  syncPeer: {
    word: "Sync-Peer",
    means: "Der eine Peer, der am Anfang nach allen Headern gefragt wird: dein Lotse.",
  },
  presync: {
    word: "Vorlauf (presync)",
    means:
      "Ein erster Durchgang durch die Header eines Peers: Sie werden gezählt und nicht behalten, bis ihre Kette genug Arbeit gezeigt hat. Dann schickt er sie noch einmal. So kann niemand mit wenig Arbeit deinen Speicher füllen.",
  },
  inFlight: {
    word: "unterwegs (in flight)",
    means:
      "Bei einem Peer angefragt und noch nicht da. Für jeden Peer gibt es eine Grenze, 16 Blöcke in Bitcoin Core, damit alle etwas zu geben haben.",
  },
  window: {
    word: "Fenster (window)",
    means:
      "Die Blöcke, die jetzt angefragt werden dürfen: höchstens so und so viele, 1.024 in Bitcoin Core, über den letzten hinaus, der lückenlos da ist.",
  },
  stall: {
    word: "Stillstand (stall)",
    means:
      "Alles im Fenster ist da oder angefragt, und das Fenster rückt nicht weiter, bevor ein bestimmter Peer geschickt hat, was er schuldet. Bitcoin Core wirft diesen Peer nach 2 s raus, oder nach bis zu 64 s, wenn das schon vorgekommen ist.",
  },
};
