/**
 * What a run is: a world, what it is made from, and all that users have done to it. Nothing else says so: whoever has this
 * value can run it again, and gets the same trace hash. It survives JSON; `run-schema.ts` reads untrusted ones.
 */
import { US_PER_SECOND } from "../../sim/time.ts";
import type { ChainFile } from "../chains/chain-file.ts";
import type { TimedAct } from "./act.ts";
import type { Scenario } from "./scenario.ts";

/** Which chain a run is over, where it comes from a file. */
export interface ChainId {
  readonly kind: ChainFile["kind"];
  /** Hash of its last block, as it is shown (64 hex digits): it commits to every header, and to every transaction but its witness. */
  readonly digest: string;
}

export interface RunSpec {
  readonly version: 1;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Id of the policy that the local node begins with; left out: the scenario's. */
  readonly policy?: string | undefined;
  /** Instead of the scenario's and the policy's: hex, a share, or `network`. */
  readonly minimumChainWork?: string | undefined;
  /** In place of the scenario's chain. */
  readonly chain?: ChainId | undefined;
  /** Besides those of the scenario, in the order in which they took effect: at one moment, after all that is scheduled for it. */
  readonly acts: readonly TimedAct[];
}

/** Of a scenario of which nothing else is said. */
export function plainRun(scenario: Scenario, seed: number): RunSpec {
  return { version: 1, scenario, seed, acts: [] };
}

/** As text: equal runs give equal text. */
export function printRun({
  version,
  scenario,
  seed,
  policy,
  minimumChainWork,
  chain,
  acts,
}: RunSpec): string {
  const own = policy === scenario.policy ? undefined : policy;
  return JSON.stringify({ version, scenario, seed, policy: own, minimumChainWork, chain, acts }, inOrder);
}

/** As text: equal scenarios give equal text, whoever wrote them. */
export function printScenario(scenario: Scenario): string {
  return JSON.stringify(scenario, inOrder);
}

/** A scenario that was written by hand names its fields in any order. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The scenario with what users have done among its acts, for whoever must know all that will be there. */
export function withActs(scenario: Scenario, acts: readonly TimedAct[]): Scenario {
  if (acts.length === 0) return scenario;
  const done = acts.map(({ at, act }) => ({ atSeconds: at / US_PER_SECOND, act }));
  return { ...scenario, acts: [...scenario.acts, ...done] };
}
