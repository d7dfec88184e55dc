/**
 * Moving through what has been and beyond: back and forth by what happens, to a moment, until something comes true; and acting
 * where one stands, which makes another future of an earlier moment.
 */
import type { Condition } from "../replay/condition.ts";
import { lastTime, nextTime } from "../replay/search.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { Act, TimedAct } from "../world/scenario/act.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { type Gate, Guides } from "./gate.ts";
import type { LiveWorld } from "./live-world.ts";
import type { LoadOptions } from "./load-options.ts";
import type { Playhead } from "./playhead.ts";
import { type Future, type Rail, Rails } from "./rails.ts";
import { Search, type Wanted } from "./search.ts";
import { t } from "./text.ts";
import type { ViewStore } from "./view-state.ts";

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

/** A moment of a run: all that happened up to `at`, virtual µs, or of what happened at it only so that `records` have happened in all. */
export interface Moment {
  readonly at: number;
  readonly records?: number | undefined;
}

export class TimeTravel {
  readonly #machine: TimeMachine;
  readonly rails = new Rails();
  readonly guides: Guides;
  /** What was undone last, for who wants it back: runs with one act more, the next one last. */
  #undone: Future[] = [];
  /** The run as it was loaded. */
  #loaded: RunSpec | undefined;
  /** Where one was when one began anew. */
  #begunFrom: { readonly run: RunSpec; readonly at: number } | undefined;
  #seen = 0;
  #search: Search | undefined;
  /** What was asked for last; it never rejects. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(machine: TimeMachine) {
    this.#machine = machine;
    this.guides = new Guides(machine.store);
  }

  /** Another world is there, of this run. */
  begin(run: RunSpec): void {
    this.guides.end();
    this.#loaded = run;
    this.#begunFrom = undefined;
    this.rails.clear();
    this.#undone = [];
    this.#seen = 0;
    this.cancel();
  }

  /** This moment is shown. */
  saw(at: number): void {
    this.#seen = Math.max(this.#seen, at);
  }

  /** Where everything ends for now; undefined: nowhere. */
  get gate(): Gate | undefined {
    return this.guides.gate;
  }

  get isAtGate(): boolean {
    return this.gate !== undefined && this.#machine.view.position >= this.gate.position;
  }

  /** Stands still there. */
  toGate(): void {
    if (this.gate !== undefined) this.#standAfter(this.gate.position);
  }

  /** The moment shown. */
  get moment(): Moment {
    const { playhead, view, world } = this.#machine;
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

  /** The latest moment that anybody has seen of this future, virtual µs. */
  get seen(): number {
    return this.#seen;
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
    return this.#inTurn(async () => {
      const { playhead } = this.#machine;
      const { gate } = this;
      if (gate !== undefined && at > gate.at) this.guides.mustBeOpen(Number.POSITIVE_INFINITY);
      if (gate !== undefined && at === gate.at) this.guides.mustBeOpen(records ?? 0);
      await this.#machine.pause();
      const world = this.#machine.world;
      if (world === undefined) return;
      if (gate !== undefined && at === gate.at) return this.#standAfter(records ?? gate.position);
      if (at >= playhead.reached && world.told.ended === undefined) {
        await this.#look({ kind: "time", at });
        if (world !== this.#machine.world) return;
      }
      this.#stand(Math.min(at, playhead.reached), records);
    });
  }

  /** Stands still after the record with this number. */
  goToRecord(number: number): Promise<void> {
    return this.#inTurn(async () => {
      this.guides.mustBeOpen(number + 1);
      await this.#machine.pause();
      this.#standAfter(number + 1);
    });
  }

  /** One event back. */
  stepBack(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#machine.pause();
      const { view } = this.#machine;
      this.#standAfter(view.history.before(view.position));
    });
  }

  /** One event on, of those that have been; false: nothing more has. */
  stepOn(): boolean {
    const { playhead, view } = this.#machine;
    if (this.isAtGate) this.guides.mustBeOpen(view.position + 1);
    if (!playhead.isBehind) return false;
    const next = view.history.after(view.position);
    this.guides.mustBeOpen(next);
    this.#standAfter(next);
    return true;
  }

  toStart(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#machine.pause();
      this.#standAfter(0);
    });
  }

  /** Or to the gate, where there is one before. */
  toNewest(): Promise<void> {
    return this.#inTurn(async () => {
      const { gate } = this;
      if (gate === undefined) return this.#toNewest();
      if (this.isAtGate) this.guides.mustBeOpen(Number.POSITIVE_INFINITY);
      await this.#machine.pause();
      this.toGate();
    });
  }

  /**
   * The run begins anew as it was loaded. What was done in it since is a future that was left, and to undo leads back to it. Waits
   * for nothing that was asked for before: that may wait for what will never answer.
   */
  async startOver(): Promise<void> {
    const { run } = this.#mustWorld();
    const loaded = this.#loaded ?? run;
    const [future, { at }] = [this.#future(), this.moment];
    const isChanged = printRun(run) !== printRun(loaded);
    const rail = this.#railOf(loaded);
    await this.#replace(loaded, undefined);
    if (rail !== undefined) this.rails.take(rail.number, future);
    else if (isChanged) this.rails.branch(future, firstChange(run.acts, loaded.acts), true);
    if (isChanged) this.#begunFrom = { run, at };
    this.#undone = [];
    this.#seen = 0;
    this.#machine.show();
  }

  /** To the last time that this came true; false: it never did before. */
  backTo(condition: Condition): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#machine.pause();
      const { view } = this.#machine;
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
    await this.#machine.pause();
    const world = this.#machine.world;
    const { view } = this.#machine;
    const found = nextTime(view.history, condition, view.position);
    this.guides.mustBeOpen(found ?? Number.POSITIVE_INFINITY);
    if (found !== undefined) {
      this.#standAfter(found);
      return true;
    }
    const position = await this.#look(condition);
    if (world !== this.#machine.world) return false;
    if (position !== undefined) this.#standAfter(position);
    else if (world?.told.ended !== undefined) await this.#toNewest();
    return position !== undefined;
  }

  /**
   * After how many records this comes true next, or the moment has come; where it never does, that is at the end. What has not been run
   * is run, and the picture stands. Undefined: somebody called it off.
   */
  async find(wanted: Wanted): Promise<{ readonly position: number; readonly isThere: boolean } | undefined> {
    await this.#machine.pause();
    const world = this.#mustWorld();
    const { history } = world.told.view;
    const there = (position: number) => ({ position, isThere: true });
    if (wanted.kind === "time") {
      if (wanted.at >= this.#machine.playhead.reached) await this.#look(wanted);
      if (world !== this.#machine.world) return undefined;
      const isOver = wanted.at < this.#machine.playhead.reached || world.told.ended !== undefined;
      return isOver ? there(history.positionAt(wanted.at)) : undefined;
    }
    const position = nextTime(history, wanted, this.#machine.view.position) ?? (await this.#look(wanted));
    if (world !== this.#machine.world) return undefined;
    if (position !== undefined) return there(position);
    return world.told.ended === undefined ? undefined : { position: history.count, isThere: false };
  }

  /** Does this at the moment shown. Of an earlier one it makes another future; the old one stays as a rail. Resolves with the moment, µs. */
  act(act: Act): Promise<number> {
    return this.#inTurn(() => this.#act(act));
  }

  /** The last act of one's own, or the last new beginning, is taken back; false: there is none. */
  undo(): Promise<boolean> {
    return this.#inTurn(async () => {
      const future = this.#future();
      const { run } = future;
      const begunFrom = this.#begunFrom;
      if (begunFrom !== undefined && this.#loaded !== undefined && printRun(run) === printRun(this.#loaded)) {
        await this.#goOver(begunFrom.run, begunFrom.at);
        this.#begunFrom = undefined;
      } else {
        if (run.acts.length === 0) return false;
        this.guides.mustBeFree();
        await this.#goOver({ ...run, acts: run.acts.slice(0, -1) }, this.moment.at);
      }
      this.#undone.push(future);
      return true;
    });
  }

  /** What was undone last is done again; false: nothing was. */
  redo(): Promise<boolean> {
    return this.#inTurn(async () => {
      const future = this.#undone.at(-1);
      if (future === undefined) return false;
      this.guides.mustBeFree();
      const { run, reached, ended } = future;
      const at = this.#isAtEnd && ended !== undefined ? reached : this.moment.at;
      await this.#goOver(run, Math.max(at, run.acts.at(-1)?.at ?? 0));
      this.#undone.pop();
      return true;
    });
  }

  /** Back to a future that was left: the moment that is shown stays, as far as that one has got. */
  takeRail(number: number): Promise<void> {
    return this.#inTurn(async () => {
      const rail = this.rails.left.find((left) => left.number === number);
      if (rail === undefined) return;
      this.guides.mustBeFree();
      await this.#takeRail(rail, this.moment.at);
      this.#undone = [];
      this.#begunFrom = undefined;
    });
  }

  async #act(act: Act): Promise<number> {
    this.guides.mustBeFree();
    const world = this.#mustWorld();
    if (!this.#machine.playhead.isBehind) {
      const { at } = await world.act(act);
      this.#undone = [];
      return at;
    }
    await this.#machine.pause();
    const { at, records } = this.moment;
    const actAt = records === undefined ? at + 1 : at;
    const before = world.run.acts.filter((done) => done.at <= at);
    const [future, isSeen] = [this.#future(), this.#seen >= actAt];
    await this.#replace({ ...world.run, acts: [...before, { at: actAt, act }] }, actAt);
    this.rails.branch(future, actAt, isSeen);
    this.#seen = actAt;
    this.#undone = [];
    this.#machine.show();
    return actAt;
  }

  /** To this run at this moment: to its rail, where it was left, or in place of the one there is. */
  async #goOver(run: RunSpec, at: number): Promise<void> {
    const rail = this.#railOf(run);
    if (rail === undefined) await this.#replace(run, at);
    // Who stood at the end stands there again.
    else await this.#takeRail(rail, this.#isAtEnd && rail.ended !== undefined ? rail.reached : at);
  }

  /** The end of a run that is over is shown. */
  get #isAtEnd(): boolean {
    const { playhead, world } = this.#machine;
    return !playhead.isBehind && world?.told.ended !== undefined;
  }

  #railOf(run: RunSpec): Rail | undefined {
    const text = printRun(run);
    return this.rails.left.find((left) => printRun(left.run) === text);
  }

  /** The moment that is shown stays, as far as that one has got. */
  async #takeRail(rail: Rail, at: number): Promise<void> {
    const future = this.#future();
    await this.#replace(rail.run, rail.reached);
    this.rails.take(rail.number, future);
    this.#seen = rail.reached;
    this.#stand(Math.min(at, rail.reached), undefined);
  }

  async #toNewest(): Promise<void> {
    await this.#machine.pause();
    this.#machine.playhead.follow();
    this.#machine.show();
  }

  /** The run there is, as it would be left. */
  #future(): Future {
    const { run, told } = this.#mustWorld();
    return { run, reached: this.#machine.playhead.reached, ended: told.ended };
  }

  /** Rejects where it cannot be built; the old one stays then. */
  async #replace(run: RunSpec, upTo: number | undefined): Promise<void> {
    const world = this.#mustWorld();
    await this.#machine.rebuild({ ...world.options, acts: run.acts }, upTo);
  }

  #standAfter(position: number): void {
    const { view } = this.#machine;
    if (position >= view.history.count) {
      this.#machine.playhead.follow();
      this.#machine.show();
    } else this.#stand(position === 0 ? 0 : view.history.atOf(position - 1), position);
  }

  #stand(at: number, records: number | undefined): void {
    const { playhead } = this.#machine;
    // All before the newest moment has happened, and nothing at it: the one before is as whole.
    if (at >= playhead.reached - 1 && records === undefined) playhead.follow();
    else playhead.goBack(at, records);
    this.#machine.show();
  }

  /** Lets the host run until this comes true in what is told; the picture stands meanwhile. Resolves with the position, undefined: it did not. */
  async #look(condition: Wanted): Promise<number | undefined> {
    const { playhead, view } = this.#machine;
    const world = this.#mustWorld();
    if (world.told.ended !== undefined) return undefined;
    if (!playhead.isBehind) playhead.goBack(playhead.at, view.position);
    const search = new Search(world, condition, () => this.#machine.show());
    // Who looked before has been overtaken.
    this.cancel();
    this.#search = search;
    this.#machine.store.setState({ searching: condition.kind, notice: undefined });
    search.start();
    try {
      const found = await search.found;
      // Of who has overtaken it the run is now.
      if (this.#search === search) await this.#machine.pause();
      return found?.position;
    } finally {
      if (this.#search === search) {
        this.#search = undefined;
        this.#machine.store.setState({ searching: undefined });
      }
    }
  }

  /** What is asked for while something is being done is done after it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  #mustWorld(): LiveWorld {
    const { world } = this.#machine;
    if (world === undefined) throw new Error(t("error.noWorld"));
    return world;
  }
}

/** When two lists of acts part, virtual µs. */
function firstChange(acts: readonly TimedAct[], others: readonly TimedAct[]): number {
  const i = acts.findIndex((act, place) => JSON.stringify(act) !== JSON.stringify(others[place]));
  const [one, other] = i < 0 ? [undefined, others[acts.length]] : [acts[i], others[i]];
  return Math.min(one?.at ?? Number.POSITIVE_INFINITY, other?.at ?? Number.POSITIVE_INFINITY);
}
