/** Presenting to a hall. */
import type { Texts } from "./texts.ts";

export const present: Texts["present"] = {
  label: "Presentación",
  begin: "Presentar",
  play: "Reproducir o pausar",
  freeze: "Congelar una copia",
  frozen: "La imagen tal como estaba",
  notes: "Notas",
  fullScreen: "Pantalla completa",
  end: "Terminar",
  blank: "En blanco. Pulsa . para ver la imagen.",
};

export const notes: Texts["notes"] = {
  title: "Headway: notas",
  waiting: "Nadie está presentando: las notas llegan cuando alguien lo haga.",
  question: "Pregunta",
  answer: "Respuesta",
  next: "Siguiente",
  keys: "En la otra ventana: PgDn y PgUp avanzan y retroceden, Space reproduce, . deja en blanco, P termina.",
};
