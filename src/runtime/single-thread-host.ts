/** A world in the page's own thread, in slices short enough that the page stays alive. */
import type { SimTime } from "../sim/time.ts";
import type { Act } from "../world/act.ts";
import { type ChainFacts, chainFacts, prepareWorld, type WorldSetup } from "../world/setup.ts";
import type { RunSummary } from "../world/summary.ts";
import { type HostOptions, withBytes } from "./chain-source.ts";
import type { HostFailure, Progress, WorldHost } from "./host.ts";
import { NodeFailure, SingleThreadWorld } from "./single-thread-world.ts";

/** A slice of work between two breaths of the page, wall milliseconds. */
const SLICE_MS = 10;

export class SingleThreadHost implements WorldHost {
  readonly kind = "single-thread";
  readonly notes: readonly string[];
  readonly chain: ChainFacts;
  readonly #world: SingleThreadWorld;
  #progress: (progress: Progress) => void = () => {};
  #failure: (failure: HostFailure) => void = () => {};
  #bound: number | undefined = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failed = false;

  constructor(setup: WorldSetup) {
    this.notes = setup.notes;
    this.chain = chainFacts(setup);
    this.#world = new SingleThreadWorld(setup);
  }

  /** Rejects with one readable line if the world cannot be built. Nothing is told meanwhile: a page that is busy with it draws nothing. */
  static async create(options: HostOptions, signal?: AbortSignal): Promise<SingleThreadHost> {
    const given = await withBytes(options);
    signal?.throwIfAborted();
    const prepared = prepareWorld(given);
    if (!prepared.ok) throw new RangeError(prepared.error);
    return new SingleThreadHost(prepared.value);
  }

  onProgress(listener: (progress: Progress) => void): void {
    this.#progress = listener;
  }

  onFailure(listener: (failure: HostFailure) => void): void {
    this.#failure = listener;
  }

  /** Who does not answer here is the page itself. */
  onSilent(): void {}

  runTo(at: number | undefined): void {
    this.#bound = at;
    this.#timer ??= setTimeout(() => this.#slice());
  }

  async pause(): Promise<number> {
    this.#stop();
    return this.#world.now;
  }

  async step(): Promise<number> {
    this.#stop();
    this.#guard(() => this.#world.advance(undefined, true));
    this.#publish(this.#world.now + 1);
    return this.#world.now;
  }

  async act(act: Act): Promise<number> {
    const at = this.#world.act(act);
    this.#publish(at + 1);
    return at;
  }

  async summary(): Promise<RunSummary> {
    return this.#world.summary();
  }

  async dispose(): Promise<void> {
    this.#stop();
    this.#progress = () => {};
    this.#failure = () => {};
  }

  #slice(): void {
    this.#timer = undefined;
    const until = performance.now() + SLICE_MS;
    let more = true;
    while (more && performance.now() < until) {
      more = this.#guard(() => this.#world.advance(this.#bound));
    }
    if (more) this.#timer = setTimeout(() => this.#slice());
    this.#publish(this.#world.now);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #guard(work: () => boolean): boolean {
    if (this.#failed) return false;
    try {
      return work();
    } catch (error) {
      this.#failed = true;
      const part = error instanceof NodeFailure ? error.node : "world";
      this.#failure({ part, message: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  /** Tells what happened before `end`; once the run has ended, everything. */
  #publish(end: SimTime): void {
    this.#progress({
      now: this.#world.now,
      records: this.#world.takeRecords(this.#world.ended === undefined ? end : undefined),
      events: this.#world.events,
      ended: this.#world.ended,
      nextAt: this.#world.nextAt,
      workers: 0,
    });
  }
}
