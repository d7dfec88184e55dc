/** Many jobs for a few hands: each hand takes the next job when it has done one. */

/** Does one job at a time, somewhere. */
export type Hand<J, A> = (job: J) => Promise<A>;

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
