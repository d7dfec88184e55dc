/**
 * One world on the page: owns its host, applies what the host reports to the view, and lets virtual time pass
 * with the frames of the screen. Nothing runs beyond the moment that is shown, except at Max.
 */
import type { WorldView } from "../replay/world-view.ts";
import type { HostFailure, Loading, Progress, WorldHost } from "../runtime/host.ts";
import { PartMissing } from "../runtime/late-part.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import { LOCAL_NODE } from "../world/record.ts";
import type { Act } from "../world/scenario/act.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { Audience } from "./audience.ts";
import { EndWaiters } from "./end-waiters.ts";
import { message } from "./error-text.ts";
import { FileSpeed } from "./file-speed.ts";
import { type CreateHost, hostOptions, type LoadOptions, runOf } from "./load-options.ts";
import { LoadEnded, Loads } from "./loads.ts";
import { Playhead } from "./playhead.ts";
import { stillUntil } from "./still.ts";
import { t, titleOf } from "./text.ts";
import { ToldWorld } from "./told-world.ts";
import { SPEED_FACTOR, type Speed, type ViewStore } from "./view-state.ts";

/** At Max another moment is shown at most this often. Wall ms. */
const SHOW_EVERY_MS = 100;

export class Session {
  readonly store: ViewStore;
  readonly #createHost: CreateHost;
  #host: WorldHost | undefined;
  #loaded: LoadOptions | undefined;
  #run: RunSpec | undefined;
  #world = new ToldWorld([]);
  readonly #playhead = new Playhead();
  readonly #audience = new Audience();
  readonly #loads = new Loads();
  readonly #fileSpeed = new FileSpeed();
  #frame: number | undefined;
  #shownAt = 0;
  readonly #waitingForEnd = new EndWaiters();
  readonly #onVisibility = () => this.#tabChanged();

  constructor(store: ViewStore, createHost: CreateHost) {
    this.store = store;
    this.#createHost = createHost;
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  get view(): WorldView {
    return this.#world.view;
  }

  /** The moment shown, virtual µs. */
  get at(): number {
    return this.#playhead.at;
  }

  get events(): number {
    return this.#world.events;
  }

  /** When something happens again, virtual µs, if nothing moves for long; undefined: something does. */
  get stillUntil(): number | undefined {
    const { ended, broken, speed } = this.store.getState();
    if (ended !== undefined || broken || speed === "max") return undefined;
    return stillUntil(this.view, this.at, this.#world.nextAt, SPEED_FACTOR[speed]);
  }

  /** Goes on at once to the moment at which something happens again. */
  skip(): void {
    const next = this.stillUntil;
    if (next === undefined) return;
    this.#playhead.settle(next);
    this.#host?.runTo(next);
    this.store.setState({ played: true });
    this.#show();
  }

  /** What part of the chosen speed this machine manages, 0 … 1; 1 at Max. */
  get pace(): number {
    return this.#playhead.share;
  }

  /** Nodes that work in parallel; 0 in one thread. */
  get workers(): number {
    return this.#world.workers;
  }

  /** Called back whenever there is something new to read; returns what ends that. */
  get subscribe(): Audience["subscribe"] {
    return this.#audience.subscribe;
  }

  /** Changes whenever there is something new to read. */
  get getVersion(): Audience["getVersion"] {
    return this.#audience.getVersion;
  }

  /** Builds this world in place of the one there is. Rejects with one readable line; the old world stays then. */
  load(options: LoadOptions): Promise<void> {
    const load = this.#load(options);
    this.track(load);
    return load;
  }

  /** Resolves when no world is being loaded. Never rejects. */
  settled(): Promise<unknown> {
    return this.#loads.settled();
  }

  /** Something that ends with a world being loaded, or not. */
  track(loading: Promise<unknown>): void {
    this.#loads.track(loading);
  }

  /** Gives up the world that is being loaded: the one there is stays, as it was. False: none is. */
  cancelLoading(): boolean {
    const { loading, scenario } = this.store.getState();
    if (!loading || scenario === undefined) return false;
    this.#loads.cancel(t("error.cancelled"));
    return true;
  }

  async #load(options: LoadOptions): Promise<void> {
    const signal = this.#loads.begin(t("error.replaced"));
    const loadingName = options.fileName ?? titleOf(options.scenario);
    this.store.setState({ loading: true, loadingName, progress: undefined, error: undefined });
    let host: WorldHost | undefined;
    try {
      // What there is may be broken: that is no reason to keep it.
      await this.pause().catch(() => {});
      const onLoading = (progress: Loading) => {
        if (!signal.aborted) this.store.setState({ progress });
      };
      host = await this.#createHost(options.host, hostOptions(options), onLoading, signal);
      signal.throwIfAborted();
    } catch (error) {
      await host?.dispose();
      if (this.#loads.isLatest(signal))
        this.store.setState({
          loading: false,
          error: error instanceof LoadEnded ? undefined : message(error),
        });
      throw error;
    }
    await this.#release();
    this.#begin(host, options);
    const { lightChain } = await host.summary();
    if (host === this.#host) this.store.setState({ lightChain: lightChain ?? undefined });
  }

  #begin(host: WorldHost, options: LoadOptions): void {
    const { scenario } = options;
    const { speed } = this.store.getState();
    this.#host = host;
    this.#loaded = options;
    this.#run = runOf(options, host.chain);
    const ofPeers = scenario.peerPolicy ?? options.policy ?? scenario.policy;
    this.#world = new ToldWorld(scenario.peers, ofPeers, host.chain.headersOnly);
    this.#playhead.rewind();
    host.onProgress((progress) => {
      if (host === this.#host) this.#progress(progress);
    });
    host.onFailure((failure) => {
      if (host === this.#host) this.#failed(failure);
    });
    host.onSilent((silent) => {
      if (host === this.#host) this.store.setState({ silent });
    });
    this.store.setState({
      loading: false,
      silent: [],
      notice: host.notes.length === 0 ? undefined : host.notes.join("; "),
      scenario,
      seed: options.seed,
      policy: options.policy ?? scenario.policy,
      host: options.host,
      file: options.fileName,
      fileChain: options.chainFile === undefined ? undefined : host.chain,
      speed: this.#fileSpeed.choose(speed, options.chainFile, host.chain, scenario),
      playing: false,
      played: false,
      ended: undefined,
      broken: false,
      selectedPeer: undefined,
    });
    this.#show();
  }

  /** The same world from its beginning. */
  reset(): Promise<void> {
    return this.reload({});
  }

  /** The same world from its beginning, but for this. */
  async reload(changes: Partial<LoadOptions>): Promise<void> {
    if (this.#loaded !== undefined) await this.load({ ...this.#loaded, ...changes });
  }

  play(speed?: Speed): void {
    if (speed !== undefined) this.setSpeed(speed);
    const { broken, ended } = this.store.getState();
    if (this.#host === undefined || broken || ended !== undefined) return;
    this.store.setState({ playing: true, played: true, notice: undefined });
    this.#playhead.begin();
    if (this.store.getState().speed === "max") this.#host.runTo(undefined);
    this.#frame ??= requestAnimationFrame(this.#onFrame);
    this.#show();
  }

  /** What the one large button does: play, pause, or once more when the run has ended or broken. */
  toggle(): void {
    const { playing, ended, broken } = this.store.getState();
    if (playing) void this.pause();
    else if (ended === undefined && !broken) this.play();
    else
      void this.reset()
        .then(() => this.play())
        .catch(() => {});
  }

  /** Everything stands still at the moment shown when this resolves. */
  async pause(): Promise<void> {
    this.store.setState({ playing: false });
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const host = this.#host;
    if (host === undefined || this.store.getState().broken) return;
    const at = await host.pause();
    if (host === this.#host) this.#settle(at);
  }

  setSpeed(speed: Speed): void {
    const before = this.store.getState().speed;
    if (before === speed) return;
    this.store.setState({ speed });
    if (!this.store.getState().playing) return;
    // A bound takes back a run without one.
    this.#playhead.takeBack();
    this.#host?.runTo(speed === "max" ? undefined : this.#playhead.bound);
    this.#show();
  }

  /** One event of the world. */
  async step(): Promise<void> {
    if (this.store.getState().playing) await this.pause();
    const host = this.#host;
    if (host === undefined || this.store.getState().broken) return;
    this.store.setState({ played: true, notice: undefined });
    const at = await host.step();
    if (host === this.#host) this.#settle(at);
  }

  /** Handles event by event until `isThere`, or the run is over, played or replaced; at most `most` of them. */
  async stepUntil(isThere: () => boolean, most: number): Promise<void> {
    const host = this.#host;
    for (let i = 0; i < most && host !== undefined && host === this.#host; i++) {
      const { playing, broken, ended } = this.store.getState();
      if (playing || broken || ended !== undefined || isThere()) return;
      this.#settle(await host.step());
    }
  }

  /** Goes on to the moment `at`, virtual µs; the picture follows when it has been reached. */
  goTo(at: number): void {
    this.#playhead.aim(at);
    this.#host?.runTo(at);
  }

  /** Does this to the world now; rejects, with what was wrong, what it cannot do. Resolves with the moment, µs. */
  async act(act: Act): Promise<number> {
    const host = this.#mustHost();
    const done = await host.act(act);
    const { at } = done;
    if (host === this.#host) {
      if (this.#run !== undefined) this.#run = { ...this.#run, acts: [...this.#run.acts, done] };
      this.#show();
      if (act.kind === "setPolicy" && act.node === LOCAL_NODE) this.store.setState({ policy: act.policy });
      if (!this.store.getState().playing) this.#settle(at);
    }
    return at;
  }

  async runToEnd(): Promise<RunSummary> {
    await this.pause();
    const host = this.#mustHost();
    if (this.store.getState().broken) throw new Error(this.store.getState().error);
    const { speed } = this.store.getState();
    // What the page was told last may be older than the latest act: the run itself knows whether it has ended.
    let summary = await host.summary();
    while (summary.ended === "running") {
      this.store.setState({ ended: undefined });
      const end = this.#waitingForEnd.wait();
      this.play("max");
      await end;
      summary = await host.summary();
    }
    this.store.setState({ speed });
    return summary;
  }

  /** The run as a value, with all that has been done in it; undefined: there is no world. */
  get run(): RunSpec | undefined {
    return this.#host && this.#run;
  }

  async summary(): Promise<RunSummary> {
    return this.#mustHost().summary();
  }

  /** Ends the world and everything it runs in. The page can load another. */
  async dispose(): Promise<void> {
    this.#loads.cancel(t("error.replaced"));
    this.store.setState({ playing: false });
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    await this.#release();
    this.#show();
  }

  select(peer: string | undefined): void {
    this.store.setState({ selectedPeer: peer });
    this.#show();
  }

  // --- time ---

  readonly #onFrame = (wall: number): void => {
    this.#frame = undefined;
    const { playing, speed } = this.store.getState();
    if (!playing || this.#host === undefined) return;
    this.#frame = requestAnimationFrame(this.#onFrame);
    if (speed === "max") {
      this.#playhead.pass(wall);
      if (wall - this.#shownAt > SHOW_EVERY_MS) this.#show(wall);
      return;
    }
    this.#playhead.frame(wall, SPEED_FACTOR[speed]);
    this.#host.runTo(this.#playhead.bound);
    if (this.#playhead.moved() || this.#world.isWaiting) this.#show(wall);
  };

  #progress(progress: Progress): void {
    this.#world.tell(progress);
    this.#playhead.reach(progress.now);
    const { playing, ended } = this.store.getState();
    // An act takes the end back.
    if (progress.ended === undefined && ended !== undefined) this.store.setState({ ended: undefined });
    if (progress.ended !== undefined && ended === undefined) {
      this.store.setState({ playing: false, ended: progress.ended });
      this.#world.take();
      this.#settle(Math.max(progress.now, this.view.end?.at ?? 0));
      this.#waitingForEnd.tell();
    } else if (!playing) {
      this.#playhead.stand();
      this.#show();
    } else if (this.#world.isFull) this.#show();
  }

  #settle(at: number): void {
    this.#playhead.settle(at);
    this.#show();
  }

  #failed(failure: HostFailure): void {
    const error = failure.isUnloaded
      ? message(new PartMissing("worker"))
      : t("error.part", { part: failure.part, message: failure.message });
    this.store.setState({ playing: false, broken: true, silent: [], error });
    this.#waitingForEnd.tell(new Error(error));
    this.#show();
  }

  #tabChanged(): void {
    if (document.visibilityState !== "hidden" || !this.store.getState().playing) return;
    if (this.#waitingForEnd.any) return;
    void this.pause();
    this.store.setState({ notice: t("notice.hidden") });
  }

  async #release(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    this.#waitingForEnd.tell(new Error(t("error.replaced")));
    await host?.dispose();
  }

  #mustHost(): WorldHost {
    if (this.#host === undefined) throw new Error(t("error.noWorld"));
    return this.#host;
  }

  /** Shows the moment that has been reached, to everybody at once. */
  #show(wall = performance.now()): void {
    this.#world.take();
    this.#playhead.moved();
    this.#shownAt = wall;
    this.#audience.tell();
  }
}
