/** The defects of the article's program, and what is right instead. */
import type { Texts } from "./texts.ts";

export const defect: NonNullable<Texts["defect"]> = {
  "L-27": {
    does: "Un bloque que llega se cuenta y se guarda, pero la cadena activa nunca se mueve: con todos los bloques aquí, el nodo sigue sin tener ninguno que mostrar.",
    right:
      "la cadena activa sigue a la mejor cadena cuyos bloques están todos aquí, y un bloque nuevo se cuenta a los demás.",
  },
  "L-1": {
    does: "Un mensaje de más de 10.000 bytes no cabe nunca en el búfer de recepción y corta la conexión: 124 cabeceras pasan, 125 no.",
    right: "en el búfer cabe el mensaje más grande permitido.",
  },
  "L-2": {
    does: "Lo que tiene un peer solo se anota cuando envía una cabecera nueva, así que todos los bloques vienen del nodo de sincronización.",
    right:
      "la última cabecera de cada mensaje muestra lo que tiene un peer, y a cada uno se le pregunta desde el padre de la mejor cabecera, llegue cuando llegue.",
  },
  "L-3": {
    does: "Unas cabeceras ya conocidas cuentan como el final, y a un nuevo nodo de sincronización se le pregunta desde el principio: pasadas 2000 cabeceras no se vuelve a preguntar a nadie.",
    right:
      "un mensaje que no está lleno es el final, y un nuevo nodo de sincronización sigue desde la mejor cabecera.",
  },
  "L-4": {
    does: "Un nodo de sincronización que se va, o que es expulsado por algo que no sea un plazo, sigue siéndolo: no se elige otro.",
    right: "termine como termine la conexión, se elige otro nodo de sincronización enseguida.",
  },
  "L-5": {
    does: "Se busca el estado de un peer recién desconectado como si estuviera ahí: el programa se acaba.",
    right: "lo que se refiere a un peer que se ha ido se ignora.",
  },
  "L-6": {
    does: "El último bloque común salta por encima de los huecos, así que la ventana no tiene fin y lo que se saltó no se descarga nunca.",
    right: "el último bloque común avanza por bloques que siguen uno a otro sin huecos.",
  },
  "L-7": {
    does: "Cualquier bloque cuenta como respuesta: si no hay ninguno en tránsito, el contador baja de cero y el programa se acaba.",
    right: "solo cuentan los bloques que se pidieron, y otros solo se guardan si pueden servir.",
  },
  "L-8": {
    does: "No se comprueba nada: ni prueba de trabajo, ni objetivo, ni marca de tiempo, ni raíz de Merkle, ni transacciones.",
    right: "las cabeceras y los bloques se comprueban como en Bitcoin.",
  },
  "L-9": {
    does: "Trabajo es altura: gana una cadena más larga con menos trabajo.",
    right: "gana la cadena con más trabajo.",
  },
  "L-10": {
    does: "Tras cada mensaje con una cabecera nueva se le pide más al peer.",
    right: "solo tras un mensaje lleno hay más que pedir.",
  },
  "L-11": {
    does: "La pregunta que va a todos tras la primera sincronización de cabeceras no tiene plazo, y unas cabeceras que nadie pidió pueden terminar la sincronización.",
    right: "cada pregunta tiene su plazo, y solo una respuesta termina la sincronización.",
  },
  "L-12": {
    does: "La primera pregunta parte de la punta de la cadena activa, así que todas las cabeceras conocidas más allá se descargan otra vez.",
    right: "parte del padre de la mejor cabecera.",
  },
  "L-15": {
    does: "Los huecos del localizador empiezan a doblarse dos hashes antes que en Core.",
    right: "las alturas de Core.",
  },
  "L-16": {
    does: "Las cabeceras se aceptan una a una: las anteriores a la primera mala se quedan, y su número no se mira.",
    right: "un mensaje con demasiadas cabeceras o con un hueco se rechaza entero.",
  },
  "L-17": {
    does: "La última cabecera nueva es lo que tiene un peer, aunque antes tuviera más; el último bloque común puede estar en otra rama.",
    right: "solo lo mueve tanto trabajo o más, y el último bloque común se busca de nuevo.",
  },
  "L-20": {
    does: "Todos los bloques de una petición tienen 60 segundos en total, y los que debía un peer que se cerró siguen en vuelo hasta entonces.",
    right:
      "el tiempo del siguiente bloque empieza cuando llega el anterior, y lo que debía un peer que se cerró queda libre enseguida.",
  },
  "L-21": {
    does: "A quien pide un bloque que no está aquí se le desconecta.",
    right: "la pregunta se ignora.",
  },
  "L-22": {
    does: "Sin conexiones propias, el nodo da sus cabeceras por completas y no pregunta nunca.",
    right: "se pregunta a los peers que llamaron, si no hay otros.",
  },
  "L-24": {
    does: "El cambio a una cadena mejor da por hecho que todos sus bloques están aquí y que deja un bloque como mucho: si no, el programa se acaba. Está en la parte 8 del programa; solo se ve si L-27 está reparado.",
    right:
      "una cadena es candidata cuando todos sus bloques están aquí, y un cambio puede tener cualquier profundidad.",
  },
  "L-25": {
    does: "Un bloque nuevo se empuja entero a todos, incluso al peer del que vino. Está en la parte 8 del programa; solo se ve si L-27 está reparado.",
    right: "su hash se anuncia a quienes puedan no tenerlo.",
  },
};
