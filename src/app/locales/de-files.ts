/** Where a world comes from: files, what is being loaded, the page's address. */
import type { Texts } from "./texts.ts";

export const file: Texts["file"] = {
  drop: "Zieh ein Szenario, eine Lektion, ein Rennen, eine Header-Datei, Blockdateien oder einen Ordner davon hierher",
  scenario: "ein Szenario",
  headers: "eine Header-Datei",
  unnamed: "eine Datei",
  headersTitle_one: "{{name}} · {{network}} · {{number}} Header",
  headersTitle_other: "{{name}} · {{network}} · {{number}} Header",
  blocksTitle_one: "{{name}} · {{network}} · {{number}} Block",
  blocksTitle_other: "{{name}} · {{network}} · {{number}} Blöcke",
  headersCaption_one: "Die Header der Datei, jeder einzelne geprüft. {{count}} Peer hat sie.",
  headersCaption_other:
    "Die Header der Datei, jeder einzelne geprüft. {{count}} Peers haben sie, an so verschiedenen Leitungen, wie Leute sie haben.",
  blocksCaption_one: "Die Blöcke der Datei, jeder einzelne geprüft. {{count}} Peer hat sie.",
  blocksCaption_other:
    "Die Blöcke der Datei, jeder einzelne geprüft. {{count}} Peers haben sie, an so verschiedenen Leitungen, wie Leute sie haben.",
};

export const loading: Texts["loading"] = {
  title: "{{name}} wird geladen",
  begins: "Wird geöffnet",
  file: "Die Kette wird gelesen und geprüft",
  nodes: "Die Knoten werden aufgestellt",
  cancel: "Abbrechen",
};

export const address: Texts["address"] = {
  wrong: "{{field}}: erwartet war {{expected}}, gefunden wurde {{found}}",
  text: "Text",
  number: "eine Zahl",
  object: "ein Objekt",
  chainFile: "{ kind: headers oder blocks, und bytes, files oder blobs }",
  oneOf: "eines von {{names}}",
  someOf: "einige von {{names}}",
  once: "es nur einmal",
  each: "jedes nur einmal",
  ofPolicy: "ein Knoten mit der Policy {{names}}, denn kein anderer hat welche",
  seed: "eine ganze Zahl von 0 bis {{max}}",
  wholeFrom: "eine ganze Zahl von {{least}} bis {{most}}",
  atMost: "höchstens {{count}} Zeichen JSON",
  withLesson: "eine Lektion daneben",
};

/** Links that are opened. */
export const link: Texts["link"] = {
  refused: "Dieser Link lässt sich nicht zeigen: {{why}}. Stattdessen zu sehen: {{shown}}",
  shown: "{{title}}, bei {{clock}}",
  wants: {
    headers:
      "Dieser Lauf beruht auf einer Header-Datei, deren letzter Block {{digest}} ist: Öffne sie, dann zeigt sich der Moment.",
    blocks:
      "Dieser Lauf beruht auf Blockdateien, deren letzter Block {{digest}} ist: Öffne sie, dann zeigt sich der Moment.",
  },
};
