/** What can be given to others, and what they get. */
import type { Texts } from "./texts.ts";

export const share: Texts["share"] = {
  title: "Teilen",
  what: "Was",
  moment: "Dieser Moment",
  scenario: "Dieses Szenario",
  lesson: "Diese Lektion",
  class: "Klassenlink",
  sees: {
    moment:
      "Wer den Link öffnet, sieht {{title}} bei {{clock}}, angehalten{{acts}}. Es ist eine eigene Kopie, mit der man tun kann, was man will.",
    lesson: "Wer den Link öffnet, beginnt die Lektion {{title}}, für sich allein.",
    lessonAt:
      "Wer den Link öffnet, beginnt die Lektion {{title}} bei Teil {{beat}} von {{beats}}, bevor er läuft, für sich allein.",
    scenario:
      "Wer den Link öffnet, sieht {{title}} am Anfang, mit Policy {{policy}} und Seed {{seed}}, und nichts von dem, was hier getan wurde.",
    lessonClass:
      "Alle beginnen die Lektion {{title}}, stimmen ab und gehen im eigenen Tempo weiter. Niemand kann die Welt verändern.",
    lessonClassAt:
      "Alle beginnen die Lektion {{title}} bei Teil {{beat}} von {{beats}}, bevor er läuft, stimmen ab und gehen im eigenen Tempo weiter. Niemand kann die Welt verändern.",
    play: "Alle sehen {{title}} bei {{clock}}, angehalten{{acts}}. Jeder kann für sich schauen, abspielen und Schritte machen. Niemand kann die Welt verändern.",
    watch:
      "Alle sehen {{title}} bei {{clock}}{{acts}}. Jeder kann schauen; niemand kann die Zeit bewegen oder die Welt verändern.",
  },
  acts_one: ", mit einem Eingriff",
  acts_other: ", mit {{count}} Eingriffen",
  link: "Die Adresse",
  copy: "Kopieren",
  copied: "Kopiert.",
  copyYourself: "Der Browser lässt die Seite nicht kopieren: Der Text ist markiert, kopier ihn von dort.",
  isLocked: "Auch die Zeit sperren",
  level: "Stufe",
  theme: "Farben",
  language: "Sprache",
  own: { theme: "eigene", language: "die eigene", level: "die eigene" },
  qr: "QR-Code",
  qrOf: "Ein QR-Code der Adresse",
  qrLong: "Die Adresse ist zu lang für einen QR-Code: Er fasst {{count}} Zeichen.",
  embed: "Einbetten",
  embedPart: "Zeigen",
  embedCode: "Code für eine Seite",
  parts: { stage: "die Bühne", chain: "die Kette" },
  save: "Sichern",
  run: "Lauf",
  picture: "PNG",
  svg: "SVG",
  storyboard: "Storyboard",
  storyOf_one: "{{count}} Moment.",
  storyOf_other: "{{count}} Momente.",
  history: "Verlauf (JSON)",
  shiviz: "ShiViz-Log",
  parser: "ShiViz fragt nach einem Ausdruck: {{parser}}",
  mark: "Moment merken",
  marked_one: "{{count}} ist für das Storyboard gemerkt",
  marked_other: "{{count}} sind für das Storyboard gemerkt",
  saved: "Gesichert als {{name}}.",
  pictureOf: "{{clock}} · {{policy}} · Seed {{seed}}",
  noPicture: "dieser Browser kann kein Bild machen",
};

/** What a class link locks. */
export const room: Texts["room"] = {
  play: "Klassenlink: Du kannst schauen, abspielen und Schritte machen. Die Welt selbst ist gesperrt.",
  watch: "Klassenlink: Du kannst schauen. Zeit und Welt sind gesperrt.",
  own: "Eigene Seite öffnen",
  locked: "ein Klassenlink hat diese Welt gesperrt",
};

export const embedded: Texts["embedded"] = { full: "{{title}}: in Headway öffnen" };
