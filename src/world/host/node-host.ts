/**
 * One node's place in the simulated world: its driver, and around it all that is simulated. It keeps the node's events in
 * their total order, models its end of every link, stands for its misbehaviour, and carries out what acts do to it.
 *
 * A host never looks at a clock or at another host. What it sends is collected as envelopes with their moment of
 * arrival; who carries them, and when this host may go on, is the runtime's business.
 */
import { Prng } from "../../sim/prng.ts";
import { type SimTime, US_PER_SECOND } from "../../sim/time.ts";
import type { Behaviour } from "../behaviours/catalogue.ts";
import { convertDisk, type DiskMemory, loadDisk, newNumbers } from "../chains/disk.ts";
import { Miner } from "../chains/miner.ts";
import { LOCAL_NODE, type WorldRecord } from "../record.ts";
import type { Act } from "../scenario/act.ts";
import type { LinkSpec } from "../scenario/peer-spec.ts";
import { type NodePlan, networkOf, policyOf, type WorldSetup } from "../setup.ts";
import { Agenda } from "./agenda.ts";
import { BadPeer } from "./bad-peer.ts";
import { Connections } from "./connections.ts";
import { Door } from "./door.ts";
import { type DriverOwner, NodeDriver } from "./driver.ts";
import type { Envelope, Posted } from "./envelope.ts";
import type { Foreseen } from "./foresight.ts";
import { type Neighbour, neighbour } from "./neighbours.ts";
import { Outbox } from "./outbox.ts";
import type { NodeHostTotals } from "./turn.ts";
import { uploadRate } from "./upload-rate.ts";

export class NodeHost {
  readonly plan: NodePlan;
  readonly driver: NodeDriver;
  readonly #setup: WorldSetup;
  readonly #agenda: Agenda;
  readonly #connections: Connections;
  readonly #door: Door;
  readonly #outbox: Outbox;
  readonly #badPeer: BadPeer;
  readonly #miner: Miner;
  #hasJoined: boolean;
  #startCount = 0;
  /** An act stopped it, and none has started it since. */
  #isStopped = false;
  #events = 0;

  /** `bornAt`: when it starts; `undefined` = when an act lets it join. `disk`: what it has, if that was read elsewhere. */
  constructor(setup: WorldSetup, plan: NodePlan, bornAt: SimTime | undefined, disk?: DiskMemory) {
    this.plan = plan;
    this.#setup = setup;
    this.#hasJoined = bornAt !== undefined;
    this.#agenda = new Agenda(plan.number);
    const { name, number, policy } = plan;
    const { startTimeSeconds } = setup;
    const network = networkOf(setup);
    const driver = new NodeDriver(
      { name, number, network, chain: loadDisk(setup, plan, disk), policy, startTimeSeconds },
      this.#driverOwner(),
    );
    this.driver = driver;
    const { journal } = driver;
    this.#connections = new Connections(number, journal, {
      isRunning: () => this.driver.running,
      post: (at, link, kind, connection) => this.#outbox.post(at, link, kind, connection),
      over: (at, link, connection, farewell) => {
        this.#door.clear(at, link, connection);
        this.#outbox.hangUp(at, link, connection, farewell);
      },
      feed: (input) => this.driver.feed(input),
      gone: (at, peer) => this.#badPeer.gone(at, peer),
    });
    this.#miner = new Miner(network, Prng.fromSeed(setup.seed).split(`miner ${name}`));
    this.#outbox = new Outbox({
      number,
      blockBytes: setup.scenario.chain.blockBytes,
      get chain() {
        return driver.chain;
      },
      uploadBytesPerSecond: uploadRate(plan.behaviours, plan.uploadBytesPerSecond),
      journal,
      encode: (message) => this.driver.encode(message),
    });
    this.#badPeer = new BadPeer(
      {
        network,
        get chain() {
          return driver.chain;
        },
        headersPerMessage: policy.headersPerMessage,
        startTimeSeconds,
        hashBudget: this.#miner.budget,
        random: Prng.fromSeed(setup.seed).split(`behaviours of ${name}`),
        transmit: (at, peer, message) => this.#outbox.send(at, this.#connections.named(peer), message),
        close: (at, peer, why) => this.#connections.leave(at, peer, why),
        dial: (at, peer) => this.#connections.dialBack(at, peer),
        misbehaved: (at, behaviour, what) => journal.misbehaved(at, behaviour, what),
      },
      plan.behaviours,
    );
    this.#door = new Door(plan.downloadBytesPerSecond, journal);
    this.#agenda.setStart(bornAt);
  }

  addNeighbour(link: LinkSpec, other: Parameters<typeof neighbour>[3]): void {
    const added = neighbour(this.#setup, link, this.plan.name, other);
    this.#connections.add(added);
    this.#outbox.addLink(added);
  }

  /** When this node has something to do next; `undefined` = nothing is due, whatever time passes. */
  get nextAt(): SimTime | undefined {
    const event = this.#next()?.at;
    const leaves = this.#outbox.nextAt;
    return event === undefined || leaves === undefined ? (event ?? leaves) : Math.min(event, leaves);
  }

  get connectionChanges(): number {
    return this.#connections.changes;
  }

  get neighbours(): Iterable<Neighbour> {
    return this.#connections.all;
  }

  /** What it has foreseen of what it will send; undefined: it has more than one link. */
  get foreseen(): Foreseen | undefined {
    const { foresight } = this.#outbox;
    if (foresight === undefined) return undefined;
    const { nextArrivalAt } = foresight;
    const onlyServes =
      this.driver.onlyServes && this.#badPeer.standsAside && this.plan.downloadBytesPerSecond === null;
    return onlyServes
      ? {
          alertAt: this.#agenda.nextButAsking(this.#badPeer.wakeAt, this.#door.next)?.at,
          askedAt: this.#agenda.askedAt,
          nextArrivalAt,
          lineEndsAt: foresight.lineEndsAt,
        }
      : { alertAt: this.#next()?.at, askedAt: undefined, nextArrivalAt, lineEndsAt: undefined };
  }

  receive(posted: Posted): void {
    const { at, source, sequence } = posted;
    if (posted.kind === "recall") this.#agenda.recall(posted);
    else this.#agenda.push({ kind: "arrival", at, source, sequence, envelope: posted });
  }

  /** As `Outbox.openWindow`. */
  openWindow(lineEnds: readonly (SimTime | undefined)[]): void {
    this.#outbox.openWindow(lineEnds);
  }

  /** As `Outbox.wentAt`. */
  get wentAt(): SimTime {
    return this.#outbox.wentAt;
  }

  /**
   * Handles the next event if it is due before `until` and the horizon, and sends on what leaves before. Returns the event's
   * moment; `undefined` if none is due.
   */
  handleNext(until: SimTime): SimTime | undefined {
    const event = this.#next();
    const isDue = event !== undefined && event.at < until;
    this.#outbox.advance(isDue ? event.at : until - 1);
    if (!isDue || event.at >= this.#outbox.horizon) return undefined;
    this.#handle(event);
    return event.at;
  }

  #next() {
    return this.#agenda.next(this.#badPeer.wakeAt, this.#door.next);
  }

  #handle(event: NonNullable<ReturnType<Agenda["next"]>>): void {
    this.#events += 1;
    this.driver.journal.event(event);
    if (event.kind === "wake") {
      this.#agenda.setWake(undefined);
      this.driver.feed({ kind: "wake", at: event.at });
    } else if (event.kind === "start") this.#start(event.at);
    else if (event.kind === "mischief") this.#badPeer.wake(event.at);
    else if (event.kind === "admitted") this.#admit(event.at, this.#door.take(event.at));
    else if (event.kind === "arrival") {
      this.#agenda.pop(event);
      this.#arrive(event.at, event.envelope);
    }
  }

  /** Acts come before everything else of their instant. A peer hears of none before its own that lets it join, whenever it was built. */
  applyAct(at: SimTime, act: Act): void {
    if (act.kind === "addPeer" && act.peer.id === this.plan.name) this.#hasJoined = true;
    if (!this.#hasJoined) return;
    this.driver.journal.act(at, act.kind);
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
          if (this.driver.running) this.#stop(at);
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

  takeOutbox(): readonly Posted[] {
    return this.#outbox.take();
  }

  takeRecords(): readonly WorldRecord[] {
    return this.driver.journal.recorder.take();
  }

  totals(): NodeHostTotals {
    return {
      events: this.#events,
      checks: this.driver.checks,
      violations: this.driver.violations,
      digest: this.driver.journal.digest(),
    };
  }

  #start(at: SimTime): void {
    this.#agenda.setStart(undefined);
    this.#isStopped = false;
    const prng = Prng.fromSeed(this.#setup.seed).split(`node ${this.plan.name} ${this.#startCount++}`);
    this.driver.load(at, prng);
    this.#badPeer.start(at);
    this.driver.feed({ kind: "start", at });
    for (const link of this.#connections.all) this.#connections.dial(at, link);
  }

  #mine(at: SimTime, blocks: number, forkDepth: number): void {
    const nowSeconds = this.#setup.startTimeSeconds + Math.floor(at / US_PER_SECOND);
    // One that starts at this very moment is there; one that does not run finds nothing.
    if (this.#agenda.isToStart) this.#start(at);
    const { driver } = this;
    if (!driver.running) return;
    const wanted = { at, nowSeconds, blocks, forkDepth };
    const tooHard = this.#miner.find(driver.chain, wanted, ({ block, hash }) => {
      driver.journal.mined(hash);
      driver.feed({ kind: "localBlock", at, block });
      return driver.running;
    });
    if (tooHard !== undefined) driver.journal.miningGivenUp(at, tooHard);
  }

  #replace(at: SimTime, policy: string): void {
    const { driver } = this;
    driver.policy = policyOf(this.#setup, policy, this.plan.defects);
    const nowSeconds = this.#setup.startTimeSeconds + Math.floor(at / US_PER_SECOND);
    const before = driver.chain;
    driver.chain = convertDisk(before, driver.policy, nowSeconds);
    if (driver.chain !== before) driver.journal.ledger.renumber(newNumbers(before.index, driver.chain.index));
  }

  #stop(at: SimTime): void {
    const { isToStart } = this.#agenda;
    this.#agenda.setStart(undefined);
    this.#isStopped = true;
    const { driver } = this;
    if (!driver.running && !isToStart) return;
    if (driver.running) {
      driver.unload();
      this.#hangUpAll(at, "stopped");
    }
    driver.journal.stopped(at, this.plan.name);
  }

  /** The node is gone, and its connections with it. */
  #hangUpAll(at: SimTime, why: string): void {
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
      case "frame":
        if (link.connection?.id === envelope.connection && link.connection.open)
          this.driver.acceptFrame(at, link.name, envelope);
        else this.driver.journal.late(at, link.name, envelope);
        return;
    }
  }

  /** What the node wants done, done in the world. */
  #driverOwner(): DriverOwner {
    return {
      send: (at, peer, message) => this.#badPeer.outgoing(at, peer, message),
      disconnect: (at, peer, why) => {
        if (this.#badPeer.mayClose) this.#connections.drop(at, peer, why);
        else this.#connections.dropLater(peer, why);
      },
      wakeAt: (deadline) => this.#agenda.setWake(deadline),
      seekPeer: (at) => this.#connections.dialSpare(at),
      crashed: (at) => this.#hangUpAll(at, "crashed"),
      incoming: (at, peer, message) => this.#badPeer.incoming(at, peer, message),
    };
  }
}
