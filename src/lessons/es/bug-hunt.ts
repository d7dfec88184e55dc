import type { LessonTexts } from "../lesson-texts.ts";

export const bugHunt: LessonTexts = {
  title: "A la caza de errores",
  goal: "Encontrar qué falla en un programa que parece correcto: el del propio artículo, tal como se publicó.",
  words: [
    {
      word: "invariante",
      means: "Lo que tiene que cumplirse en todo momento, pase lo que pase.",
    },
  ],
  beats: [
    {
      before:
        "Ocho peers buenos y {world.blocks} bloques: el programa del artículo, línea por línea. Nadie es lento, nadie miente. Fíjate en los carriles y cuenta quién trabaja.",
      after:
        "A los {now} hay aquí {blocksReceived} bloques, todos de {givers} solo peer, aunque los ocho los tienen. Lo que tiene un peer solo se anota cuando envía una cabecera nueva, y los demás no tenían ninguna que enviar.",
    },
    {
      before: "Mira los cuadrados: están llenos a medias, y así se quedan.",
      question: {
        ask: "¿Dónde estará tu punta cuando llegue el último bloque?",
        choices: ["{world.blocks}", "El primer bloque", "La última ventana completa", "No está definido"],
        why: "Los bloques se cuentan y se guardan, y nada los conecta nunca: la cadena activa no se mueve. Si se repara el primer defecto de la lista, sí.",
      },
      after:
        "Se detiene tras {endsAt} con {blocksReceived} bloques guardados y la punta en {tipHeight}. Con todo reparado, el mismo mundo tarda {mended.endsAt}; con un único defecto sin reparar, {lonely.endsAt}: averigua cuál es.",
    },
    {
      before: "Ahora B envía un bloque que nadie ha pedido. Eso está permitido.",
      after:
        "El programa se cae a los {now}: por cada bloque que llega descuenta uno de los que están en tránsito, y baja de cero. Un peer, un mensaje, a cambio de nada.",
    },
    {
      before: "Y con mensajes tan largos como en la red: 2000 cabeceras.",
      after:
        "La primera respuesta no cabe en el búfer de recepción y la conexión se cierra; A sigue siendo el guía aunque se haya ido, y no se pregunta a nadie más. {headersKnown} cabeceras. Ahora te toca a ti: el botón junto a la política muestra todos los defectos, y cada uno se puede reparar por separado.",
    },
  ],
  variants: {
    published: "Tal como se publicó",
    mended: "Todo reparado",
    lonely: "Queda un defecto. ¿Cuál?",
    connected: "Solo el primero reparado",
  },
  simplified: [
    "El handshake es el de Bitcoin, no el del artículo, pues de otro modo los peers no hablarían con él.",
    "Algunos defectos del programa no se ven desde fuera y no están aquí.",
  ],
  plan: [
    "Las dos primeras partes, en común.",
    "Equipos: cada uno causa problemas de otro tipo y anota cómo hacer que el programa se cuelgue, se caiga o descargue lo que no sirve.",
    "Puesta en común: ¿qué defecto de la lista era, y cuál sería el comportamiento correcto?",
    "Leer juntos el código del artículo, allí donde un equipo haya encontrado algo.",
  ],
  worlds: {
    "bug-hunt": "El programa del artículo, tal como se publicó",
    pushy: "Alguien envía lo que nadie pidió",
    "long-messages": "Dos mil cabeceras en un mensaje",
    mended: "El programa del artículo, tal como se publicó",
    "one-left": "El programa del artículo, tal como se publicó",
    connected: "El programa del artículo, tal como se publicó",
  },
};
