/** A whole world in this thread, without any waiting: what tests, the CLI and the single-thread host run. */
import type { SimTime } from "../sim/time.ts";
import { createAddedMember, createMember, type Member } from "../world/host/member.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import type { RunEnd, WorldRecord } from "../world/record.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import type { WorldSetup } from "../world/setup.ts";
import { NodeFailure } from "./node-failure.ts";
import type { Answer, Ask, Work } from "./questions.ts";
import { Run } from "./run.ts";
import type { Driver } from "./run-control.ts";
import { sentBy } from "./sent-by.ts";

export class SingleThreadWorld implements Driver {
  readonly blocks = true;
  readonly workers = 0;
  readonly run: Run;
  readonly #members: Member[] = [];

  constructor(setup: WorldSetup) {
    this.run = new Run(setup);
    this.do(this.run.begin());
  }

  /** Throws a NodeFailure if a node's program does. */
  do<T>(work: Work<T>): T {
    let asked = work.next();
    while (!asked.done) asked = work.next(asked.value.map((ask) => this.#answer(ask)));
    return asked.value;
  }

  get now(): SimTime {
    return this.run.now;
  }

  get nextAt(): SimTime | undefined {
    return this.run.nextAt;
  }

  get events(): number {
    return this.run.events;
  }

  get ended(): RunEnd | undefined {
    return this.run.ended;
  }

  /** Does one round before `bound`, or, with `single`, one step. False: nothing is left to do before it. */
  advance(bound: SimTime | undefined, single = false): boolean {
    return this.do(single ? this.run.step() : this.run.round(bound));
  }

  runToEnd(): void {
    while (this.advance(undefined));
  }

  /** Does this now; throws a RangeError naming what is wrong if this world cannot. Returns it with its moment. */
  act(act: unknown): TimedAct {
    return this.do(this.run.act(act));
  }

  /** What happened since the last call, before `end` or all of it. */
  takeRecords(end = Number.MAX_SAFE_INTEGER): readonly WorldRecord[] {
    return this.run.progress(end, 0).records;
  }

  summary(): RunSummary {
    return this.do(this.run.summary());
  }

  /** Problems found by looking through every node's whole chain state; empty = none. */
  audit(): readonly string[] {
    return this.#members.flatMap((member) => member.audit().map((problem) => `${member.name}: ${problem}`));
  }

  /** `hear` is told of each turn of each node, by number, from now on. */
  listen(hear: (number: number, turn: Parameters<Parameters<Member["listen"]>[0]>[0]) => void): void {
    for (const [number, member] of this.#members.entries()) member.listen((turn) => hear(number, turn));
  }

  /** What each node has, by number. */
  chains(): readonly Member["chain"][] {
    return this.#members.map((member) => member.chain);
  }

  #answer(ask: Ask): Answer {
    try {
      return this.#ask(ask);
    } catch (cause) {
      throw new NodeFailure(this.run.names[ask.node] ?? `node ${ask.node}`, cause);
    }
  }

  #ask(ask: Ask): Answer {
    if (ask.kind === "totals") {
      const member = this.#member(ask.node);
      const [totals, outlook, local] = [member.totals(), member.outlook(), member.localReport()];
      return { kind: "totals", totals, outlook, local };
    }
    const standing = this.#go(ask);
    const member = this.#member(ask.node);
    const outbox = member.takeOutbox();
    for (const posted of outbox) this.#member(posted.target).receive(posted);
    return { kind: "report", report: { standing, sent: sentBy(outbox), records: member.takeRecords() } };
  }

  #go(ask: Exclude<Ask, { kind: "totals" }>) {
    switch (ask.kind) {
      case "join": {
        const { setup } = this.run;
        const { node, peer } = ask;
        const member = peer === undefined ? createMember(setup, node) : createAddedMember(setup, peer, node);
        this.#members[node] = member;
        return member.standing();
      }
      case "advance":
        return this.#member(ask.node).advance(ask.until, ask.limit, ask.lineEnds);
      case "act":
        return this.#member(ask.node).applyAct(ask.at, ask.act, ask.newcomer);
    }
  }

  #member(number: number): Member {
    const member = this.#members[number];
    if (member === undefined) throw new Error(`no node ${number}`);
    return member;
  }
}
