/** The world that a beat or a variant of a lesson takes place in. */
import { builtInScenarios } from "../scenarios/built-in.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { LessonWorld, WorldChange } from "./lesson.ts";

/** What a run is made from. */
export interface LessonRun {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Undefined: the scenario's. */
  readonly policy: string | undefined;
}

const SEED = 1;

/** `change` on top of the lesson's world. Throws a RangeError where there is no such scenario. */
export function lessonRun(world: LessonWorld, change: WorldChange = {}): LessonRun {
  const { seed = world.seed ?? SEED, policy = world.policy } = change;
  const base = scenarioOf(change.scenario ?? world.scenario);
  // Another scenario has constants of its own.
  const own = change.scenario === undefined ? world.constants : undefined;
  const constants = { ...base.constants, ...own, ...change.constants };
  return { scenario: { ...base, constants }, seed, policy };
}

function scenarioOf(what: string | Scenario): Scenario {
  if (typeof what !== "string") return what;
  const found = builtInScenarios.find(({ id }) => id === what);
  if (found === undefined) throw new RangeError(`scenario: expected one of ${SCENARIO_IDS}, found ${what}`);
  return found;
}

export const SCENARIO_IDS = builtInScenarios.map(({ id }) => id).join(", ");
