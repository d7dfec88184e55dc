/**
 * Who says when a run goes on and when it stands. What is wished is a value of its own: only the wisher changes it, and it is
 * over when it has come true. What is to be done to the run in between, an act or a look at it, waits for the round at hand
 * and leaves the wish alone. A pause that has resolved means that nothing moves.
 */
import type { SimTime } from "../sim/time.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import type { HostFailure, Progress } from "./host.ts";
import { NodeFailure } from "./node-failure.ts";
import type { Work } from "./questions.ts";
import type { Run } from "./run.ts";

/** Carries a run's questions to its members, and their answers back. */
export interface Driver {
  do<T>(work: Work<T>): T | Promise<T>;
  /** Does its work in this thread, which is to breathe now and then. */
  readonly blocks: boolean;
  /** Nodes that work in parallel; 0: none do. */
  readonly workers: number;
}

export interface RunEvents {
  progress(progress: Progress): void;
  /** Told once: the run cannot go on. */
  failure(failure: HostFailure): void;
}

type Wish = { readonly kind: "stand" } | { readonly kind: "go"; readonly to: SimTime | undefined };

const STAND: Wish = { kind: "stand" };
/** At most this often it is told how far things are, wall milliseconds. */
const PUBLISH_EVERY_MS = 40;
/** A slice of work between two breaths of the thread, wall milliseconds. */
const SLICE_MS = 10;

export class RunControl {
  readonly #run: Run;
  readonly #driver: Driver;
  readonly #events: RunEvents;
  #wish: Wish = STAND;
  /** What is to be done before the next round, in order. Never rejects. */
  readonly #commands: (() => Promise<void>)[] = [];
  #isBusy = false;
  #isOver: "failed" | "disposed" | undefined;
  #publishedAt = 0;

  constructor(run: Run, driver: Driver, events: RunEvents) {
    this.#run = run;
    this.#driver = driver;
    this.#events = events;
  }

  /** Lets virtual time pass until `at` (µs), or until the run ends; `undefined` = no bound. */
  runTo(at: SimTime | undefined): void {
    this.#wish = { kind: "go", to: at };
    this.#wake();
  }

  /**
   * Stops after the round at hand and what was asked for before, all nodes at one moment. Resolves with that, when nothing moves
   * any more: also of a run that cannot go on.
   */
  async pause(): Promise<SimTime> {
    this.#wish = STAND;
    try {
      return await this.#command(async () => {
        await this.#driver.do(this.#run.settle());
        this.#publish(this.#run.now);
      });
    } catch (error) {
      if (this.#isOver === undefined) throw error;
      return this.#run.now;
    }
  }

  /** Stops, and handles exactly one event. */
  step(): Promise<SimTime> {
    this.#wish = STAND;
    return this.#command(async () => {
      await this.#driver.do(this.#run.step());
      this.#publish(this.#run.now + 1);
    });
  }

  /** Does this now. `before` is called when its turn has come. Rejects with a RangeError what cannot be done. */
  async act(value: unknown, before: () => void = () => {}): Promise<TimedAct> {
    let done: TimedAct | undefined;
    await this.#command(async () => {
      before();
      done = await this.#driver.do(this.#run.act(value));
      this.#publish(done.at + 1);
    });
    if (done === undefined) throw new Error("an act was neither done nor refused");
    return done;
  }

  async summary(): Promise<RunSummary> {
    let summary: RunSummary | undefined;
    await this.#command(async () => {
      summary = await this.#driver.do(this.#run.summary());
    });
    if (summary === undefined) throw new Error("a run without a summary");
    return summary;
  }

  /** Ends all of it; what was asked for and not begun is refused. Nothing is told any more. */
  dispose(): void {
    this.#isOver ??= "disposed";
    this.#wish = STAND;
  }

  /** A member is lost: nobody can go on. */
  fail(failure: HostFailure): void {
    if (this.#isOver !== undefined) return;
    this.#isOver = "failed";
    this.#wish = STAND;
    this.#events.failure(failure);
  }

  /** Resolves with the moment after it. */
  #command(work: () => void | Promise<void>): Promise<SimTime> {
    const done = new Promise<SimTime>((resolve, reject) => {
      this.#commands.push(async () => {
        try {
          if (this.#isOver === "failed") throw new Error("a worker failed: this world cannot go on");
          if (this.#isOver === "disposed") throw new Error("this world has been ended");
          await work();
          resolve(this.#run.now);
        } catch (error) {
          // What was refused has not been begun.
          if (!(error instanceof RangeError)) this.#broke(error);
          reject(error);
        }
      });
    });
    this.#wake();
    return done;
  }

  #wake(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    let breathedAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      const command = this.#commands.shift();
      if (command !== undefined) await command();
      else if (this.#wish.kind === "stand" || this.#isOver !== undefined) break;
      else if (this.#driver.blocks && performance.now() - breathedAt > SLICE_MS) {
        // First of all: whoever wished it goes on meanwhile.
        await breath();
        breathedAt = performance.now();
      } else await this.#round(this.#wish);
    }
    this.#isBusy = false;
  }

  /** A wish that has come true is over, unless there is a new one meanwhile. */
  async #round(wish: Wish & { kind: "go" }): Promise<void> {
    try {
      const goesOn = await this.#driver.do(this.#run.round(wish.to));
      if (!goesOn && this.#wish === wish) this.#wish = STAND;
      if (!goesOn || performance.now() - this.#publishedAt > PUBLISH_EVERY_MS) this.#publish(this.#run.now);
    } catch (error) {
      this.#broke(error);
    }
  }

  #broke(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.fail({ part: error instanceof NodeFailure ? error.node : "conductor", message });
  }

  /** Tells what happened before `end`; once the run has ended, everything. */
  #publish(end: SimTime): void {
    if (this.#isOver !== undefined) return;
    this.#publishedAt = performance.now();
    this.#events.progress(this.#run.progress(end, this.#driver.workers));
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
