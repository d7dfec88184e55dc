/** What a worker does for a sweep or a race: one job after another, each a run or two from beginning to end, or the chains of one. */
import { chainBytes, type HostOptions } from "../runtime/chain-source.ts";
import { type ChainHashes, chainHashes } from "../world/chains/chain-hashes.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import type { ReadChain } from "../world/setup.ts";
import { type Difference, firstDifference } from "./first-difference.ts";
import { checkOver, readForAll } from "./over-file.ts";
import type { Lane } from "./race.ts";
import { runLane } from "./run-lane.ts";
import { runPoint } from "./run-point.ts";
import type { SweepRow } from "./sweep-row.ts";
import type { SweepJob, SweepSpec } from "./sweep-spec.ts";

/** Plain data, structured-clonable. */
export type Job =
  /** Before runs over a file: those after it are run over this one. `sweep`: of which all points have to be able to. */
  | {
      readonly kind: "ready";
      readonly sweep?: SweepSpec | undefined;
      readonly chainFile: HostOptions["chainFile"];
    }
  | { readonly kind: "point"; readonly sweep: SweepSpec; readonly job: SweepJob }
  | { readonly kind: "lane"; readonly run: RunSpec }
  | { readonly kind: "difference"; readonly runs: readonly [RunSpec, RunSpec] }
  | { readonly kind: "chains"; readonly scenario: Scenario; readonly seed: number };

export type Done =
  /** What one should know of the chain and such a sweep, one sentence each. */
  | { readonly kind: "ready"; readonly notes: readonly string[] }
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

/** What a worker has of the jobs before. */
export class JobWorker {
  /** The chain of the runs that come. */
  #chain: ReadChain | undefined;

  /** Does it, and says how it goes. Never rejects. */
  async do(job: Job, say: (said: Said) => void): Promise<void> {
    try {
      say({ kind: "done", done: await this.#done(job, (share) => say({ kind: "share", share })) });
    } catch (error) {
      say({ kind: "failed", error: error instanceof Error ? error.message : String(error) });
    }
  }

  async #done(job: Job, tell: (share: number) => void): Promise<Done> {
    switch (job.kind) {
      case "ready": {
        const file = await chainBytes(job.chainFile);
        this.#chain = file && readForAll(file, inHundredths(tell));
        const { sweep } = job;
        return {
          kind: "ready",
          notes: sweep === undefined ? (this.#chain?.notes ?? []) : checkOver(sweep, this.#chain),
        };
      }
      case "point":
        return { kind: "point", row: runPoint(job.sweep, job.job, this.#chain) };
      case "chains":
        return { kind: "chains", chains: chainHashes(job.scenario, job.seed) };
      case "lane":
        return { kind: "lane", lane: runLane(job.run, this.#chain, inHundredths(tell)) };
      case "difference":
        return { kind: "difference", difference: firstDifference(...job.runs, this.#chain) };
    }
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
