/**
 * Moving through what has been and beyond: back and forth by what happens, to a moment, until something comes true; and acting
 * where one stands, which makes another future of an earlier moment.
 */
import type { Condition } from "../replay/condition.ts";
import type { Landmark } from "../replay/landmark.ts";
import { lastTime, nextTime } from "../replay/search.ts";
import type { WorldView } from "../replay/world-view.ts";
import type { Act } from "../world/scenario/act.ts";
import type { RunSpec } from "../world/scenario/run-spec.ts";
import type { LiveWorld } from "./live-world.ts";
import type { LoadOptions } from "./load-options.ts";
import type { Playhead } from "./playhead.ts";
import { type Future, Rails } from "./rails.ts";
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
  /** Builds the world of these in place of the one there is, run up to `upTo`, virtual µs, inclusive. */
  rebuild(options: LoadOptions, upTo: number): Promise<void>;
}

/** A moment of a run: all that happened up to `at`, virtual µs, or of what happened at it only so that `records` have happened in all. */
export interface Moment {
  readonly at: number;
  readonly records?: number | undefined;
}

export class TimeTravel {
  readonly #machine: TimeMachine;
  readonly rails = new Rails();
  /** What was undone last, for who wants it back: runs with one act more, the next one last. */
  #undone: RunSpec[] = [];
  /** The latest moment that anybody has seen of this future. */
  #seen = 0;
  #search: Search | undefined;

  constructor(machine: TimeMachine) {
    this.#machine = machine;
  }

  /** Another world is there. */
  begin(): void {
    this.rails.clear();
    this.#undone = [];
    this.#seen = 0;
    this.cancel();
  }

  /** This moment is shown. */
  saw(at: number): void {
    this.#seen = Math.max(this.#seen, at);
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
  async seek({ at, records }: Moment): Promise<void> {
    const { playhead } = this.#machine;
    await this.#machine.pause();
    const world = this.#machine.world;
    if (world === undefined) return;
    if (at >= playhead.reached && world.told.ended === undefined) {
      await this.#look({ kind: "time", at });
      if (world !== this.#machine.world) return;
    }
    this.#stand(Math.min(at, playhead.reached), records);
  }

  /** Stands still after the record with this number. */
  async goToRecord(number: number): Promise<void> {
    await this.#machine.pause();
    this.#standAfter(number + 1);
  }

  /** One event back. */
  async stepBack(): Promise<void> {
    await this.#machine.pause();
    const { view } = this.#machine;
    this.#standAfter(view.history.before(view.position));
  }

  /** One event on, of those that have been; false: nothing more has. */
  stepOn(): boolean {
    const { playhead, view } = this.#machine;
    if (!playhead.isBehind) return false;
    this.#standAfter(view.history.after(view.position));
    return true;
  }

  async toStart(): Promise<void> {
    await this.#machine.pause();
    this.#standAfter(0);
  }

  async toNewest(): Promise<void> {
    await this.#machine.pause();
    this.#machine.playhead.follow();
    this.#machine.show();
  }

  /** To the last time that this came true; false: it never did before. */
  async backTo(condition: Condition): Promise<boolean> {
    await this.#machine.pause();
    const { view } = this.#machine;
    const position = lastTime(view.history, condition, view.position);
    this.#standAfter(position ?? 0);
    return position !== undefined;
  }

  /**
   * Runs at full speed until this comes true, and stands still there. False: the run ended first, or somebody called it off; where it
   * ended, one stands at its end.
   */
  async until(condition: Condition): Promise<boolean> {
    await this.#machine.pause();
    const world = this.#machine.world;
    const { view } = this.#machine;
    const found = nextTime(view.history, condition, view.position);
    if (found !== undefined) {
      this.#standAfter(found);
      return true;
    }
    const position = await this.#look(condition);
    if (world !== this.#machine.world) return false;
    if (position !== undefined) this.#standAfter(position);
    else if (world?.told.ended !== undefined) await this.toNewest();
    return position !== undefined;
  }

  /** Does this at the moment shown. Of an earlier one it makes another future; the old one stays as a rail. Resolves with the moment, µs. */
  async act(act: Act): Promise<number> {
    const world = this.#mustWorld();
    this.#undone = [];
    if (!this.#machine.playhead.isBehind) {
      const { at } = await world.act(act);
      return at;
    }
    await this.#machine.pause();
    const { at, records } = this.moment;
    const actAt = records === undefined ? at + 1 : at;
    const before = world.run.acts.filter((done) => done.at <= at);
    const [future, isSeen] = [this.#future(), this.#seen >= actAt];
    await this.#replace({ ...world.run, acts: [...before, { at: actAt, act }] }, actAt, () => {
      this.rails.branch(future, actAt, isSeen);
      this.#seen = actAt;
    });
    return actAt;
  }

  /** The last act of one's own that had taken effect is taken back; false: there is none. */
  async undo(): Promise<boolean> {
    const run = this.#mustWorld().run;
    if (run.acts.length === 0) return false;
    const { at } = this.moment;
    await this.#replace({ ...run, acts: run.acts.slice(0, -1) }, at, () => this.#undone.push(run));
    return true;
  }

  /** What was undone last is done again; false: nothing was. */
  async redo(): Promise<boolean> {
    const run = this.#undone.at(-1);
    if (run === undefined) return false;
    const { at } = this.moment;
    await this.#replace(run, Math.max(at, run.acts.at(-1)?.at ?? 0), () => this.#undone.pop());
    return true;
  }

  get canUndo(): boolean {
    return (this.#machine.world?.run.acts.length ?? 0) > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Back to a future that was left: the moment that is shown stays, as far as that one has got. */
  async takeRail(number: number): Promise<void> {
    const rail = this.rails.left.find((left) => left.number === number);
    if (rail === undefined) return;
    const { at } = this.moment;
    const future = this.#future();
    this.#undone = [];
    await this.#replace(rail.run, rail.reached, () => this.rails.take(number, future));
    this.#stand(Math.min(at, rail.reached), undefined);
    this.#seen = rail.reached;
  }

  /** The run there is, as it would be left. */
  #future(): Future {
    const { view, playhead } = this.#machine;
    const { run, told } = this.#mustWorld();
    const landmarks: readonly Landmark[] = view.history.landmarks;
    const end =
      landmarks.at(-1)?.kind === "end" ? view.history.record(landmarks.at(-1)?.record ?? 0) : undefined;
    const why = end?.kind === "ended" ? end.why : "";
    return { run, reached: playhead.reached, ended: told.ended, why, landmarks };
  }

  /** `then` is called when the new run stands in the old one's place. Rejects where it cannot be built; the old one stays then. */
  async #replace(run: RunSpec, upTo: number, then: () => void): Promise<void> {
    const world = this.#mustWorld();
    await this.#machine.rebuild({ ...world.options, acts: run.acts }, upTo);
    then();
    this.#machine.show();
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
    this.#search = search;
    this.#machine.store.setState({ searching: condition.kind, notice: undefined });
    search.start();
    try {
      const found = await search.found;
      await this.#machine.pause();
      return found?.position;
    } finally {
      this.#search = undefined;
      this.#machine.store.setState({ searching: undefined });
    }
  }

  #mustWorld(): LiveWorld {
    const { world } = this.#machine;
    if (world === undefined) throw new Error(t("error.noWorld"));
    return world;
  }
}
