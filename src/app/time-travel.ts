/** Acting where one stands in time, which makes another future of an earlier moment; and going back to what was left or undone. */
import type { Act, TimedAct } from "../world/scenario/act.ts";
import { printRun, type RunSpec } from "../world/scenario/run-spec.ts";
import { type Future, type Rail, Rails } from "./rails.ts";
import { TimeMoves } from "./time-moves.ts";

export class TimeTravel extends TimeMoves {
  readonly rails = new Rails();
  /** What was undone last, for who wants it back: runs with one act more, the next one last. */
  #undone: Future[] = [];
  /** The run as it was loaded. */
  #loaded: RunSpec | undefined;
  /** Where one was when one began anew. */
  #begunFrom: { readonly run: RunSpec; readonly at: number } | undefined;

  /** Another world is there, of this run. */
  begin(run: RunSpec): void {
    this.guides.end();
    this.#loaded = run;
    this.#begunFrom = undefined;
    this.rails.clear();
    this.#undone = [];
    this.latest = 0;
    this.cancel();
  }

  /**
   * The run begins anew as it was loaded. What was done in it since is a future that was left, and to undo leads back to it. Waits
   * for nothing that was asked for before: that may wait for what will never answer.
   */
  async startOver(): Promise<void> {
    const { run } = this.mustWorld();
    const loaded = this.#loaded ?? run;
    const [future, { at }] = [this.#future(), this.moment];
    const isChanged = printRun(run) !== printRun(loaded);
    const rail = this.#railOf(loaded);
    await this.#replace(loaded, undefined);
    if (rail !== undefined) this.rails.take(rail.number, future);
    else if (isChanged) this.rails.branch(future, firstChange(run.acts, loaded.acts), true);
    if (isChanged) this.#begunFrom = { run, at };
    this.#undone = [];
    this.latest = 0;
    this.machine.show();
  }

  /** Does this at the moment shown. Of an earlier one it makes another future; the old one stays as a rail. Resolves with the moment, µs. */
  act(act: Act): Promise<number> {
    return this.inTurn(() => this.#act(act));
  }

  /** The last act of one's own, or the last new beginning, is taken back; false: there is none. */
  undo(): Promise<boolean> {
    return this.inTurn(async () => {
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
    return this.inTurn(async () => {
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
    return this.inTurn(async () => {
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
    const world = this.mustWorld();
    if (!this.machine.playhead.isBehind) {
      const { at } = await world.act(act);
      this.#undone = [];
      return at;
    }
    await this.machine.pause();
    const { at, records } = this.moment;
    const actAt = records === undefined ? at + 1 : at;
    const before = world.run.acts.filter((done) => done.at <= at);
    const [future, isSeen] = [this.#future(), this.latest >= actAt];
    await this.#replace({ ...world.run, acts: [...before, { at: actAt, act }] }, actAt);
    this.rails.branch(future, actAt, isSeen);
    this.latest = actAt;
    this.#undone = [];
    this.machine.show();
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
    const { playhead, world } = this.machine;
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
    this.latest = rail.reached;
    this.stand(Math.min(at, rail.reached), undefined);
  }

  /** The run there is, as it would be left. */
  #future(): Future {
    const { run, told } = this.mustWorld();
    return { run, reached: this.machine.playhead.reached, ended: told.ended };
  }

  /** Rejects where it cannot be built; the old one stays then. */
  async #replace(run: RunSpec, upTo: number | undefined): Promise<void> {
    const world = this.mustWorld();
    await this.machine.rebuild({ ...world.options, acts: run.acts }, upTo);
  }
}

/** When two lists of acts part, virtual µs. */
function firstChange(acts: readonly TimedAct[], others: readonly TimedAct[]): number {
  const i = acts.findIndex((act, place) => JSON.stringify(act) !== JSON.stringify(others[place]));
  const [one, other] = i < 0 ? [undefined, others[acts.length]] : [acts[i], others[i]];
  return Math.min(one?.at ?? Number.POSITIVE_INFINITY, other?.at ?? Number.POSITIVE_INFINITY);
}
