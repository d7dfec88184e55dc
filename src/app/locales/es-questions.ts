/**
 * What each built-in scenario asks, and what its run as it stands there answers: test/app/questions.test.ts holds every number of an
 * answer against that run.
 */
import type { Texts } from "./texts.ts";

export const question: Texts["question"] = {
  "first-visit": "¿Quién te da las cabeceras y quién los bloques?",
  classroom: "Cada uno envía dos bloques de 1 MB por segundo. ¿Cuánto tardan 400 bloques?",
  "real-constants": "¿Qué marca el ritmo de 5000 bloques?",
  "slow-peer": "¿Cuánto más tarda que con ocho buenos?",
  "silent-sync-peer": "¿Quién se da cuenta, y cuándo?",
  "withholding-peer": "¿Cuánto tiempo espera todo a lo que debe?",
  "two-branches": "¿Cuál sigues?",
  "living-network": "¿Llegas alguna vez?",
  reorganisation: "¿Qué pasa con seis que todos daban por seguros?",
  "article-two-nodes": "¿Cómo averiguan que no hay nada más?",
  "article-three-nodes": "¿A quién pregunta primero, y a quién cuando ha terminado con ese?",
};

export const answer: Texts["answer"] = {
  "first-visit":
    "Las 40 cabeceras las dio A: el mapa es pequeño y estaba completo tras 0,5 s. Los bloques vinieron de los cuatro, 10 de cada uno.",
  classroom:
    "28,7 s. A 16 bloques por segundo serían 25 s; pero durante 2,3 s solo hubo cabeceras, una ida y vuelta por cada 20.",
  "real-constants":
    "Las líneas de los peers, 22,5 MB por segundo en total: 5000 MB necesitan al menos 222,2 s, y tardaron 227,7 s. Las 5000 cabeceras estaban tras 0,3 s.",
  "slow-peer":
    "11 veces más, 325,3 s en vez de 28,7 s, aunque D no dio más que 32 de los 400 bloques: durante 302,1 s la ventana estuvo parada y todos esperaron a D.",
  "silent-sync-peer":
    "Tú, 60 s después de preguntar: ese es el plazo para las cabeceras. A fue expulsado, se preguntó a B, y 2,1 s más tarde estaban las 400 cabeceras.",
  "withholding-peer":
    "58,5 s. Entonces un bloque llevaba 60 s de retraso, C fue expulsado, sus 4 bloques se pidieron a otros y el resto tardó 28,2 s.",
  "two-branches":
    "La que tiene más trabajo: 48 bloques con trabajo 2021, y no 64 bloques con trabajo 387. Te costó 10 bloques descargados en balde.",
  "living-network":
    "Sí, tras 46,6 s. La cadena tenía 150 bloques cuando empezaste y 157 cuando los tuviste todos; de los 8 que se encontraron entretanto, 1 quedó obsoleto.",
  reorganisation:
    "Deshiciste 6 bloques y seguiste la otra rama hasta la altura 61: su trabajo era 124; el de la tuya, 122.",
  "article-two-nodes":
    "Preguntan: cada uno pidió cabeceras al otro 2 veces, y las 4 respuestas estaban vacías. Tras 0,5 s no quedaba nada pendiente.",
  "article-three-nodes":
    "A A. Su respuesta no trae ninguna cabecera, y 0,1 s después de la pregunta pregunta a todos, otra vez a A y a B: 3 preguntas, y nada nuevo.",
};

/** After the first run: what to try next, and where to go from there. */
export const wayIn: Texts["wayIn"] = {
  slow: "Ahora haz lento a D",
  slowHint: "La misma simulación desde el principio, con D veinte veces más lento.",
  compared: "Con un D bueno tardó 5,7 s.",
  doors: "Adónde ir desde aquí",
  sandbox: "Campo libre",
  sandboxSays:
    "Ocho peers buenos y nada que resolver: causa problemas con cualquiera, añade más, dales otro software.",
  teachers: "Para docentes",
};

export const teachers: Texts["teachers"] = {
  title: "Para docentes",
  intro:
    "Cada uno de estos mundos hace una pregunta. Ábrelo, deja que la clase adivine mientras nada se mueve, pulsa Reproducir y lee con ella la respuesta.",
  share:
    "Compartir da un enlace de clase: todos ven este mismo momento, en cualquier máquina, y nadie puede cambiar el mundo.",
  projector:
    "Presentar (P) deja solo lo esencial, lo bastante grande para la última fila; sus Notas son una ventana con la pregunta y la respuesta solo para ti.",
  worlds: "Mundos",
  open: "Abrir {{title}}",
  answer: "Respuesta",
  close: "Cerrar",
};
