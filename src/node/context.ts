/** What the sub-protocols of a node share: its chain, its peers, its clock hand, and what is to be done. */
import { minimumChainWorkOf } from "../bitcoin/minimum-chain-work.ts";
import type { Message } from "../bitcoin/wire/message.ts";
import type { ChainState } from "../chain/chain-state.ts";
import { InitialDownload } from "./initial-download.ts";
import type { NodeOutput } from "./interface.ts";
import type { Observation } from "./observation.ts";
import type { OwedBlock, Peer } from "./peer.ts";
import type { DisconnectReason, PeerId } from "./peer-id.ts";
import { PeerMemory } from "./peer-memory.ts";
import type { Policy } from "./policy.ts";
import { BAN_SCORE, BAN_SECONDS, isOffence, scoreOf } from "./punishment.ts";
import { inWordsOf } from "./reject-words.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "./time.ts";
import { Timers } from "./timers.ts";

/** Randomness handed to a node when it is made. */
export interface NodeRandom {
  /** 0 … 2³² − 1. */
  uint32(): number;
}

export interface NodeOptions {
  readonly policy: Policy;
  /** What it has on its disk. */
  readonly chain: ChainState;
  /** Unix seconds at virtual time 0. */
  readonly startTimeSeconds: number;
  readonly random: NodeRandom;
}

export class NodeContext {
  readonly policy: Policy;
  readonly chain: ChainState;
  readonly random: NodeRandom;
  readonly initialDownload: InitialDownload;
  /** Chains with less are not downloaded. */
  readonly minimumWork: bigint;
  readonly timers = new Timers();
  /** In the order they connected. */
  readonly peers = new Map<PeerId, Peer>();
  /** Blocks asked for, and the peer that owes each. */
  readonly inFlight = new Map<OwedBlock, Peer>();
  /** What is remembered of each peer elsewhere. */
  readonly memory: PeerMemory;
  now: TimeUs = 0;
  readonly #startTimeSeconds: number;
  readonly #dropped: Peer[] = [];
  readonly #bannedUntil = new Map<PeerId, TimeUs>();
  #outputs: NodeOutput[] = [];

  constructor(options: NodeOptions) {
    this.policy = options.policy;
    this.chain = options.chain;
    this.random = options.random;
    this.#startTimeSeconds = options.startTimeSeconds;
    this.initialDownload = new InitialDownload(this);
    this.memory = new PeerMemory(this.peers, this.timers, this.inFlight);
    const { minimumChainWork } = this.policy;
    this.minimumWork =
      minimumChainWork === "network"
        ? minimumChainWorkOf(this.chain.network)
        : BigInt(`0x${minimumChainWork}`);
  }

  /** Unix seconds. */
  get nowSeconds(): number {
    return this.#startTimeSeconds + Math.floor(this.now / MICROSECONDS_PER_SECOND);
  }

  /** Peers that may be asked for headers and blocks, in the order they connected. */
  *askable(): Iterable<Peer> {
    for (const peer of this.peers.values()) {
      if (peer.handshake === "ready" && peer.version?.servesBlocks) yield peer;
    }
  }

  send(peer: Peer, message: Message): void {
    peer.lastSentAt = this.now;
    this.#outputs.push({ kind: "send", peer: peer.id, message });
  }

  observe(observation: Observation): void {
    this.#outputs.push({ kind: "observe", observation });
  }

  /** Asks for one more outbound peer. */
  seekPeer(): void {
    this.#outputs.push({ kind: "seekPeer" });
  }

  /** Closes the connection. The peer is forgotten at once; what it owed is freed before the input is done. */
  drop(peer: Peer, kind: DisconnectReason["kind"], text: string): void {
    if (!this.peers.delete(peer.id)) return;
    const reason: DisconnectReason = { kind, text };
    if (kind === "misbehaving") this.observe({ kind: "misbehaving", peer: peer.id, reason: text });
    this.observe({ kind: "peerDropped", peer: peer.id, reason });
    this.#outputs.push({ kind: "disconnect", peer: peer.id, reason });
    this.#dropped.push(peer);
  }

  /**
   * The peer sent what it should not have sent: the policy says what follows (protocol.md §2.20). True: the connection is
   * closed.
   */
  punish(peer: Peer, reason: string): boolean {
    const words = this.words(reason);
    if (this.policy.punishment === "disconnect") {
      if (!isOffence(peer, reason)) return false;
    } else {
      const score = scoreOf(reason);
      peer.score += score;
      if (score > 0) this.observe({ kind: "scored", peer: peer.id, reason: words, score, total: peer.score });
      if (peer.score < BAN_SCORE) return false;
      this.#bannedUntil.set(peer.id, this.now + BAN_SECONDS * MICROSECONDS_PER_SECOND);
    }
    this.drop(peer, "misbehaving", words);
    return true;
  }

  /** A reject reason as the software of this policy says it. */
  words(reason: string): string {
    return inWordsOf(this.policy.rejectWords, reason);
  }

  /** It was banned, and the day is not over. */
  isBanned(id: PeerId): boolean {
    const until = this.#bannedUntil.get(id);
    return until !== undefined && this.now < until;
  }

  takeDropped(): Peer | undefined {
    return this.#dropped.shift();
  }

  takeOutputs(): readonly NodeOutput[] {
    const outputs = this.#outputs;
    this.#outputs = [];
    outputs.push({ kind: "wakeAt", deadline: this.timers.earliest });
    return outputs;
  }
}
