/** The words of the trade, in the order in which one meets them. Each is true of Bitcoin and of the nodes here (protocol.md §1 and §2). */
import type { Texts } from "./texts.ts";

export const glossary: Texts["glossary"] = {
  title: "Palabras",
  header: {
    word: "cabecera (header)",
    means:
      "Los 80 bytes al principio de un bloque: qué bloque va antes, qué contiene, cuándo se hizo y que costó trabajo. Su hash es el nombre del bloque.",
  },
  work: {
    word: "trabajo de la cadena (chain work)",
    means:
      "Cuántos hashes hacen falta, de media, para hacer una cadena. De las cadenas válidas cuenta la que tiene más trabajo, que no tiene por qué ser la más larga.",
  },
  tip: {
    word: "punta (tip)",
    means:
      "El último bloque de una cadena. La tuya es la de la mejor cadena cuyos bloques has comprobado todos.",
  },
  stale: {
    word: "obsoleto (stale)",
    means:
      "Un bloque válido que no está en la cadena con más trabajo: se deja aparte, pero se guarda. Una punta obsoleta es la que lleva tanto tiempo sin moverse que algo puede ir mal.",
  },
  locator: {
    word: "localizador (locator)",
    means:
      "Hashes de bloques que conoces, muy juntos cerca de la punta y luego cada vez más separados, hasta el primer bloque. A quien se pregunta sigue desde el primero de ellos que esté en su propia cadena.",
  },
  syncPeer: {
    word: "peer de sincronización (sync peer)",
    means: "El único peer al que se piden todas las cabeceras al principio: tu guía.",
  },
  presync: {
    word: "presync",
    means:
      "Una primera pasada por las cabeceras de un peer: se cuentan y no se guardan hasta que su cadena ha mostrado bastante trabajo. Entonces las envía otra vez. Así nadie puede llenarte la memoria con poco trabajo.",
  },
  inFlight: {
    word: "en vuelo (in flight)",
    means:
      "Pedido a un peer y aún sin llegar. Hay un límite por peer, 16 bloques en Bitcoin Core, para que todos tengan algo que dar.",
  },
  window: {
    word: "ventana (window)",
    means:
      "Los bloques que se pueden pedir ahora: no más de un cierto número, 1024 en Bitcoin Core, a partir del último que ha llegado sin dejar huecos.",
  },
  stall: {
    word: "atasco (stall)",
    means:
      "Todo lo que hay en la ventana ha llegado o está pedido, y la ventana no puede avanzar hasta que un peer envíe lo que debe. Bitcoin Core expulsa a ese peer tras 2 s, o tras un máximo de 64 s si ya ha ocurrido antes.",
  },
};
