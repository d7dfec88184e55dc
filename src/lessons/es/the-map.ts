import type { LessonTexts } from "../lesson-texts.ts";

export const theMap: LessonTexts = {
  title: "El mapa antes que el territorio",
  goal: "Distinguir: saber que un bloque existe, tenerlo, y haberlo comprobado.",
  words: [
    {
      word: "cabecera (header)",
      means: "Los 80 bytes al principio de un bloque: qué bloque va antes, qué contiene y que costó trabajo.",
    },
    {
      word: "bloque",
      means: "Una cabecera y todas sus transacciones: unas diez mil veces más bytes.",
    },
  ],
  beats: [
    {
      before:
        "Conoces el primer bloque de todos y nada más. El peer A conoce {world.blocks} más. Tu pregunta está en camino: fíjate en qué vuelve.",
      after:
        "{headersKnown} cabeceras, en un mensaje. Cada una es ahora un cuadrado hueco: sabes que el bloque existe, qué va antes y que costó trabajo. No tienes ninguno.",
    },
    {
      before:
        "Un mensaje contiene como mucho {world.headersPerMessage} cabeceras. Fíjate en cómo averiguas que no hay más.",
      after:
        "Preguntaste {getheadersSent} veces, y la última respuesta estaba vacía: ese es el final. El mapa entero, {headersKnown} cabeceras, ocupó {headersBytes}.",
    },
    {
      before: "Todos los cuadrados están huecos: tienes el mapa entero.",
      question: {
        ask: "¿Qué sabe ahora tu nodo?",
        choices: [
          "Todavía nada",
          "Todas las transacciones",
          "El orden de los bloques, y cuánto trabajo costaron",
          "Que todos los bloques son válidos",
        ],
        why: "Una cabecera nombra a la anterior y muestra su trabajo. Qué hay en un bloque, y si es válido, no lo sabe nadie hasta que el bloque llega y se comprueba.",
      },
      after:
        "La tinta se va llenando: discontinuo es pedido, a medias es guardado, lleno es comprobado y en tu cadena. El primer bloque llegó tras {firstBlockAt}; hay {blocksOwed} más pedidos.",
    },
    {
      before:
        "Ahora el territorio mismo, todo de un solo peer. Compara los bytes del mapa con los del terreno.",
      after: "Termina tras {endsAt}: {headersBytes} de cabeceras llevaron a {blocksBytes} de bloques.",
    },
  ],
  variants: {
    one: "Un peer, tal como está",
    four: "Cuatro peers",
    small: "Solo 5 cabeceras por mensaje",
  },
  simplified: [
    "En la red un mensaje contiene 2000 cabeceras, no 20.",
    "Aquí los bloques son todos de 1 MB; los reales varían y contienen transacciones, de las que estos tienen una.",
  ],
  plan: [
    "Juego libre: averiguar qué hacen Reproducir, Paso y las velocidades.",
    "Las cuatro partes, con la pregunta en la tercera.",
    "¿Y si…? Más peers, mensajes más pequeños.",
    "Debate: ¿por qué un monedero de teléfono se detendría después del mapa?",
  ],
  worlds: {
    "the-map": "Un solo peer bueno",
    "four-peers": "Cuatro peers",
  },
};
