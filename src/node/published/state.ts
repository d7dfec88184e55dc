/** What the article's node remembers (protocol.md §1.3; LC6 learncoin_node.rs, peer_state.rs), and what it wants done. */
import type { Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { NodeOptions } from "../context.ts";
import type { HandshakeState } from "../handshake.ts";
import type { NodeOutput } from "../interface.ts";
import type { HeadersSyncPhase, Observation } from "../observation.ts";
import type { DisconnectReason, PeerId } from "../peer-id.ts";
import type { Policy } from "../policy.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import type { DefectId } from "./defect-ids.ts";

/** One turn of the article's loop: it sleeps for a millisecond. */
export const TICK_US = 1000;

/** Where the published program ends: an unwrap of nothing, an underflow, an assertion. */
export class Crash extends Error {}

export interface PublishedPeer {
  readonly id: PeerId;
  readonly inbound: boolean;
  handshake: HandshakeState;
  /** What its version said. */
  startHeight: number;
  userAgent: string;
  servesWitnesses: boolean;
  /** Set: a getheaders is unanswered. */
  headersMessageSentAt: TimeUs | undefined;
  /** It has been asked for headers since it connected. */
  headersAsked: boolean;
  /** The last header of the message that its last getheaders followed; undefined: it followed none. */
  headersAfter: number | undefined;
  /** Entries; genesis at first. */
  lastKnown: number;
  lastCommon: number;
  blocksInTransit: number;
  /** What it was asked for and has not sent. The article's wire tells an answer from a push; Bitcoin's does not. */
  readonly awaited: Set<number>;
}

export function newPublishedPeer(id: PeerId, inbound: boolean): PublishedPeer {
  return {
    id,
    inbound,
    handshake: "versionAwaited",
    startHeight: 0,
    userAgent: "",
    servesWitnesses: false,
    headersMessageSentAt: undefined,
    headersAsked: false,
    headersAfter: undefined,
    lastKnown: 0,
    lastCommon: 0,
    blocksInTransit: 0,
    awaited: new Set(),
  };
}

interface InFlightBlockRequest {
  readonly peer: PeerId;
  sentAt: TimeUs;
}

export class PublishedState {
  readonly policy: Policy;
  readonly chain: ChainState;
  /** In the order they connected. */
  readonly peers = new Map<PeerId, PublishedPeer>();
  /** Closed in this turn of the loop. */
  readonly closed = new Map<PeerId, TimeUs>();
  /** By entry, the oldest request first. */
  readonly inFlight = new Map<number, InFlightBlockRequest>();
  readonly #defects: ReadonlySet<DefectId>;
  readonly #startTimeSeconds: number;
  now: TimeUs = 0;
  /** This turn of the loop changed something that the next will act on, though nothing comes in between. */
  restless = false;
  /** There was a sync node before. */
  restarted = false;
  #syncNode: PeerId | undefined;
  #headersComplete = false;
  /** The node has connections of its own: its configured peers. */
  #hasConfiguredPeers = false;
  #phase: HeadersSyncPhase = "waiting";
  #window: { readonly low: number; readonly high: number } | undefined;
  #outputs: NodeOutput[] = [];

  constructor(options: NodeOptions) {
    this.policy = options.policy;
    this.chain = options.chain;
    this.#defects = new Set(options.policy.defects);
    this.#startTimeSeconds = options.startTimeSeconds;
  }

  has(defect: DefectId): boolean {
    return this.#defects.has(defect);
  }

  /** Unix seconds. */
  get nowSeconds(): number {
    return this.#startTimeSeconds + Math.floor(this.now / MICROSECONDS_PER_SECOND);
  }

  get syncNode(): PeerId | undefined {
    return this.#syncNode;
  }

  setSyncNode(to: PeerId | undefined, why: string): void {
    if (this.#syncNode === to) return;
    this.observe({ kind: "syncPeerChanged", from: this.#syncNode, to, why });
    this.restless = true;
    this.#syncNode = to;
    if (to !== undefined) this.#setPhase("syncing");
    else if (!this.#headersComplete) {
      this.restarted = true;
      this.#setPhase("waiting");
    }
  }

  /** Without configured peers it is from the start (L-22). */
  get isInitialHeaderSyncComplete(): boolean {
    return this.#headersComplete || (this.has("L-22") && !this.#hasConfiguredPeers);
  }

  completeInitialHeaderSync(): void {
    this.#headersComplete = true;
    this.#setPhase("done");
  }

  accept(peer: PublishedPeer): void {
    this.peers.set(peer.id, peer);
    if (!peer.inbound) this.#hasConfiguredPeers = true;
  }

  send(peer: PublishedPeer, message: Message): void {
    this.#outputs.push({ kind: "send", peer: peer.id, message });
  }

  observe(observation: Observation): void {
    this.#outputs.push({ kind: "observe", observation });
  }

  /** LC6 close_peer_connection: the peer's state is freed at once. A peer that is not there is closed already. */
  closePeerConnection(id: PeerId, kind: DisconnectReason["kind"], text: string): void {
    if (!this.peers.has(id)) return;
    const reason: DisconnectReason = { kind, text };
    if (kind === "misbehaving") this.observe({ kind: "misbehaving", peer: id, reason: text });
    this.observe({ kind: "peerDropped", peer: id, reason });
    this.#outputs.push({ kind: "disconnect", peer: id, reason });
    this.closed.set(id, this.now);
    this.restless = true;
    this.forget(id);
  }

  /** The peer is not connected any more. */
  forget(id: PeerId): void {
    this.peers.delete(id);
    if (!this.has("L-4") && this.#syncNode === id) this.setSyncNode(undefined, "the sync node is gone");
    if (!this.has("L-20")) this.#free(id);
  }

  /** The window of the peer that was asked last: each has its own. */
  showWindow(low: number, high: number): void {
    if (low > high || (this.#window?.low === low && this.#window.high === high)) return;
    const to = { low, high };
    this.observe({ kind: "windowMoved", from: this.#window, to });
    this.#window = to;
  }

  crash(reason: string): void {
    this.#outputs.push({ kind: "crash", reason });
  }

  takeOutputs(deadline: TimeUs | undefined): readonly NodeOutput[] {
    const outputs = this.#outputs;
    this.#outputs = [];
    outputs.push({ kind: "wakeAt", deadline });
    return outputs;
  }

  #free(id: PeerId): void {
    const entries = [...this.inFlight].filter(([, request]) => request.peer === id).map(([entry]) => entry);
    for (const entry of entries) this.inFlight.delete(entry);
    if (entries.length > 0) {
      this.observe({ kind: "blockRequestsFreed", peer: id, entries, why: "the peer is gone" });
    }
  }

  #setPhase(to: HeadersSyncPhase): void {
    if (this.#phase === to) return;
    this.observe({ kind: "headersPhaseChanged", from: this.#phase, to });
    this.#phase = to;
  }
}
