import type { LessonTexts } from "../lesson-texts.ts";

export const slidingWindow: LessonTexts = {
  title: "La ventana deslizante",
  goal: "Qué limita una descarga de muchos peers a la vez: cuántos son, cuánto puede deber cada uno y hasta dónde se mira por delante.",
  words: [
    {
      word: "ventana (window)",
      means:
        "Los bloques que se pueden pedir ahora: no más de un cierto número a partir del último que ha llegado sin dejar huecos.",
    },
    {
      word: "en vuelo (in flight)",
      means: "Pedido a un peer y aún sin llegar. Hay un límite por peer.",
    },
  ],
  beats: [
    {
      before:
        "Ocho peers iguales, una ventana de {world.windowBlocks}, y {world.inFlightPerPeer} en vuelo de cada uno. Primero el mapa; después fíjate en qué se pide a quién.",
      after:
        "La ventana va de {windowLow} a {windowHigh}, y {blocksOwed} de sus bloques están en camino: ocho peers, {world.inFlightPerPeer} cada uno. El siguiente solo se puede pedir cuando llegue el extremo izquierdo.",
    },
    {
      before: "Fíjate en cómo se desliza la tira: lo hace cuando se llena el cuadrado de más a la izquierda.",
      after:
        "El bloque {tipHeight} está validado a los {now}; la ventana va de {windowLow} a {windowHigh}. Todos los peers trabajan todo el tiempo, cada uno a su ritmo.",
    },
    {
      before: "Ocho peers, todos ocupados.",
      question: {
        ask: "Doblamos los peers a 16. ¿Cuánto antes termina?",
        choices: ["En la mitad de tiempo", "En tres cuartas partes del tiempo", "Nada antes", "Tarda más"],
        why: "Con ocho tarda {eight.endsAt}; con dieciséis, {sixteen.endsAt}. Una ventana de 32 y 4 para cada uno: 32 ÷ 4 = 8 peers tienen algo que hacer. Los demás encuentran la ventana llena.",
      },
      after:
        "Termina tras {endsAt}. Lo que resulta es lo menor de tres cosas: peers × su velocidad, ventana ÷ límite, y tu propia línea.",
    },
  ],
  variants: {
    one: "1 peer",
    two: "2 peers",
    four: "4 peers",
    eight: "8 peers",
    sixteen: "16 peers",
    least: "8 peers, 1 en vuelo",
    much: "8 peers, 16 en vuelo",
    all: "8 peers, 32 en vuelo",
  },
  simplified: [
    "Los números reales son 1024 y 16: con ellos, más de 64 peers ya no ayudan, y un nodo tiene unos diez.",
    "Todos los peers son igual de rápidos; con peers distintos, mira la próxima lección.",
  ],
  plan: [
    "Juego libre: cortar un enlace y ver quién se hace cargo de lo que debía.",
    "Predecir y ejecutar.",
    "¿Y si…? Dibujar en la pizarra las dos curvas, la de los peers y la del límite.",
    "Debate: ¿por qué la ventana no es tan larga como la cadena?",
  ],
  worlds: {
    "one-peer": "Un solo peer bueno",
    "two-peers": "Dos peers",
    "four-peers": "Cuatro peers",
    "sixteen-peers": "Dieciséis peers",
  },
};
