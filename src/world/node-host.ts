/**
 * One node's place in the world. It keeps the node's events in their total order, turns messages into bytes and
 * bytes into messages (nothing else does), models its end of every link, and records what happened.
 *
 * A host never looks at a clock or at another host. What it sends is collected as envelopes with their moment of
 * arrival; who carries them, and when this host may go on, is the runtime's business.
 */
import { describeDecodeError } from "../bitcoin/decoded.ts";
import type { Network } from "../bitcoin/networks.ts";
import { decodeFrame, encodeMessage } from "../bitcoin/wire/codec.ts";
import type { Message } from "../bitcoin/wire/message.ts";
import type { ChainState } from "../chain/chain-state.ts";
import type { NodeInput, NodeOutput } from "../node/interface.ts";
import { createNode, type HeadwayNode } from "../node/node.ts";
import type { Observation } from "../node/observation.ts";
import { compareKeys, type EventKey, EventQueue } from "../sim/event-queue.ts";
import { Downlink, Uplink } from "../sim/link.ts";
import { Prng } from "../sim/prng.ts";
import type { SimTime } from "../sim/time.ts";
import { TraceHash } from "../sim/trace-hash.ts";
import type { Act, Behaviour } from "./act.ts";
import { filterIncoming, uploadRate } from "./bad-peer.ts";
import { loadDisk } from "./disk.ts";
import type { Envelope } from "./envelope.ts";
import { Ledger } from "./ledger.ts";
import { summarise } from "./message-summary.ts";
import { type Neighbour, neighbour } from "./neighbours.ts";
import { LOCAL_NODE, type WorldRecord } from "./record.ts";
import type { PeerSpec } from "./scenario.ts";
import { allPeers, localPlan, type NodePlan, networkOf, peerPlan, type WorldSetup } from "./setup.ts";

/** Bytes of a message header; a declared block size is that of the payload. */
const MESSAGE_HEADER_BYTES = 24;
/** A wake comes after everything that arrived at its instant. */
const WAKE_SEQUENCE = Number.MAX_SAFE_INTEGER;

type HostEvent =
  | (EventKey & { readonly kind: "start" })
  /** Reached this end of the link. */
  | (EventKey & { readonly kind: "arrival"; readonly envelope: Envelope })
  /** Let in by this node's own download rate, after a wait. */
  | (EventKey & { readonly kind: "admitted"; readonly envelope: Envelope });

/** A record before its node and number are stamped on it. */
type RecordBody = WorldRecord extends infer R
  ? R extends WorldRecord
    ? Omit<R, "at" | "node" | "sequence">
    : never
  : never;

export interface NodeHostTotals {
  readonly events: number;
  readonly checks: number;
  readonly violations: number;
  readonly digest: string;
}

export class NodeHost {
  readonly plan: NodePlan;
  readonly chain: ChainState;
  readonly ledger = new Ledger();
  readonly #setup: WorldSetup;
  readonly #network: Network;
  readonly #queue = new EventQueue<HostEvent>();
  readonly #neighbours = new Map<number, Neighbour>();
  readonly #neighbourByName = new Map<string, Neighbour>();
  readonly #uplink: Uplink;
  readonly #downlink: Downlink;
  readonly #trace = new TraceHash();
  readonly #blockBytes: number | null;
  #behaviours: readonly Behaviour[];
  #node: HeadwayNode | undefined;
  #wake: (EventKey & { readonly kind: "wake" }) | undefined;
  #outbox: Envelope[] = [];
  #records: WorldRecord[] = [];
  #recordCount = 0;
  #sendCount = 0;
  #connectionCount = 0;
  #startCount = 0;
  #events = 0;
  #checks = 0;
  #violations = 0;
  /** Bytes of the message the node is handling. */
  #messageBytes = 0;

  /** `bornAt`: when it starts; `undefined` = when an act says so. */
  constructor(setup: WorldSetup, plan: NodePlan, bornAt: SimTime | undefined) {
    this.plan = plan;
    this.#setup = setup;
    this.#network = networkOf(setup);
    this.#blockBytes = setup.scenario.chain.blockBytes;
    this.chain = loadDisk(setup, plan.chain, plan.height);
    this.#behaviours = plan.behaviours;
    this.#uplink = new Uplink(uploadRate(plan.behaviours, plan.uploadBytesPerSecond));
    this.#downlink = new Downlink(plan.downloadBytesPerSecond);
    if (bornAt !== undefined) {
      this.#queue.push({ kind: "start", at: bornAt, source: plan.number, sequence: this.#sendCount++ });
    }
  }

  /** Tells this end of a link that the other exists. */
  addNeighbour(peer: PeerSpec, other: { number: number; name: string; dials: boolean }): void {
    const added = neighbour(this.#setup, peer, this.plan.name, other);
    this.#neighbours.set(other.number, added);
    this.#neighbourByName.set(other.name, added);
  }

  /** When this node's next event is due; `undefined` = nothing is due, whatever time passes. */
  get nextAt(): SimTime | undefined {
    return this.#next()?.at;
  }

  get running(): boolean {
    return this.#node !== undefined;
  }

  /** A request of its own is unanswered. */
  get owed(): boolean {
    return this.#node?.owed() ?? false;
  }

  get neighbours(): Iterable<Neighbour> {
    return this.#neighbours.values();
  }

  receive(envelope: Envelope): void {
    const { at, source, sequence } = envelope;
    this.#queue.push({ kind: "arrival", at, source, sequence, envelope });
  }

  /** Handles the next event if it is due before `until`; false if none is. */
  handleNext(until: SimTime): boolean {
    const event = this.#next();
    if (event === undefined || event.at >= until) return false;
    this.#events += 1;
    this.#trace.word(event.at);
    this.#trace.word(event.source);
    this.#trace.word(event.sequence);
    if (event.kind === "wake") {
      this.#wake = undefined;
      this.#feed({ kind: "wake", at: event.at });
      return true;
    }
    this.#queue.pop();
    if (event.kind === "start") this.#start(event.at);
    else if (event.kind === "arrival") this.#arrive(event.at, event.envelope);
    else this.#admit(event.at, event.envelope);
    return true;
  }

  /** Does what an act means for this node. Acts come before everything else of their instant. */
  applyAct(at: SimTime, act: Act): void {
    this.#trace.word(at);
    this.#trace.text(act.kind);
    switch (act.kind) {
      case "setBehaviours":
        if (act.node === this.plan.name) this.#setBehaviours(act.behaviours);
        return;
      case "cutLink":
      case "mendLink": {
        const other = this.plan.name === act.peer ? LOCAL_NODE : act.peer;
        const link = this.#neighbourByName.get(other);
        if (link === undefined) return;
        link.cut = act.kind === "cutLink";
        if (link.cut) this.#closed(at, link, "link cut");
        else this.#dial(at, link);
        return;
      }
      case "stopNode":
        if (act.node === this.plan.name) this.#stop(at);
        return;
      case "startNode":
        if (act.node === this.plan.name) {
          if (!this.running) this.#start(at);
        } else this.#dialName(at, act.node);
        return;
      case "addPeer":
        if (act.peer.id === this.plan.name) this.#start(at);
        else this.#dialName(at, act.peer.id);
        return;
    }
  }

  takeOutbox(): readonly Envelope[] {
    const outbox = this.#outbox;
    if (outbox.length > 0) this.#outbox = [];
    return outbox;
  }

  takeRecords(): readonly WorldRecord[] {
    const records = this.#records;
    if (records.length > 0) this.#records = [];
    return records;
  }

  totals(): NodeHostTotals {
    return {
      events: this.#events,
      checks: this.#checks,
      violations: this.#violations,
      digest: this.#trace.digest(),
    };
  }

  // --- events ---

  #next(): HostEvent | (EventKey & { readonly kind: "wake" }) | undefined {
    const event = this.#queue.peek();
    if (this.#wake === undefined) return event;
    if (event === undefined) return this.#wake;
    return compareKeys(event, this.#wake) < 0 ? event : this.#wake;
  }

  #start(at: SimTime): void {
    this.#record(at, { kind: "nodeStarted", name: this.plan.name });
    const prng = Prng.fromSeed(this.#setup.seed).split(`node ${this.plan.name} ${this.#startCount++}`);
    this.#node = createNode({
      policy: this.plan.policy,
      chain: this.chain,
      startTimeSeconds: this.#setup.startTimeSeconds,
      random: prng,
    });
    this.#feed({ kind: "start", at });
    for (const link of this.#neighbours.values()) this.#dial(at, link);
  }

  #stop(at: SimTime): void {
    if (this.#node === undefined) return;
    this.#node = undefined;
    this.#wake = undefined;
    for (const link of this.#neighbours.values()) {
      if (link.connection === undefined) continue;
      this.#post(at, link, "close", link.connection.id);
      this.#forget(at, link, "stopped", true);
    }
    this.#record(at, { kind: "nodeStopped", name: this.plan.name });
  }

  #setBehaviours(behaviours: readonly Behaviour[]): void {
    this.#behaviours = behaviours;
    this.#uplink.setRate(uploadRate(behaviours, this.plan.uploadBytesPerSecond));
  }

  /** Everything that arrives passes the door in order, so that a close never overtakes the data before it. */
  #arrive(at: SimTime, envelope: Envelope): void {
    const bytes = envelope.kind === "frame" ? envelope.bytes : 0;
    const deliverAt = this.#downlink.deliver(at, bytes);
    if (deliverAt <= at) {
      this.#admit(at, envelope);
      return;
    }
    if (envelope.kind === "frame") {
      const from = this.#neighbour(envelope.source).name;
      this.#record(at, { kind: "queued", message: envelope.message, from, deliverAt });
    }
    const { source, sequence } = envelope;
    this.#queue.push({ kind: "admitted", at: deliverAt, source, sequence, envelope });
  }

  #admit(at: SimTime, envelope: Envelope): void {
    const link = this.#neighbour(envelope.source);
    switch (envelope.kind) {
      case "dial":
        this.#accept(at, link, envelope.connection);
        return;
      case "accept":
        if (link.connection?.id === envelope.connection) this.#opened(at, link, false);
        return;
      case "close":
        if (link.connection?.id === envelope.connection) this.#closed(at, link, "closed by the peer");
        return;
      case "frame":
        this.#deliver(at, link, envelope);
        return;
    }
  }

  // --- connections ---

  /** Dials a node that starts now. A connection to what it was before may still look alive from here. */
  #dialName(at: SimTime, name: string): void {
    const link = this.#neighbourByName.get(name);
    if (link === undefined) return;
    this.#closed(at, link, "the peer started anew");
    this.#dial(at, link);
  }

  #dial(at: SimTime, link: Neighbour): void {
    if (!link.dials || link.cut || !this.running || link.connection?.open === true) return;
    const id = this.plan.number + this.#connectionCount++ * 1024;
    link.connection = { id, open: false };
    this.#post(at, link, "dial", id);
  }

  #accept(at: SimTime, link: Neighbour, connection: number): void {
    if (!this.running || link.cut) return;
    if (link.connection !== undefined) this.#closed(at, link, "replaced by a new connection");
    link.connection = { id: connection, open: false };
    this.#post(at, link, "accept", connection);
    this.#opened(at, link, true);
  }

  #opened(at: SimTime, link: Neighbour, inbound: boolean): void {
    if (link.connection === undefined || link.connection.open) return;
    link.connection.open = true;
    link.closedBecause = undefined;
    this.#record(at, { kind: "connected", peer: link.name, inbound });
    this.#feed({ kind: "peerConnected", at, peer: link.name, inbound });
  }

  /** The other side, or the user, ended it. */
  #closed(at: SimTime, link: Neighbour, why: string): void {
    const wasOpen = link.connection?.open === true;
    this.#forget(at, link, why, false);
    if (wasOpen) this.#feed({ kind: "peerDisconnected", at, peer: link.name, why });
  }

  #forget(at: SimTime, link: Neighbour, why: string, byUs: boolean): void {
    const wasOpen = link.connection?.open === true;
    link.connection = undefined;
    if (!wasOpen) return;
    link.closedBecause = why;
    this.#record(at, { kind: "disconnected", peer: link.name, why, byUs });
  }

  #post(at: SimTime, link: Neighbour, kind: "dial" | "accept" | "close", connection: number): void {
    const { arriveAt } = link.direction.send(at, 0, this.#uplink);
    this.#outbox.push({
      kind,
      at: arriveAt,
      source: this.plan.number,
      sequence: this.#sendCount++,
      target: link.number,
      connection,
    });
  }

  // --- messages ---

  #deliver(at: SimTime, link: Neighbour, envelope: Envelope & { kind: "frame" }): void {
    const { message: id, command, bytes } = envelope;
    if (link.connection?.id !== envelope.connection || !link.connection.open) {
      this.#record(at, { kind: "lost", message: id, from: link.name, command, why: "connection closed" });
      return;
    }
    this.#trace.bytes(envelope.frame.subarray(0, MESSAGE_HEADER_BYTES));
    this.#messageBytes = bytes;
    const verdict = decodeFrame(envelope.frame, this.#network);
    if (verdict.kind === "message") {
      const filtered = filterIncoming(this.#behaviours, verdict.message, this.chain);
      if ("swallowed" in filtered) {
        this.#record(at, { kind: "lost", message: id, from: link.name, command, why: filtered.swallowed });
        return;
      }
      this.#delivered(at, link, id, command, bytes);
      this.#feed({ kind: "message", at, peer: link.name, message: filtered.message });
      return;
    }
    const why = describeDecodeError(verdict.error);
    if (verdict.kind === "ignore") {
      this.#record(at, { kind: "lost", message: id, from: link.name, command, why });
      return;
    }
    this.#delivered(at, link, id, command, bytes);
    this.#feed({ kind: "unreadable", at, peer: link.name, error: why });
  }

  #delivered(at: SimTime, link: Neighbour, message: string, command: string, bytes: number): void {
    this.ledger.countReceived(link.name, command, bytes);
    this.#record(at, { kind: "delivered", message, from: link.name, command, bytes });
  }

  #send(at: SimTime, peer: string, message: Message): void {
    const link = this.#neighbourByName.get(peer);
    if (link?.connection === undefined || !link.connection.open) return;
    const frame = encodeMessage(message, this.#network);
    const declared = message.command === "block" ? this.#blockBytes : null;
    const bytes = Math.max(frame.length, declared === null ? 0 : MESSAGE_HEADER_BYTES + declared);
    const { departAt, arriveAt } = link.direction.send(at, bytes, this.#uplink);
    const sequence = this.#sendCount++;
    const id = `${this.plan.number}.${sequence}`;
    const { command } = message;
    this.#trace.word(link.number);
    this.#trace.word(arriveAt);
    this.#trace.bytes(frame.subarray(0, MESSAGE_HEADER_BYTES));
    this.ledger.countSent(bytes);
    this.#record(at, {
      kind: "sent",
      message: id,
      to: link.name,
      command,
      bytes,
      departAt,
      arriveAt,
      summary: summarise(message, this.chain.index),
    });
    this.#outbox.push({
      kind: "frame",
      at: arriveAt,
      source: this.plan.number,
      sequence,
      target: link.number,
      connection: link.connection.id,
      frame,
      bytes,
      message: id,
      command,
    });
  }

  // --- the node ---

  #feed(input: NodeInput): void {
    const node = this.#node;
    if (node === undefined) return;
    for (const output of node.handle(input)) this.#carryOut(input.at, output);
    this.#check(input.at, node);
  }

  #carryOut(at: SimTime, output: NodeOutput): void {
    switch (output.kind) {
      case "send":
        this.#send(at, output.peer, output.message);
        return;
      case "disconnect": {
        const link = this.#neighbourByName.get(output.peer);
        this.#trace.text(output.reason.text);
        if (link?.connection === undefined) return;
        this.#post(at, link, "close", link.connection.id);
        this.#forget(at, link, output.reason.text, true);
        return;
      }
      case "wakeAt":
        this.#wakeAt(at, output.deadline);
        return;
      case "observe":
        this.#observe(at, output.observation);
        return;
    }
  }

  #wakeAt(at: SimTime, deadline: SimTime | undefined): void {
    if (deadline === undefined) {
      this.#wake = undefined;
      return;
    }
    this.#wake = {
      kind: "wake",
      at: Math.max(at, deadline),
      source: this.plan.number,
      sequence: WAKE_SEQUENCE,
    };
  }

  #observe(at: SimTime, observation: Observation): void {
    this.#trace.text(observation.kind);
    this.ledger.observe(observation, this.#messageBytes);
    this.#record(at, { kind: "observed", observation });
  }

  #check(at: SimTime, node: HeadwayNode): void {
    this.#checks += 1;
    for (const detail of node.checkInvariants()) {
      this.#violations += 1;
      this.#record(at, { kind: "invariantBroken", invariant: detail.split(" ", 1)[0] ?? "", detail });
    }
  }

  // --- records ---

  #record(at: SimTime, body: RecordBody): void {
    this.#records.push({ ...body, at, node: this.plan.number, sequence: this.#recordCount++ } as WorldRecord);
  }

  #neighbour(number: number): Neighbour {
    const link = this.#neighbours.get(number);
    if (link === undefined) throw new Error(`${this.plan.name} has no link to node ${number}`);
    return link;
  }
}

/**
 * The host of node `number` with its ends of all links known at the beginning. Peers that acts of the scenario add
 * later are there from the start, unborn.
 */
export function createNodeHost(setup: WorldSetup, number: number): NodeHost {
  const peers = allPeers(setup.scenario);
  if (number === 0) {
    const local = new NodeHost(setup, localPlan(setup), 0);
    peers.forEach((peer, i) => {
      local.addNeighbour(peer, { number: i + 1, name: peer.id, dials: true });
    });
    return local;
  }
  const peer = peers[number - 1];
  if (peer === undefined) throw new Error(`no node ${number}`);
  return createPeerHost(setup, peer, number, number <= setup.scenario.peers.length ? 0 : undefined);
}

/** A peer's host, knowing its link to the local node. */
export function createPeerHost(
  setup: WorldSetup,
  peer: PeerSpec,
  number: number,
  bornAt: SimTime | undefined,
): NodeHost {
  const host = new NodeHost(setup, peerPlan(setup, peer, number), bornAt);
  host.addNeighbour(peer, { number: 0, name: LOCAL_NODE, dials: false });
  return host;
}
