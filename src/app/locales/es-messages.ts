/** What went wrong, and what one should know. */
import type { Texts } from "./texts.ts";

export const notice: Texts["notice"] = {
  hidden: "En pausa mientras la página estuvo oculta.",
  silent_one:
    "{{parts}} no responde: su worker está ocupado o colgado. La simulación lo espera; reinicia para empezar de nuevo.",
  silent_other:
    "{{parts}} no responden: sus workers están ocupados o colgados. La simulación los espera; reinicia para empezar de nuevo.",
  dismiss: "Descartar",
  lightChain: "Esto no llegará a nada: {{why}}.",
  withoutMinimum: "Sincronizar sin trabajo mínimo de la cadena",
};

export const error: Texts["error"] = {
  part: "Falló {{part}}: {{message}}. La simulación está en pausa; reinicia para empezar de nuevo.",
  offline:
    "No hay conexión: no se pudo cargar {{what}}. Lo que ya está aquí no se ve afectado; inténtalo de nuevo cuando vuelva la conexión.",
  partMissing:
    "No se pudo cargar una parte de la página: {{what}}. Lo que ya está aquí no se ve afectado; inténtalo de nuevo.",
  replaced: "se cargó otro mundo",
  cancelled: "se canceló la carga",
  noWorld: "no hay ningún mundo cargado",
  noScenario: "scenario: se esperaba uno de {{ids}}; se encontró {{id}}",
  file: "{{name}}: {{why}}",
  fileLength:
    "se esperaba un escenario en JSON, archivos de bloques que empiecen por el número mágico de una red, o cabeceras de 80 bytes cada una; se encontraron {{length}} bytes, {{rest}} más que un múltiplo de 80",
  fileForeign:
    "se esperaba un escenario en JSON, los archivos de bloques de un nodo, o cabeceras de 80 bytes cada una; se encontró {{found}}",
  foreign: {
    png: "una imagen PNG",
    jpeg: "una imagen JPEG",
    gif: "una imagen GIF",
    pdf: "un documento PDF",
    zip: "un archivo ZIP",
    text: "un texto que no es nada de eso",
  },
  fileEmpty: "se esperaban algunos bytes; no hay ninguno",
  fileAlone: "se esperaba {{kind}} y nada más; se encontraron {{count}} archivos",
  fileLarge: "se esperaban como mucho {{most}} bytes; se encontraron {{length}}",
  fileKey: "xor.dat: se esperaban 8 bytes; se encontraron {{length}}",
};

/** Parts of the program that come when they are needed. */
export const part: Texts["part"] = {
  menu: "este menú",
  help: "la ayuda",
  files: "lo que lee archivos",
  scenarios: "lo que lee escenarios",
  thread: "lo que ejecuta un mundo en un solo hilo",
  worker: "el programa de un worker",
  scripts: "lo que atiende a los scripts",
  links: "lo que lee y escribe enlaces",
  lessons: "las lecciones",
  language: "los textos de otro idioma",
  compare: "lo que compara simulaciones",
};
