/** How much of the page is shown; what has happened, in sentences and raw. */
import type { Texts } from "./texts.ts";

export const level: Texts["level"] = {
  basics: "Lo básico: peers, mensajes y la cadena.",
  protocol: "Todo el protocolo: también la ventana y los eventos.",
  lab: "Todo: también las peticiones en el tiempo y los registros en bruto.",
};

export const record: Texts["record"] = { title: "Registro", more: "… y {{count}} caracteres más" };

export const events: Texts["events"] = {
  title: "Eventos",
  empty: "Todavía no ha pasado nada.",
  latest: "Volver a lo último",
  goTo: "Ir a {{at}}",
};
