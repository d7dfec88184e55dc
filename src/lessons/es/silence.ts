import type { LessonTexts } from "../lesson-texts.ts";

export const silence: LessonTexts = {
  title: "El silencio, y algo peor",
  goal: "Un plazo para una petición no es un plazo para la tarea.",
  words: [
    {
      word: "plazo (timeout)",
      means: "Cuánto se espera una respuesta antes de dar por perdido al peer.",
    },
    {
      word: "goteo",
      means: "Un peer que responde justo a tiempo, y demasiado despacio.",
    },
  ],
  beats: [
    {
      before:
        "Has pedido cabeceras a tu guía, A, que nunca responderá. Fíjate en cómo se llena el anillo de su carril.",
      after:
        "Tras {firstDropAt} das por perdido a {droppedPeers}. Hasta entonces no se pidió nada a nadie más: un guía que no dice nada cuesta su plazo.",
    },
    {
      before: "Se elige otro guía. Fíjate en cuánto tarda ahora el mapa entero.",
      after:
        "Las {headersKnown} cabeceras se conocen tras {headersDoneAt}, y casi todo ese tiempo fue silencio.",
    },
    {
      before:
        "Un guía peor: tras su segunda respuesta, A envía tan despacio como puede sin que lo expulsen. Cada respuesta de {world.headersPerMessage} cabeceras llega a tiempo.",
      question: {
        ask: "¿Qué regla, por sí sola, no lo atrapa?",
        choices: [
          "Un plazo más corto para cada petición",
          "Un mínimo de cabeceras por minuto",
          "Un presupuesto para todas las cabeceras juntas",
          "Un plazo para la primera respuesta",
        ],
        why: "Su primera respuesta llegó enseguida. Un plazo más corto acaba con él tras {short.firstDropAt}; un presupuesto, tras {budget.firstDropAt}. Pero el plazo corto expulsa también a un peer honesto con mala línea.",
      },
      after:
        "{headersKnown} cabeceras en {now}: con cada migaja el anillo empieza de nuevo, y nadie tiene la culpa. Con la cadena real, de unas 900.000 cabeceras, y 20 por respuesta, esto llevaría tres semanas.",
    },
    {
      before:
        "El mismo goteo, y las reglas del Bitcoin Core actual, con un presupuesto para toda la sincronización de cabeceras: aquí 300 s, y un poco más por cada cabecera esperada.",
      after:
        "A los {firstDropAt} {droppedPeers} es expulsado, en medio de una respuesta que habría llegado a tiempo. Un presupuesto mira la tarea, no la petición.",
    },
  ],
  variants: {
    silent: "Silencio: plazo de 60 s para cada petición",
    drip: "Goteo: la misma regla",
    short: "Goteo: 30 s para cada petición",
    budget: "Goteo: presupuesto de 300 s para todo",
    old: "Goteo: Core 0.12, que no tiene ninguno",
  },
  simplified: [
    "El presupuesto de Core es de 15 minutos y 1 ms por cada cabecera esperada; en la red expulsa antes a un peer callado por otros motivos.",
    "A es lento desde su tercera respuesta, para que antes se le elija como guía.",
  ],
  plan: [
    "Juego libre: hacer callar al guía a media simulación.",
    "Las cuatro partes, con la pregunta en la tercera.",
    "¿Y si…? La tabla. ¿Qué le cuesta cada regla a un peer honesto y lento?",
    "Debate: ¿dónde más hay un plazo para una petición y ninguno para la tarea?",
  ],
  worlds: {
    silence: "El guía no dice nada",
    drip: "El guía gotea",
  },
};
