/** What went wrong, and what one should know. */
import type { Texts } from "./texts.ts";

export const notice: Texts["notice"] = {
  hidden: "Angehalten, solange die Seite verborgen war.",
  silent_one:
    "{{parts}} antwortet nicht: Sein Worker ist beschäftigt oder hängt. Der Lauf wartet darauf; Zurücksetzen beginnt von vorn.",
  silent_other:
    "{{parts}} antworten nicht: Ihre Worker sind beschäftigt oder hängen. Der Lauf wartet darauf; Zurücksetzen beginnt von vorn.",
  dismiss: "Ausblenden",
  lightChain: "Daraus wird nichts: {{why}}.",
  withoutMinimum: "Ohne Mindestarbeit synchronisieren",
};

export const error: Texts["error"] = {
  part: "{{part}} ist abgestürzt: {{message}}. Der Lauf ist angehalten; Zurücksetzen beginnt von vorn.",
  offline:
    "Es gibt keine Verbindung. Nicht geladen: {{what}}. Was schon da ist, bleibt unberührt; versuch es noch einmal, wenn die Verbindung wieder da ist.",
  partMissing:
    "Ein Teil der Seite ließ sich nicht laden: {{what}}. Was schon da ist, bleibt unberührt; versuch es noch einmal.",
  replaced: "eine andere Welt wurde geladen",
  cancelled: "das Laden wurde abgebrochen",
  noWorld: "keine Welt ist geladen",
  noScenario: "scenario: erwartet war eines von {{ids}}, gefunden wurde {{id}}",
  file: "{{name}}: {{why}}",
  fileLength:
    "erwartet war ein Szenario in JSON, Blockdateien, die mit der Magic eines Netzes beginnen, oder Header von je 80 Bytes; gefunden wurden {{length}} Bytes, {{rest}} mehr als ein Vielfaches von 80",
  fileForeign:
    "erwartet war ein Szenario in JSON, Blockdateien eines Knotens oder Header von je 80 Bytes; gefunden: {{found}}",
  foreign: {
    png: "ein PNG-Bild",
    jpeg: "ein JPEG-Bild",
    gif: "ein GIF-Bild",
    pdf: "ein PDF-Dokument",
    zip: "ein ZIP-Archiv",
    text: "ein Text, der nichts davon ist",
  },
  fileEmpty: "erwartet waren einige Bytes, gefunden wurden keine",
  fileAlone: "erwartet war {{kind}} allein, gefunden wurden {{count}} Dateien",
  fileLarge: "erwartet waren höchstens {{most}} Bytes, gefunden wurden {{length}}",
  fileKey: "xor.dat: erwartet waren 8 Bytes, gefunden wurden {{length}}",
};

/** Parts of the program that come when they are needed. */
export const part: Texts["part"] = {
  menu: "dieses Menü",
  help: "die Hilfe",
  files: "was Dateien liest",
  scenarios: "was Szenarien liest",
  thread: "was eine Welt in einem Thread laufen lässt",
  worker: "das Programm eines Workers",
  scripts: "was Skripten antwortet",
  links: "was Links liest und schreibt",
  lessons: "die Lektionen",
  language: "die Texte einer anderen Sprache",
  compare: "was Läufe vergleicht",
};
