/** A world that runs: its host, what the host has told, and the run as a value, which grows with what is done in it. */
import type { HostFailure, WorldHost } from "../runtime/host.ts";
import type { Act, TimedAct } from "../world/scenario/act.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { type LoadOptions, runOf } from "./load-options.ts";
import { ToldWorld } from "./told-world.ts";
import type { ViewState } from "./view-state.ts";

export interface WorldListener {
  /** More has been told. */
  told(now: number): void;
  failed(failure: HostFailure): void;
  silent(parts: readonly string[]): void;
}

export class LiveWorld {
  readonly host: WorldHost;
  readonly options: LoadOptions;
  readonly told: ToldWorld;
  #run: RunSpec;
  #reached = 0;
  #isBroken = false;
  #listener: WorldListener | undefined;

  constructor(host: WorldHost, options: LoadOptions) {
    const { scenario } = options;
    this.host = host;
    this.options = options;
    this.#run = runOf(options, host.chain);
    const ofPeers = scenario.peerPolicy ?? options.policy ?? scenario.policy;
    this.told = new ToldWorld(scenario.peers, ofPeers, host.chain.headersOnly);
    host.onProgress((progress) => {
      this.told.tell(progress);
      this.#reached = Math.max(this.#reached, progress.now);
      this.#listener?.told(progress.now);
    });
    host.onFailure((failure) => {
      this.#isBroken = true;
      this.#listener?.failed(failure);
    });
    host.onSilent((parts) => this.#listener?.silent(parts));
  }

  get run(): RunSpec {
    return this.#run;
  }

  /** A part of it failed: it cannot go on. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Everything before this has been told, virtual µs. */
  get reached(): number {
    return this.#reached;
  }

  /** Who is told from now on. */
  listen(listener: WorldListener | undefined): void {
    this.#listener = listener;
  }

  /** Does this now. Rejects, with what was wrong, what it cannot do. */
  async act(act: Act): Promise<TimedAct> {
    const done = await this.host.act(act);
    this.told.goOn();
    this.#run = { ...this.#run, acts: [...this.#run.acts, done] };
    return done;
  }

  /**
   * Runs, at full speed, until all that happens up to `at` (virtual µs, inclusive) has been told, or the run has ended. Nobody
   * else may listen meanwhile. `onShare` is told how far it is, 0 … 1. Rejects when a part fails, and when `signal` says so.
   */
  runUpTo(at: number, signal: AbortSignal, onShare: (share: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void) => {
        this.listen(undefined);
        signal.removeEventListener("abort", abort);
        end();
      };
      const abort = () => done(() => reject(signal.reason));
      signal.addEventListener("abort", abort);
      this.listen({
        told: (now) => {
          if (now > at || this.told.ended !== undefined) done(resolve);
          else onShare(now / at);
        },
        failed: ({ part, message }) => done(() => reject(new Error(`${part}: ${message}`))),
        silent: () => {},
      });
      this.host.runTo(at + 1);
    });
  }

  async dispose(): Promise<void> {
    this.listen(undefined);
    await this.host.dispose();
  }
}

/** What a page says of it all along. */
export function factsOf({ host, options, run }: LiveWorld) {
  return {
    notice: host.notes.length === 0 ? undefined : host.notes.join("; "),
    run,
    chain: host.chain,
    host: options.host,
    file: options.fileName,
    chainFile: options.chainFile,
    wanted: undefined,
  } satisfies Partial<ViewState>;
}
