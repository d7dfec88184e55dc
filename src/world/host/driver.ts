/**
 * Drives one node, wherever it is: its program on its disk, the bytes of its messages both ways, and the journal of what
 * happens at it. It knows no simulator and no socket: what the node wants done is told to the owner, in the node's order
 * and while the input that led to it is being fed, since what the owner notes of it belongs between the node's observations.
 */
import type { Network } from "../../bitcoin/networks.ts";
import { encodeMessage } from "../../bitcoin/wire/codec.ts";
import type { Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { NodeRandom } from "../../node/context.ts";
import type { Node, NodeInput, NodeOutput, WhileBehind } from "../../node/interface.ts";
import { createNode } from "../../node/node.ts";
import type { PeerId } from "../../node/peer-id.ts";
import type { Policy } from "../../node/policy.ts";
import type { TimeUs } from "../../node/time.ts";
import type { Incoming } from "../behaviours/behaviour.ts";
import type { Delivery } from "./delivery.ts";
import { limitsOf } from "./frame-input.ts";
import { Inbox } from "./inbox.ts";
import { Journal } from "./journal.ts";
import type { Turn } from "./turn.ts";

/** Carries out what the node wants done. Each may feed the driver again before it returns. */
export interface DriverOwner {
  /** The node says this to a peer. `NodeDriver.encode` has its bytes. */
  send(at: TimeUs, peer: PeerId, message: Message): void;
  /** The node has forgotten this peer: its connection is to be closed. */
  disconnect(at: TimeUs, peer: PeerId, why: string): void;
  /** Replaces the moment at which the node is to be woken; `undefined` = at none. */
  wakeAt(deadline: TimeUs | undefined): void;
  /** One more peer is wanted. */
  seekPeer(at: TimeUs): void;
  /** The program has ended by itself: nothing reaches it any more. */
  crashed(at: TimeUs): void;
  /** What reaches the node of a message that has come. */
  incoming(at: TimeUs, peer: PeerId, message: Message): Incoming;
}

interface DriverOptions {
  readonly name: string;
  /** In the world, as its records name it. */
  readonly number: number;
  readonly network: Network;
  /** What it has on its disk, whatever program runs. */
  readonly chain: ChainState;
  readonly policy: Policy;
  /** Unix seconds at virtual time 0. */
  readonly startTimeSeconds: number;
}

export class NodeDriver {
  readonly name: string;
  /** What is on its disk. Another policy may read it anew: never while a program runs. */
  chain: ChainState;
  readonly journal: Journal;
  /** Of the next program that starts. */
  policy: Policy;
  /** Why it ended by itself; undefined: it did not, or was started again. */
  crashedBecause: string | undefined;
  /** Told of each turn before anything of it is carried out. Nothing is decided by it. */
  onTurn: ((turn: Turn) => void) | undefined;
  /** How often the invariants were checked, and how many were found broken. */
  checks = 0;
  violations = 0;
  readonly #network: Network;
  readonly #startTimeSeconds: number;
  readonly #owner: DriverOwner;
  readonly #inbox: Inbox;
  #node: Node | undefined;

  constructor(options: DriverOptions, owner: DriverOwner) {
    this.name = options.name;
    this.chain = options.chain;
    this.policy = options.policy;
    this.journal = new Journal(options.number);
    this.#network = options.network;
    this.#startTimeSeconds = options.startTimeSeconds;
    this.#owner = owner;
    this.#inbox = new Inbox(this.#network, this.journal, (at, peer, message) =>
      owner.incoming(at, peer, message),
    );
  }

  get running(): boolean {
    return this.#node !== undefined;
  }

  /** A request of the node's is unanswered. */
  get owed(): boolean {
    return this.#node?.owed() ?? false;
  }

  /** As `Node.onlyServes`; a node that does not run does not. */
  get onlyServes(): boolean {
    return this.#node?.onlyServes() ?? false;
  }

  get whileBehind(): WhileBehind | undefined {
    return this.#node?.whileBehind();
  }

  /** Loads the program, without connections. It begins with the input `start`. */
  load(at: TimeUs, random: NodeRandom): void {
    this.crashedBecause = undefined;
    this.journal.started(at, this.name);
    this.#node = createNode({
      policy: this.policy,
      chain: this.chain,
      startTimeSeconds: this.#startTimeSeconds,
      random,
    });
  }

  /** The program is no more; its disk remains. */
  unload(): void {
    this.#node = undefined;
  }

  /** Tells the node, and its owner what it wants done. Nothing, if it does not run. */
  feed(input: NodeInput): void {
    if (input.kind === "peerConnected") this.#inbox.open(input.peer, limitsOf(this.policy));
    const node = this.#node;
    if (node === undefined) return;
    const outputs = node.handle(input);
    this.onTurn?.({ chain: this.chain, policy: this.policy, input, outputs });
    for (const output of outputs) this.#carryOut(input.at, output);
    if (this.running) this.#check(input.at, node);
  }

  /** Bytes have come from a peer that is connected: they need be no whole message, and may be several. */
  acceptFrame(at: TimeUs, peer: PeerId, delivery: Delivery): void {
    for (const input of this.#inbox.take(at, peer, delivery, limitsOf(this.policy))) this.feed(input);
    this.journal.handled();
  }

  /** The frame of a message on this node's network. */
  encode(message: Message): Uint8Array {
    return encodeMessage(message, this.#network);
  }

  /** Problems found by looking through all that it has and remembers; empty = none. */
  audit(): readonly string[] {
    return [...this.chain.audit(), ...(this.#node?.audit() ?? [])];
  }

  #carryOut(at: TimeUs, output: NodeOutput): void {
    switch (output.kind) {
      case "send":
        this.#owner.send(at, output.peer, output.message);
        return;
      case "disconnect":
        this.journal.closing(output.reason.text);
        this.#owner.disconnect(at, output.peer, output.reason.text);
        return;
      case "wakeAt":
        this.#owner.wakeAt(output.deadline === undefined ? undefined : Math.max(at, output.deadline));
        return;
      case "observe":
        this.journal.observed(at, output.observation);
        return;
      case "seekPeer":
        this.#owner.seekPeer(at);
        return;
      case "crash":
        this.journal.crashed(at, this.name, output.reason);
        this.crashedBecause = output.reason;
        this.unload();
        this.#owner.crashed(at);
        return;
    }
  }

  #check(at: TimeUs, node: Node): void {
    this.checks += 1;
    for (const detail of node.checkInvariants()) {
      this.violations += 1;
      this.journal.invariantBroken(at, detail);
    }
  }
}
