import type { LessonTexts } from "../lesson-texts.ts";

export const startOrWait: LessonTexts = {
  title: "¿Empezar ya, o esperar al mapa entero?",
  goal: "¿Cuándo es seguro pagar por bloques: enseguida, cuando todos han hablado, o cuando se ha mostrado bastante trabajo?",
  words: [
    {
      word: "segunda opinión",
      means: "Lo que dicen otros peers de la cadena que ha mostrado el guía.",
    },
    {
      word: "trabajo mínimo de la cadena (minimum chain work)",
      means: "Cuánto trabajo tiene que mostrar una cadena antes de que se pida alguno de sus bloques.",
    },
  ],
  beats: [
    {
      before:
        "Otra vez el guía que miente: A te lleva a una rama que sale de la cadena tras el bloque 250. Core 0.12 pide bloques después de cada mensaje headers. Fíjate en cuándo llega el primer bloque.",
      after:
        "El primer bloque está validado a los {firstBlockAt}, con {headersKnown} cabeceras conocidas. No se sabe de nadie que lo tenga salvo el guía: todos los bloques se piden a A.",
    },
    {
      before:
        "Una nota sobre Core dice: descargamos bloques con cada mensaje headers; hay que hacerlo tras recibir todas las cabeceras, y asegurándose con varios peers.",
      question: {
        ask: "¿Quién termina antes en este mundo: quien empieza enseguida, o quien espera al mapa entero y a una segunda opinión?",
        choices: [
          "Quien empieza enseguida",
          "Quien espera",
          "Los dos a la vez",
          "Quien espera no termina nunca",
        ],
        why: "Quien empieza enseguida termina tras {eager.endsAt}; quien espera, tras {patient.endsAt}: para entonces sabe que los ocho tienen los bloques y los pide a todos. Y paga por {patient.blocksAside} bloques en balde, no por {eager.blocksAside}.",
      },
      after:
        "Termina tras {endsAt}. Se descargaron {blocksAside} bloques de la rama de A antes de que otro mostrara una mejor.",
    },
    {
      before: "El que espera: ningún bloque hasta que estén todas las cabeceras y varios peers coincidan.",
      after:
        "El primer bloque está validado a los {firstBlockAt}, más tarde que antes. Entonces se pide a todos: termina tras {patient.endsAt}, y hasta ahora se descargaron {blocksAside} bloques en balde.",
    },
    {
      before:
        "El Bitcoin Core actual: las cabeceras solo se cuentan hasta que su cadena ha mostrado bastante trabajo. La de A nunca lo hará.",
      after:
        "El primer bloque llega a los {firstBlockAt}, después de dar por perdido a A a los {firstDropAt}: su cadena pesaba poco, y no se pidió ni uno de sus bloques. Un listón de trabajo protege tu disco; por sí solo no dice nada de tu paciencia.",
    },
  ],
  variants: {
    eager: "Enseguida: Core 0.12",
    guide: "Tras las cabeceras del guía: el nodo del artículo",
    patient: "Tras una segunda opinión",
    line: "Tras el 85 % del trabajo: Core actual",
    low: "Core actual, con el listón al 60 %",
  },
  simplified: [
    "Aquí el listón es el 85 % del trabajo de la cadena; el de Core es un número en su programa que crece con cada versión.",
    "En la red, un guía que tiene muy poco que decir se reemplaza mucho antes de que pasen sus 15 minutos.",
    "Aquí las cabeceras llegan en segundos; con 900.000 y una línea fina, esperar lleva más tiempo. El issue 11757 de Bitcoin Core pide empezar pronto.",
  ],
  plan: [
    "Leer la nota sobre Core y encontrar sus dos deseos.",
    "Predecir y ejecutar.",
    "¿Y si…? La tabla de los cinco.",
    "Debate: ¿qué responderías a quien pide empezar pronto? ¿Y si las cabeceras llegaran a 2 por segundo?",
  ],
  worlds: {
    "lying-guide": "El guía que miente",
  },
};
