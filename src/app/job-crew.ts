/** Web Workers that do jobs, as many as the machine has cores. The page stays alive: nothing is run in its own thread. */
import { PartMissing } from "../runtime/late-part.ts";
import type { Done, Job, Said } from "../sweep/jobs.ts";
import { type Hand, readied, shareOut } from "../sweep/share-out.ts";

/** Somebody does not want to wait any more. */
export class JobsCancelled extends Error {}

/** What every worker does before its first job. */
export interface FirstJob {
  readonly job: Job;
  /** More workers than this would need too much memory for it. */
  readonly workersMax: number;
  /** Of any of them: how much of it is done, 0 to 1. */
  share(share: number): void;
  /** Each of them has done it. */
  done(done: Done): void;
}

export interface JobsHeard {
  /** How much of this job is done, 0 to 1, where that is known. */
  share(number: number, share: number): void;
  done(done: Done, number: number): void;
}

export class JobCrew {
  readonly #workers: Worker[] = [];
  readonly #givenUp = new Set<(error: Error) => void>();

  /**
   * Does all of these. Rejects with the first error, of one readable line, and with a JobsCancelled when it is disposed of; no worker is
   * left behind, however it ends.
   */
  async do(jobs: readonly Job[], heard: JobsHeard, first?: FirstJob): Promise<void> {
    const most = Math.min(navigator.hardwareConcurrency || 1, first?.workersMax ?? Number.POSITIVE_INFINITY);
    const size = Math.max(1, Math.min(most, jobs.length));
    const hands = Array.from({ length: size }, () => this.#hand(heard, first));
    const numbered = jobs.map((job, number) => ({ job, number }));
    try {
      await shareOut(numbered, hands, (done, number) => heard.done(done, number));
    } finally {
      this.dispose();
    }
  }

  dispose(): void {
    for (const worker of this.#workers.splice(0)) worker.terminate();
    for (const giveUp of this.#givenUp) giveUp(new JobsCancelled());
    this.#givenUp.clear();
  }

  #hand(
    heard: JobsHeard,
    first: FirstJob | undefined,
  ): Hand<{ readonly job: Job; readonly number: number }, Done> {
    const worker = new Worker(new URL("./jobs.worker.ts", import.meta.url), { type: "module", name: "jobs" });
    this.#workers.push(worker);
    return readied(
      ({ job, number }) => this.#ask(worker, job, (share) => heard.share(number, share)),
      first &&
        (() => this.#ask(worker, first.job, (share) => first.share(share)).then((done) => first.done(done))),
    );
  }

  #ask(worker: Worker, job: Job, tell: (share: number) => void): Promise<Done> {
    return new Promise((resolve, reject) => {
      const settled = () => this.#givenUp.delete(reject);
      this.#givenUp.add(reject);
      worker.onmessage = ({ data: said }: MessageEvent<Said>) => {
        if (said.kind === "share") tell(said.share);
        else {
          settled();
          if (said.kind === "done") resolve(said.done);
          else reject(new RangeError(said.error));
        }
      };
      // Its program could not be fetched, or it broke: then the engine says how.
      worker.onerror = (event) => {
        settled();
        reject(event.message ? new Error(event.message) : new PartMissing("worker"));
      };
      worker.postMessage(job);
    });
  }
}
