/** Builds worlds for the page, one at a time: the latest that was asked for counts, and how far it is is told. */
import type { Loading } from "../runtime/host.ts";
import { message } from "./error-text.ts";
import { LiveWorld } from "./live-world.ts";
import { type CreateHost, hostOptions, type LoadOptions } from "./load-options.ts";
import { LoadEnded, Loads } from "./loads.ts";
import { titleOf } from "./scenario-text.ts";
import { english } from "./text.ts";
import type { LoadingWorld, ViewStore } from "./view-state.ts";

export class WorldLoader {
  readonly #store: ViewStore;
  readonly #createHost: CreateHost;
  readonly #loads = new Loads();

  constructor(store: ViewStore, createHost: CreateHost) {
    this.#store = store;
    this.#createHost = createHost;
  }

  /**
   * A world of these, run up to `upTo` (virtual µs, inclusive) where that is said. `before` is called first. Rejects with one
   * readable line, which the page has been told then.
   */
  async load(
    options: LoadOptions,
    upTo: number | undefined,
    before: () => Promise<unknown>,
  ): Promise<LiveWorld> {
    const signal = this.#loads.begin(english("error.replaced"));
    const name = options.fileName ?? titleOf(options.scenario);
    // What a worker tells may come after the world that it is about stands.
    let isOver = false;
    const tell = (progress: LoadingWorld["progress"]) => {
      if (!isOver && !signal.aborted) this.#store.setState({ loading: { name, progress } });
    };
    tell(undefined);
    this.#store.setState({ error: undefined });
    let world: LiveWorld | undefined;
    try {
      // What there is may be broken: that is no reason to keep it.
      await before().catch(() => {});
      const onLoading = (progress: Loading) => tell(progress);
      const host = await this.#createHost(options.host, hostOptions(options), onLoading, signal);
      world = new LiveWorld(host, options);
      signal.throwIfAborted();
      if (upTo !== undefined) await world.runUpTo(upTo, signal, (share) => tell({ part: "run", share }));
      return world;
    } catch (error) {
      await world?.dispose();
      if (this.#loads.isLatest(signal))
        this.#store.setState({
          loading: undefined,
          error: error instanceof LoadEnded ? undefined : message(error),
        });
      throw error;
    } finally {
      isOver = true;
    }
  }

  /** Resolves when no world is being loaded. Never rejects. */
  settled(): Promise<unknown> {
    return this.#loads.settled();
  }

  /** Something that ends with a world being loaded, or not. */
  track(loading: Promise<unknown>): void {
    this.#loads.track(loading);
  }

  /** Gives up the world that is being loaded, because somebody wishes so. False: none is, or there is no other. */
  cancel(): boolean {
    const { loading, run, hasInstead } = this.#store.getState();
    if (loading === undefined || (run === undefined && !hasInstead)) return false;
    this.#loads.cancel(english("error.cancelled"));
    return true;
  }

  /** Gives it up, because nobody is there any more. */
  giveUp(): void {
    this.#loads.cancel(english("error.replaced"));
  }
}
