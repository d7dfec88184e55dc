/** What can be given to others, and what they get. */
import type { Texts } from "./texts.ts";

export const share: Texts["share"] = {
  title: "Compartir",
  what: "Qué",
  moment: "Este momento",
  scenario: "Este escenario",
  lesson: "Esta lección",
  class: "Enlace de clase",
  sees: {
    moment:
      "Quien lo abra ve {{title}} en {{clock}}, en pausa{{acts}}. Es una copia propia: puede hacer con ella lo que quiera.",
    lesson: "Quien lo abra empieza la lección {{title}}, por su cuenta.",
    lessonAt:
      "Quien lo abra empieza la lección {{title}} en la parte {{beat}} de {{beats}}, antes de que corra, por su cuenta.",
    scenario:
      "Quien lo abra ve {{title}} desde el principio, con la política {{policy}} y la semilla {{seed}}, y nada de lo que se hizo aquí.",
    lessonClass:
      "Cada cual empieza la lección {{title}}, vota y avanza a su ritmo. Nadie puede cambiar el mundo.",
    lessonClassAt:
      "Cada cual empieza la lección {{title}} en la parte {{beat}} de {{beats}}, antes de que corra, vota y avanza a su ritmo. Nadie puede cambiar el mundo.",
    play: "Todos ven {{title}} en {{clock}}, en pausa{{acts}}, y pueden mirar, reproducir y avanzar, cada cual por su cuenta. Nadie puede cambiar el mundo.",
    watch:
      "Todos ven {{title}} en {{clock}}{{acts}} y pueden mirar. Nadie puede mover el tiempo ni cambiar el mundo.",
  },
  acts_one: ", con {{count}} cosa que se le hizo",
  acts_other: ", con las {{count}} cosas que se le hicieron",
  link: "Su dirección",
  copy: "Copiar",
  copied: "Copiado.",
  copyYourself: "El navegador no deja que la página copie: el texto está seleccionado, cópialo desde ahí.",
  isLocked: "Bloquear también el tiempo",
  level: "Nivel",
  theme: "Tema",
  language: "Idioma",
  own: { theme: "el de cada cual", language: "el de cada cual", level: "el de cada cual" },
  qr: "Código QR",
  qrOf: "Un código QR de la dirección",
  qrLong: "La dirección es demasiado larga para un código QR: tiene {{count}} caracteres.",
  embed: "Insertar",
  embedPart: "Mostrar",
  embedCode: "Código para una página",
  parts: { stage: "la escena", chain: "la cadena" },
  save: "Guardar",
  run: "Simulación",
  picture: "PNG",
  svg: "SVG",
  storyboard: "Guion gráfico",
  storyOf_one: "{{count}} momento.",
  storyOf_other: "{{count}} momentos.",
  history: "Historia (JSON)",
  shiviz: "Log de ShiViz",
  parser: "ShiViz pide una expresión: {{parser}}",
  mark: "Marcar este momento",
  marked_one: "{{count}} marcado para el guion gráfico",
  marked_other: "{{count}} marcados para el guion gráfico",
  saved: "Guardado como {{name}}.",
  pictureOf: "{{clock}} · {{policy}} · semilla {{seed}}",
  noPicture: "este navegador no puede hacer una imagen",
};

/** What a class link locks. */
export const room: Texts["room"] = {
  play: "Enlace de clase: puedes mirar, reproducir y avanzar. El mundo está bloqueado.",
  watch: "Enlace de clase: puedes mirar. El tiempo y el mundo están bloqueados.",
  own: "Abrir una página propia",
  locked: "un enlace de clase ha bloqueado este mundo",
};

export const embedded: Texts["embedded"] = { full: "{{title}}: abrir en Headway" };
