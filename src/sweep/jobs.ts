/** What a worker does for a sweep or a race: one job after another, each a run or two from beginning to end, or the chains of one. */
import { type HostOptions, withBytes } from "../runtime/chain-source.ts";
import { type ChainHashes, chainHashes } from "../world/chains/chain-hashes.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { type Difference, firstDifference } from "./first-difference.ts";
import type { Lane } from "./race.ts";
import { runLane } from "./run-lane.ts";
import { runPoint } from "./run-point.ts";
import type { SweepRow } from "./sweep-row.ts";
import type { SweepJob, SweepSpec } from "./sweep-spec.ts";

/** Plain data, structured-clonable. */
export type Job =
  | { readonly kind: "point"; readonly sweep: SweepSpec; readonly job: SweepJob }
  | { readonly kind: "lane"; readonly run: RunSpec; readonly chainFile: HostOptions["chainFile"] }
  | {
      readonly kind: "difference";
      readonly runs: readonly [RunSpec, RunSpec];
      readonly chainFile: HostOptions["chainFile"];
    }
  | { readonly kind: "chains"; readonly scenario: Scenario; readonly seed: number };

export type Done =
  | { readonly kind: "point"; readonly row: SweepRow }
  | { readonly kind: "lane"; readonly lane: Lane }
  | { readonly kind: "difference"; readonly difference: Difference | undefined }
  | { readonly kind: "chains"; readonly chains: Readonly<Record<string, ChainHashes>> };

/** What a worker says of the job it was given: at last one of the last two. */
export type Said =
  | { readonly kind: "share"; readonly share: number }
  | { readonly kind: "done"; readonly done: Done }
  /** One readable line. */
  | { readonly kind: "failed"; readonly error: string };

/** Does it, and says how it goes. Never rejects. */
export async function doJob(job: Job, say: (said: Said) => void): Promise<void> {
  try {
    say({ kind: "done", done: await carriedOut(job, (share) => say({ kind: "share", share })) });
  } catch (error) {
    say({ kind: "failed", error: error instanceof Error ? error.message : String(error) });
  }
}

async function carriedOut(job: Job, tell: (share: number) => void): Promise<Done> {
  if (job.kind === "point") return { kind: "point", row: runPoint(job.sweep, job.job) };
  if (job.kind === "chains") return { kind: "chains", chains: chainHashes(job.scenario, job.seed) };
  const [run] = job.kind === "lane" ? [job.run] : job.runs;
  const { chainFile } = await withBytes({ ...run, chainFile: job.chainFile });
  if (job.kind === "lane") return { kind: "lane", lane: runLane(run, chainFile, inHundredths(tell)) };
  return { kind: "difference", difference: firstDifference(...job.runs, chainFile) };
}

/** What rises by less nobody sees. */
function inHundredths(tell: (share: number) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    if (share < told + 0.01) return;
    told = share;
    tell(share);
  };
}
