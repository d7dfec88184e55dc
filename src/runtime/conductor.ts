/**
 * Conducts the nodes' workers: plans the rounds, lets the nodes that have something to do go on, and ends a round
 * when all of them have answered. It runs in a worker of its own, so that a busy page never slows the simulation.
 */
import type { SimTime } from "../sim/time.ts";
import type { Act } from "../world/act.ts";
import { diskOf } from "../world/hosts.ts";
import { refuseAct } from "../world/member.ts";
import { LOCAL_NODE } from "../world/record.ts";
import { allPeers, chainFacts, linkOptions, prepareWorld, type WorldSetup } from "../world/setup.ts";
import { describeEnd, type RunSummary, summariseRun } from "../world/summary.ts";
import { type HostOptions, withBytes } from "./chain-source.ts";
import type { HostFailure, Loading, Progress, WorldHost } from "./host.ts";
import { RemoteMember, WorkerFailure } from "./remote-member.ts";
import type { EndOfRun, Grant, Round, Rounds } from "./rounds.ts";
import { roundsOf } from "./rounds-of.ts";
import { type ShippedSetup, shipSetup, unshipSetup } from "./shipped-setup.ts";
import { Watch } from "./watch.ts";
import type { LinkPort, NodeReport } from "./worker-protocol.ts";
import { WorldRecords } from "./world-records.ts";

/** At most this often the page is told how far things are, wall milliseconds. */
const PUBLISH_EVERY_MS = 40;

export interface ConductorEvents {
  progress(progress: Progress): void;
  failure(failure: HostFailure): void;
  loading(loading: Loading): void;
  /** Nodes whose workers owe an answer for longer than they should; none: all answer again. */
  silent(nodes: readonly string[]): void;
}

export type Started = Pick<WorldHost, "notes" | "chain">;

export class Conductor {
  readonly #events: ConductorEvents;
  readonly #members: RemoteMember[] = [];
  readonly #records = new WorldRecords();
  readonly #watch: Watch;
  #setup: WorldSetup | undefined;
  #shipped: ShippedSetup | undefined;
  #rounds: Rounds | undefined;
  #end: EndOfRun | undefined;
  #bound: SimTime | undefined = 0;
  #going = false;
  /** The loop, or whatever else the workers are busy with: one thing at a time. */
  #busy: Promise<unknown> = Promise.resolve();
  #failed = false;
  #publishedAt = 0;

  constructor(events: ConductorEvents) {
    this.#events = events;
    this.#watch = new Watch(() => this.#members, {
      silent: (nodes) => events.silent(nodes),
      dead: (member) => (member as RemoteMember).fail("its worker does not answer"),
    });
  }

  /**
   * Builds the world and hands every node its copy. Resolves with what is worth knowing of it; rejects with one readable
   * line if it cannot be built.
   */
  async start(options: HostOptions, controls: readonly MessagePort[]): Promise<Started> {
    const { shipped, standings } = await this.#build(options, controls);
    const setup = unshipSetup(shipped);
    this.#shipped = shipped;
    this.#setup = setup;
    this.#rounds = roundsOf(setup);
    let standing = 0;
    await this.#exclusive(() =>
      this.#all(async (member, number) => {
        const report = await (standings[number] ?? member.init({ setup: shipped, number }));
        standing += 1;
        this.#events.loading({ part: "nodes", share: standing / this.#members.length });
        return report;
      }, this.#members.keys()),
    );
    return { notes: setup.notes, chain: chainFacts(setup) };
  }

  /**
   * Makes or reads the world's chains, checks them once, and gives each node what it begins with. A function of its own, so that
   * the bytes of a long chain are let go of as soon as they are in a blob, and what was checked as soon as all have their parts.
   */
  async #build(
    options: HostOptions,
    controls: readonly MessagePort[],
  ): Promise<{ readonly shipped: ShippedSetup; readonly standings: readonly Promise<NodeReport>[] }> {
    const prepared = prepareWorld(await withBytes(options), (share) =>
      this.#events.loading({ part: "file", share }),
    );
    if (!prepared.ok) throw new RangeError(prepared.error);
    const { value } = prepared;
    const shipped = shipSetup(value);
    const names = [LOCAL_NODE, ...allPeers(value.scenario).map((peer) => peer.id)];
    const standings = controls.map((port, number) => {
      const member = new RemoteMember(names[number] ?? `node ${number}`, port);
      this.#members.push(member);
      return member.init({ setup: shipped, number, disk: diskOf(value, number) });
    });
    return { shipped, standings };
  }

  runTo(bound: SimTime | undefined): void {
    this.#bound = bound;
    if (this.#going || this.#failed) return;
    this.#going = true;
    void this.#exclusive(() => this.#loop());
  }

  async pause(): Promise<SimTime> {
    this.#going = false;
    await this.#busy;
    return this.#world().rounds.now;
  }

  async step(): Promise<SimTime> {
    await this.pause();
    await this.#exclusive(async () => {
      const { rounds } = this.#world();
      const { steps } = rounds;
      while (this.#end === undefined && rounds.steps === steps) {
        if (!(await this.#round(rounds.plan(undefined, true)))) break;
      }
      this.#publish(rounds.now + 1);
    });
    return this.#world().rounds.now;
  }

  /** `added`: the ports of the new peer's worker, where the act adds one. Rejects what this world cannot do. */
  async act(
    act: Act,
    added?: { readonly control: MessagePort; readonly link: MessagePort },
  ): Promise<SimTime> {
    const wasGoing = this.#going;
    await this.pause();
    const { rounds } = this.#world();
    const at = await this.#exclusive(async () => {
      const names = new Set(this.#members.map((member) => member.name));
      const refused = refuseAct(act, names, this.#world().setup);
      if (refused !== undefined) throw new RangeError(refused);
      const port = await this.#welcome(act, added);
      this.#end = undefined;
      const moment = rounds.actMoment;
      while (await this.#round(rounds.plan(moment, false)));
      this.#end = undefined;
      await this.#apply(moment, act, port);
      this.#publish(moment + 1);
      return moment;
    });
    if (wasGoing) this.runTo(this.#bound);
    return at;
  }

  async summary(): Promise<RunSummary> {
    const wasGoing = this.#going;
    await this.pause();
    const summary = await this.#exclusive(() => this.#summarise());
    if (wasGoing) this.runTo(this.#bound);
    return summary;
  }

  dispose(): void {
    this.#watch.end();
    this.#going = false;
  }

  // --- rounds ---

  async #loop(): Promise<void> {
    while (this.#going && this.#end === undefined) {
      if (!(await this.#round(this.#world().rounds.plan(this.#bound, false)))) break;
      if (performance.now() - this.#publishedAt > PUBLISH_EVERY_MS) this.#publish(this.#world().rounds.now);
    }
    this.#going = false;
    this.#publish(this.#world().rounds.now);
  }

  /** Carries out one round; false: nothing was left to do. */
  async #round(round: Round): Promise<boolean> {
    switch (round.kind) {
      case "rest":
        return false;
      case "ended":
        await this.#finish(round);
        return false;
      case "act":
        await this.#apply(round.at, round.act, undefined);
        return true;
      case "window":
        await this.#window(round.grants, round.limit);
        return true;
    }
  }

  /** Lets every node go on as far as it was granted. */
  #window(grants: readonly Grant[], limit: number): Promise<void> {
    const until = new Map(grants.map((grant) => [grant.node, grant.until]));
    return this.#all((member, number) => member.advance(until.get(number) ?? 0, limit), until.keys());
  }

  async #apply(at: SimTime, act: Act, added: LinkPort | undefined): Promise<void> {
    this.#records.acted(at, act);
    this.#world().rounds.judge.acted(at, act);
    await this.#all(
      (member, number) => member.act({ at, act }, number === 0 ? added : undefined),
      this.#members.keys(),
    );
  }

  async #finish(round: Round & { kind: "ended" }): Promise<void> {
    const { setup, rounds } = this.#world();
    const { whyNot } = await this.#askAll();
    this.#end = round;
    this.#records.ended(rounds.now, round, describeEnd(setup, { ...round, whyNot }));
  }

  async #all(
    ask: (member: RemoteMember, number: number) => Promise<NodeReport>,
    numbers: Iterable<number>,
  ): Promise<void> {
    const { rounds } = this.#world();
    const asked = [...numbers];
    const reports = await Promise.all(asked.map((number) => ask(this.#member(number), number)));
    // First how the nodes stand, then what is on its way to them: it may be due before anything they knew of.
    reports.forEach((report, i) => {
      rounds.report(asked[i] ?? 0, report.standing);
      this.#records.add(report.records);
    });
    for (const { sent } of reports) {
      for (let i = 0; i + 2 < sent.length; i += 3) {
        const [target = 0, count = 0, arriveAt = 0] = sent.slice(i, i + 3);
        this.#member(target).expect(count);
        rounds.expect(target, arriveAt);
      }
    }
  }

  // --- acts and reports ---

  /** Takes in the worker of a peer that is being added; returns the local node's port to it. */
  async #welcome(
    act: Act,
    added: { readonly control: MessagePort; readonly link: MessagePort } | undefined,
  ): Promise<LinkPort | undefined> {
    if (act.kind !== "addPeer" || added === undefined) return undefined;
    const number = this.#members.length;
    this.#members.push(new RemoteMember(act.peer.id, added.control));
    const setup = this.#shipped;
    if (setup === undefined) throw new Error("the conductor was not started");
    this.#world().rounds.addPeer(linkOptions(act.peer.link).latencyUs);
    await this.#all((member) => member.init({ setup, number, added: act.peer }), [number]);
    return { number, port: added.link };
  }

  async #summarise(): Promise<RunSummary> {
    const { setup, rounds } = this.#world();
    const { local, totals, whyNot } = await this.#askAll();
    const end = this.#end ?? { ended: undefined, at: rounds.now, settledAt: undefined };
    return summariseRun(setup, { ...end, whyNot }, local, totals);
  }

  async #askAll() {
    const answers = await Promise.all(this.#members.map((member) => member.totals()));
    const local = answers[0]?.local;
    if (local === undefined) throw new Error(`node 0 is not ${LOCAL_NODE}`);
    const outlooks = answers.map(({ outlook }) => outlook);
    const whyNot = this.#world().rounds.judge.whyNot(local, outlooks);
    return { local, totals: answers.map(({ totals }) => totals), whyNot };
  }

  /** Tells what happened before `end`; once the run has ended, everything. */
  #publish(end: SimTime): void {
    const { rounds } = this.#world();
    this.#publishedAt = performance.now();
    this.#events.progress({
      now: rounds.now,
      records: this.#records.take(this.#end === undefined ? end : undefined),
      events: rounds.events,
      ended: this.#end?.ended,
      nextAt: rounds.nextAt,
      workers: this.#members.length,
    });
  }

  // --- keeping order ---

  /** Runs `work` when what went before is done. A worker's failure ends everything and is told once. */
  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#busy.then(() => {
      if (this.#failed) throw new Error("a worker failed: this world cannot go on");
      return work();
    });
    this.#busy = result.catch((error: unknown) => {
      if (error instanceof WorkerFailure) this.#fail(error);
      else if (!(error instanceof RangeError) && !this.#failed) {
        this.#fail(new WorkerFailure("conductor", error instanceof Error ? error.message : String(error)));
      }
    });
    return result;
  }

  #fail(failure: WorkerFailure): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#going = false;
    this.#events.failure({ part: failure.part, message: failure.message });
  }

  #member(number: number): RemoteMember {
    const member = this.#members[number];
    if (member === undefined) throw new Error(`no node ${number}`);
    return member;
  }

  #world(): { readonly setup: WorldSetup; readonly rounds: Rounds } {
    if (this.#setup === undefined || this.#rounds === undefined)
      throw new Error("the conductor was not started");
    return { setup: this.#setup, rounds: this.#rounds };
  }
}
