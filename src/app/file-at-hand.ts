/** The chain file that the page has open, for runs beside the page's own: every worker reads it once, before its first run. */
import type { Done, Job } from "../sweep/jobs.ts";
import { workersOver } from "../sweep/share-out.ts";
import type { FirstJob } from "./job-crew.ts";
import type { LoadOptions } from "./load-options.ts";

export interface FileAtHand {
  readonly chainFile: LoadOptions["chainFile"];
  /** Unpacked. */
  readonly bytes: number;
  /** What it is called, and what is in it. */
  readonly title: string;
}

/** What reading comes to. */
interface ReadingHeard {
  /** How much of it is read by whoever is furthest, 0 to 1. */
  share(share: number): void;
  /** Some worker has read it. `notes`: one sentence each. */
  done(notes: readonly string[]): void;
}

/** Undefined `file`: none is open, which only a run that needs one minds. `sweep`: of which every point must be able to stand on it. */
export function readFirst(
  file: FileAtHand | undefined,
  sweep: (Job & { readonly kind: "ready" })["sweep"],
  heard: ReadingHeard,
): FirstJob {
  let furthest = 0;
  return {
    job: { kind: "ready", sweep, chainFile: file?.chainFile },
    workersMax: workersOver(file?.bytes ?? 0),
    // Several read it at a time.
    share: (share) => {
      if (share <= furthest) return;
      furthest = share;
      heard.share(share);
    },
    done: (done: Done) => {
      furthest = 1;
      if (done.kind === "ready") heard.done(done.notes);
    },
  };
}
