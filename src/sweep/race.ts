/**
 * A race: two to four runs over the same chain with the same seed, each in a lane, on one time axis. What a lane comes to is what the
 * run by itself comes to: its numbers are those of its summary.
 */
import type { RunSummary } from "../world/judging/summary.ts";
import { LOCAL_NODE } from "../world/record.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { Drop } from "./watched-run.ts";

export const RUNS_MIN = 2;
export const RUNS_MAX = 4;

export interface Runner {
  readonly name: string;
  readonly run: RunSpec;
}

export interface RaceSpec {
  readonly version: 1;
  /** Two to four. */
  readonly runs: readonly Runner[];
}

/** Heights over time: each is so from its moment on, until the next. */
export interface Series {
  /** Virtual µs, rising. */
  readonly at: readonly number[];
  /** Of the best header. */
  readonly headers: readonly number[];
  /** Of the tip of the active chain. */
  readonly validated: readonly number[];
}

export interface Lane {
  readonly summary: RunSummary;
  readonly series: Series;
  /** Virtual µs; null: none came, or there are but headers. */
  readonly firstBlockAt: number | null;
  readonly drops: readonly Drop[];
}

/** The same run as if nobody had done anything in it. */
export function withoutActs(run: RunSpec): RunSpec {
  return { ...run, acts: [] };
}

/** The same run with this policy from its beginning on: who changes the software in between does not. */
export function withPolicy(run: RunSpec, policy: string): RunSpec {
  const acts = run.acts.filter(({ act }) => act.kind !== "setPolicy" || act.node !== LOCAL_NODE);
  return { ...run, policy, acts };
}
