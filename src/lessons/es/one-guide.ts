import type { LessonTexts } from "../lesson-texts.ts";

export const oneGuide: LessonTexts = {
  title: "¿Un guía, o todos?",
  goal: "Sopesar lo que cuesta pedir a todos las mismas cabeceras y lo que se gana con ello.",
  words: [
    {
      word: "peer de sincronización (sync peer)",
      means: "El único peer al que se piden todas las cabeceras al principio: el guía.",
    },
  ],
  beats: [
    {
      before:
        "La ejecución con la que acaba el artículo: dos nodos se conocen, y llega un tercero, que eres tú. Nadie tiene más que el primer bloque. ¿A quién preguntas?",
      after:
        "Preguntaste a un solo peer, el primero con el que se completó el handshake. Su respuesta está vacía: no tiene nada que tú no tengas, y la sincronización de cabeceras está completa. Enseguida preguntas a todos si eso es todo: {askedPeers}.",
    },
    {
      before: "Al programa del artículo no le basta la palabra de un peer. Fíjate en las dos respuestas.",
      after:
        "{getheadersSent} preguntas en total, {emptyHeadersMessages} respuestas vacías: es la conversación que imprime el artículo, mensaje por mensaje. Un guía para las cabeceras, y después la palabra de todos.",
    },
    {
      before:
        "Un mundo más grande: ocho peers con {world.blocks} bloques. Un nodo que pide a todos a la vez todas las cabeceras.",
      question: {
        ask: "Se pregunta a ocho peers en vez de a uno. ¿Cuándo se conocen todas las cabeceras?",
        choices: ["En la octava parte del tiempo", "En la mitad del tiempo", "Igual de pronto", "Más tarde"],
        why: "Las mismas preguntas hay que hacerlas una tras otra, a cada uno. Lo que llega otras siete veces ya se conoce: {everybody.headersTwice} cabeceras en balde, {everybody.headersBytes} en vez de {guide.headersBytes}.",
      },
      after:
        "Todas las cabeceras se conocen a los {now}. Llegaron {headersReceived} cabeceras, {headersTwice} de ellas repetidas, de la segunda a la octava vez: {headersBytes}. Pero así cada peer ya ha mostrado lo que tiene, y se le pueden pedir bloques.",
    },
    {
      before: "El mismo nodo con un guía y nadie más, hasta el final.",
      after:
        "Ninguna cabecera llegó dos veces, y tardó {endsAt} en vez de {everybody.endsAt}: {givers} solo peer dio todos los bloques, pues nunca se preguntó a los demás qué tienen. Ahorrar cabeceras no es ahorrar tiempo.",
    },
  ],
  variants: {
    guide: "Core 0.12 con un solo guía",
    everybody: "Todos, desde la primera respuesta",
    day: "Core 0.12: todos, cuando las cabeceras son del último día",
    article: "El artículo: un guía, y después todos una vez",
  },
  simplified: [
    "La cuenta del artículo: 400.000 cabeceras son 32 MB, otras siete veces son 224 MB, y los bloques 360 GB. Para un nodo completo no es nada; para un monedero que no baja bloques lo es todo.",
    "Un nodo de la red tiene ocho o más peers que ha elegido él, y otros que lo han elegido.",
  ],
  plan: [
    "Leer la conversación impresa al final del artículo, línea por línea, junto a las dos primeras partes.",
    "Predecir y ejecutar el mundo grande.",
    "¿Y si…? La tabla de los cuatro.",
    "Debate: ¿qué ganamos con un solo guía, y qué arriesgamos? La próxima lección lo muestra.",
  ],
  worlds: {
    "eight-light": "Ocho peers buenos",
  },
};
