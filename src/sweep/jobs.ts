/** What a worker does for a sweep or a race: one job after another, each a run or two from beginning to end. */
import type { ChainFile } from "../world/chains/chain-file.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { type Difference, firstDifference } from "./first-difference.ts";
import { type Lane, runLane } from "./race.ts";
import { runPoint, type SweepRow } from "./sweep-row.ts";
import type { SweepJob, SweepSpec } from "./sweep-spec.ts";

/** Plain data, structured-clonable. */
export type Job =
  | { readonly kind: "point"; readonly sweep: SweepSpec; readonly job: SweepJob }
  | { readonly kind: "lane"; readonly run: RunSpec; readonly chainFile: ChainFile | undefined }
  | {
      readonly kind: "difference";
      readonly runs: readonly [RunSpec, RunSpec];
      readonly chainFile: ChainFile | undefined;
    };

export type Done =
  | { readonly kind: "point"; readonly row: SweepRow }
  | { readonly kind: "lane"; readonly lane: Lane }
  | { readonly kind: "difference"; readonly difference: Difference | undefined };

/** What a worker says of the job it was given: at last one of the last two. */
export type Said =
  | { readonly kind: "share"; readonly share: number }
  | { readonly kind: "done"; readonly done: Done }
  /** One readable line. */
  | { readonly kind: "failed"; readonly error: string };

/** Does it, and says how it goes. Throws nothing. */
export function doJob(job: Job, say: (said: Said) => void): void {
  try {
    say({ kind: "done", done: carriedOut(job, (share) => say({ kind: "share", share })) });
  } catch (error) {
    say({ kind: "failed", error: error instanceof Error ? error.message : String(error) });
  }
}

function carriedOut(job: Job, tell: (share: number) => void): Done {
  switch (job.kind) {
    case "point":
      return { kind: "point", row: runPoint(job.sweep, job.job) };
    case "lane":
      return { kind: "lane", lane: runLane(job.run, job.chainFile, inHundredths(tell)) };
    case "difference":
      return { kind: "difference", difference: firstDifference(...job.runs, job.chainFile) };
  }
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
