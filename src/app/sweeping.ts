/** A sweep on the page: how it goes, and what there is of it. */
import { createStore } from "zustand/vanilla";
import { InOrder } from "../sweep/share-out.ts";
import type { SweepRow } from "../sweep/sweep-row.ts";
import { parseSweep } from "../sweep/sweep-schema.ts";
import { jobsOf, type SweepSpec } from "../sweep/sweep-spec.ts";
import { message } from "./error-text.ts";
import { type FileAtHand, readFirst } from "./file-at-hand.ts";
import { type FirstJob, JobCrew, JobsCancelled } from "./job-crew.ts";

export interface SweepState {
  readonly phase: "idle" | "running" | "over";
  /** Undefined: none was begun. */
  readonly sweep: SweepSpec | undefined;
  /** In their order, as far as all before them are there. */
  readonly rows: readonly SweepRow[];
  /** Runs that are done, in whatever order. */
  readonly done: number;
  readonly all: number;
  /** Of the file whose chain it is over; undefined: it is over its scenario's. */
  readonly fileTitle: string | undefined;
  /** How much of the chain file is read, 0 to 1; undefined: there is none, or all of it. */
  readonly reading: number | undefined;
  /** What one should know of it, in the program's own words. */
  readonly notes: readonly string[];
  readonly error: string | undefined;
}

const IDLE: SweepState = {
  phase: "idle",
  sweep: undefined,
  rows: [],
  done: 0,
  all: 0,
  fileTitle: undefined,
  reading: undefined,
  notes: [],
  error: undefined,
};

export class Sweeping {
  readonly store = createStore<SweepState>(() => IDLE);
  #crew: JobCrew | undefined;

  /**
   * In place of whatever sweep there is. Resolves when it is over, however that comes. A sweep over a file's chain is run over that of
   * `file`.
   */
  async start(given: SweepSpec, file?: FileAtHand): Promise<void> {
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
        sweep.chain !== undefined ? this.#readying(sweep, file) : undefined,
      );
      if (this.#crew === crew) this.store.setState({ phase: "over" });
    } catch (error) {
      if (this.#crew !== crew || error instanceof JobsCancelled) return;
      this.store.setState({ phase: "over", reading: undefined, error: message(error) });
    }
  }

  #readying(sweep: SweepSpec, file: FileAtHand | undefined): FirstJob {
    this.store.setState({ reading: 0, fileTitle: file?.title });
    return readFirst(file, sweep, {
      share: (reading) => this.store.setState({ reading }),
      done: (notes) => this.store.setState({ reading: undefined, notes }),
    });
  }

  /** Gives up what is going on; what is there of it stays. */
  cancel(): void {
    const crew = this.#crew;
    this.#crew = undefined;
    crew?.dispose();
    if (this.store.getState().phase === "running") this.store.setState({ phase: "over", reading: undefined });
  }
}
