import type { LessonTexts } from "../lesson-texts.ts";

export const oneSlowPeer: LessonTexts = {
  title: "Un peer lento",
  goal: "Ver cómo una ventana convierte al peer más lento en la velocidad de todos, y por qué los atascos necesitan una regla propia.",
  words: [
    {
      word: "ventana (window)",
      means:
        "Los bloques que se pueden pedir ahora: no más de un cierto número a partir del último que ha llegado sin dejar huecos.",
    },
    {
      word: "atasco (stall)",
      means:
        "Todo lo que hay en la ventana ha llegado o está pedido, y nada se mueve hasta que un peer envíe lo que debe.",
    },
  ],
  beats: [
    {
      before:
        "Ocho peers tienen los {world.blocks} bloques; puede haber {world.inFlightPerPeer} en vuelo de cada uno. El peer D envía veinte veces más despacio. Primero las cabeceras: las da un solo peer.",
      after:
        "Tras {headersDoneAt} se conocen las {headersKnown} cabeceras. A partir de ahora se piden bloques: primero a A, después a todos, D entre ellos.",
    },
    {
      before: "Siete peers rápidos y uno lento, y una ventana de {world.windowBlocks} bloques.",
      question: {
        ask: "¿Qué termina antes: un peer rápido solo, o estos siete rápidos con uno lento entre ellos?",
        choices: [
          "Un peer rápido solo",
          "Siete rápidos y el lento",
          "Los dos a la vez",
          "Ninguno termina nunca",
        ],
        why: "Un peer rápido solo tarda {alone.endsAt}; estos ocho, {mixed.endsAt}, aunque con ocho buenos son {good.endsAt}. La ventana espera a D, una y otra vez.",
      },
      after:
        "Tras {firstStallAt} la ventana se para: {blocksWaiting} bloques están aquí y no se pueden usar, porque {staller} debe el primero de la ventana. A los demás peers ya no queda nada que pedirles.",
    },
    {
      before:
        "Nadie expulsa a D: un bloque le lleva mucho tiempo, pero nunca los 60 s tras los que este programa desiste. Fíjate en cuántas veces se para.",
      after:
        "Termina tras {endsAt}, y durante {stoodFor} la ventana estuvo parada. Peers expulsados: {peersDropped}; ningún plazo para un solo bloque ve esto.",
    },
    {
      before:
        "El mismo mundo una vez más, con las reglas de Bitcoin Core 0.12: quien atasca la ventana entera durante 2 s es expulsado.",
      question: {
        ask: "¿A quién tiene que encontrar una regla así?",
        choices: [
          "Al peer con la velocidad más baja",
          "Al peer que debe el bloque más bajo de una ventana llena",
          "Al peer al que se preguntó hace más tiempo",
          "A todo peer que sea más lento que el resto",
        ],
        why: "Ser lento no es una falta. Hay un atasco cuando no se puede pedir nada más: solo quien debe el bloque más bajo puede acabar con él.",
      },
      after:
        "A los {firstDropAt} {droppedPeers} es expulsado. Lo que debía se pide enseguida a otros, y la simulación termina tras {staller.endsAt} en vez de {mixed.endsAt}.",
    },
  ],
  variants: {
    mixed: "Tal como está: siete rápidos y uno lento",
    alone: "Un peer rápido solo",
    good: "Ocho peers buenos",
    staller: "La regla de Core 0.12",
    wide: "Una ventana de 128",
  },
  simplified: [
    "Aquí todos los bloques son de un mismo tamaño, y D es lento todo el tiempo; los peers reales son lentos a ratos.",
    "En la red la ventana es de 1024 bloques y puede haber 16 en vuelo de cada peer: tarda más en pararse.",
  ],
  plan: [
    "Juego libre: hacer lento a cualquier peer.",
    "Predecir y ejecutar, hasta el final de la última parte.",
    "¿Y si…? Una ventana más ancha, una regla mejor.",
    "Debate: ¿qué tendría que medir una regla para ser justa con un peer lento pero honesto?",
  ],
  worlds: {
    "one-peer": "Un solo peer bueno",
  },
};
