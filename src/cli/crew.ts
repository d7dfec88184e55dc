/** Threads that do jobs, as many as one wants. */
import { Worker } from "node:worker_threads";
import type { Done, Job, Said } from "../sweep/jobs.ts";
import { type Hand, readied } from "../sweep/share-out.ts";
import { threadProgram } from "./thread-program.ts";

/** What every thread does before its first job. */
export interface First {
  readonly job: Job;
  /** Of any of them: how much of it is done, 0 to 1. */
  tell(share: number): void;
  /** Each of them has done it. */
  done(done: Done): void;
}

export class Crew {
  readonly hands: readonly Hand<Job, Done>[];
  readonly #threads: readonly Worker[];

  private constructor(threads: readonly Worker[], first: First | undefined) {
    this.#threads = threads;
    this.hands = threads.map((thread) =>
      readied(
        (job) => asked(thread, job),
        first && (() => asked(thread, first.job, first.tell).then((done) => first.done(done))),
      ),
    );
  }

  static async of(size: number, first?: First): Promise<Crew> {
    const program = await threadProgram();
    return new Crew(
      Array.from({ length: size }, () => new Worker(program, { eval: true })),
      first,
    );
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

/** Rejects with a RangeError where the world of a job cannot be, with the thread's own error where that broke. */
function asked(thread: Worker, job: Job, tell: (share: number) => void = () => {}): Promise<Done> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      thread.off("message", hear);
      thread.off("error", broke);
    };
    const hear = (said: Said) => {
      if (said.kind === "share") {
        tell(said.share);
        return;
      }
      settle();
      if (said.kind === "done") resolve(said.done);
      else reject(new RangeError(said.error));
    };
    const broke = (error: Error) => {
      settle();
      reject(error);
    };
    thread.on("message", hear);
    thread.on("error", broke);
    thread.postMessage(job);
  });
}
