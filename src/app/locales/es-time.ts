/** Going back and forth in time. */
import type { Texts } from "./texts.ts";

export const timeLine: Texts["timeLine"] = {
  label: "Tiempo",
  value: "{{at}}, de {{newest}} transcurridos",
  several: "{{what}}, y {{count}} más",
  tick: {
    act: "se le hizo algo al mundo",
    stall: "la ventana se atasca",
    drop: "un peer es expulsado",
    reorganisation: "se deja la cadena activa por otra mejor",
    headersDone: "se conocen todas las cabeceras",
    crash: "un nodo se cae",
    broken: "un invariante no se cumple",
    end: "la simulación termina",
  },
  rails: "Futuros que se dejaron; el que se muestra es el número {{current}}",
  rail: {
    open: "{{number}}: dejado en {{at}}",
    synced: "{{number}}: sincronizado, terminó en {{at}}",
    stuck: "{{number}}: estancado en {{at}}",
    deadline: "{{number}}: sin sincronizar en {{at}}",
  },
  takeRail: "Volver al futuro {{rail}}",
  moreRails_one: "y uno más",
  moreRails_other: "y {{count}} más",
};

export const until: Texts["until"] = {
  open: "hasta",
  label: "Avanzar hasta",
  cancel: "Dejar de buscar",
  stall: "la ventana se atasca",
  drop: "un peer es expulsado",
  reorganisation: "una reorganización",
  headersDone: "se conocen todas las cabeceras",
  block: "el bloque {{height}} está validado",
  message: "llega el siguiente mensaje",
  messageOf: "el siguiente mensaje de {{peer}}",
  act: "se le hace algo al mundo",
  crash: "un nodo se cae",
  broken: "se rompe un invariante",
  end: "el final",
  trouble: "un atasco, una expulsión o una reorganización",
  never: "Terminó antes de que se cumpliera: {{words}}.",
};
