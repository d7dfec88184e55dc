/** The question of a built-in scenario, and the answer of its run. Of what was changed nobody has written an answer. */
import { builtInScenarios } from "../scenarios/built-in.ts";
import { printScenario, type RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { t } from "./text.ts";

/** The seed of the runs that the answers are about. */
export const ANSWERED_SEED = 1;

const known = new WeakMap<Scenario, boolean>();

/** Whether it says what the built-in one of its id does, whoever wrote it down. */
export function isBuiltIn(scenario: Scenario): boolean {
  let is = known.get(scenario);
  if (is === undefined) {
    const own = builtInScenarios.find(({ id }) => id === scenario.id);
    is = own === scenario || (own !== undefined && printScenario(own) === printScenario(scenario));
    known.set(scenario, is);
  }
  return is;
}

/** Empty where nobody has written one. */
export function questionOf(scenario: Scenario | undefined): string {
  return scenario !== undefined && isBuiltIn(scenario) ? t(`question.${scenario.id}`) : "";
}

/** Whether nothing of it is another than in the built-in scenario, whatever was done in it. */
function isAsBuilt({ scenario, seed, policy, minimumChainWork, chain }: RunSpec): boolean {
  const hasOwnPolicy = policy === undefined || policy === scenario.policy;
  const isWhole = chain === undefined && minimumChainWork === undefined;
  return isWhole && hasOwnPolicy && seed === ANSWERED_SEED && isBuiltIn(scenario);
}

/** What a run like this one answers when it is over; undefined: it is not the run that the answer is about. */
export function answerOf(run: RunSpec | undefined): string | undefined {
  return run !== undefined && run.acts.length === 0 && isAsBuilt(run)
    ? t(`answer.${run.scenario.id}`)
    : undefined;
}

/** Nothing was done in it but that this peer was given other habits. */
export function hasOnlyHabitsOf(run: RunSpec, peer: string): boolean {
  const isOfPeer = ({ act }: RunSpec["acts"][number]) => act.kind === "setBehaviours" && act.node === peer;
  return isAsBuilt(run) && run.acts.length > 0 && run.acts.every(isOfPeer);
}
