import type { LessonTexts } from "../lesson-texts.ts";

export const bugHunt: LessonTexts = {
  title: "Fehlerjagd",
  goal: "Finden, was an einem Programm falsch ist, das richtig aussieht: dem des Artikels, wie es veröffentlicht wurde.",
  words: [{ word: "Invariante", means: "Was in jedem Moment gelten muss, egal was geschieht." }],
  beats: [
    {
      before:
        "Acht gute Peers und {world.blocks} Blöcke: das Programm des Artikels, Zeile für Zeile. Niemand ist langsam, niemand lügt. Achte auf die Spuren und zähl, wer arbeitet.",
      after:
        "Bei {now} sind {blocksReceived} Blöcke da, alle von {givers} Peer, obwohl alle acht sie haben. Was ein Peer hat, wird nur vermerkt, wenn er einen Header schickt, der neu ist; die anderen hatten keinen neuen mehr.",
    },
    {
      before: "Sieh dir die Quadrate an: Sie sind halb voll und bleiben es.",
      question: {
        ask: "Was wird deine Spitze sein, wenn der letzte Block gekommen ist?",
        choices: ["{world.blocks}", "Der erste Block", "Das letzte volle Fenster", "Sie ist nicht definiert"],
        why: "Blöcke werden gezählt und gespeichert, und nichts verbindet sie je: Die aktive Kette bewegt sich nicht. Ist der erste Fehler der Liste behoben, tut sie es.",
      },
      after:
        "Nach {endsAt} steht es, mit {blocksReceived} gespeicherten Blöcken und der Spitze bei {tipHeight}. Ist alles behoben, braucht dieselbe Welt {mended.endsAt}, mit einem einzigen verbliebenen Fehler {lonely.endsAt}: Finde heraus, welcher es ist.",
    },
    {
      before: "Jetzt schickt B einen Block, um den niemand gebeten hat. Das ist erlaubt.",
      after:
        "Bei {now} stürzt das Programm ab: Für jeden Block, der kommt, zählt es herunter, was unterwegs ist, und gerät unter null. Ein Peer, eine Nachricht, umsonst.",
    },
    {
      before: "Und mit Nachrichten, so lang wie im echten Netz: 2.000 Header.",
      after:
        "Die erste Antwort passt nicht in den Empfangspuffer, und die Verbindung endet; A bleibt Lotse, obwohl er weg ist, und sonst wird niemand gefragt. {headersKnown} Header. Jetzt bist du dran: Der Knopf neben der Policy listet alle Fehler auf, und jeder lässt sich einzeln beheben.",
    },
  ],
  variants: {
    published: "Wie veröffentlicht",
    mended: "Alles behoben",
    lonely: "Ein Fehler bleibt. Welcher?",
    connected: "Nur der erste behoben",
  },
  simplified: [
    "Der Handshake ist der von Bitcoin, nicht der des Artikels, weil Peers sonst nicht mit ihm reden würden.",
    "Einige Fehler des Programms sieht man von außen nicht; sie fehlen hier.",
  ],
  plan: [
    "Die ersten beiden Teile, gemeinsam.",
    "Gruppen: Jede macht eine andere Art Ärger und schreibt auf, wie man das Programm zum Hängen oder Abstürzen bringt oder dazu, Nutzloses zu holen.",
    "Sammeln: Welcher Fehler der Liste war es, und wie wäre es richtig?",
    "Gemeinsam den Code des Artikels lesen, dort wo eine Gruppe etwas gefunden hat.",
  ],
  worlds: {
    "bug-hunt": "Das Programm des Artikels, wie veröffentlicht",
    pushy: "Jemand schickt, worum niemand gebeten hat",
    "long-messages": "Zweitausend Header je Nachricht",
    mended: "Das Programm des Artikels, wie veröffentlicht",
    "one-left": "Das Programm des Artikels, wie veröffentlicht",
    connected: "Das Programm des Artikels, wie veröffentlicht",
  },
};
