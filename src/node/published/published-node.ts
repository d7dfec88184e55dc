/**
 * The article's node as it was published: parts 6 and 8, rule by rule as in protocol.md §1.3–1.6 (LC6 learncoin_node.rs::run), with
 * the defects of §1.7 that its policy names. The functions bear the names of the article's.
 *
 * It speaks Bitcoin's messages, greets like every other node here and answers pings, because no peer would talk to it otherwise;
 * what it decides is the article's. A turn of the article's loop comes every millisecond; here one follows every input.
 */
import { INV_BLOCK, type Message, SERVICE_WITNESS } from "../../bitcoin/wire/message.ts";
import type { NodeOptions, NodeRandom } from "../context.ts";
import { handshakeStep } from "../handshake.ts";
import type { Node, NodeInput, NodeOutput } from "../interface.ts";
import { observeStart } from "../start.ts";
import { versionMessage } from "../version-message.ts";
import { whyUnread } from "./article-frame.ts";
import { maybeSendGetBlockData, onBlock } from "./blocks.ts";
import { maybeSendInitialHeaders, onHeaders } from "./headers.ts";
import { onInventory, onSubmitBlock } from "./relay.ts";
import { onGetBlockData, onGetHeaders } from "./serving.ts";
import { Crash, newPublishedPeer, type PublishedPeer, PublishedState, TICK_US } from "./state.ts";
import { checkTimeoutsGetBlockData, checkTimeoutsGetHeaders, nextTurn } from "./timeouts.ts";

export class PublishedNode implements Node {
  readonly #node: PublishedState;
  readonly #random: NodeRandom;
  #crashed = false;

  constructor(options: NodeOptions) {
    this.#node = new PublishedState(options);
    this.#random = options.random;
  }

  handle(input: NodeInput): readonly NodeOutput[] {
    if (this.#crashed) return [];
    if (input.at < this.#node.now) throw new Error(`time went back from ${this.#node.now} to ${input.at}`);
    this.#node.now = input.at;
    try {
      this.#dispatch(input);
      this.#tick();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#crashed = true;
      this.#node.crash(error.message);
    }
    return this.#node.takeOutputs(this.#crashed ? undefined : nextTurn(this.#node));
  }

  owed(): boolean {
    const { peers, inFlight } = this.#node;
    return inFlight.size > 0 || [...peers.values()].some((peer) => peer.headersMessageSentAt !== undefined);
  }

  /** It gives what it has, however little. */
  /** It never promises anything. */
  onlyServes(): boolean {
    return false;
  }

  whileBehind(): undefined {
    return undefined;
  }

  /** Those of its chain: its own bookkeeping is what a class is to find broken. */
  checkInvariants(): readonly string[] {
    return this.#node.chain.checkInvariants();
  }

  /** What it forgets to forget is part of what is to be found. */
  audit(): readonly string[] {
    return [];
  }

  #dispatch(input: NodeInput): void {
    const node = this.#node;
    switch (input.kind) {
      case "start":
        observeStart(node);
        return;
      case "wake":
        return;
      case "localBlock":
        onSubmitBlock(node, input.block);
        return;
      case "peerConnected": {
        if (node.peers.has(input.peer)) throw new Error(`peer ${input.peer} is connected twice`);
        const peer = newPublishedPeer(input.peer, input.inbound);
        node.closed.delete(peer.id);
        node.accept(peer);
        if (!peer.inbound) this.#sendVersion(peer);
        return;
      }
      case "peerDisconnected":
        if (!node.peers.has(input.peer)) return;
        node.observe({ kind: "peerLeft", peer: input.peer, why: input.why });
        node.forget(input.peer);
        return;
      case "message": {
        const peer = this.#stateOf(input.peer);
        if (peer !== undefined) this.#onMessage(peer, input.message);
        return;
      }
      case "unreadable":
      case "excess":
      case "broken":
        node.closePeerConnection(input.peer, "protocol", `connection lost: ${input.error}`);
        return;
    }
  }

  /** LC6 run: what is done for each connected peer in every turn of the loop. */
  #tick(): void {
    const node = this.#node;
    node.restless = false;
    for (const id of [...node.peers.keys()]) {
      const peer = this.#stateOf(id);
      if (peer === undefined) continue;
      maybeSendInitialHeaders(node, peer);
      maybeSendGetBlockData(node, peer);
      checkTimeoutsGetHeaders(node, peer);
      checkTimeoutsGetBlockData(node);
    }
  }

  /** Undefined: it is gone, and what it sent or is to be sent does not matter. In the turn in which it was closed it does (L-5). */
  #stateOf(id: string): PublishedPeer | undefined {
    const { peers, closed, now } = this.#node;
    const peer = peers.get(id);
    const closedAt = closed.get(id);
    if (peer !== undefined || closedAt === undefined || now - closedAt >= TICK_US) return peer;
    if (this.#node.has("L-5")) throw new Crash(`called unwrap on None: ${id} was closed in this turn`);
    return undefined;
  }

  #onMessage(peer: PublishedPeer, message: Message): void {
    const node = this.#node;
    const lost = node.has("L-1") ? whyUnread(message) : undefined;
    if (lost !== undefined) {
      node.closePeerConnection(peer.id, "protocol", lost);
      return;
    }
    switch (message.command) {
      case "version":
      case "verack":
        this.#shakeHands(peer, message);
        return;
      case "ping":
        node.send(peer, { command: "pong", nonce: message.nonce });
        return;
      case "getheaders":
        onGetHeaders(node, peer, message.locator);
        return;
      case "headers":
        onHeaders(node, peer, message.headers);
        return;
      case "getdata":
        onGetBlockData(node, peer, message.items);
        return;
      case "block":
        onBlock(node, peer, message.block);
        return;
      case "inv": {
        const blocks = message.items.filter(({ type }) => type === INV_BLOCK);
        onInventory(
          node,
          peer,
          blocks.map(({ hash }) => hash),
        );
        return;
      }
      default:
        return;
    }
  }

  #shakeHands(peer: PublishedPeer, message: Message): void {
    const step = handshakeStep(peer.handshake, message.command);
    if (step === undefined) return;
    peer.handshake = step.next;
    if (message.command === "version") {
      const { startHeight, userAgent, services } = message;
      Object.assign(peer, { startHeight, userAgent, servesWitnesses: (services & SERVICE_WITNESS) !== 0n });
      if (peer.inbound) this.#sendVersion(peer);
      this.#node.send(peer, { command: "verack" });
    } else {
      const { id, startHeight, userAgent } = peer;
      this.#node.observe({ kind: "peerReady", peer: id, startHeight, userAgent });
    }
  }

  #sendVersion(peer: PublishedPeer): void {
    const { chain, policy, nowSeconds } = this.#node;
    const nonce = (BigInt(this.#random.uint32()) << 32n) | BigInt(this.#random.uint32());
    const startHeight = chain.active.height;
    this.#node.send(peer, versionMessage({ policy, time: nowSeconds, nonce, startHeight }));
  }
}
