/** A sweep on the page: how it goes, and what there is of it. */
import { createStore } from "zustand/vanilla";
import { InOrder } from "../sweep/share-out.ts";
import type { SweepRow } from "../sweep/sweep-row.ts";
import { parseSweep } from "../sweep/sweep-schema.ts";
import { jobsOf, type SweepSpec } from "../sweep/sweep-spec.ts";
import { message } from "./error-text.ts";
import { JobCrew, JobsCancelled } from "./job-crew.ts";

export interface SweepState {
  readonly phase: "idle" | "running" | "over";
  /** Undefined: none was begun. */
  readonly sweep: SweepSpec | undefined;
  /** In their order, as far as all before them are there. */
  readonly rows: readonly SweepRow[];
  /** Runs that are done, in whatever order. */
  readonly done: number;
  readonly all: number;
  readonly error: string | undefined;
}

const IDLE: SweepState = { phase: "idle", sweep: undefined, rows: [], done: 0, all: 0, error: undefined };

export class Sweeping {
  readonly store = createStore<SweepState>(() => IDLE);
  #crew: JobCrew | undefined;

  /** In place of whatever sweep there is. Resolves when it is over, however that comes. */
  async start(given: SweepSpec): Promise<void> {
    this.cancel();
    const read = parseSweep(given);
    if (!read.ok) {
      this.store.setState({ ...IDLE, error: read.error });
      return;
    }
    const { sweep } = read;
    const jobs = jobsOf(sweep);
    const crew = new JobCrew();
    this.#crew = crew;
    this.store.setState({ ...IDLE, phase: "running", sweep, all: jobs.length });
    const inOrder = new InOrder<SweepRow>((row) =>
      this.store.setState(({ rows }) => ({ rows: [...rows, row] })),
    );
    try {
      await crew.do(
        jobs.map((job) => ({ kind: "point", sweep, job }) as const),
        {
          share: () => {},
          done: (answer, number) => {
            if (answer.kind !== "point") return;
            inOrder.take(answer.row, number);
            this.store.setState(({ done }) => ({ done: done + 1 }));
          },
        },
      );
      if (this.#crew === crew) this.store.setState({ phase: "over" });
    } catch (error) {
      if (this.#crew !== crew || error instanceof JobsCancelled) return;
      this.store.setState({ phase: "over", error: message(error) });
    }
  }

  /** Gives up what is going on; what is there of it stays. */
  cancel(): void {
    const crew = this.#crew;
    this.#crew = undefined;
    crew?.dispose();
    if (this.store.getState().phase === "running") this.store.setState({ phase: "over" });
  }
}
