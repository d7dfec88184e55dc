/** How much of the page is shown; what has happened, in sentences and raw. */
import type { Texts } from "./texts.ts";

export const level: Texts["level"] = {
  basics: "Das Nötigste: Peers, Nachrichten und die Kette.",
  protocol: "Das ganze Protokoll: auch das Fenster und der Verlauf.",
  lab: "Alles: auch die Anfragen über die Zeit und die rohen Aufzeichnungen.",
};

export const record: Texts["record"] = { title: "Aufzeichnung", more: "… und {{count}} Zeichen mehr" };

export const events: Texts["events"] = {
  title: "Verlauf",
  empty: "Noch ist nichts geschehen.",
  latest: "Zum Neuesten",
  goTo: "Gehe zu {{at}}",
};
