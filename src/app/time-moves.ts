/** Moving through what has been and beyond: back and forth by what happens, to a moment, until something comes true. */
import type { Condition } from "../replay/condition.ts";
import { lastTime, nextTime } from "../replay/search.ts";
import type { WorldView } from "../replay/world-view.ts";
import { type Gate, Guides } from "./gate.ts";
import type { LiveWorld } from "./live-world.ts";
import type { LoadOptions } from "./load-options.ts";
import type { Moment } from "./moment.ts";
import type { Playhead } from "./playhead.ts";
import { Search, type Wanted } from "./search.ts";
import type { ViewStore } from "./view-state.ts";
import { noWorld } from "./worded.ts";

/** What a session lets its time be moved with. */
export interface TimeMachine {
  readonly store: ViewStore;
  readonly playhead: Playhead;
  readonly world: LiveWorld | undefined;
  readonly view: WorldView;
  pause(): Promise<void>;
  /** Shows the playhead's moment, with all that has been told. */
  show(): void;
  /** Builds the world of these in place of the one there is, run up to `upTo`, virtual µs, inclusive; undefined: not begun. */
  rebuild(options: LoadOptions, upTo: number | undefined): Promise<void>;
}

export class TimeMoves {
  protected readonly machine: TimeMachine;
  readonly guides: Guides;
  /** The latest moment that anybody has seen of this future, virtual µs. */
  protected latest = 0;
  #search: Search | undefined;
  /** What was asked for last; it never rejects. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(machine: TimeMachine) {
    this.machine = machine;
    this.guides = new Guides(machine.store);
  }

  /** This moment is shown. */
  saw(at: number): void {
    this.latest = Math.max(this.latest, at);
  }

  /** Where everything ends for now; undefined: nowhere. */
  get gate(): Gate | undefined {
    return this.guides.gate;
  }

  get isAtGate(): boolean {
    return this.gate !== undefined && this.machine.view.position >= this.gate.position;
  }

  /** Stands still there. */
  toGate(): void {
    if (this.gate !== undefined) this.#standAfter(this.gate.position);
  }

  /** The moment shown. */
  get moment(): Moment {
    const { playhead, view, world } = this.machine;
    const { history, position } = view;
    const { at, isBehind, reached } = playhead;
    // A host that has stepped may not have done yet all that happens then.
    const isOver = world?.told.ended !== undefined;
    const isWhole = (moment: number) =>
      moment >= 0 && (moment < reached || isOver) && position === history.positionAt(moment);
    // At the newest moment a host stands before what happens then, unless it has just stepped.
    const whole = (isBehind ? [at, at - 1] : [at - 1, at]).find(isWhole);
    return whole === undefined ? { at, records: position } : { at: whole };
  }

  /** The latest moment that anybody has seen of this future, virtual µs; none beyond a gate that has been shut again. */
  get seen(): number {
    return Math.min(this.latest, this.gate?.at ?? Number.POSITIVE_INFINITY);
  }

  /** Something is being looked for. */
  get isSearching(): boolean {
    return this.#search !== undefined;
  }

  /** What is being looked for is so no longer. */
  cancel(): void {
    this.#search?.end();
  }

  /** More has been told. */
  hear(): void {
    this.#search?.hear();
  }

  /** Stands still at this moment; what has not been run yet is run first. */
  seek({ at, records }: Moment): Promise<void> {
    return this.inTurn(async () => {
      const { playhead } = this.machine;
      const { gate } = this;
      if (gate !== undefined && at > gate.at) this.guides.mustBeOpen(Number.POSITIVE_INFINITY);
      if (gate !== undefined && at === gate.at) this.guides.mustBeOpen(records ?? 0);
      await this.machine.pause();
      const world = this.machine.world;
      if (world === undefined) return;
      if (gate !== undefined && at === gate.at) return this.#standAfter(records ?? gate.position);
      if (at >= playhead.reached && world.told.ended === undefined) {
        await this.#look({ kind: "time", at });
        if (world !== this.machine.world) return;
      }
      this.stand(Math.min(at, playhead.reached), records);
    });
  }

  /** Stands still after the record with this number. */
  goToRecord(number: number): Promise<void> {
    return this.inTurn(async () => {
      this.guides.mustBeOpen(number + 1);
      await this.machine.pause();
      this.#standAfter(number + 1);
    });
  }

  /** One event back. */
  stepBack(): Promise<void> {
    return this.inTurn(async () => {
      await this.machine.pause();
      const { view } = this.machine;
      this.#standAfter(view.history.before(view.position));
    });
  }

  /** One event on, of those that have been; false: nothing more has. */
  stepOn(): boolean {
    const { playhead, view } = this.machine;
    if (this.isAtGate) this.guides.mustBeOpen(view.position + 1);
    if (!playhead.isBehind) return false;
    const next = view.history.after(view.position);
    this.guides.mustBeOpen(next);
    this.#standAfter(next);
    return true;
  }

  toStart(): Promise<void> {
    return this.inTurn(async () => {
      await this.machine.pause();
      this.#standAfter(0);
    });
  }

  /** Or to the gate, where there is one before. */
  toNewest(): Promise<void> {
    return this.inTurn(async () => {
      const { gate } = this;
      if (gate === undefined) return this.#toNewest();
      if (this.isAtGate) this.guides.mustBeOpen(Number.POSITIVE_INFINITY);
      await this.machine.pause();
      this.toGate();
    });
  }

  /** To the last time that this came true; false: it never did before. */
  backTo(condition: Condition): Promise<boolean> {
    return this.inTurn(async () => {
      await this.machine.pause();
      const { view } = this.machine;
      const position = lastTime(view.history, condition, view.position);
      this.#standAfter(position ?? 0);
      return position !== undefined;
    });
  }

  /**
   * Runs at full speed until this comes true, and stands still there. False: the run ended first, or somebody called it off; where it
   * ended, one stands at its end.
   */
  async until(condition: Condition): Promise<boolean> {
    if (this.isAtGate) this.guides.mustBeOpen(Number.POSITIVE_INFINITY);
    await this.machine.pause();
    const world = this.machine.world;
    const { view } = this.machine;
    const found = nextTime(view.history, condition, view.position);
    this.guides.mustBeOpen(found ?? Number.POSITIVE_INFINITY);
    if (found !== undefined) {
      this.#standAfter(found);
      return true;
    }
    const position = await this.#look(condition);
    if (world !== this.machine.world) return false;
    if (position !== undefined) this.#standAfter(position);
    else if (world?.told.ended !== undefined) await this.#toNewest();
    return position !== undefined;
  }

  /**
   * After how many records this comes true next, or the moment has come; where it never does, that is at the end. What has not been run
   * is run, and the picture stands. Undefined: somebody called it off.
   */
  async find(wanted: Wanted): Promise<{ readonly position: number; readonly isThere: boolean } | undefined> {
    await this.machine.pause();
    const world = this.mustWorld();
    const { history } = world.told.view;
    const there = (position: number) => ({ position, isThere: true });
    if (wanted.kind === "time") {
      if (wanted.at >= this.machine.playhead.reached) await this.#look(wanted);
      if (world !== this.machine.world) return undefined;
      const isOver = wanted.at < this.machine.playhead.reached || world.told.ended !== undefined;
      return isOver ? there(history.positionAt(wanted.at)) : undefined;
    }
    const position = nextTime(history, wanted, this.machine.view.position) ?? (await this.#look(wanted));
    if (world !== this.machine.world) return undefined;
    if (position !== undefined) return there(position);
    return world.told.ended === undefined ? undefined : { position: history.count, isThere: false };
  }

  async #toNewest(): Promise<void> {
    await this.machine.pause();
    this.machine.playhead.follow();
    this.machine.show();
  }

  #standAfter(position: number): void {
    const { view } = this.machine;
    if (position >= view.history.count) {
      this.machine.playhead.follow();
      this.machine.show();
    } else this.stand(position === 0 ? 0 : view.history.atOf(position - 1), position);
  }

  protected stand(at: number, records: number | undefined): void {
    const { playhead } = this.machine;
    // All before the newest moment has happened, and nothing at it: the one before is as whole.
    if (at >= playhead.reached - 1 && records === undefined) playhead.follow();
    else playhead.goBack(at, records);
    this.machine.show();
  }

  /** Lets the host run until this comes true in what is told; the picture stands meanwhile. Resolves with the position, undefined: it did not. */
  async #look(condition: Wanted): Promise<number | undefined> {
    const { playhead, view } = this.machine;
    const world = this.mustWorld();
    if (world.told.ended !== undefined) return undefined;
    if (!playhead.isBehind) playhead.goBack(playhead.at, view.position);
    const search = new Search(world, condition, () => this.machine.show());
    // Who looked before has been overtaken.
    this.cancel();
    this.#search = search;
    this.machine.store.setState({ searching: condition.kind, notice: undefined });
    search.start();
    try {
      const found = await search.found;
      // Of who has overtaken it the run is now.
      if (this.#search === search) await this.machine.pause();
      return found?.position;
    } finally {
      if (this.#search === search) {
        this.#search = undefined;
        this.machine.store.setState({ searching: undefined });
      }
    }
  }

  /** What is asked for while something is being done is done after it. */
  protected inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  protected mustWorld(): LiveWorld {
    const { world } = this.machine;
    if (world === undefined) throw noWorld();
    return world;
  }
}
