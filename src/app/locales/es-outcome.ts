/** What a run that is over was about: the answers to what one was asked at its beginning. */
import type { Texts } from "./texts.ts";

export const outcome: Texts["outcome"] = {
  unfinished:
    "Una cadena con más trabajo, {{otherWork}}, termina en {{otherHeight}}, pero no todos sus bloques llegaron o fueron válidos. Estás en {{height}}.",
  heavier:
    "Seguiste la cadena con más trabajo, {{work}}, y dejaste aparte la que termina en {{otherHeight}}, con {{otherWork}}.",
  heavierNotLonger:
    "Seguiste la cadena más pesada, {{height}} bloques con trabajo {{work}}, y no la más larga, {{otherHeight}} bloques con trabajo {{otherWork}}.",
  left_one: "Al cambiar de cadena deshiciste {{number}} bloque.",
  left_other: "Al cambiar de cadena deshiciste {{number}} bloques.",
  inVain_one: "{{number}} bloque se descargó en balde.",
  inVain_other: "{{number}} bloques se descargaron en balde.",
  stood: "Durante {{span}} la ventana estuvo parada, esperando a {{names}}.",
  stoodShares: "Durante {{span}} la ventana estuvo parada: {{shares}}.",
  stoodFor: "{{span}} por {{peer}}",
  mined_one: "Entretanto se encontró {{number}} bloque.",
  mined_other: "Entretanto se encontraron {{number}} bloques.",
  dropped: {
    misbehaving: "Expulsaste a {{peer}} a los {{at}}: se portó mal.",
    headersTimeout: "Expulsaste a {{peer}} a los {{at}}: no llegaron cabeceras a tiempo.",
    blockTimeout: "Expulsaste a {{peer}} a los {{at}}: un bloque no llegó a tiempo.",
    stalling: "Expulsaste a {{peer}} a los {{at}}: atascaba la ventana.",
    pingTimeout: "Expulsaste a {{peer}} a los {{at}}: no daba señales de vida.",
    outdated: "Expulsaste a {{peer}} a los {{at}}: su cadena iba por detrás de la tuya o pesaba poco.",
    handshakeTimeout: "Expulsaste a {{peer}} a los {{at}}: nunca completó el handshake.",
    protocol: "Expulsaste a {{peer}} a los {{at}}.",
  },
  droppedHeld: "Expulsaste a {{peer}} a los {{at}}: llevaba {{held}} atascando la ventana.",
  droppedSeveral: "Expulsaste a {{number}} peers: {{names}}.",
  droppedAgain: "Expulsaste a {{peer}} {{count}} veces.",
  gave: "Las cabeceras vinieron de {{guides}}; los bloques, de {{names}}.",
  gaveHeaders: "Las cabeceras vinieron de {{guides}}.",
  all: "los {{count}} peers",
  asked: "Pediste cabeceras primero a {{first}} y después a {{names}}.",
  askedOne: "Pediste cabeceras a {{first}}.",
};
