/** What the run that is shown says of itself, for whoever asks: the run is the one place where it stands. */
import { LOCAL_NODE } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { ChainFacts } from "../world/setup.ts";

interface Shown {
  /** Undefined only before the first world stands. */
  readonly run: RunSpec | undefined;
  readonly chain: ChainFacts | undefined;
}

/** Of whoever names none. */
const SEED = 1;

export function scenarioIn({ run }: Pick<Shown, "run">): Scenario | undefined {
  return run?.scenario;
}

export function seedIn({ run }: Pick<Shown, "run">): number {
  return run?.seed ?? SEED;
}

/** Id of the policy that the local node has been given last; empty while no world stands. */
export function policyIn({ run }: Pick<Shown, "run">): string {
  if (run === undefined) return "";
  const { acts, policy, scenario } = run;
  const given = acts.findLast(({ act }) => act.kind === "setPolicy" && act.node === LOCAL_NODE)?.act;
  return given?.kind === "setPolicy" ? given.policy : (policy ?? scenario.policy);
}

/** The chain of the file that it is over; undefined: it is over its scenario's own. */
export function fileChainIn({ run, chain }: Shown): ChainFacts | undefined {
  return run?.chain === undefined ? undefined : chain;
}
