/** Help, and what each key does. */
import type { Texts } from "./texts.ts";

export const help: Texts["help"] = {
  title: "Hilfe",
  intro:
    "Ein neuer Knoten fragt zuerst einen Peer nach allen Headern, je 80 Bytes: das ist die Karte. Dann holt er Blöcke bei allen Peers, von jedem höchstens ein paar auf einmal und nie weiter voraus als das Download-Fenster.",
  read: "Das Quadrat eines Blocks füllt sich, je mehr du von ihm weißt: hohl, gestrichelt, halb, voll.",
  keys: "Tasten",
  lanesKeys: "Tasten bei Anfragen über die Zeit",
  lanesDrag:
    "Ziehen markiert ein Stück Zeit; Ziehen mit Shift oder mit zwei Fingern verschiebt; das Mausrad zoomt.",
  notices: "Was andere zu dieser Seite beigetragen haben, und die Lizenzen dafür",
  close: "Schließen",
};

/** Where the lanes over time have the focus. */
export const lanesKeys: Texts["lanesKeys"] = {
  lanesCloser: "näher heran",
  lanesWider: "weiter weg",
  lanesEarlier: "zurück zu dem, was vorher war",
  lanesLater: "weiter zu dem, was danach kam",
  lanesGrow: "vom gezeigten Moment an ein Stück Zeit markieren, oder mehr davon",
  lanesShrink: "weniger davon markieren",
  lanesPlay: "das Markierte abspielen",
};

export const keys: Texts["keys"] = {
  play: "Play oder Pause; die Leertaste drückt einen Knopf, der den Fokus hat, K nie",
  backwards: "rückwärts abspielen",
  back: "ein Ereignis zurück",
  strideBack: "zum Ereignis davor, des gewählten Peers, wenn einer gewählt ist",
  trip: "weiter zur nächsten Nachricht des gewählten Peers oder des Sync-Peers",
  tripBack: "zurück zur Nachricht davor",
  start: "zum Anfang",
  newest: "zum neuesten Moment",
  until: "laufen lassen, bis etwas eintritt",
  undo: "rückgängig machen, was du zuletzt getan hast",
  redo: "es wieder tun",
  step: "ein Schritt: das Nächste, was irgendwo geschieht",
  stride: "weiter zum nächsten Ereignis, einer Zeile im Verlauf, des gewählten Peers, wenn einer gewählt ist",
  skip: "weiter, bis wieder etwas geschieht, oder zum nächsten Stillstand, Rauswurf oder zur nächsten Reorganisation",
  slower: "langsamer",
  faster: "schneller",
  reset: "von vorn; was getan wurde, bleibt als andere Zukunft, und Rückgängig führt dorthin zurück",
  present: "einem Saal vorführen: nur was wichtig ist, und groß",
  blank: "nichts zu sehen, und nichts bewegt sich; noch einmal: das Bild",
  fullScreen: "Vollbild ein oder aus",
  compare: "ein Rennen mit anderen Läufen, oder eine Messreihe: viele Male anders",
  weigh: "Nachrichten so lang zeichnen wie ihre Bytes, oder nach ihrer Art",
  truth: "was wirklich ist, neben dem, was du weißt; oder nur, was du weißt",
  help: "diese Hilfe",
  unselect:
    "das Laden abbrechen; oder das gewählte Stück Zeit, die gewählte Nachricht oder den gewählten Peer loslassen",
  next: "weiter in der Lektion",
  previous: "zurück in der Lektion",
  vote: "eine Stimme für A, B, C oder D, solange eine Frage offen ist",
  reveal: "auflösen, was nach einer Frage kommt",
};
