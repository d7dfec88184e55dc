/** A world in the page's own thread, in slices short enough that the page stays alive. */

import type { RunSummary } from "../world/judging/summary.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import { type ChainFacts, chainFacts, prepareWorld, type WorldSetup } from "../world/setup.ts";
import { type HostOptions, withBytes } from "./chain-source.ts";
import type { HostFailure, Progress, WorldHost } from "./host.ts";
import { RunControl } from "./run-control.ts";
import { SingleThreadWorld } from "./single-thread-world.ts";

export class SingleThreadHost implements WorldHost {
  readonly kind = "single-thread";
  readonly notes: readonly string[];
  readonly chain: ChainFacts;
  readonly #control: RunControl;
  #progress: (progress: Progress) => void = () => {};
  #failure: (failure: HostFailure) => void = () => {};

  constructor(setup: WorldSetup) {
    this.notes = setup.notes;
    this.chain = chainFacts(setup);
    const world = new SingleThreadWorld(setup);
    this.#control = new RunControl(world.run, world, {
      progress: (progress) => this.#progress(progress),
      failure: (failure) => this.#failure(failure),
    });
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
    this.#control.runTo(at);
  }

  pause(): Promise<number> {
    return this.#control.pause();
  }

  step(): Promise<number> {
    return this.#control.step();
  }

  act(act: unknown): Promise<TimedAct> {
    return this.#control.act(act);
  }

  summary(): Promise<RunSummary> {
    return this.#control.summary();
  }

  async dispose(): Promise<void> {
    this.#control.dispose();
  }
}
