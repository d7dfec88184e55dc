/** Help, and what each key does. */
import type { Texts } from "./texts.ts";

export const help: Texts["help"] = {
  title: "Ayuda",
  intro:
    "Un nodo nuevo pide primero a un peer todas las cabeceras, de 80 bytes cada una: el mapa. Después pide bloques a todos los peers, como mucho unos pocos a cada uno y nunca más allá de la ventana de descarga.",
  read: "El cuadrado de un bloque se llena de tinta según sabes de él: hueco, discontinuo, a medias, lleno.",
  keys: "Teclas",
  lanesKeys: "Teclas en las peticiones en el tiempo",
  lanesDrag:
    "Arrastrar marca un tramo de tiempo; arrastrar con Shift, o con dos dedos, lo desplaza; la rueda acerca y aleja.",
  notices: "El trabajo de otros que hay en esta página y sus licencias",
  close: "Cerrar",
};

/** Where the lanes over time have the focus. */
export const lanesKeys: Texts["lanesKeys"] = {
  lanesCloser: "más cerca",
  lanesWider: "más lejos",
  lanesEarlier: "desplazarse hacia lo anterior",
  lanesLater: "desplazarse hacia lo posterior",
  lanesGrow: "marcar un tramo de tiempo desde el momento mostrado, o alargarlo",
  lanesShrink: "acortarlo",
  lanesPlay: "reproducir lo marcado",
};

export const keys: Texts["keys"] = {
  play: "reproducir o pausar; Space pulsa el botón que tiene el foco, K nunca",
  backwards: "reproducir hacia atrás",
  back: "un evento atrás",
  strideBack: "al evento anterior, del peer elegido si lo hay",
  trip: "al siguiente mensaje del peer elegido, o del de sincronización",
  tripBack: "al mensaje anterior",
  start: "al principio",
  newest: "al momento más reciente",
  until: "avanzar hasta que se cumpla algo",
  undo: "deshacer lo último que hiciste",
  redo: "hacerlo otra vez",
  step: "un paso: lo siguiente que ocurra, donde sea",
  stride: "al siguiente evento, una línea del registro, del peer elegido si lo hay",
  skip: "a donde vuelve a ocurrir algo, o al próximo atasco, expulsión o reorganización",
  slower: "más lento",
  faster: "más rápido",
  reset: "desde el principio; lo hecho queda como otro futuro, y deshacer lleva de vuelta",
  present: "presentar en un aula: queda lo esencial, en grande",
  blank: "no se ve nada ni se mueve nada; otra vez: la imagen",
  fullScreen: "pantalla completa, o no",
  compare: "hacer una carrera entre simulaciones, o un barrido: variarla muchas veces",
  weigh: "mensajes tan largos como sus bytes, o según su tipo",
  truth: "la realidad, junto a lo que sabes; o solo lo que sabes",
  help: "esta ayuda",
  unselect: "cancelar lo que se está cargando; o soltar el tramo de tiempo, el mensaje o el peer elegido",
  next: "seguir con la lección",
  previous: "atrás en la lección",
  vote: "una mano para A, B, C o D mientras hay una pregunta abierta",
  reveal: "lo que viene tras una pregunta",
};
