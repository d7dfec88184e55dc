/** The sentences about what a user, or the scenario, did to the world. */
export const acted = {
  honest: "You let {{node}} be honest again",
  slow: "You made {{node}} {{factor}} times slower",
  habit: "You gave {{node}} a bad habit: $t(behaviour.{{habit}})",
  several: "You gave {{node}} {{count}} bad habits",
  cutLink: "You cut the link to {{node}}",
  mendLink: "You mended the link to {{node}}",
  cutLinkBetween: "You cut the link between {{from}} and {{node}}",
  mendLinkBetween: "You mended the link between {{from}} and {{node}}",
  mineFork: "{{node}} found {{count}} of its own on the block {{depth}} below its tip",
  stopNode: "You stopped {{node}}",
  startNode: "You started {{node}}",
  setPolicy: "You gave {{node}} other software, $t(policy.{{policy}}.name); it starts again on its disk",
  setOwnPolicy: "You changed your software to $t(policy.{{policy}}.name) and start again on your disk",
  addPeer: "You added peer {{node}}",
} as const;
