/** Threads that do jobs, as many as one wants. */
import { Worker } from "node:worker_threads";
import type { Done, Job, Said } from "../sweep/jobs.ts";
import type { Hand } from "../sweep/share-out.ts";
import { threadProgram } from "./thread-program.ts";

export class Crew {
  readonly hands: readonly Hand<Job, Done>[];
  readonly #threads: readonly Worker[];

  private constructor(threads: readonly Worker[]) {
    this.#threads = threads;
    this.hands = threads.map(handOf);
  }

  static async of(size: number): Promise<Crew> {
    const program = await threadProgram();
    return new Crew(Array.from({ length: size }, () => new Worker(program, { eval: true })));
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

/** Rejects with a RangeError where the world of a job cannot be, with the thread's own error where that broke. */
function handOf(thread: Worker): Hand<Job, Done> {
  return (job) =>
    new Promise((resolve, reject) => {
      const settle = () => {
        thread.off("message", hear);
        thread.off("error", broke);
      };
      const hear = (said: Said) => {
        if (said.kind === "share") return;
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
