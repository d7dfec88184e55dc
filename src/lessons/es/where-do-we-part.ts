import type { LessonTexts } from "../lesson-texts.ts";

export const whereDoWePart: LessonTexts = {
  title: "¿Dónde nos separamos?",
  goal: "Por qué un localizador tiene diez hashes muy juntos y después huecos cada vez mayores.",
  words: [
    {
      word: "localizador (locator)",
      means:
        "Hashes de bloques que tienes, desde la punta hacia abajo: el peer sigue desde el primero que esté también en su cadena.",
    },
  ],
  beats: [
    {
      before:
        "Tienes {world.blocks} bloques; la cadena del peer B termina de otra manera. ¿Dónde se separan las dos? Tu pregunta está en camino: mira sus marcas bajo la cadena.",
      after:
        "Enviaste {locatorHashes} hashes. B los recorrió desde arriba hasta que uno estaba también en su propia cadena: el bloque {locatorHit}. Desde ahí empieza su respuesta, y {locatorRedundant} de sus cabeceras ya las tenías.",
    },
    {
      before: "Un localizador tiene que llevar a la separación de dos cadenas cualesquiera, esté donde esté.",
      question: {
        ask: "¿Cuántos hashes hacen falta para describir una cadena de 900.000 bloques, de modo que cualquier peer encuentre dónde se separan su cadena y la tuya?",
        choices: ["29", "2000", "450.000", "900.000"],
        why: "Diez muy juntos, y después huecos que se doblan: 29 con el espaciado del artículo, 31 con el de Bitcoin Core. Quien se separa muy abajo paga con algunas cabeceras que se envían otra vez, y casi nadie se separa ahí.",
      },
      after:
        "Una bifurcación muy abajo: de {locatorHashes} hashes, el primero que tiene B es el bloque {locatorHit}, así que {locatorRedundant} cabeceras llegaron otra vez. Ese es el precio de los huecos, {headersBytes} en total.",
    },
    {
      before:
        "El caso habitual: dos cadenas que se separan cerca de la punta, como cuando se encuentran dos bloques a la vez.",
      after:
        "Ahí los hashes están muy juntos: B encuentra el bloque {locatorHit}, y {locatorRedundant} cabeceras llegaron dos veces.",
    },
  ],
  variants: {
    five: "Separadas 5 bajo la punta",
    twelve: "12 por debajo",
    fifty: "50 por debajo",
    hundred: "100 por debajo",
    far: "300 por debajo",
    article: "12 por debajo, con el espaciado del artículo",
  },
  simplified: [
    "B responde con todo el resto de su cadena; en la red, con 2000 cabeceras como mucho, y tú sigues preguntando.",
  ],
  plan: [
    "En la pizarra: que la clase encuentre un localizador para una cadena de 30 bloques con 6 hashes.",
    "Las tres partes, con la pregunta en la segunda.",
    "¿Y si…? La tabla de profundidades. ¿En cuáles serían mejores otros huecos?",
    "Debate: ¿por qué muy juntos cerca de la punta, y no al principio?",
  ],
  worlds: {
    "fork-12": "Una bifurcación a 12",
    "fork-5": "Una bifurcación a 5",
    "fork-50": "Una bifurcación a 50",
    "fork-100": "Una bifurcación a 100",
    "fork-300": "Una bifurcación a 300",
  },
};
