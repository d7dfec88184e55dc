/** The sentences about what a user, or the scenario, did to the world. */
import type { Texts } from "./texts.ts";

export const acted: Texts["sentence"]["acted"] = {
  honest: "Du hast {{node}} wieder ehrlich gemacht",
  honestOwn: "Du bist wieder ehrlich",
  slow: "Du hast {{node}} {{factor}}-mal langsamer gemacht",
  slowOwn: "Du bist {{factor}}-mal langsamer geworden",
  habit: "Du hast {{node}} eine Unart gegeben: $t(behaviour.{{habit}})",
  habitOwn: "Du hast eine Unart angenommen: $t(behaviour.{{habit}})",
  several: "Du hast {{node}} {{count}} Unarten gegeben",
  severalOwn: "Du hast {{count}} Unarten angenommen",
  rid: "Du hast {{node}} eine Unart genommen: $t(behaviour.{{habit}})",
  ridOfSeveral: "Du hast {{node}} {{count}} Unarten genommen",
  cutLink: "Du hast die Leitung zu {{node}} gekappt",
  mendLink: "Du hast die Leitung zu {{node}} geflickt",
  cutLinkBetween: "Du hast die Leitung zwischen {{from}} und {{node}} gekappt",
  mendLinkBetween: "Du hast die Leitung zwischen {{from}} und {{node}} geflickt",
  mineFork_one: "{{node}} hat einen eigenen Block gefunden, abgezweigt {{depth}} unter seiner Spitze",
  mineFork_other: "{{node}} hat {{count}} eigene Blöcke gefunden, abgezweigt {{depth}} unter seiner Spitze",
  mineForkOwn_one: "Du hast einen eigenen Block gefunden, abgezweigt {{depth}} unter deiner Spitze",
  mineForkOwn_other: "Du hast {{count}} eigene Blöcke gefunden, abgezweigt {{depth}} unter deiner Spitze",
  stopNode: "Du hast {{node}} angehalten",
  stopNodeOwn: "Du hast deinen eigenen Knoten angehalten",
  startNode: "Du hast {{node}} gestartet",
  startNodeOwn: "Du hast deinen eigenen Knoten gestartet",
  setPolicy:
    "Du hast {{node}} andere Software gegeben, {{policy, policy}}; er startet neu mit dem, was er gespeichert hat",
  setOwnPolicy:
    "Du hast deine Software gegen {{policy, policy}} getauscht und startest neu mit dem, was du gespeichert hast",
  addPeer: "Du hast Peer {{node}} hinzugefügt",
};
