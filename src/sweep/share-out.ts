/** Many jobs for a few hands: each hand takes the next job when it has done one. */

/** All workers together hold no more than about this of a file: each has a copy. */
const COPIES_BYTES_MAX = 1024 * 1024 * 1024;

/** How many workers may have a copy of a file of so many bytes: one at least. */
export function workersOver(bytes: number): number {
  return Math.max(1, Math.floor(COPIES_BYTES_MAX / Math.max(1, bytes)));
}

/** Does one job at a time, somewhere. */
export type Hand<J, A> = (job: J) => Promise<A>;

/** The same hand, that does this before its first job; undefined: nothing. What that fails with the first job fails with. */
export function readied<J, A>(hand: Hand<J, A>, first: (() => Promise<unknown>) | undefined): Hand<J, A> {
  if (first === undefined) return hand;
  let ready: Promise<unknown> | undefined;
  return async (job) => {
    ready ??= first();
    await ready;
    return hand(job);
  };
}

/**
 * Does all jobs. `take` is told each answer when it comes, with the number of its job, in whatever order. Rejects with the first
 * error; nobody begins another job then.
 */
export async function shareOut<J, A>(
  jobs: readonly J[],
  hands: readonly Hand<J, A>[],
  take: (answer: A, number: number) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    hands.map(async (hand) => {
      while (next < jobs.length) {
        const number = next++;
        try {
          take(await hand(jobs[number] as J), number);
        } catch (error) {
          next = jobs.length;
          throw error;
        }
      }
    }),
  );
}

/** Gives answers on in the order of their jobs, each as soon as all before it are there. */
export class InOrder<A> {
  readonly #give: (answer: A) => void;
  readonly #early = new Map<number, A>();
  #next = 0;

  constructor(give: (answer: A) => void) {
    this.#give = give;
  }

  take(answer: A, number: number): void {
    this.#early.set(number, answer);
    for (let ready = this.#early.get(this.#next); ready !== undefined; ready = this.#early.get(this.#next)) {
      this.#early.delete(this.#next++);
      this.#give(ready);
    }
  }
}
