/** A built-in scenario that was changed is another one: it gets a name of its own, and what its author said of the old one goes. */
import { builtInScenarios } from "../../scenarios/built-in.ts";
import type { Scenario } from "../../world/scenario/scenario.ts";
import { isBuiltIn } from "../questions.ts";
import { t } from "../text.ts";

const OWN_ID = "my-world";

export function asOwn(scenario: Scenario): Scenario {
  const known = builtInScenarios.find(({ id }) => id === scenario.id);
  if (known === undefined || isBuiltIn(scenario)) return scenario;
  return {
    ...scenario,
    id: OWN_ID,
    title: scenario.title === known.title ? t("editor.own") : scenario.title,
    caption: scenario.caption === known.caption ? "" : scenario.caption,
  };
}
