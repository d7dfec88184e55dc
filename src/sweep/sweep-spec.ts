/**
 * What a sweep is: a world, ways of syncing in it, one or two things that are varied, and seeds. Each way at each of their values
 * is a point; each point is run once with each seed. It survives JSON; `sweep-schema.ts` reads untrusted ones.
 */
import type { PolicyConstants } from "../node/policy.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import type { ChainId } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";

/** A policy under a name of its own, with some of its constants changed. */
export interface Way {
  readonly name: string;
  /** Id; left out: the scenario's. */
  readonly policy?: string | undefined;
  /** Over the scenario's own. */
  readonly constants?: Partial<PolicyConstants> | undefined;
}

/** `null`: no such rule, or unlimited. */
export type Value = number | string | null;

/** What can be varied besides the constants of policies, with its unit last. */
export const VARIABLES = {
  /** How many peers there are: the scenario's first ones; where it has not so many, more like them. */
  peers: "peers",
  /** So many times slower one peer sends; 1 = not at all. */
  slowness: "slowness",
  /** One way, of every link of the local node. */
  latencyMs: "latencyMs",
  /** How fast the local node's own line brings in what all peers send. */
  downloadBytesPerSecond: "downloadBytesPerSecond",
  /** How fast each peer sends. */
  uploadBytesPerSecond: "uploadBytesPerSecond",
} as const;

export type Variable = keyof typeof VARIABLES | keyof PolicyConstants;

export interface Vary {
  readonly what: Variable;
  /** Whose, where it is one peer's (`slowness`). */
  readonly peer?: string | undefined;
  readonly values: readonly Value[];
}

export interface SweepSpec {
  readonly version: 1;
  readonly scenario: Scenario;
  readonly policies: readonly Way[];
  /** Both inclusive. */
  readonly seeds: { readonly from: number; readonly to: number };
  /** One or two. */
  readonly vary: readonly Vary[];
  /** In place of the scenario's chain: that of the file with this, which whoever runs the sweep has to have. */
  readonly chain?: ChainId | undefined;
  /** Besides the scenario's, in every run. */
  readonly acts: readonly TimedAct[];
}

/** One way at one value of each thing that is varied. */
export interface Point {
  readonly way: Way;
  /** In the order of `vary`. */
  readonly values: readonly Value[];
}

/** All points: by the ways, and within each by the values, the last of them fastest. */
export function pointsOf({ policies, vary }: SweepSpec): readonly Point[] {
  let all: readonly Point[] = policies.map((way) => ({ way, values: [] }));
  for (const { values } of vary) {
    all = all.flatMap((point) => values.map((value) => ({ ...point, values: [...point.values, value] })));
  }
  return all;
}

export interface SweepJob {
  readonly point: Point;
  readonly seed: number;
}

/** All runs in the order of their rows: by seed, so that the rows of two ranges of seeds are those of one, put together. */
export function jobsOf(sweep: SweepSpec): readonly SweepJob[] {
  const { from, to } = sweep.seeds;
  const points = pointsOf(sweep);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((seed) =>
    points.map((point) => ({ point, seed })),
  );
}
