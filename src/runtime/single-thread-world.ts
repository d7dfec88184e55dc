/** A whole world in this thread, without any waiting: what tests, the CLI and the single-thread host run. */
import type { SimTime } from "../sim/time.ts";
import type { Act } from "../world/act.ts";
import { createAddedMember, createMember, type Member, refuseAct } from "../world/member.ts";
import { LOCAL_NODE, type RunEnd, type WorldRecord } from "../world/record.ts";
import { allPeers, linkOptions, type WorldSetup } from "../world/setup.ts";
import { describeEnd, type RunState, type RunSummary, summariseRun } from "../world/summary.ts";
import type { EndOfRun, Round, Rounds } from "./rounds.ts";
import { roundsOf } from "./rounds-of.ts";
import { WorldRecords } from "./world-records.ts";

/** One of the nodes threw: a defect of ours, never a peer's doing. */
export class NodeFailure extends Error {
  readonly node: string;
  constructor(node: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.node = node;
  }
}

export class SingleThreadWorld {
  readonly #setup: WorldSetup;
  readonly #rounds: Rounds;
  readonly #members: Member[] = [];
  readonly #records = new WorldRecords();
  #end: EndOfRun | undefined;

  constructor(setup: WorldSetup) {
    this.#setup = setup;
    this.#rounds = roundsOf(setup);
    const count = 1 + allPeers(setup.scenario).length;
    for (let number = 0; number < count; number++) {
      const member = createMember(setup, number);
      this.#members.push(member);
      this.#rounds.report(number, member.standing());
    }
  }

  get now(): SimTime {
    return this.#rounds.now;
  }

  get nextAt(): SimTime | undefined {
    return this.#rounds.nextAt;
  }

  get events(): number {
    return this.#rounds.events;
  }

  get ended(): RunEnd | undefined {
    return this.#end?.ended;
  }

  /** Does one round before `bound`, or, with `single`, one step. False: nothing is left to do before it. */
  advance(bound: SimTime | undefined, single = false): boolean {
    const { steps } = this.#rounds;
    while (this.#round(bound, single)) if (!single || this.#rounds.steps > steps) return true;
    return false;
  }

  #round(bound: SimTime | undefined, single: boolean): boolean {
    if (this.#end !== undefined) return false;
    const round = this.#rounds.plan(bound, single);
    switch (round.kind) {
      case "rest":
        return false;
      case "ended":
        this.#finish(round);
        return false;
      case "act":
        this.#apply(round.at, round.act);
        return true;
      case "window":
        for (const { node, until } of round.grants) this.#go(node, until, round.limit);
        return true;
    }
  }

  runToEnd(): void {
    while (this.advance(undefined));
  }

  /** Does this now; throws a RangeError naming what is wrong if this world cannot. Returns the moment. */
  act(act: Act): SimTime {
    const refused = refuseAct(act, new Set(this.#members.map((member) => member.name)), this.#setup);
    if (refused !== undefined) throw new RangeError(refused);
    if (act.kind === "addPeer") {
      this.#members.push(createAddedMember(this.#setup, act.peer, this.#members.length));
      this.#rounds.addPeer(linkOptions(act.peer.link).latencyUs);
    }
    this.#end = undefined;
    const at = this.#rounds.actMoment;
    while (this.advance(at));
    this.#end = undefined;
    this.#apply(at, act);
    return at;
  }

  /** What happened since the last call, before `now` or all of it. */
  takeRecords(end?: SimTime): readonly WorldRecord[] {
    for (const member of this.#members) this.#records.add(member.takeRecords());
    return this.#records.take(end);
  }

  summary(): RunSummary {
    return summariseRun(
      this.#setup,
      this.#state(),
      this.#localReport(),
      this.#members.map((m) => m.totals()),
    );
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

  #go(number: number, until: SimTime, limit: number): void {
    const member = this.#member(number);
    try {
      this.#rounds.report(number, member.advance(until, limit));
    } catch (error) {
      throw new NodeFailure(member.name, error);
    }
    this.#carry(member);
  }

  #apply(at: SimTime, act: Act): void {
    this.#records.acted(at, act);
    this.#rounds.judge.acted(at, act);
    this.#members.forEach((member, number) => {
      this.#rounds.report(number, member.applyAct(at, act, this.#numberOf(act)));
    });
    for (const member of this.#members) this.#carry(member);
  }

  /** The number of a peer that a user adds, of which the local node has not heard yet. */
  #numberOf(act: Act): number | undefined {
    if (act.kind !== "addPeer") return undefined;
    const number = this.#members.findIndex((member) => member.name === act.peer.id);
    return number > allPeers(this.#setup.scenario).length ? number : undefined;
  }

  #carry(member: Member): void {
    for (const envelope of member.takeOutbox()) {
      this.#member(envelope.target).receive(envelope);
      this.#rounds.expect(envelope.target, envelope.at);
    }
  }

  #finish(round: Round & { kind: "ended" }): void {
    this.#end = round;
    // The run was synced before; the record stands where the run stopped, after all that happened.
    this.#records.ended(this.#rounds.now, round, describeEnd(this.#setup, this.#state()));
  }

  #state(): RunState {
    const end = this.#end ?? { ended: undefined, at: this.#rounds.now, settledAt: undefined };
    const outlooks = this.#members.map((member) => member.outlook());
    return { ...end, whyNot: this.#rounds.judge.whyNot(this.#localReport(), outlooks) };
  }

  #localReport() {
    const report = this.#member(0).localReport();
    if (report === undefined) throw new Error(`node 0 is not ${LOCAL_NODE}`);
    return report;
  }

  #member(number: number): Member {
    const member = this.#members[number];
    if (member === undefined) throw new Error(`no node ${number}`);
    return member;
  }
}
