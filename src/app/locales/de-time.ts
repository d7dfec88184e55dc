/** Going back and forth in time. */
import type { Texts } from "./texts.ts";

export const timeLine: Texts["timeLine"] = {
  label: "Zeit",
  value: "{{at}}, von {{newest}}, die gelaufen sind",
  several: "{{what}}, und {{count}} mehr",
  tick: {
    act: "jemand hat in die Welt eingegriffen",
    stall: "das Fenster steht still",
    drop: "ein Peer fliegt raus",
    reorganisation: "die aktive Kette wird für eine bessere verlassen",
    headersDone: "alle Header sind bekannt",
    crash: "ein Knoten stürzt ab",
    broken: "eine Invariante gilt nicht",
    end: "der Lauf endet",
  },
  rails: "Verlassene Zukünfte; gezeigt wird Nummer {{current}}",
  rail: {
    open: "{{number}}: verlassen bei {{at}}",
    synced: "{{number}}: synchron, Ende bei {{at}}",
    stuck: "{{number}}: festgefahren bei {{at}}",
    deadline: "{{number}}: bis {{at}} nicht synchron",
  },
  takeRail: "Zurück zu Zukunft {{rail}}",
  moreRails_one: "und noch eine",
  moreRails_other: "und {{count}} mehr",
};

export const until: Texts["until"] = {
  open: "bis",
  label: "Laufen bis",
  cancel: "Suche beenden",
  stall: "Stillstand des Fensters",
  drop: "Rauswurf eines Peers",
  reorganisation: "Reorganisation",
  headersDone: "alle Header bekannt",
  block: "Block {{height}} geprüft",
  message: "nächste Nachricht",
  messageOf: "nächste Nachricht von {{peer}}",
  act: "Eingriff in die Welt",
  crash: "Absturz eines Knotens",
  broken: "Bruch einer Invariante",
  end: "Ende",
  trouble: "Stillstand, Rauswurf oder Reorganisation",
  never: "Es war zu Ende, bevor das eintrat: {{words}}.",
};
