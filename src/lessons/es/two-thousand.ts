import type { LessonTexts } from "../lesson-texts.ts";

export const twoThousand: LessonTexts = {
  title: "De dos mil en dos mil",
  goal: "Preguntar, recibir un lote, volver a preguntar: qué marca el ritmo de esa conversación, y cómo sabe que ha terminado.",
  words: [
    {
      word: "getheaders",
      means: "La pregunta: aquí es donde estoy, ¿qué viene después?",
    },
    {
      word: "ida y vuelta (round trip)",
      means: "El tiempo de una pregunta a su respuesta: dos veces el camino, por gruesa que sea la línea.",
    },
  ],
  beats: [
    {
      before:
        "El peer A tiene {world.blocks} cabeceras y da {world.headersPerMessage} cada vez. Fíjate en el corchete de su carril: está abierto desde cada pregunta hasta su respuesta.",
      after:
        "{headersMessages} respuestas, {headersKnown} cabeceras, a los {now}. Solo hay una pregunta en camino cada vez, pues cada una empieza donde terminó la última respuesta. Lo que lo frena es el camino de ida y vuelta: la latencia.",
    },
    {
      before: "Sigue así hasta el final de la cadena.",
      question: {
        ask: "¿Qué hace que esto vaya el doble de rápido?",
        choices: [
          "Una línea el doble de ancha",
          "Un peer a la mitad de distancia",
          "Preguntar a dos peers a la vez",
          "Una máquina más rápida",
        ],
        why: "Con una línea diez veces más ancha tarda {fat.headersDoneAt}, como antes; cerca, {near.headersDoneAt}; lejos, {far.headersDoneAt}. Un lote no pesa casi nada: lo que se espera es la ida y la vuelta.",
      },
      after:
        "Las {headersKnown} cabeceras están a los {headersDoneAt}, tras {getheadersSent} preguntas. La última respuesta estaba vacía: {world.blocks} es múltiplo de {world.headersPerMessage}, así que no se podía saber que el mensaje lleno anterior era el último.",
    },
    {
      before: "Lo mismo con una cadena diez bloques más corta, para que el último mensaje no esté lleno.",
      after:
        "{getheadersSent} preguntas para {headersKnown} cabeceras, {emptyHeadersMessages} respuestas vacías: un mensaje que no está lleno es el final. El programa, tal como se publicó el artículo, sigue preguntando de todos modos.",
    },
  ],
  variants: {
    plain: "Tal como está: 50 ms por trayecto",
    near: "Cerca: 10 ms",
    far: "Lejos: 250 ms",
    fat: "Una línea diez veces más ancha",
    full: "2000 cabeceras por mensaje",
    published: "390 bloques, como se publicó el artículo",
  },
  simplified: [
    "En la red un mensaje contiene 2000 cabeceras: unas 900.000 son 451 preguntas, con respuestas de 162 kB cada una.",
    "Aquí los bloques son pequeños, para que no importen.",
  ],
  plan: [
    "Juego libre: recorrer paso a paso dos preguntas y dos respuestas.",
    "Predecir y ejecutar.",
    "¿Y si…? Distancia, ancho, tamaño de un mensaje.",
    "Calcular: todas las cabeceras de la cadena real con una ida y vuelta de 100 ms, en minutos.",
  ],
  worlds: {
    "headers-alone": "Las cabeceras, de veinte en veinte",
    odd: "Las cabeceras, de veinte en veinte",
    near: "Las cabeceras, de veinte en veinte",
    far: "Las cabeceras, de veinte en veinte",
    fat: "Las cabeceras, de veinte en veinte",
  },
};
