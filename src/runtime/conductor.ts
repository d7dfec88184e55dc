/**
 * Conducts the nodes' workers: carries what a run asks to the members, and has their answers when all of them have come. It
 * runs in a worker of its own, so that a busy page never slows the simulation.
 */
import type { SimTime } from "../sim/time.ts";
import { diskOf } from "../world/host/hosts.ts";
import type { RunSummary } from "../world/judging/summary.ts";
import { LOCAL_NODE, LOCAL_NUMBER } from "../world/record.ts";
import type { TimedAct } from "../world/scenario/act.ts";
import { allPeers } from "../world/scenario/members.ts";
import { chainFacts, prepareWorld } from "../world/setup.ts";
import { type HostOptions, withBytes } from "./chain-source.ts";
import type { Loading, WorldHost } from "./host.ts";
import type { Answer, Ask, Work } from "./questions.ts";
import { RemoteMember } from "./remote-member.ts";
import { Run } from "./run.ts";
import { type Driver, RunControl, type RunEvents } from "./run-control.ts";
import type { Sent } from "./sent-by.ts";
import { type ShippedSetup, shipSetup, unshipSetup } from "./shipped-setup.ts";
import { Watch } from "./watch.ts";

export interface ConductorEvents extends RunEvents {
  loading(loading: Loading): void;
  /** Nodes whose workers owe an answer for longer than they should; none: all answer again. */
  silent(nodes: readonly string[]): void;
}

export type Started = Pick<WorldHost, "notes" | "chain">;

/** The ports of a worker that was made for a peer that joins: the conductor's, and the local node's. */
export interface NewcomerPorts {
  readonly control: MessagePort;
  readonly link: MessagePort;
}

export class Conductor implements Driver {
  readonly blocks = false;
  readonly #events: ConductorEvents;
  readonly #members: RemoteMember[] = [];
  readonly #watch: Watch;
  #shipped: ShippedSetup | undefined;
  #control: RunControl | undefined;
  /** By number, those of the beginning, while they take their places. */
  #joining: readonly Promise<Answer>[] = [];
  /** Of the peer that the act at hand adds, where it was not in the scenario. */
  #newcomer: NewcomerPorts | undefined;

  constructor(events: ConductorEvents) {
    this.#events = events;
    this.#watch = new Watch(() => this.#members, {
      silent: (nodes) => events.silent(nodes),
      dead: (member) => (member as RemoteMember).fail("its worker does not answer"),
    });
  }

  get workers(): number {
    return this.#members.length;
  }

  /**
   * Builds the world and hands every node its copy. Resolves with what is worth knowing of it; rejects with one readable
   * line if it cannot be built.
   */
  async start(options: HostOptions, controls: readonly MessagePort[]): Promise<Started> {
    const shipped = await this.#build(options, controls);
    const setup = unshipSetup(shipped);
    this.#shipped = shipped;
    const run = new Run(setup);
    this.#control = new RunControl(run, this, this.#events);
    await this.do(run.begin());
    this.#joining = [];
    return { notes: setup.notes, chain: chainFacts(setup) };
  }

  /**
   * Makes or reads the world's chains, checks them once, and gives each node what it begins with. A function of its own, so that
   * the bytes of a long chain are let go of as soon as they are in a blob, and what was checked as soon as all have their parts.
   */
  async #build(options: HostOptions, controls: readonly MessagePort[]): Promise<ShippedSetup> {
    const prepared = prepareWorld(await withBytes(options), (share) =>
      this.#events.loading({ part: "file", share }),
    );
    if (!prepared.ok) throw new RangeError(prepared.error);
    const { value } = prepared;
    const shipped = shipSetup(value);
    const names = [LOCAL_NODE, ...allPeers(value.scenario).map((peer) => peer.id)];
    this.#joining = controls.map((port, node) => {
      const member = new RemoteMember(names[node] ?? `node ${node}`, port);
      this.#members.push(member);
      return member.join({ kind: "join", node }, shipped, diskOf(value, node));
    });
    return shipped;
  }

  runTo(bound: SimTime | undefined): void {
    this.#mustControl().runTo(bound);
  }

  pause(): Promise<SimTime> {
    return this.#mustControl().pause();
  }

  step(): Promise<SimTime> {
    return this.#mustControl().step();
  }

  /** `added`: where the act adds a peer. Rejects what this world cannot do. */
  act(act: unknown, added?: NewcomerPorts): Promise<TimedAct> {
    return this.#mustControl().act(act, () => {
      this.#newcomer = added;
    });
  }

  summary(): Promise<RunSummary> {
    return this.#mustControl().summary();
  }

  /** Tells nothing any more, and lets its thread end. In a worker of its own it ends with that. */
  dispose(): void {
    this.#watch.end();
    this.#control?.dispose();
  }

  /** Rejects with a NodeFailure if a node's worker fails or falls silent. */
  async do<T>(work: Work<T>): Promise<T> {
    let asked = work.next();
    let standing = 0;
    while (!asked.done) {
      const answers = await Promise.all(
        asked.value.map(async (ask) => {
          const answer = await this.#ask(ask);
          this.#watch.heard();
          standing += 1;
          if (ask.kind === "join" && ask.peer === undefined)
            this.#events.loading({ part: "nodes", share: standing / this.#members.length });
          return answer;
        }),
      );
      for (const answer of answers) if (answer.kind === "report") this.#expect(answer.report.sent);
      asked = work.next(answers);
    }
    return asked.value;
  }

  #ask(ask: Ask): Promise<Answer> {
    if (ask.kind === "join") return this.#join(ask);
    if (ask.kind !== "act" || ask.node !== LOCAL_NUMBER) return this.#member(ask.node).ask(ask);
    const port = this.#newcomer?.link;
    this.#newcomer = undefined;
    return this.#member(ask.node).ask(ask, port);
  }

  #join(ask: Ask & { readonly kind: "join" }): Promise<Answer> {
    const joining = this.#joining[ask.node];
    if (joining !== undefined) return joining;
    if (this.#shipped === undefined) throw new Error("the conductor was not started");
    if (ask.peer !== undefined) {
      const control = this.#newcomer?.control;
      if (control === undefined) throw new Error(`no worker was made for ${ask.peer.id}`);
      this.#members.push(new RemoteMember(ask.peer.id, control));
    }
    return this.#member(ask.node).join(ask, this.#shipped);
  }

  /** A node goes on when it has all that was sent to it. */
  #expect(sent: readonly Sent[]): void {
    for (const { target, count } of sent) this.#member(target).expect(count);
  }

  #member(number: number): RemoteMember {
    const member = this.#members[number];
    if (member === undefined) throw new Error(`no node ${number}`);
    return member;
  }

  #mustControl(): RunControl {
    if (this.#control === undefined) throw new Error("the conductor was not started");
    return this.#control;
  }
}
