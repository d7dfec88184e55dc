/**
 * What each built-in scenario asks, and what its run as it stands there answers: the numbers are those of the English texts, which a
 * test holds against the run.
 */
import type { Texts } from "./texts.ts";

export const question: Texts["question"] = {
  "first-visit": "Wer gibt dir die Header, und wer die Blöcke?",
  classroom: "Jeder schickt zwei Blöcke von 1 MB in der Sekunde. Wie lange dauern 400 Blöcke?",
  "real-constants": "Was bestimmt das Tempo bei 5.000 Blöcken?",
  "slow-peer": "Wie viel länger dauert es als mit acht guten?",
  "silent-sync-peer": "Wer merkt es, und wann?",
  "withholding-peer": "Wie lange wartet alles auf das, was er schuldet?",
  "two-branches": "Welcher folgst du?",
  "living-network": "Kommst du je an?",
  reorganisation: "Was wird aus sechs Blöcken, die alle für sicher hielten?",
  "article-two-nodes": "Wie finden sie heraus, dass es sonst nichts gibt?",
  "article-three-nodes": "Wen fragt er zuerst, und wen, wenn der fertig ist?",
};

export const answer: Texts["answer"] = {
  "first-visit":
    "A allein gab alle 40 Header: Die Karte ist klein, sie war nach 0,5 s da. Die Blöcke kamen von allen vieren, 10 von jedem.",
  classroom:
    "28,7 s. Mit 16 Blöcken in der Sekunde wären es 25 s; aber 2,3 s lang gab es nur Header, mit einem Hin und Zurück für je 20 davon.",
  "real-constants":
    "Die Leitungen der Peers, zusammen 22,5 MB in der Sekunde: 5.000 MB brauchen mindestens 222,2 s und brauchten 227,7 s. Die 5.000 Header waren nach 0,3 s da.",
  "slow-peer":
    "11-mal so lang, 325,3 s statt 28,7 s, obwohl D nur 32 der 400 Blöcke gab: 302,1 s lang stand das Fenster still, und alle warteten auf D.",
  "silent-sync-peer":
    "Du, 60 s nach deiner Frage: Das ist das Zeitlimit für Header. A flog raus, B wurde gefragt, und 2,1 s später waren alle 400 Header da.",
  "withholding-peer":
    "58,5 s. Dann war ein Block 60 s überfällig, C flog raus, andere wurden um seine 4 Blöcke gebeten, und der Rest dauerte 28,2 s.",
  "two-branches":
    "Der mit mehr Arbeit: 48 Blöcke mit Arbeit 2.021, und nicht 64 Blöcke mit Arbeit 387. Das hat dich 10 umsonst geholte Blöcke gekostet.",
  "living-network":
    "Ja, nach 46,6 s. Die Kette hatte 150 Blöcke, als du anfingst, und 157, als du alle hattest; von den 8, die inzwischen gefunden wurden, wurde 1 überholt.",
  reorganisation:
    "Du hast 6 Blöcke zurückgenommen und bist dem anderen Zweig bis Höhe 61 gefolgt: Seine Arbeit war 124, die deines eigenen 122.",
  "article-two-nodes":
    "Sie fragen: Jeder fragte den anderen 2-mal nach Headern, und alle 4 Antworten waren leer. Nach 0,5 s war nichts mehr offen.",
  "article-three-nodes":
    "A. In dessen Antwort ist kein Header, und 0,1 s nach der Frage fragt er alle, noch einmal A und auch B: 3 Fragen, und nichts Neues.",
};

/** After the first run: what to try next, and where to go from there. */
export const wayIn: Texts["wayIn"] = {
  slow: "Mach D langsam",
  slowHint: "Derselbe Lauf von vorn, mit D zwanzigmal langsamer.",
  compared: "Mit einem guten D waren es 5,7 s.",
  doors: "Wie es weitergeht",
  sandbox: "Sandkasten",
  sandboxSays:
    "Acht gute Peers, und niemand fragt dich etwas: Mach ihnen Ärger, füg welche hinzu, gib ihnen andere Software.",
  teachers: "Für Lehrkräfte",
};

export const teachers: Texts["teachers"] = {
  title: "Für Lehrkräfte",
  intro:
    "Jede dieser Welten stellt eine Frage. Öffne sie, lass die Klasse raten, solange sich nichts bewegt, drück auf Play, und lest die Antwort gemeinsam.",
  share:
    "Teilen gibt einen Klassenlink: Alle sehen genau diesen Moment, auf jedem Gerät, und niemand kann die Welt verändern.",
  projector:
    "Vorführen (P) lässt nur, worauf es ankommt, groß genug für die letzte Reihe; die Notizen sind ein Fenster mit Frage und Antwort für dich allein.",
  worlds: "Welten",
  open: "{{title}} öffnen",
  answer: "Antwort",
  close: "Schließen",
};
