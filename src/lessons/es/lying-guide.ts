import type { LessonTexts } from "../lesson-texts.ts";

export const lyingGuide: LessonTexts = {
  title: "El guía que miente",
  goal: "Basta un peer honesto para descubrir a un mentiroso, y mentir cuesta trabajo.",
  words: [
    {
      word: "peer de sincronización (sync peer)",
      means: "El único peer al que se piden todas las cabeceras al principio: el guía.",
    },
    {
      word: "obsoleto (stale)",
      means: "Válido, pero no en la cadena con más trabajo: se deja aparte.",
    },
  ],
  beats: [
    {
      before:
        "Tu guía es A. Te lleva a una rama propia, que es más corta. Cada una de sus cabeceras es válida y costó trabajo.",
      after:
        "Cabeceras completas, dice A: {bestHeight}. Nada de lo que has visto lo contradice. Debajo de la cadena está la verdad, que no puedes ver: T la oculta.",
    },
    {
      before:
        "Ahora se pregunta a todos qué viene después de la punta de A. Siete peers conocen otra cadena.",
      question: {
        ask: "¿Cuántos peers honestos hacen falta para descubrir al mentiroso?",
        choices: ["Uno", "Más de la mitad", "Los siete", "No se le puede descubrir"],
        why: "Se cuenta el trabajo, no los peers. Con un peer honesto en vez de siete también terminas en {two.tipHeight}; sin ninguno te quedas en {alone.tipHeight} y no sabes de nada mejor.",
      },
      after:
        "A los {now} tu mejor cabecera está en {bestHeight}. El primer hash de tu localizador que tienen los demás estaba bastante por debajo de la bifurcación, así que llegaron cabeceras repetidas: {headersTwice} hasta ahora, la mayoría porque siete peers cuentan lo mismo.",
    },
    {
      before: "Se deja la rama de A. ¿Qué te ha costado?",
      after:
        "Termina en {tipHeight}. Se descargaron {blocksAside} bloques de la rama de A, en balde. Para mantener la mentira por delante, A tendría que encontrar bloques más rápido que todos los demás juntos.",
    },
  ],
  variants: {
    seven: "Siete peers honestos",
    two: "Un peer honesto",
    alone: "Ninguno",
    patient: "Ningún bloque hasta que varios peers coincidan",
    core: "Core 0.12",
  },
  simplified: [
    "Los cincuenta bloques de A no costaron nada aquí; en la red cada uno costaría tanto como uno honesto.",
    "Si todos los peers son del mentiroso, nada ayuda; por eso los nodos eligen peers de tantos sitios como pueden.",
  ],
  plan: [
    "Juego libre en el mundo grande de la lección anterior.",
    "Predecir y ejecutar.",
    "¿Y si…? Menos peers honestos, un nodo paciente.",
    "Debate: ¿quién en la sala sabía la verdad, y cuándo pudo saberla tu nodo?",
  ],
  worlds: {
    "lying-guide": "El guía que miente",
    "one-honest": "El guía que miente",
    "no-honest": "El guía que miente",
  },
};
