/** What a run that is over was about: the answers to what one was asked at its beginning. */
import type { Texts } from "./texts.ts";

export const outcome: Texts["outcome"] = {
  unfinished:
    "Eine Kette mit mehr Arbeit, {{otherWork}}, endet bei {{otherHeight}}, aber nicht alle ihre Blöcke kamen oder waren gültig. Du bist bei {{height}}.",
  heavier:
    "Du bist der Kette mit mehr Arbeit gefolgt, {{work}}, und hast die beiseitegelassen, die bei {{otherHeight}} endet, mit {{otherWork}}.",
  heavierNotLonger:
    "Du bist der schwereren Kette gefolgt, {{height}} Blöcke mit Arbeit {{work}}, und nicht der längeren, {{otherHeight}} Blöcke mit Arbeit {{otherWork}}.",
  left_one: "Beim Wechsel der Kette hast du {{number}} Block zurückgenommen.",
  left_other: "Beim Wechsel der Kette hast du {{number}} Blöcke zurückgenommen.",
  inVain_one: "{{number}} Block wurde umsonst geholt.",
  inVain_other: "{{number}} Blöcke wurden umsonst geholt.",
  stood: "{{span}} davon stand das Fenster still und wartete auf {{names}}.",
  stoodShares: "{{span}} davon stand das Fenster still: {{shares}}.",
  stoodFor: "{{span}} wegen {{peer}}",
  mined_one: "Währenddessen wurde {{number}} Block gefunden.",
  mined_other: "Währenddessen wurden {{number}} Blöcke gefunden.",
  dropped: {
    misbehaving: "Du hast {{peer}} nach {{at}} rausgeworfen: wegen Fehlverhaltens.",
    headersTimeout: "Du hast {{peer}} nach {{at}} rausgeworfen: Es kamen nicht rechtzeitig Header.",
    blockTimeout: "Du hast {{peer}} nach {{at}} rausgeworfen: Ein Block kam nicht rechtzeitig.",
    stalling: "Du hast {{peer}} nach {{at}} rausgeworfen: Er hielt das Fenster auf.",
    pingTimeout: "Du hast {{peer}} nach {{at}} rausgeworfen: kein Lebenszeichen.",
    outdated: "Du hast {{peer}} nach {{at}} rausgeworfen: Die Kette lag hinter deiner oder war zu leicht.",
    handshakeTimeout: "Du hast {{peer}} nach {{at}} rausgeworfen: Der Handshake kam nie.",
    protocol: "Du hast {{peer}} nach {{at}} rausgeworfen.",
  },
  droppedHeld: "Du hast {{peer}} nach {{at}} rausgeworfen: {{held}} lang hielt er das Fenster auf.",
  droppedSeveral: "Du hast {{number}} Peers rausgeworfen: {{names}}.",
  droppedAgain: "Du hast {{peer}} {{count}}-mal rausgeworfen.",
  gave: "Die Header kamen von {{guides}}, die Blöcke von {{names}}.",
  gaveHeaders: "Die Header kamen von {{guides}}.",
  all: "allen {{count}} Peers",
  asked: "Du hast zuerst {{first}} nach Headern gefragt, dann {{names}}.",
  askedOne: "Du hast {{first}} nach Headern gefragt.",
};
