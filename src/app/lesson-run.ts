/**
 * A lesson that is given: phase by phase, each begun by whoever teaches; in motion it runs until the beat's condition holds, and stands
 * there by itself. What lies beyond is found at full speed before it is shown, so that it stands there exactly, on a slow machine too.
 */
import type { Beat, Lesson, WorldChange } from "../lessons/lesson.ts";
import { lessonRun } from "../lessons/lesson-world.ts";
import { factsAt } from "../replay/run-facts.ts";
import { US_PER_SECOND } from "../replay/time.ts";
import { message } from "./error-text.ts";
import type { Gate, Guide } from "./gate.ts";
import { canChange, type LessonPhase, type LessonSource, type LessonState } from "./lesson-state.ts";
import { LoadEnded } from "./loads.ts";
import type { Session } from "./session.ts";
import { openOnFirstRequest } from "./strides.ts";
import { t } from "./text.ts";

/** A place in a run. */
interface Spot {
  readonly at: number;
  /** Records that have happened there. */
  readonly position: number;
}

export class LessonRun implements Guide {
  readonly #session: Session;
  readonly #lesson: Lesson;
  readonly #source: LessonSource;
  /** Where each beat began, as far as one has got. */
  readonly #starts: Spot[] = [];
  /** Where the gate is. */
  #spot: Spot = { at: 0, position: 0 };
  /** The beat whose world is loaded: that beat is the first in it. */
  #scene = 0;
  /** What the beat was to end on does not come. */
  #isMissed = false;
  /** It has been said that nobody has voted on the question that is open. */
  #isWarned = false;
  #isOver = false;

  constructor(session: Session, lesson: Lesson, source: LessonSource) {
    this.#session = session;
    this.#lesson = lesson;
    this.#source = source;
  }

  /**
   * Its first world, with the intro; or `beat`, from 0, before it runs: what comes before it has happened then, and nothing of what it
   * shows. Rejects, with one readable line, where its world cannot be had.
   */
  async begin(beat?: number): Promise<void> {
    const first = this.#sceneOf(beat ?? 0);
    await this.#open(this.#beatAt(first).world ?? {});
    this.#scene = first;
    this.#starts[first] = this.#spot;
    this.#session.store.setState({
      lesson: {
        lesson: this.#lesson,
        source: this.#source,
        beat: beat ?? 0,
        phase: beat === undefined ? "intro" : "before",
        votes: [],
        facts: factsAt(this.#session.view),
        isBusy: beat !== undefined,
        changed: undefined,
        trying: undefined,
      },
    });
    if (beat === undefined) return;
    await this.#work(async () => {
      await this.#passUpTo(first, beat);
      if (!this.#isOver) this.#enter(beat);
    });
  }

  get gate(): Gate | undefined {
    const { phase, isBusy } = this.#state;
    if (phase === "end") return undefined;
    return {
      ...this.#spot,
      why: (say) => say(`lesson.gate.${isBusy ? "busy" : phase}`),
      whyNoAct: (say) => say("lesson.gate.act"),
    };
  }

  next(): void {
    const { phase, beat, isBusy } = this.#state;
    if (isBusy) return;
    const { question } = this.#beat;
    if (phase === "intro") this.#say("before");
    else if (phase === "before" && question !== undefined) this.#ask(question.choices.length);
    else if (phase === "before") this.#move();
    else if (phase === "ask") this.reveal(false);
    else if (phase === "motion") this.#skip();
    else if (phase === "after" && beat + 1 < this.#lesson.beats.length) this.#goTo(beat + 1);
    else if (phase === "after") this.#say("end");
  }

  back(): void {
    const { phase, beat, isBusy } = this.#state;
    if (phase === "intro" || isBusy) return;
    if (phase !== "before") this.#goTo(beat);
    else if (beat === 0) this.#say("intro");
    else this.#goTo(beat - 1);
  }

  /** Play is no answer to a question: only a clicker, which has nothing else, reveals without a vote. */
  press(): void {
    if (this.#state.phase === "ask") this.#session.time.guides.say();
    else this.next();
  }

  /** `by`: −1 takes one back. Whoever has come by a class link has one vote of their own, and takes it back by giving it again. */
  vote(choice: number, by = 1): void {
    const { phase, votes, isBusy } = this.#state;
    const before = votes[choice];
    if (phase !== "ask" || isBusy || before === undefined) return;
    const isOwn = this.#session.store.getState().room !== undefined;
    const own = votes.map((count, i) => (i === choice && count === 0 ? 1 : 0));
    this.#set({ votes: isOwn ? own : votes.with(choice, Math.max(0, before + by)) });
  }

  /** Where nobody has voted it may have been pressed by mistake: once more is meant, and so is what `isWished`. */
  reveal(isWished = true): void {
    const { phase, votes, isBusy } = this.#state;
    if (phase !== "ask" || isBusy) return;
    if (isWished || this.#isWarned || votes.some((count) => count > 0)) this.#move();
    else {
      this.#isWarned = true;
      this.#session.store.setState({ notice: t("lesson.noVotes") });
    }
  }

  arrived(): void {
    if (this.#state.phase !== "motion") return;
    this.#say("after");
    if (this.#isMissed) this.#session.store.setState({ notice: t("lesson.never") });
  }

  /** To where the beat began; at the end, the world that is shown. */
  async restart(): Promise<void> {
    const { phase, trying } = this.#state;
    if (phase !== "end") this.#goTo(this.#state.beat);
    else await this.#work(() => this.#openVariant(trying));
  }

  /** At the end: this variant's world, to be played with; undefined: the lesson's own. */
  tryVariant(id: string | undefined): void {
    void this.#work(async () => {
      await this.#openVariant(id);
      this.#set({ trying: id });
    });
  }

  /** What if: the world of this beat anew with these constants others, up to where one is; none: as it was. */
  change(constants: Readonly<Record<string, number>>): void {
    const { beat, phase } = this.#state;
    if (!canChange(this.#state)) return;
    const isChanged = Object.keys(constants).length > 0;
    void this.#work(async () => {
      await this.#runUpTo(beat, constants);
      if (phase === "after" && !this.#isOver) await this.#pass(beat);
      if (this.#isOver) return;
      this.#say(phase, { changed: isChanged ? constants : undefined });
      if (this.#isMissed && phase === "after") this.#session.store.setState({ notice: t("lesson.never") });
    });
  }

  /** Nobody guides any more; the world stays. */
  leave(): void {
    this.#session.time.guides.guide = undefined;
    this.left();
  }

  left(): void {
    this.#isOver = true;
    this.#session.store.setState({ lesson: undefined, notice: undefined });
  }

  get #state(): LessonState {
    const { lesson } = this.#session.store.getState();
    if (lesson === undefined) throw new Error("no lesson is being given");
    return lesson;
  }

  get #beat(): Beat {
    return this.#beatAt(this.#state.beat);
  }

  #beatAt(number = this.#state.beat): Beat {
    const beat = this.#lesson.beats[number];
    if (beat === undefined) throw new Error(`no beat ${number}`);
    return beat;
  }

  #set(change: Partial<LessonState>): void {
    this.#session.store.setState({ lesson: { ...this.#state, ...change } });
  }

  /** A phase in which nothing moves. */
  #say(phase: LessonPhase, change: Partial<LessonState> = {}): void {
    const truth = phase === "after" && this.#beat.truth === true;
    this.#session.store.setState({ notice: undefined, truth });
    if (phase === "before")
      this.#session.store.setState({ weighed: this.#beatAt(change.beat).bytes === true });
    this.#set({ ...change, phase, facts: factsAt(this.#session.view) });
  }

  #ask(choices: number): void {
    this.#isWarned = false;
    this.#say("ask", { votes: Array.from({ length: choices }, () => 0) });
  }

  /** The beat runs. */
  #move(): void {
    const { until, speed = "normal" } = this.#beat;
    if (until === undefined) {
      this.#say("after");
      return;
    }
    void this.#work(async () => {
      if (!(await this.#findEnd(this.#state.beat)) || this.#isOver) return;
      this.#set({ phase: "motion" });
      this.#session.setSpeed(speed);
      if (this.#session.time.isAtGate) this.arrived();
      else this.#session.play();
    });
  }

  /** The gate is where the beat ends from now on; false: somebody has stopped that. */
  async #findEnd(beat: number): Promise<boolean> {
    const { until } = this.#beatAt(beat);
    if (until === undefined) return true;
    const { time } = this.#session;
    await this.#seek(this.#starts[beat] ?? this.#spot);
    const wanted =
      until.kind === "time" ? { kind: until.kind, at: Math.round(until.atSeconds * US_PER_SECOND) } : until;
    const found = await time.find(wanted);
    if (found === undefined) return false;
    const { history } = this.#session.view;
    const { position } = found;
    this.#spot = { position, at: position === 0 ? 0 : history.atOf(position - 1) };
    this.#isMissed = !found.isThere;
    return true;
  }

  /** To its end, without being seen. */
  async #pass(beat: number): Promise<void> {
    if (!(await this.#findEnd(beat))) return;
    const { time, told } = this.#session;
    const { at, position } = this.#spot;
    // A host that has found it may have more to tell, which the picture is not to follow.
    if (told?.ended === undefined) await time.seek({ at, records: position });
    else time.toGate();
  }

  /** The world in which this beat is, with these constants others, run through the beats before it. */
  async #runUpTo(beat: number, constants: Readonly<Record<string, number>>): Promise<void> {
    const first = this.#sceneOf(beat);
    const { world = {} } = this.#beatAt(first);
    await this.#open({ ...world, constants: { ...world.constants, ...constants } });
    this.#scene = first;
    this.#starts.length = first;
    this.#isMissed = false;
    await this.#passUpTo(first, beat);
  }

  /** From where the first of these beats begins to where the last does. */
  async #passUpTo(first: number, last: number): Promise<void> {
    for (let at = first; at <= last; at++) {
      this.#starts[at] = this.#spot;
      if (at < last && !this.#isOver) await this.#pass(at);
    }
  }

  /** What was changed is no longer: where beats begin in it is another world's. */
  #forget(): void {
    if (this.#state.changed === undefined) return;
    this.#starts.length = Math.max(0, this.#scene);
    this.#set({ changed: undefined });
  }

  #skip(): void {
    void this.#work(async () => {
      await this.#session.pause();
      this.#session.time.toGate();
      this.arrived();
    });
  }

  /** To where this beat begins. */
  #goTo(beat: number): void {
    void this.#work(async () => {
      const here = this.#sceneOf(beat);
      if (here !== this.#scene) this.#forget();
      const known = this.#starts[beat];
      if (here !== this.#scene && known === undefined && here < beat) await this.#runUpTo(beat, {});
      else if (here !== this.#scene || (known === undefined && here === beat)) {
        await this.#open(this.#lesson.beats[here]?.world ?? {}, known?.at);
        this.#scene = here;
      } else if (known === undefined) this.#starts[beat] = this.#spot;
      const start = known ?? this.#starts[beat] ?? this.#spot;
      this.#starts[beat] = start;
      this.#spot = start;
      await this.#seek(start);
      this.#enter(beat);
    });
  }

  /** It is stood where this beat begins. */
  #enter(beat: number): void {
    this.#session.select(this.#beatAt(beat).select);
    this.#say("before", { beat, votes: [] });
  }

  /** The beat with which the world of this one began. */
  #sceneOf(beat: number): number {
    let first = beat;
    while (first > 0 && this.#lesson.beats[first]?.world === undefined) first -= 1;
    return first;
  }

  async #seek({ at, position }: Spot): Promise<void> {
    if (this.#session.view.position !== position || this.#session.at !== at)
      await this.#session.time.seek({ at, records: position });
  }

  async #openVariant(id: string | undefined): Promise<void> {
    this.#forget();
    await this.#open(this.#lesson.variants.find((variant) => variant.id === id)?.change ?? {});
    this.#scene = -1;
  }

  /** Loads a world, run up to `upTo`, or standing on its first question. */
  async #open(change: WorldChange, upTo?: number): Promise<void> {
    const { time, store } = this.#session;
    const { scenario, seed, policy } = lessonRun(this.#lesson.world, change);
    // It is not left for this.
    time.guides.guide = undefined;
    await this.#session.load({ scenario, seed, policy, host: store.getState().host }, upTo);
    if (upTo === undefined) await openOnFirstRequest(this.#session);
    this.#spot = { at: this.#session.at, position: this.#session.view.position };
    time.guides.guide = this;
  }

  /** What takes a moment; what is pressed meanwhile does nothing. What fails is said, and the lesson is over where its world is gone. */
  async #work(work: () => Promise<void>): Promise<void> {
    this.#set({ isBusy: true });
    try {
      await work();
    } catch (error) {
      if (!(error instanceof LoadEnded)) this.#session.store.setState({ error: message(error) });
      else if (!this.#isOver) this.leave();
    } finally {
      if (!this.#isOver) this.#set({ isBusy: false });
    }
  }
}
