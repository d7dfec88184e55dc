/** One run on the page: owns its world, takes in what the host tells, and lets virtual time pass with the frames of the screen. */
import { WorldView } from "../replay/world-view.ts";
import type { HostFailure } from "../runtime/host.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import type { Act } from "../world/scenario/act.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import { Audience } from "./audience.ts";
import { atRest, type Doing, isOver, isPlaying } from "./doing.ts";
import { failureText } from "./error-text.ts";
import { FileSpeed } from "./file-speed.ts";
import { Frames } from "./frames.ts";
import { factsOf, type LiveWorld } from "./live-world.ts";
import type { CreateHost, LoadOptions } from "./load-options.ts";
import { Playhead } from "./playhead.ts";
import { stillUntil } from "./still.ts";
import { t } from "./text.ts";
import { TimeTravel } from "./time-travel.ts";
import type { ToldWorld } from "./told-world.ts";
import { AT_REST, SPEED_FACTOR, type Speed, type ViewStore } from "./view-state.ts";
import { noWorld, worded } from "./worded.ts";
import { WorldLoader } from "./world-loader.ts";

/** At Max another moment is shown at most this often. Wall ms. */
const SHOW_EVERY_MS = 100;
/** Backwards there is no "as fast as the machine can": so many virtual seconds per second. */
const BACK_AT_MAX = 200;

export class Session {
  readonly store: ViewStore;
  /** Moving through what has been, and acting there. */
  readonly time: TimeTravel;
  /** Where in time the page is. */
  readonly playhead: Pick<Playhead, "at" | "reached" | "isBehind" | "share">;
  #world: LiveWorld | undefined;
  #view = new WorldView([]);
  readonly #playhead: Playhead = new Playhead();
  readonly #audience = new Audience();
  readonly #loader: WorldLoader;
  readonly #fileSpeed = new FileSpeed();
  readonly #frames = new Frames((wall) => this.#draw(wall));
  #shownAt = 0;
  readonly #onVisibility = () => this.#tabChanged();

  constructor(store: ViewStore, createHost: CreateHost) {
    this.store = store;
    this.#loader = new WorldLoader(store, createHost);
    this.playhead = this.#playhead;
    const session = this;
    this.time = new TimeTravel({
      store,
      playhead: this.#playhead,
      get world() {
        return session.#world;
      },
      get view() {
        return session.#view;
      },
      pause: () => this.pause(),
      show: () => this.#show(),
      rebuild: (options, upTo) => {
        const load = this.#load(options, (world) => this.#stand(world), upTo);
        // A script that comes meanwhile waits for this world as for any other.
        this.track(load);
        return load;
      },
    });
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  get view(): WorldView {
    return this.#view;
  }

  /** The moment shown, virtual µs. */
  get at(): number {
    return this.#playhead.at;
  }

  /** What the host has told, of whatever moment; undefined: there is no world. */
  get told(): Pick<ToldWorld, "ended" | "workers"> | undefined {
    return this.#world?.told;
  }

  get events(): number {
    return this.#world?.told.events ?? 0;
  }

  /** When something happens again, virtual µs, if nothing moves for long; undefined: something does. */
  get stillUntil(): number | undefined {
    const { doing, speed } = this.store.getState();
    const isElsewhere = this.#playhead.isBehind || this.time.gate !== undefined;
    if (isOver(doing) || speed === "max" || isElsewhere) return undefined;
    return stillUntil(this.view, this.at, this.#world?.told.nextAt, SPEED_FACTOR[speed]);
  }

  /** Called back whenever there is something new to read; returns what ends that. */
  get subscribe(): Audience["subscribe"] {
    return this.#audience.subscribe;
  }

  /** Changes whenever there is something new to read. */
  get getVersion(): Audience["getVersion"] {
    return this.#audience.getVersion;
  }

  /**
   * Builds this world in place of the one there is, run up to `upTo`, virtual µs, inclusive. Rejects with one readable line; the old
   * world stays then.
   */
  load(options: LoadOptions, upTo?: number): Promise<void> {
    const load = this.#load(options, (world) => this.#begin(world), upTo);
    this.track(load);
    return load;
  }

  /** Resolves when no world is being loaded. Never rejects. */
  settled(): Promise<unknown> {
    return this.#loader.settled();
  }

  /** Something that ends with a world being loaded, or not. */
  track(loading: Promise<unknown>): void {
    this.#loader.track(loading);
  }

  /** Gives up the world that is being loaded: the one there is stays, as it was. False: none is. */
  cancelLoading(): boolean {
    return this.#loader.cancel();
  }

  async #load(options: LoadOptions, begin: (world: LiveWorld) => void, upTo?: number): Promise<void> {
    const world = await this.#loader.load(options, upTo, () => this.pause());
    await this.#release();
    begin(world);
  }

  /** A new world, of which nothing has been seen. */
  #begin(world: LiveWorld): void {
    const { options, host } = world;
    const { speed } = this.store.getState();
    this.store.setState({
      ...factsOf(world),
      speed: this.#fileSpeed.choose(speed, options.chainFile, host.chain, options.scenario),
      played: false,
      selectedPeer: undefined,
    });
    this.time.begin(world.run);
    this.#stand(world);
  }

  /** This world is shown from now on, at its newest moment. */
  #stand(world: LiveWorld): void {
    this.#world = world;
    this.#view = world.told.view;
    this.#playhead.rewind();
    this.#playhead.settle(world.reached);
    world.listen({
      told: (now) => this.#told(now),
      failed: (failure) => this.#failed(failure),
      silent: (silent) => this.store.setState({ silent }),
    });
    this.store.setState({ ...AT_REST, loading: undefined, run: world.run });
    this.#show();
  }

  /** The same world from its beginning, but for this. */
  async reload(changes: Partial<LoadOptions> = {}): Promise<void> {
    if (this.#world !== undefined) await this.load({ ...this.#world.options, ...changes });
  }

  /** Virtual time passes, forwards or backwards, from the moment shown. */
  play(speed?: Speed, isBackwards = false): void {
    if (speed !== undefined) this.setSpeed(speed);
    const cannot = isOver(this.store.getState().doing) && !this.#playhead.isBehind;
    if (this.#world === undefined || (cannot && !isBackwards)) return;
    const { gate } = this.time;
    if (!isBackwards && this.time.isAtGate) {
      this.time.guides.say();
      return;
    }
    this.time.cancel();
    const isWithin = isBackwards || gate !== undefined;
    if (isWithin && !this.#playhead.isBehind) this.#playhead.goBack(this.at, this.view.position);
    this.store.setState({ doing: { kind: "playing", isBackwards }, played: true, notice: undefined });
    this.#playhead.begin();
    if (this.store.getState().speed === "max" && !isBackwards) {
      if (gate !== undefined) {
        this.#arrive();
        return;
      }
      this.#playhead.follow();
      if (!this.#world.isBroken) this.#world.host.runTo(undefined);
    }
    this.#frames.start();
    this.#show();
  }

  /** Everything stands still at the moment shown when this resolves. */
  async pause(): Promise<void> {
    this.#halt();
    const world = this.#world;
    if (world === undefined || world.isBroken) return;
    const at = await world.host.pause();
    if (world === this.#world) this.#settle(at);
  }

  setSpeed(speed: Speed): void {
    const before = this.store.getState().speed;
    if (before === speed) return;
    this.store.setState({ speed });
    const { doing } = this.store.getState();
    if (doing.kind !== "playing") return;
    const isMax = speed === "max" && !doing.isBackwards;
    if (isMax && this.time.gate !== undefined) {
      this.#arrive();
      return;
    }
    if (isMax) this.#playhead.follow();
    // A bound takes back a run without one.
    this.#playhead.takeBack();
    if (!this.#playhead.isBehind) this.#world?.host.runTo(speed === "max" ? undefined : this.#playhead.bound);
    this.#show();
  }

  /** One event of the world: of those that have been, or a new one. */
  async step(): Promise<void> {
    if (isPlaying(this.store.getState()) || this.time.isSearching) await this.pause();
    const world = this.#world;
    if (world === undefined) return;
    this.store.setState({ notice: undefined, played: true });
    if (this.time.stepOn() || world.isBroken) return;
    const at = await world.host.step();
    if (world === this.#world) this.#settle(at);
  }

  /** Handles event by event until `isThere`, or the run is over, played, searched or replaced; at most `most` of them. */
  async stepUntil(isThere: () => boolean, most: number): Promise<void> {
    const world = this.time.gate === undefined ? this.#world : undefined;
    // What is stepped over is not to be looked at.
    await this.#audience.tellAfter(async () => {
      for (let i = 0; i < most && world !== undefined && world === this.#world; i++) {
        const { kind } = this.store.getState().doing;
        if (kind !== "standing" || this.time.isSearching || isThere()) return;
        this.#settle(await world.host.step());
      }
    });
  }

  /**
   * Does this to the world at the moment shown; rejects, with what was wrong, what it cannot do. Resolves with the moment it took
   * effect, µs.
   */
  async act(act: Act): Promise<number> {
    if (this.store.getState().room !== undefined) throw worded(RangeError, (say) => say("room.locked"));
    const at = await this.time.act(act);
    this.store.setState({ run: this.#mustWorld().run });
    if (isPlaying(this.store.getState())) this.#show();
    else this.#settle(at);
    return at;
  }

  /** The run as a value, with all that has been done in it; undefined: there is no world. */
  get run(): RunSpec | undefined {
    return this.#world?.run;
  }

  async summary(): Promise<RunSummary> {
    // The host has gone on to what is not to be seen yet.
    this.time.guides.mustBeOpen(Number.POSITIVE_INFINITY);
    return this.#mustWorld().host.summary();
  }

  /** Ends the world and everything it runs in. The page can load another. */
  async dispose(): Promise<void> {
    this.#loader.giveUp();
    this.#halt();
    await this.#release();
    this.#show();
  }

  select(peer: string | undefined): void {
    this.store.setState({ selectedPeer: peer });
    this.#show();
  }

  #draw(wall: number): boolean {
    const { doing, speed } = this.store.getState();
    if (doing.kind !== "playing" || this.#world === undefined) return false;
    const { isBackwards } = doing;
    if (speed === "max" && !isBackwards) {
      this.#playhead.pass(wall);
      if (wall - this.#shownAt > SHOW_EVERY_MS) this.#show(wall);
      return true;
    }
    const factor = speed === "max" ? BACK_AT_MAX : SPEED_FACTOR[speed];
    this.#playhead.frame(wall, isBackwards ? -factor : factor);
    if (!isBackwards && this.#playhead.bound >= (this.time.gate?.at ?? Number.POSITIVE_INFINITY)) {
      this.#arrive();
      return false;
    }
    if (!this.#playhead.isBehind) this.#world.host.runTo(this.#playhead.bound);
    if (this.#playhead.moved() || this.#world.told.isWaiting) this.#show(wall);
    if (isBackwards && this.at === 0) void this.pause();
    return true;
  }

  /** At the gate, which it was played to. */
  #arrive(): void {
    this.#halt();
    this.time.toGate();
    this.time.guides.guide?.arrived();
  }

  #told(now: number): void {
    const { kind } = this.store.getState().doing;
    const told = this.#world?.told;
    this.#playhead.reach(now);
    this.time.hear();
    if (this.#playhead.isBehind || told === undefined) {
      if (told?.isFull) this.#show();
      return;
    }
    if (told.ended !== undefined && kind !== "ended") {
      told.take();
      const { history } = told.view;
      this.#settle(Math.max(now, history.count === 0 ? 0 : history.atOf(history.count - 1)));
    } else if (kind !== "playing") {
      this.#playhead.stand();
      this.#show();
    } else if (told.isFull) this.#show();
  }

  /** Stands at `at`, unless an earlier moment is shown. */
  #settle(at: number): void {
    if (this.#playhead.isBehind) this.#playhead.reach(at);
    else this.#playhead.settle(at);
    this.#show();
  }

  #failed(failure: HostFailure): void {
    this.time.cancel();
    this.store.setState({ doing: this.#rest, silent: [], error: failureText(failure) });
    this.#show();
  }

  #halt(): void {
    this.time.cancel();
    if (isPlaying(this.store.getState())) this.store.setState({ doing: this.#rest });
    this.#frames.stop();
  }

  #tabChanged(): void {
    if (document.visibilityState !== "hidden" || !isPlaying(this.store.getState())) return;
    void this.pause();
    this.store.setState({ notice: t("notice.hidden") });
  }

  async #release(): Promise<void> {
    const world = this.#world;
    this.#world = undefined;
    this.time.cancel();
    await world?.dispose();
  }

  #mustWorld(): LiveWorld {
    if (this.#world === undefined) throw noWorld();
    return this.#world;
  }

  /** Shows the playhead's moment, to everybody at once. */
  #show(wall = performance.now()): void {
    const told = this.#world?.told;
    told?.take();
    this.#playhead.moved();
    const { at, isBehind, position } = this.#playhead;
    const { history } = this.view;
    this.view.show(isBehind ? (position ?? history.positionAt(at)) : history.count);
    this.time.saw(at);
    this.#shownAt = wall;
    // A run has ended where its end is shown; an act, and going back, take that back.
    const rest = this.#rest;
    const goesOn = isPlaying(this.store.getState()) && rest.kind !== "ended";
    if (!goesOn && rest !== this.store.getState().doing) this.store.setState({ doing: rest });
    this.#audience.tell();
  }

  get #rest(): Doing {
    return atRest(this.#world, this.#playhead.isBehind);
  }
}
