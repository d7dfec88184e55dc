import type { LessonTexts } from "../lesson-texts.ts";

export const aTree: LessonTexts = {
  title: "Un árbol, no una línea",
  goal: "El índice de bloques guarda todas las ramas; la cadena activa es una elección entre ellas, y se elige por trabajo.",
  words: [
    {
      word: "trabajo de la cadena (chain work)",
      means:
        "Cuántos hashes hacen falta, de media, para hacer una cadena: lo dicen los objetivos (targets) de sus bloques.",
    },
    {
      word: "cadena activa",
      means: "La que sigue un nodo: de aquellas cuyos bloques ha comprobado, la que tiene más trabajo.",
    },
  ],
  beats: [
    {
      before: "Primero se pregunta al peer A. Tiene una cadena propia. Fíjate en la punta del árbol.",
      after:
        "La cadena de A está aquí en forma de cabeceras: su punta está en {bestHeight}. Nadie más ha hablado.",
    },
    {
      before:
        "Ahora se pregunta a B, C y D qué conocen. Su cadena tiene {world.blocks} bloques, y cada uno de los posteriores fue más difícil de hacer.",
      question: {
        ask: "¿Qué cadena debería seguir tu nodo?",
        choices: [
          "La más alta",
          "La más pesada: la que tiene más trabajo",
          "La que se vio primero",
          "La que tienen más peers",
        ],
        why: "Se pueden hacer bloques fáciles y se pueden inventar peers; el trabajo, no. Por eso gana aquí la cadena más corta. Lo que diga la mayoría de los peers no decide nada.",
      },
      after:
        "Tu mejor cabecera está ahora en {bestHeight}, por debajo de la punta de A, y hay {headersKnown} cabeceras en el índice: la cadena de los demás tiene más trabajo, {bestWork}. La rama de A está rayada: queda aparte, pero se guarda.",
    },
    {
      before:
        "Durante todo este tiempo se han pedido bloques. Fíjate en cuáles terminan en la cadena activa.",
      after:
        "Termina en el bloque {tipHeight}: llegaron {blocksReceived} bloques, y {blocksAside} de ellos son de la rama que se dejó. Quien pide bloques antes de que todos hayan hablado puede pagar por parte de la cadena equivocada.",
    },
  ],
  variants: {
    plain: "El nodo del artículo, tal como es",
    published: "Como se publicó el artículo: trabajo es altura",
    patient: "Esperar a que varios peers coincidan",
    core: "Bitcoin Core 0.12",
  },
  simplified: [
    "Aquí la dificultad cambia cada 8 bloques; en la red, cada 2016.",
    "El tutorial cuenta una unidad de trabajo por bloque: así gana siempre la cadena más alta, por fácil que fuera.",
  ],
  plan: [
    "Juego libre: dejar el puntero sobre bloques de las dos ramas.",
    "Predecir y ejecutar.",
    "¿Y si…? El programa tal como se publicó.",
    "Debate: ¿qué puede hacerle un peer a un nodo que cuenta bloques en vez de trabajo?",
  ],
  worlds: {},
};
