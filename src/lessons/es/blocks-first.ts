import type { LessonTexts } from "../lesson-texts.ts";

export const blocksFirst: LessonTexts = {
  title: "Primero bloques, y la bandeja de huérfanos",
  goal: "Ver cómo se hacía antes, y sus dos debilidades: una sola fuente, y ninguna idea de dónde va un bloque hasta que llega.",
  words: [
    {
      word: "inv",
      means: "Una lista de lo que tiene un peer: de cada cosa su tipo y su hash, y nada más.",
    },
    {
      word: "huérfano (orphan)",
      means: "Un bloque cuyo padre no se tiene: nadie sabe todavía dónde va.",
    },
  ],
  beats: [
    {
      before:
        "Hasta la versión 0.9 incluida, Bitcoin no tenía mapa. Le dices al peer A qué bloques tienes, y A responde con un inv: una lista de hashes. Fíjate en cómo llega la lista y qué haces con ella.",
      after:
        "Ha llegado {inventories} lista, de {world.inventoryPerMessage} hashes; pides sus bloques, {world.inFlightPerPeer} cada vez. No se puede dibujar nada en la cadena: un hash no dice ni qué va antes ni cuánto trabajo costó.",
    },
    {
      before:
        "Todos los bloques se piden a un solo peer, en el orden de sus listas. Otros tres los tienen también.",
      after:
        "A los {now} tienes los {tipHeight} bloques que tiene A, de {givers} solo peer; los demás no hicieron nada. A había anunciado además su punta: ese bloque llegó antes que sus padres y los esperó como huérfano.",
    },
    {
      before:
        "B, C y D tienen una cadena de {world.blocks} bloques; A te ha llevado a una rama que sale de ella tras el primero.",
      question: {
        ask: "¿Cuándo pudo saber tu nodo que la rama de A es la peor?",
        choices: [
          "Con la primera lista de hashes",
          "Con el primer bloque",
          "Solo cuando tenga bloques de otro peer",
          "Cuando llegó toda la rama",
        ],
        why: "Un hash no dice nada, y los bloques de A son válidos. Solo lo que tienen los demás muestra que hay más trabajo en otro sitio, y no se preguntó a nadie más.",
      },
      after:
        "A los {now} B ha encontrado un bloque, te ha avisado y lo has descargado. Su padre es desconocido, así que está en la bandeja de huérfanos: entero, pagado y, por ahora, inútil. Ni siquiera se puede saber su altura.",
    },
    {
      before:
        "Un huérfano te hace preguntar por lo que hay en medio. Fíjate en si eso te lleva a la cadena mejor.",
      after:
        "No te lleva: tras {endsAt} estás en el bloque {tipHeight}. B dio una lista más, y han llegado {blocksReceived} bloques en total, {blocksBytes}; pero solo al peer de sincronización se le pide lista tras lista, y A no tiene más que decir.",
    },
    {
      before: "El mismo mundo con las cabeceras primero. Nada más cambia.",
      after:
        "Se preguntó a todos los peers, y la punta está en {tipHeight}, con el bloque que encontró B. {blocksAside} bloques se descargaron en balde antes de que hablaran los demás, y hubo {orphans} huérfanos: un bloque solo se pide si su cabecera ya cuelga del árbol.",
    },
  ],
  variants: {
    led: "A te lleva a una rama",
    honest: "Todos son honestos",
    parallel: "Todos honestos, primero cabeceras",
    older: "La 0.8, aún más antigua",
  },
  simplified: [
    "En la red una lista contiene 500 hashes, no 10.",
    "Aquí todos los peers están desde el principio; un nodo real de entonces encontraba otros, y sus bloques nuevos lo hacían avanzar tarde o temprano.",
    "El autor del artículo duda de que la debilidad sea la velocidad: también sin mapa se podrían pedir bloques a muchos peers, igual de a ciegas.",
  ],
  plan: [
    "Juego libre con las cabeceras primero, para recordar cómo era el mapa.",
    "Las partes, con la pregunta en la tercera.",
    "¿Y si todos son honestos? ¿Quién trabaja entonces?",
    "Debate: ¿con qué podría llenar la bandeja un peer malo, y cuánto le costaría?",
  ],
  worlds: {
    "blocks-first-lesson": "Primero bloques",
    "blocks-first-honest": "Primero bloques",
  },
};
