/** What Headway's own scenarios are called, and what is said of each. */
import type { Texts } from "./texts.ts";

export const scenario: Texts["scenario"] = {
  "first-visit": {
    title: "Un nodo se pone al día",
    caption: "Solo conoces el primer bloque, y a cuatro peers que conocen más: mira cómo se llena la cadena.",
  },
  classroom: {
    title: "Ocho peers buenos",
    caption: "Todos envían igual de rápido: mira cómo se desliza la ventana cuando llega su primer bloque.",
  },
  "real-constants": {
    title: "Los números reales",
    caption:
      "2000 cabeceras por mensaje, una ventana de 1024, 16 en vuelo de cada peer: los tamaños de la red real.",
  },
  "slow-peer": {
    title: "Un peer lento",
    caption: "El peer D envía veinte veces más despacio que los demás.",
  },
  "silent-sync-peer": {
    title: "El guía no dice nada",
    caption: "Primero se piden las cabeceras al peer A, que nunca responde.",
  },
  "withholding-peer": {
    title: "Cabeceras, pero no bloques",
    caption: "El peer C da todas las cabeceras y ni un solo bloque.",
  },
  "two-branches": {
    title: "¿Más bloques o más trabajo?",
    caption: "La cadena del peer A es más larga; la de todos los demás, más pesada.",
  },
  "living-network": {
    title: "La red sigue adelante",
    caption:
      "Se encuentran bloques mientras te pones al día, y los peers se avisan unos a otros: mira cómo crece la cadena y se te aleja.",
  },
  reorganisation: {
    title: "Seis bloques en balde",
    caption: "El peer D encuentra siete bloques propios sobre uno antiguo.",
  },
  "article-two-nodes": {
    title: "Los dos nodos del artículo",
    caption:
      "El programa del artículo como lo ejecutó su autor la primera vez: los dos solo conocen el génesis y se piden más el uno al otro.",
  },
  "article-three-nodes": {
    title: "El tercer nodo del artículo",
    caption: "Cuando dos han terminado, llega un tercero.",
  },
};
