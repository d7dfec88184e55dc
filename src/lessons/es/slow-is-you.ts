import type { LessonTexts } from "../lesson-texts.ts";

export const slowIsYou: LessonTexts = {
  title: "Cuando el lento eres tú",
  goal: "Una regla que deduce quién tiene la culpa tiene que aprender de sus errores.",
  words: [
    {
      word: "atasco (stall)",
      means:
        "Todo lo que hay en la ventana ha llegado o está pedido, y nada se mueve hasta que un peer envíe lo que debe.",
    },
  ],
  beats: [
    {
      before:
        "Los ocho peers son rápidos. Por tu propia línea pasa medio bloque por segundo, y la ventana es de {world.windowBlocks}. La regla de Core 0.12: quien atasca una ventana llena durante 2 s es expulsado. Fíjate en cómo se va el primero.",
      after:
        "A los {firstDropAt} expulsas a {droppedPeers}. Lo había enviado todo enseguida: sus bloques esperan a tu propia puerta. Lo que ya había llegado de ellos se tira.",
    },
    {
      before: "Los demás son igual de rápidos, y tu línea igual de fina.",
      question: {
        ask: "Desde dentro de tu nodo: ¿puedes distinguir este mundo de otro en el que un peer es lento?",
        choices: [
          "Sí: un peer lento envía bloques más pequeños",
          "No por un solo atasco; si pasa con todos, eres tú",
          "Sí: un peer lento responde tarde a los pings",
          "No, nunca",
        ],
        why: "Un bloque tardío se ve igual en los dos mundos. Si se atasca un peer tras otro, lo único que tienen en común eres tú: por eso el Core actual dobla el tiempo que concede cada vez que ha expulsado a alguien, hasta 64 s, y deja que vuelva a encoger cuando llegan bloques.",
      },
      after:
        "Termina tras {endsAt}, con {peersDropped} de ocho peers buenos expulsados: {droppedPeers}. Tu línea no fue por eso más rápida.",
    },
    {
      before: "El mismo mundo con la regla de hoy, que aprende.",
      after:
        "Termina tras {endsAt}, y {peersDropped} fueron expulsados hasta que el tiempo concedido bastó para tu línea.",
    },
  ],
  variants: {
    fixed: "Fija: 2 s, como en Core 0.12",
    adaptive: "Adaptable: como en el Core actual",
    none: "Sin regla: el nodo del artículo",
    patient: "Fija, pero 20 s",
    wide: "Fija, con una ventana de 64",
  },
  simplified: [
    "Un nodo real encuentra peers nuevos por los que ha expulsado; aquí hay ocho y ninguno más.",
    "Pasó de verdad: los issues 9213 y 25880 de Bitcoin Core hablan de nodos con líneas finas que echaban a un peer tras otro; la regla que aprende llegó seis años después.",
  ],
  plan: [
    "Juego libre: ponerte a ti y a un peer, por turnos, la misma línea fina, y comparar.",
    "Predecir y ejecutar.",
    "¿Y si…? La tabla.",
    "Debate: ¿qué medirías tú, y qué podría hacerle un peer malo a tu medida?",
  ],
  worlds: {
    "thin-line": "Tu propia línea fina",
  },
};
