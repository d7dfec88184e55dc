/**
 * The node: dispatches each input to the sub-protocol it concerns, then lets each do what has become possible. The
 * sub-protocols never call one another; they meet in the context.
 */

import type { Block } from "../bitcoin/block.ts";
import type { Message, VersionMessage } from "../bitcoin/wire/message.ts";
import { INV_BLOCK, SERVICE_NETWORK, SERVICE_WITNESS } from "../bitcoin/wire/message.ts";
import { Announcing } from "./announcing.ts";
import { BlocksFirst } from "./blocks-first/blocks-first.ts";
import { NodeContext, type NodeOptions } from "./context.ts";
import { CoreSync } from "./core/core-sync.ts";
import { handshakeStep } from "./handshake.ts";
import { headerEntries } from "./header-entries.ts";
import { HeadersFirst } from "./headers-first/headers-first.ts";
import type { ExcessiveMessage, Node, NodeInput, NodeOutput, WhileBehind } from "./interface.ts";
import { KeepAlive, PING_ANSWERED_AFTER } from "./keep-alive.ts";
import { newPeer, type Peer } from "./peer.ts";
import { PublishedNode } from "./published/published-node.ts";
import { Serving } from "./serving.ts";
import { Silence } from "./silence.ts";
import { observeStart } from "./start.ts";
import type { Sync } from "./sync.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "./time.ts";
import { handlerOf, type TimerHandlers, type TimerKey } from "./timers.ts";
import { observeBestHeader, observeTip } from "./tip.ts";
import { versionMessage } from "./version-message.ts";

class HeadwayNode implements Node {
  readonly #context: NodeContext;
  readonly #sync: Sync;
  readonly #serving: Serving;
  readonly #announcing: Announcing;
  readonly #keepAlive: KeepAlive;
  readonly #silence: Silence;
  /** Every timer that anything here sets, and what it leads to. */
  readonly #timers: TimerHandlers;

  constructor(options: NodeOptions) {
    this.#context = new NodeContext(options);
    this.#sync = createSync(this.#context);
    this.#serving = new Serving(this.#context);
    this.#announcing = new Announcing(this.#context);
    this.#keepAlive = new KeepAlive(this.#context);
    this.#silence = new Silence(this.#context);
    this.#timers = {
      handshake: (peer) => this.#context.drop(peer, "handshakeTimeout", "version handshake timeout"),
      ...this.#sync.timers,
      ...this.#keepAlive.timers,
      ...this.#silence.timers,
    };
  }

  /** Everything the input leads to, in order. `input.at` never goes back. */
  handle(input: NodeInput): readonly NodeOutput[] {
    this.#advance(input.at);
    this.#dispatch(input);
    this.#forgetDropped();
    this.#announcing.wish();
    this.#sync.pump();
    this.#forgetDropped();
    this.#announcing.pump();
    return this.#context.takeOutputs();
  }

  /** A request of ours is unanswered. */
  owed(): boolean {
    return this.#sync.owed();
  }

  onlyServes(): boolean {
    if (this.#sync.owed()) return false;
    for (const { handshake } of this.#context.peers.values()) if (handshake !== "ready") return false;
    return true;
  }

  whileBehind(): WhileBehind | undefined {
    return this.#serving.whileBehind;
  }

  /** What is broken; empty = nothing. Costs as much as the last inputs did. */
  checkInvariants(): readonly string[] {
    return [...this.#context.chain.checkInvariants(), ...this.#sync.checkInvariants()];
  }

  audit(): readonly string[] {
    return this.#context.memory.audit();
  }

  #advance(at: TimeUs): void {
    if (at < this.#context.now) throw new Error(`time went back from ${this.#context.now} to ${at}`);
    this.#context.now = at;
  }

  #dispatch(input: NodeInput): void {
    switch (input.kind) {
      case "start":
        observeStart(this.#context);
        return;
      case "wake":
        this.#onWake();
        return;
      case "localBlock":
        this.#onLocalBlock(input.block);
        return;
      case "peerConnected":
        this.#onConnected(input.peer, input.inbound);
        return;
      case "peerDisconnected": {
        const peer = this.#context.peers.get(input.peer);
        if (peer === undefined) return;
        this.#context.peers.delete(peer.id);
        this.#context.observe({ kind: "peerLeft", peer: peer.id, why: input.why });
        this.#onGone(peer);
        return;
      }
      case "message": {
        // One we have dropped may have sent more before it knew (L-5).
        const peer = this.#context.peers.get(input.peer);
        if (peer !== undefined) this.#onMessage(peer, input.message);
        return;
      }
      case "unreadable": {
        // It is passed over without a word, but a sign of life it is (Core ProcessMessages, "Exception caught").
        const peer = this.#context.peers.get(input.peer);
        if (peer !== undefined) this.#heard(peer);
        return;
      }
      case "excess": {
        const peer = this.#context.peers.get(input.peer);
        if (peer !== undefined) this.#onExcess(peer, input);
        return;
      }
      case "broken": {
        const peer = this.#context.peers.get(input.peer);
        if (peer !== undefined) this.#context.drop(peer, "protocol", input.error);
        return;
      }
    }
  }

  /** Throws if the block is not valid here: whoever mined it for us built it on our own chain. */
  #onLocalBlock(block: Block): void {
    const { chain, nowSeconds } = this.#context;
    const { tip, bestHeader } = chain;
    const verdict = chain.acceptBlock(block, nowSeconds);
    if (verdict.kind === "rejected") throw new Error(`our own block: ${verdict.reason}`);
    const { entry } = verdict;
    const entries = headerEntries(chain.index, entry, entry + 1);
    if (verdict.kind === "duplicate" || entries === undefined) return;
    this.#context.observe({ kind: "blockMined", entries });
    observeBestHeader(this.#context, bestHeader);
    observeTip(this.#context, tip);
  }

  #onWake(): void {
    for (const key of this.#context.timers.takeDue(this.#context.now)) this.#onTimer(key);
  }

  #onTimer(key: TimerKey): void {
    if (key.peer === undefined) {
      handlerOf(this.#timers, key.timer)();
      return;
    }
    // What was due just before may have dropped it.
    const peer = this.#context.peers.get(key.peer);
    if (peer !== undefined) handlerOf(this.#timers, key.timer)(peer);
  }

  #onConnected(id: string, inbound: boolean): void {
    const { peers, random, timers, now, policy } = this.#context;
    if (peers.has(id)) throw new Error(`peer ${id} is connected twice`);
    const nonce = (BigInt(random.uint32()) << 32n) | BigInt(random.uint32());
    const peer = newPeer(id, inbound, nonce);
    peers.set(id, peer);
    const deadline = now + policy.handshakeTimeoutSeconds * MICROSECONDS_PER_SECOND;
    timers.set({ timer: "handshake", peer: id }, deadline);
    if (this.#context.isBanned(id)) this.#context.drop(peer, "protocol", "banned");
    else if (!inbound) this.#sendVersion(peer);
  }

  #onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "handshake", peer: peer.id });
    this.#sync.onGone(peer);
    this.#serving.onGone(peer);
    this.#announcing.onGone(peer);
    this.#keepAlive.onGone(peer);
    this.#silence.onGone(peer);
  }

  #forgetDropped(): void {
    for (let peer = this.#context.takeDropped(); peer !== undefined; peer = this.#context.takeDropped()) {
      this.#onGone(peer);
    }
  }

  #heard(peer: Peer): void {
    peer.lastReceivedAt = this.#context.now;
    this.#silence.onMessage(peer);
  }

  #onMessage(peer: Peer, message: Message): void {
    this.#heard(peer);
    const step = handshakeStep(peer.handshake, message.command);
    if (step === undefined) {
      if (this.#isTalkative(peer, message.command)) this.#onProtocolMessage(peer, message);
      else this.#onOutOfTurn(peer, message.command);
    } else if (step.act === "process") this.#onProtocolMessage(peer, message);
    else if (step.act === "welcome") {
      peer.handshake = step.next;
      this.#welcome(peer);
    } else if (message.command === "version" && this.#greet(peer, message)) peer.handshake = step.next;
  }

  /** Before its verack, and the policy does not mind. */
  #isTalkative(peer: Peer, command: string): boolean {
    const { beforeVerack } = this.#context.policy;
    return beforeVerack === "processed" && peer.handshake === "verackAwaited" && command !== "version";
  }

  /** Where offences are scored, what comes before or after its time costs a point (0.12 main.cpp "version"). */
  #onOutOfTurn(peer: Peer, command: string): void {
    if (this.#context.policy.punishment !== "scores") return;
    if (peer.handshake === "versionAwaited")
      this.#context.punish(peer, `no version message before ${command}`);
    else if (command === "version") this.#context.punish(peer, "Duplicate version message");
  }

  #onExcess(peer: Peer, { command, count, most }: ExcessiveMessage): void {
    this.#heard(peer);
    if (peer.handshake !== "ready" && !this.#isTalkative(peer, command)) {
      this.#onOutOfTurn(peer, command);
    } else if (command === "getheaders" || command === "getblocks") {
      this.#context.drop(peer, "protocol", `${command} locator size ${count} > ${most}`);
    } else this.#context.punish(peer, `${command} message size = ${count}`);
  }

  #greet(peer: Peer, version: VersionMessage): boolean {
    const { policy } = this.#context;
    if (version.version < policy.protocolVersionMin) {
      this.#context.drop(peer, "protocol", `peer using obsolete version ${version.version}`);
      return false;
    }
    for (const other of this.#context.peers.values()) {
      if (other.nonce !== version.nonce) continue;
      this.#context.drop(peer, "protocol", "connected to self");
      return false;
    }
    if (peer.inbound) this.#sendVersion(peer);
    this.#context.send(peer, { command: "verack" });
    const { startHeight, userAgent, services, relay } = version;
    peer.version = {
      startHeight,
      userAgent,
      protocol: Math.min(version.version, policy.protocolVersion),
      servesBlocks: (services & SERVICE_NETWORK) !== 0n,
      servesWitnesses: (services & SERVICE_WITNESS) !== 0n,
      relay,
    };
    return true;
  }

  #welcome(peer: Peer): void {
    this.#context.timers.cancel({ timer: "handshake", peer: peer.id });
    if (peer.version === undefined) throw new Error(`peer ${peer.id} is ready without a version`);
    const { startHeight, userAgent } = peer.version;
    this.#context.observe({ kind: "peerReady", peer: peer.id, startHeight, userAgent });
    this.#announcing.onReady(peer);
    this.#keepAlive.onReady(peer);
  }

  #sendVersion(peer: Peer): void {
    const { chain, policy, nowSeconds } = this.#context;
    const { nonce } = peer;
    const startHeight = chain.active.height;
    this.#context.send(peer, versionMessage({ policy, time: nowSeconds, nonce, startHeight }));
  }

  #onProtocolMessage(peer: Peer, message: Message): void {
    switch (message.command) {
      case "ping":
        if (peer.version !== undefined && peer.version.protocol > PING_ANSWERED_AFTER)
          this.#context.send(peer, { command: "pong", nonce: message.nonce });
        return;
      case "pong":
        this.#keepAlive.onPong(peer, message.nonce);
        return;
      case "getheaders": {
        const last = this.#serving.onGetHeaders(peer, message.locator, message.stop);
        if (last !== undefined) this.#announcing.onServed(peer, last);
        return;
      }
      case "getblocks":
        this.#serving.onGetBlocks(peer, message.locator, message.stop);
        return;
      case "getdata":
        this.#serving.onGetData(peer, message.items);
        return;
      case "headers":
        this.#sync.onHeaders(peer, message.headers);
        return;
      case "inv": {
        const hashes = message.items.filter(({ type }) => type === INV_BLOCK).map(({ hash }) => hash);
        this.#serving.onInventory(peer, hashes);
        this.#sync.onInventory(peer, hashes);
        return;
      }
      case "block":
        this.#sync.onBlock(peer, message.block);
        return;
      case "sendheaders":
        this.#announcing.onSendHeaders(peer);
        return;
      case "unknown":
        if (this.#context.policy.refusedCommands.includes(message.name))
          this.#context.drop(peer, "protocol", `${message.name} received`);
        return;
      default:
        // What other policies speak of.
        return;
    }
  }
}

function createSync(context: NodeContext): Sync {
  switch (context.policy.strategy) {
    case "headers-first":
      return new HeadersFirst(context);
    case "core":
      return new CoreSync(context);
    case "blocks-first":
      return new BlocksFirst(context);
    case "as-published":
      throw new Error("the published program is a node of its own");
  }
}

export function createNode(options: NodeOptions): Node {
  return options.policy.strategy === "as-published" ? new PublishedNode(options) : new HeadwayNode(options);
}
