/**
 * One run: what happens next, what a user does to it, how it ends, and what it comes to. It is pure: it never looks at a
 * clock and never waits. What is to be done it asks of its members, and whoever drives it carries the questions: at once in
 * one thread, or to workers. So there is one way to run a world, however many threads it runs in.
 */
import { type SimTime, US_PER_SECOND } from "../sim/time.ts";
import { describeEnd, type RunSummary, summariseRun } from "../world/judging/summary.ts";
import { LOCAL_NODE, LOCAL_NUMBER, type RunEnd } from "../world/record.ts";
import type { Act, TimedAct } from "../world/scenario/act.ts";
import { checkNextAct } from "../world/scenario/check-act.ts";
import { refuseIdle } from "../world/scenario/idle-act.ts";
import { allPeers, linkOptions } from "../world/scenario/members.ts";
import { ACTS_MAX, parseAct } from "../world/scenario/scenario-schema.ts";
import type { WorldSetup } from "../world/setup.ts";
import type { Progress } from "./host.ts";
import type { Answer, Ask, NodeTotals, Work } from "./questions.ts";
import type { EndOfRun, Round, Rounds } from "./rounds.ts";
import { roundsOf } from "./rounds-of.ts";
import { WorldRecords } from "./world-records.ts";

export class Run {
  readonly setup: WorldSetup;
  readonly #rounds: Rounds;
  readonly #records = new WorldRecords();
  /** By number. */
  readonly #names: string[];
  /** What users have done, in the order in which it took effect. */
  readonly #done: TimedAct[] = [];
  #end: EndOfRun | undefined;

  constructor(setup: WorldSetup) {
    this.setup = setup;
    this.#rounds = roundsOf(setup);
    this.#names = [LOCAL_NODE, ...allPeers(setup.scenario).map(({ id }) => id)];
  }

  /** All events before this moment have happened. */
  get now(): SimTime {
    return this.#rounds.now;
  }

  /** When the next event or scheduled act is due; undefined: none is. */
  get nextAt(): SimTime | undefined {
    return this.#rounds.nextAt;
  }

  get events(): number {
    return this.#rounds.events;
  }

  get ended(): RunEnd | undefined {
    return this.#end?.ended;
  }

  /** By number. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** All members take their places. To be done once, before all else. */
  *begin(): Work<void> {
    yield* this.#tell(this.#names.map((_, node) => ({ kind: "join", node })));
  }

  /** One round before `bound`; undefined: there is none. False: nothing is left to do before it. */
  *round(bound: SimTime | undefined): Work<boolean> {
    return yield* this.#round(bound, false);
  }

  /** One event or scheduled act. False: nothing is left to do. */
  *step(): Work<boolean> {
    const { steps } = this.#rounds;
    while (yield* this.#round(undefined, true)) if (this.#rounds.steps > steps) return true;
    return false;
  }

  /** Some nodes have gone ahead of others: all get to where the first of them is. */
  *settle(): Work<void> {
    while (yield* this.#round(this.#rounds.reachedAt, false));
  }

  /**
   * Does this now, after all that has happened, and what was scheduled for that very moment. Returns it with its moment.
   * Throws a RangeError that names what is wrong with it; then nothing has happened, and the run goes on as if nobody had asked.
   * @param value an `Act`, from whomever
   */
  *act(value: unknown): Work<TimedAct> {
    const at = this.#rounds.actMoment;
    const act = this.#checked(value, at);
    this.#end = undefined;
    while (yield* this.#round(at, false));
    this.#end = undefined;
    this.#records.goesOn();
    for (let due = this.#rounds.planActAt(at); due !== undefined; due = this.#rounds.planActAt(at)) {
      yield* this.#apply(at, due.act);
    }
    if (act.kind === "addPeer") {
      this.#names.push(act.peer.id);
      this.#rounds.addPeer(linkOptions(act.peer.link).latencyUs);
      yield* this.#tell([{ kind: "join", node: this.#names.length - 1, peer: act.peer }]);
    }
    const done = { at, act };
    this.#done.push(done);
    yield* this.#apply(at, act);
    return done;
  }

  *summary(): Work<RunSummary> {
    const totals = yield* this.#totals();
    const end = this.#end ?? { ended: undefined, at: this.now, settledAt: undefined };
    const whyNot = this.#whyNot(totals);
    return summariseRun(
      this.setup,
      { ...end, whyNot },
      localOf(totals),
      totals.map((node) => node.totals),
    );
  }

  /** What happened since the last call: before `end`, or, once the run has ended, all of it. */
  progress(end: SimTime, workers: number): Progress {
    return {
      now: this.now,
      records: this.#records.take(this.#end === undefined ? end : undefined),
      events: this.events,
      ended: this.ended,
      nextAt: this.nextAt,
      workers,
    };
  }

  #checked(value: unknown, at: SimTime): Act {
    const parsed = parseAct(value);
    if (!parsed.ok) throw new RangeError(parsed.error);
    const { act } = parsed;
    const { scenario, chains } = this.setup;
    const atSeconds = at / US_PER_SECOND;
    const done = this.#done.map((timed) => ({ atSeconds: timed.at / US_PER_SECOND, act: timed.act }));
    const scheduled = scenario.acts.filter((other) => other.atSeconds <= atSeconds);
    const before = [...scheduled, ...done]
      .sort((a, b) => a.atSeconds - b.atSeconds)
      .map((timed) => timed.act);
    const refused =
      checkNextAct({ atSeconds, act }, { scenario, chains, nodes: new Set(this.#names) }, done) ??
      refuseIdle(act, scenario, before);
    if (refused !== undefined) throw new RangeError(refused);
    if (this.#done.length >= ACTS_MAX) {
      throw new RangeError(`acts: expected at most ${ACTS_MAX} of them, found one more`);
    }
    const { deadlineSeconds } = scenario;
    if (at > deadlineSeconds * US_PER_SECOND) {
      throw new RangeError(
        `act: expected one before the run's time is over, ${deadlineSeconds} s, found ${act.kind} after it`,
      );
    }
    return act;
  }

  *#round(bound: SimTime | undefined, single: boolean): Work<boolean> {
    if (this.#end !== undefined) return false;
    const round = this.#rounds.plan(bound, single);
    switch (round.kind) {
      case "rest":
        return false;
      case "ended":
        yield* this.#finish(round);
        return false;
      case "act":
        yield* this.#apply(round.at, round.act);
        return true;
      case "window": {
        const { grants, limit } = round;
        yield* this.#tell(grants.map((grant) => ({ kind: "advance", ...grant, limit })));
        return true;
      }
    }
  }

  /** Every node is told. */
  *#apply(at: SimTime, act: Act): Work<void> {
    this.#records.acted(at, act);
    this.#rounds.acted(at);
    this.#rounds.judge.acted(at, act);
    const newcomer = act.kind === "addPeer" ? this.#names.indexOf(act.peer.id) : undefined;
    yield* this.#tell(this.#names.map((_, node) => ({ kind: "act", node, at, act, newcomer })));
  }

  *#tell(asks: readonly Ask[]): Work<void> {
    const reports = (yield asks).map(reportIn);
    if (reports.length !== asks.length)
      throw new Error(`${reports.length} answers to ${asks.length} questions`);
    // First how the nodes stand, then what is on its way to them: it may be due before anything they knew of.
    reports.forEach(({ standing, records }, i) => {
      this.#rounds.report(asks[i]!.node, standing);
      this.#records.add(records);
    });
    const sent = reports.flatMap((report) => report.sent);
    for (const { target, arriveAt, askedAt } of sent) this.#rounds.expect(target, arriveAt, askedAt);
    // What was due there may not come: the node is asked how it stands, and does nothing.
    const misled = sent.flatMap(({ target, recalls }) => (recalls ? [target] : []));
    if (misled.length === 0) return;
    yield* this.#tell(
      [...new Set(misled)].map((node) => ({ kind: "advance", node, until: this.now, limit: 0 })),
    );
  }

  *#finish(end: Round & { kind: "ended" }): Work<void> {
    const totals = yield* this.#totals();
    this.#end = end;
    // The run may have been synced before; the record stands where it stopped, after all that happened.
    const why = describeEnd(this.setup, { ...end, whyNot: this.#whyNot(totals) });
    this.#records.ended(this.now, end, why);
  }

  *#totals(): Work<readonly NodeTotals[]> {
    const answers = yield this.#names.map((_, node) => ({ kind: "totals", node }));
    return answers.map((answer) => {
      if (answer.kind !== "totals") throw new Error(`answered ${answer.kind} instead of totals`);
      return answer;
    });
  }

  #whyNot(totals: readonly NodeTotals[]): string {
    return this.#rounds.judge.whyNot(
      localOf(totals),
      totals.map(({ outlook }) => outlook),
    );
  }
}

function reportIn(answer: Answer) {
  if (answer.kind !== "report") throw new Error(`answered ${answer.kind} instead of a report`);
  return answer.report;
}

function localOf(totals: readonly NodeTotals[]) {
  const local = totals[LOCAL_NUMBER]?.local;
  if (local === undefined) throw new Error(`node ${LOCAL_NUMBER} is not ${LOCAL_NODE}`);
  return local;
}
