import type { LessonTexts } from "../lesson-texts.ts";

export const silence: LessonTexts = {
  title: "Schweigen, und schlimmer als Schweigen",
  goal: "Ein Zeitlimit für eine Anfrage ist kein Zeitlimit für die ganze Aufgabe.",
  words: [
    {
      word: "Zeitlimit (timeout)",
      means: "Wie lange man auf eine Antwort wartet, bevor man den Peer aufgibt.",
    },
    { word: "Tröpfler", means: "Ein Peer, der gerade noch rechtzeitig antwortet, und viel zu langsam." },
  ],
  beats: [
    {
      before:
        "Dein Lotse A ist nach Headern gefragt worden und wird nie antworten. Schau, wie sich der Ring auf seiner Spur füllt.",
      after:
        "Nach {firstDropAt} gibst du {droppedPeers} auf. Bis dahin wurde sonst niemand um etwas gebeten: Ein Lotse, der nichts sagt, kostet sein Zeitlimit.",
    },
    {
      before: "Ein anderer Lotse wird gewählt. Schau, wie lange die ganze Karte jetzt dauert.",
      after:
        "Alle {headersKnown} Header sind bei {headersDoneAt} bekannt; fast die ganze Zeit davon war Schweigen.",
    },
    {
      before:
        "Ein schlimmerer Lotse: Nach seiner zweiten Antwort sendet A so langsam, wie es geht, ohne rauszufliegen. Jede Antwort mit {world.headersPerMessage} Headern kommt rechtzeitig.",
      question: {
        ask: "Welche dieser Regeln fängt ihn nicht?",
        choices: [
          "Ein kürzeres Zeitlimit für jede Anfrage",
          "Eine Mindestzahl von Headern in der Minute",
          "Ein Budget für alle Header zusammen",
          "Ein Zeitlimit für die erste Antwort",
        ],
        why: "Seine erste Antwort kam sofort. Ein kürzeres Zeitlimit beendet es nach {short.firstDropAt}, ein Budget nach {budget.firstDropAt}; aber das kürzere wirft auch einen ehrlichen Peer an einer schlechten Leitung raus.",
      },
      after:
        "{headersKnown} Header in {now}: Jeder Krümel stellt den Ring wieder auf Anfang, und niemand ist schuld. Mit der echten Kette von rund 900.000 Headern und 20 je Antwort würde das drei Wochen dauern.",
    },
    {
      before:
        "Derselbe Tröpfler und die Regeln von Bitcoin Core heute, mit einem Budget für den ganzen Header-Sync: hier 300 s, und ein wenig mehr für jeden erwarteten Header.",
      after:
        "Bei {firstDropAt} fliegt {droppedPeers} raus, mitten in einer Antwort, die rechtzeitig gekommen wäre. Ein Budget sieht auf die Aufgabe, nicht auf die Anfrage.",
    },
  ],
  variants: {
    silent: "Schweigt: Zeitlimit 60 s für jede Anfrage",
    drip: "Tröpfelt: dieselbe Regel",
    short: "Tröpfelt: 30 s für jede Anfrage",
    budget: "Tröpfelt: ein Budget von 300 s für alles",
    old: "Tröpfelt: Core 0.12, das keines von beiden hat",
  },
  simplified: [
    "Das Budget von Core sind 15 Minuten und 1 ms für jeden erwarteten Header; im echten Netz wirft es einen stillen Peer schon vorher aus anderen Gründen raus.",
    "A ist ab seiner dritten Antwort langsam, damit er zuerst als Lotse gewählt wird.",
  ],
  plan: [
    "Freies Spiel: den Lotsen mitten im Lauf verstummen lassen.",
    "Die vier Teile, mit der Frage im dritten.",
    "Was wäre, wenn: die Tabelle. Was kostet jede Regel einen ehrlichen, langsamen Peer?",
    "Diskussion: Wo gibt es noch ein Zeitlimit für eine Anfrage und keines für die Aufgabe?",
  ],
  worlds: { silence: "Der Lotse schweigt", drip: "Der Lotse tröpfelt" },
};
