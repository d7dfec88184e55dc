/** Where a world comes from: files, what is being loaded, the page's address. */
import type { Texts } from "./texts.ts";

export const file: Texts["file"] = {
  drop: "Suelta un escenario, una lección, una carrera, un archivo de cabeceras, archivos de bloques o una carpeta con ellos",
  scenario: "un escenario",
  headers: "un archivo de cabeceras",
  unnamed: "un archivo",
  headersTitle_one: "{{name}} · {{network}} · {{number}} cabecera",
  headersTitle_other: "{{name}} · {{network}} · {{number}} cabeceras",
  blocksTitle_one: "{{name}} · {{network}} · {{number}} bloque",
  blocksTitle_other: "{{name}} · {{network}} · {{number}} bloques",
  headersCaption_one: "Las cabeceras del archivo, comprobadas todas una a una. Las tiene {{count}} peer.",
  headersCaption_other:
    "Las cabeceras del archivo, comprobadas todas una a una. Las tienen {{count}} peers, con líneas tan distintas como las de la gente.",
  blocksCaption_one: "Los bloques del archivo, comprobados todos uno a uno. Los tiene {{count}} peer.",
  blocksCaption_other:
    "Los bloques del archivo, comprobados todos uno a uno. Los tienen {{count}} peers, con líneas tan distintas como las de la gente.",
};

export const loading: Texts["loading"] = {
  title: "Cargando {{name}}",
  begins: "Abriendo",
  file: "Leyendo y comprobando su cadena",
  nodes: "Preparando los nodos",
  cancel: "Cancelar",
};

export const address: Texts["address"] = {
  wrong: "{{field}}: se esperaba {{expected}}; se encontró {{found}}",
  text: "texto",
  number: "un número",
  object: "un objeto",
  chainFile: "{ kind: headers o blocks, y bytes, files o blobs }",
  oneOf: "uno de {{names}}",
  someOf: "algunos de {{names}}",
  once: "que esté una sola vez",
  each: "cada uno una sola vez",
  ofPolicy: "un nodo con la política {{names}}, pues ninguna otra los tiene",
  seed: "un número entero de 0 a {{max}}",
  wholeFrom: "un número entero de {{least}} a {{most}}",
  atMost: "como mucho {{count}} caracteres de JSON",
  withLesson: "una lección al lado",
};

/** Links that are opened. */
export const link: Texts["link"] = {
  refused: "Este enlace no se puede mostrar: {{why}}. En su lugar se muestra: {{shown}}",
  shown: "{{title}}, en {{clock}}",
  wants: {
    headers:
      "Esta simulación usa un archivo de cabeceras cuyo último bloque es {{digest}}: ábrelo y se mostrará su momento.",
    blocks:
      "Esta simulación usa archivos de bloques cuyo último bloque es {{digest}}: ábrelos y se mostrará su momento.",
  },
};
