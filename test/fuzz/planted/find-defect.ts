/** Looks for a planted defect seed by seed, as a person would who does not know of it. */
import { judge as judgeSound } from "../../../src/fuzz/judge.ts";
import type { Defect } from "./defects.ts";
import { fuzzerWith } from "./mutated-judge.ts";

/** Issue 3 allows no more. */
const SEEDS_MAX = 2000;

export interface Find {
  readonly what: string;
  /** Undefined: it was not found. */
  readonly seeds: number | undefined;
  /** The problem that gave it away. */
  readonly how: string;
}

export async function findDefect(defect: Defect): Promise<Find> {
  const { judge, randomWorld } = await fuzzerWith(defect);
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const world = randomWorld(seed, defect.policy);
    const [problem] = judge(world).problems;
    // What the sound node does, too, gives nothing away.
    if (problem !== undefined && judgeSound(world).problems.length === 0)
      return { what: defect.what, seeds: seed, how: problem.detail };
  }
  return { what: defect.what, seeds: undefined, how: "not found" };
}

/** One line for each, for people. */
export function findTable(finds: readonly Find[]): string {
  const lines = finds.map(
    ({ what, seeds, how }) =>
      `${String(seeds ?? "—").padStart(5)} seeds  ${what}\n             ${how.slice(0, 120)}`,
  );
  return lines.join("\n");
}
