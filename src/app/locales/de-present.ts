/** Presenting to a hall. */
import type { Texts } from "./texts.ts";

export const present: Texts["present"] = {
  label: "Vorführung",
  begin: "Vorführen",
  play: "Play oder Pause",
  freeze: "Bild einfrieren",
  frozen: "Das Bild, wie es war",
  notes: "Notizen",
  fullScreen: "Vollbild",
  end: "Ende",
  blank: "Dunkel. Taste . zeigt das Bild.",
};

export const notes: Texts["notes"] = {
  title: "Headway: Notizen",
  waiting: "Niemand führt vor: Die Notizen kommen, sobald es jemand tut.",
  question: "Frage",
  answer: "Antwort",
  next: "Weiter",
  keys: "Im anderen Fenster: PgDn und PgUp gehen vor und zurück, die Leertaste spielt ab, . macht dunkel, P beendet.",
};
