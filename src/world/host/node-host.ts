/**
 * One node's place in the world. It keeps the node's events in their total order, turns messages into bytes and
 * bytes into messages (nothing else does), models its end of every link, and records what happened.
 *
 * A host never looks at a clock or at another host. What it sends is collected as envelopes with their moment of
 * arrival; who carries them, and when this host may go on, is the runtime's business.
 */
import type { Network } from "../../bitcoin/networks.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Node, NodeInput, NodeOutput } from "../../node/interface.ts";
import { createNode } from "../../node/node.ts";
import type { Observation } from "../../node/observation.ts";
import type { Policy } from "../../node/policy.ts";
import { Prng } from "../../sim/prng.ts";
import { type SimTime, US_PER_SECOND } from "../../sim/time.ts";
import { TraceHash } from "../../sim/trace-hash.ts";
import type { Behaviour } from "../behaviours/catalogue.ts";
import { convertDisk, type DiskMemory, loadDisk } from "../chains/disk.ts";
import { Miner } from "../chains/miner.ts";
import { Ledger } from "../judging/ledger.ts";
import { LOCAL_NODE, type WorldRecord } from "../record.ts";
import type { Act } from "../scenario/act.ts";
import type { LinkSpec } from "../scenario/scenario.ts";
import { type NodePlan, networkOf, policyOf, type WorldSetup } from "../setup.ts";
import { Agenda } from "./agenda.ts";
import { BadPeer } from "./bad-peer.ts";
import { Connections } from "./connections.ts";
import { Door } from "./door.ts";
import type { Envelope } from "./envelope.ts";
import { limitsOf } from "./frame-input.ts";
import { Inbox } from "./inbox.ts";
import { type Neighbour, neighbour } from "./neighbours.ts";
import { Outbox } from "./outbox.ts";
import { Recorder } from "./recorder.ts";
import type { NodeHostTotals, Turn } from "./turn.ts";
import { uploadRate } from "./upload-rate.ts";

export class NodeHost {
  readonly plan: NodePlan;
  readonly chain: ChainState;
  /** Why it ended by itself; undefined: it did not, or was started again. */
  crashedBecause: string | undefined;
  readonly ledger = new Ledger();
  /** Told of each turn before anything of it is carried out. Nothing is decided by it. */
  onTurn: ((turn: Turn) => void) | undefined;
  readonly #setup: WorldSetup;
  readonly #network: Network;
  readonly #agenda: Agenda;
  readonly #connections: Connections;
  readonly #door: Door;
  readonly #trace = new TraceHash();
  readonly recorder: Recorder;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #badPeer: BadPeer;
  readonly #miner: Miner;
  policy: Policy;
  #node: Node | undefined;
  #hasJoined: boolean;
  #startCount = 0;
  /** An act stopped it, and none has started it since. */
  #isStopped = false;
  #events = 0;
  #checks = 0;
  #violations = 0;

  /** `bornAt`: when it starts; `undefined` = when an act lets it join. `disk`: what it has, if that was read elsewhere. */
  constructor(setup: WorldSetup, plan: NodePlan, bornAt: SimTime | undefined, disk?: DiskMemory) {
    this.plan = plan;
    this.#hasJoined = bornAt !== undefined;
    this.#agenda = new Agenda(plan.number);
    this.#setup = setup;
    this.recorder = new Recorder(plan.number);
    this.#connections = new Connections(plan.number, this.recorder, {
      isRunning: () => this.running,
      post: (at, link, kind, connection) => this.#outbox.post(at, link, kind, connection),
      over: (at, link, connection, farewell) => {
        this.#door.clear(at, link, connection);
        this.#outbox.hangUp(at, link, connection, farewell);
      },
      feed: (input) => this.#feed(input),
      gone: (at, peer) => this.#badPeer.gone(at, peer),
    });
    this.#network = networkOf(setup);
    this.chain = loadDisk(setup, plan, disk);
    this.policy = plan.policy;
    const ofMiner = Prng.fromSeed(setup.seed).split(`miner ${plan.name}`);
    this.#miner = new Miner(this.#network, this.chain, ofMiner);
    this.#outbox = new Outbox({
      number: plan.number,
      network: this.#network,
      blockBytes: setup.scenario.chain.blockBytes,
      chain: this.chain,
      uploadBytesPerSecond: uploadRate(plan.behaviours, plan.uploadBytesPerSecond),
      ledger: this.ledger,
      recorder: this.recorder,
      trace: this.#trace,
    });
    this.#badPeer = new BadPeer(
      {
        network: this.#network,
        chain: this.chain,
        headersPerMessage: plan.policy.headersPerMessage,
        startTimeSeconds: setup.startTimeSeconds,
        hashBudget: this.#miner.budget,
        random: Prng.fromSeed(setup.seed).split(`behaviours of ${plan.name}`),
        transmit: (at, peer, message) => this.#outbox.send(at, this.#connections.named(peer), message),
        close: (at, peer, why) => this.#connections.leave(at, peer, why),
        dial: (at, peer) => this.#connections.dialBack(at, peer),
        misbehaved: (at, behaviour, what) => {
          this.#trace.text(behaviour);
          this.recorder.record(at, { kind: "misbehaved", behaviour, what });
        },
      },
      plan.behaviours,
    );
    this.#inbox = new Inbox({
      network: this.#network,
      badPeer: this.#badPeer,
      ledger: this.ledger,
      recorder: this.recorder,
      trace: this.#trace,
    });
    this.#door = new Door(plan.downloadBytesPerSecond, this.#inbox, this.recorder);
    this.#agenda.setStart(bornAt);
  }

  addNeighbour(link: LinkSpec, other: Parameters<typeof neighbour>[3]): void {
    this.#connections.add(neighbour(this.#setup, link, this.plan.name, other));
  }

  /** When this node has something to do next; `undefined` = nothing is due, whatever time passes. */
  get nextAt(): SimTime | undefined {
    const event = this.#next()?.at;
    const leaves = this.#outbox.nextAt;
    return event === undefined || leaves === undefined ? (event ?? leaves) : Math.min(event, leaves);
  }

  get whileBehind() {
    return this.#node?.whileBehind();
  }

  get running(): boolean {
    return this.#node !== undefined;
  }

  get owed(): boolean {
    return this.#node?.owed() ?? false;
  }

  get connectionChanges(): number {
    return this.#connections.changes;
  }

  get neighbours(): Iterable<Neighbour> {
    return this.#connections.all;
  }

  receive(envelope: Envelope): void {
    const { at, source, sequence } = envelope;
    this.#agenda.push({ kind: "arrival", at, source, sequence, envelope });
  }

  /**
   * Handles the next event if it is due before `until`, and sends on what leaves before. Returns the event's moment;
   * `undefined` if none is due.
   */
  handleNext(until: SimTime): SimTime | undefined {
    const event = this.#next();
    const isDue = event !== undefined && event.at < until;
    this.#outbox.advance(isDue ? event.at : until - 1);
    if (!isDue) return undefined;
    this.#handle(event);
    return event.at;
  }

  #next() {
    return this.#agenda.next(this.#badPeer.wakeAt, this.#door.next);
  }

  #handle(event: NonNullable<ReturnType<Agenda["next"]>>): void {
    this.#events += 1;
    this.#trace.word(event.at);
    this.#trace.word(event.source);
    this.#trace.word(event.sequence);
    if (event.kind === "wake") {
      this.#agenda.setWake(undefined);
      this.#feed({ kind: "wake", at: event.at });
    } else if (event.kind === "start") this.#start(event.at);
    else if (event.kind === "mischief") this.#badPeer.wake(event.at);
    else if (event.kind === "admitted") this.#admit(event.at, this.#door.take(event.at));
    else if (event.kind === "arrival") {
      this.#agenda.pop();
      this.#arrive(event.at, event.envelope);
    }
  }

  /** Acts come before everything else of their instant. A peer hears of none before its own that lets it join, whenever it was built. */
  applyAct(at: SimTime, act: Act): void {
    if (act.kind === "addPeer" && act.peer.id === this.plan.name) this.#hasJoined = true;
    if (!this.#hasJoined) return;
    this.#trace.word(at);
    this.#trace.text(act.kind);
    switch (act.kind) {
      case "setBehaviours":
        if (act.node === this.plan.name) this.#setBehaviours(at, act.behaviours);
        return;
      case "cutLink":
      case "mendLink": {
        const ends = [act.from ?? LOCAL_NODE, act.peer];
        const other = ends.find((name) => name !== this.plan.name);
        if (!ends.includes(this.plan.name) || other === undefined) return;
        const link = this.#connections.named(other);
        if (link !== undefined) this.#connections.setCut(at, link, act.kind === "cutLink");
        return;
      }
      case "stopNode":
        if (act.node === this.plan.name) this.#stop(at);
        return;
      case "startNode":
      case "setPolicy":
        if (act.node !== this.plan.name) this.#connections.dialAnew(at, act.node);
        else {
          // One that still runs starts anew: the others dial it in any case.
          const staysStopped = act.kind === "setPolicy" && this.#isStopped;
          if (this.running) this.#stop(at);
          if (act.kind === "setPolicy") this.#replace(at, act.policy);
          if (!staysStopped) this.#start(at);
        }
        return;
      case "mineBlock":
        if (act.node === this.plan.name) this.#mine(at, act.blocks ?? 1, act.forkDepth ?? 0);
        return;
      case "addPeer":
        if (act.peer.id === this.plan.name) this.#start(at);
        else this.#connections.dialAnew(at, act.peer.id);
        return;
    }
  }

  audit(): readonly string[] {
    return [...this.chain.audit(), ...(this.#node?.audit() ?? [])];
  }

  takeOutbox(): readonly Envelope[] {
    return this.#outbox.take();
  }

  takeRecords(): readonly WorldRecord[] {
    return this.recorder.take();
  }

  totals(): NodeHostTotals {
    return {
      events: this.#events,
      checks: this.#checks,
      violations: this.#violations,
      digest: this.#trace.digest(),
    };
  }

  #start(at: SimTime): void {
    this.#agenda.setStart(undefined);
    this.#isStopped = false;
    this.crashedBecause = undefined;
    this.recorder.record(at, { kind: "nodeStarted", name: this.plan.name });
    const prng = Prng.fromSeed(this.#setup.seed).split(`node ${this.plan.name} ${this.#startCount++}`);
    this.#node = createNode({
      policy: this.policy,
      chain: this.chain,
      startTimeSeconds: this.#setup.startTimeSeconds,
      random: prng,
    });
    this.#badPeer.start(at);
    this.#feed({ kind: "start", at });
    for (const link of this.#connections.all) this.#connections.dial(at, link);
  }

  #mine(at: SimTime, blocks: number, forkDepth: number): void {
    const nowSeconds = this.#setup.startTimeSeconds + Math.floor(at / US_PER_SECOND);
    // One that starts at this very moment is there; one that does not run finds nothing.
    if (this.#agenda.isToStart) this.#start(at);
    if (!this.running) return;
    const tooHard = this.#miner.find(at, blocks, forkDepth, nowSeconds, ({ block, hash }) => {
      this.#trace.bytes(hash);
      this.#feed({ kind: "localBlock", at, block });
      return this.running;
    });
    if (tooHard !== undefined) this.recorder.record(at, { kind: "miningGivenUp", height: tooHard });
  }

  #replace(at: SimTime, policy: string): void {
    this.policy = policyOf(this.#setup, policy, this.plan.defects);
    convertDisk(this.chain, this.policy, this.#setup.startTimeSeconds + Math.floor(at / US_PER_SECOND));
  }

  #stop(at: SimTime): void {
    const { isToStart } = this.#agenda;
    this.#agenda.setStart(undefined);
    this.#isStopped = true;
    if (!this.running && !isToStart) return;
    if (this.running) this.#halt(at, "stopped");
    this.recorder.record(at, { kind: "nodeStopped", name: this.plan.name });
  }

  /** The node is gone, and its connections with it; its disk remains. */
  #halt(at: SimTime, why: string): void {
    this.#node = undefined;
    this.#agenda.setWake(undefined);
    this.#badPeer.stop();
    for (const link of this.#connections.all) this.#connections.drop(at, link.name, why, "reset");
  }

  #setBehaviours(at: SimTime, behaviours: readonly Behaviour[]): void {
    this.#badPeer.setBehaviours(at, behaviours);
    if (this.#badPeer.mayClose) this.#connections.dropTheLate(at);
    this.#outbox.setRate(uploadRate(behaviours, this.plan.uploadBytesPerSecond));
  }

  #arrive(at: SimTime, envelope: Envelope): void {
    if (this.#door.arrive(at, this.#connections.numbered(envelope.source), envelope))
      this.#admit(at, envelope);
  }

  #admit(at: SimTime, envelope: Envelope): void {
    const link = this.#connections.numbered(envelope.source);
    switch (envelope.kind) {
      case "dial":
        this.#connections.accept(at, link, envelope.connection);
        return;
      case "accept":
        this.#connections.accepted(at, link, envelope.connection);
        return;
      case "close":
      case "reset":
        if (link.connection?.id === envelope.connection)
          this.#connections.closed(at, link, "closed by the peer");
        return;
      case "frame": {
        const limits = limitsOf(this.policy);
        for (const input of this.#inbox.take(at, link, envelope, limits)) this.#feed(input);
        this.ledger.endMessage();
        return;
      }
    }
  }

  #feed(input: NodeInput): void {
    const node = this.#node;
    if (node === undefined) return;
    const outputs = node.handle(input);
    this.onTurn?.({ policy: this.policy, input, outputs });
    for (const output of outputs) this.#carryOut(input.at, output);
    if (this.running) this.#check(input.at, node);
  }

  #carryOut(at: SimTime, output: NodeOutput): void {
    switch (output.kind) {
      case "send":
        this.#badPeer.outgoing(at, output.peer, output.message);
        return;
      case "disconnect":
        this.#trace.text(output.reason.text);
        if (this.#badPeer.mayClose) this.#connections.drop(at, output.peer, output.reason.text);
        else this.#connections.dropLater(output.peer, output.reason.text);
        return;
      case "wakeAt":
        this.#agenda.setWake(output.deadline === undefined ? undefined : Math.max(at, output.deadline));
        return;
      case "observe":
        this.#observe(at, output.observation);
        return;
      case "seekPeer":
        this.#connections.dialSpare(at);
        return;
      case "crash":
        this.#trace.text(output.reason);
        this.recorder.record(at, { kind: "nodeCrashed", name: this.plan.name, reason: output.reason });
        this.crashedBecause = output.reason;
        this.#halt(at, "crashed");
        return;
    }
  }

  #observe(at: SimTime, observation: Observation): void {
    this.#trace.text(observation.kind);
    this.ledger.observe(at, observation);
    this.recorder.record(at, { kind: "observed", observation });
  }

  #check(at: SimTime, node: Node): void {
    this.#checks += 1;
    for (const detail of node.checkInvariants()) {
      this.#violations += 1;
      const invariant = detail.split(" ", 1)[0] ?? "";
      this.recorder.record(at, { kind: "invariantBroken", invariant, detail });
    }
  }
}
