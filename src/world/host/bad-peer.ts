/**
 * A bad peer is an honest node behind the filters of its behaviours (protocol.md §7): what comes in passes them in order
 * before the node sees it, and so does what goes out before it is sent. Each may also act at a moment of its own.
 */
import type { Network } from "../../bitcoin/networks.ts";
import type { Message } from "../../bitcoin/wire/message.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import { type SimTime, US_PER_SECOND } from "../../sim/time.ts";
import type { Actor, Filter, Incoming } from "../behaviours/behaviour.ts";
import type { Behaviour } from "../behaviours/catalogue.ts";
import { definitionOf, parametersOf } from "../behaviours/catalogue.ts";
import type { HashBudget } from "../chains/hash-budget.ts";
import type { Outgoing } from "./outgoing.ts";

/** What the filters need of the host they stand in. */
export interface BadPeerOwner {
  readonly network: Network;
  readonly chain: ChainState;
  readonly headersPerMessage: number;
  readonly startTimeSeconds: number;
  /** Of all that this node mines. */
  readonly hashBudget: HashBudget;
  /** Of this node's behaviours. */
  readonly random: Prng;
  /** Puts it on the wire. */
  transmit(at: SimTime, peer: string, message: Outgoing): void;
  close(at: SimTime, peer: string, why: string): void;
  dial(at: SimTime, peer: string): void;
  misbehaved(at: SimTime, behaviour: string, what: string): void;
}

interface Slot {
  readonly filter: Filter;
  wakeAt: SimTime | undefined;
}

/** What is to be done once the message at hand is dealt with. A message passes the slots from `from` on, but not `maker`. */
type Task =
  | {
      readonly kind: "send";
      readonly peer: string;
      readonly message: Outgoing;
      readonly own: boolean;
      readonly from: number;
      readonly maker: number;
    }
  | { readonly kind: "close"; readonly peer: string; readonly why: string }
  | { readonly kind: "dial"; readonly peer: string };

export class BadPeer {
  readonly #owner: BadPeerOwner;
  readonly #listeners = new Set<string>();
  readonly #tasks: Task[] = [];
  #behaviours: readonly Behaviour[];
  #slots: readonly Slot[] = [];
  #running = false;
  #working = false;
  #now: SimTime = 0;

  constructor(owner: BadPeerOwner, behaviours: readonly Behaviour[]) {
    this.#owner = owner;
    this.#behaviours = behaviours;
  }

  /** When a behaviour wants to act by itself. */
  get wakeAt(): SimTime | undefined {
    let next: SimTime | undefined;
    for (const { wakeAt } of this.#slots) {
      if (wakeAt !== undefined && (next === undefined || wakeAt < next)) next = wakeAt;
    }
    return next;
  }

  /** Whatever it is said to do, it does nothing to messages. */
  get standsAside(): boolean {
    return this.#slots.every(({ filter }) => Object.keys(filter).length === 0);
  }

  /** The node may close connections of its own accord. */
  get mayClose(): boolean {
    return this.#slots.every(({ filter }) => filter.holdsOn !== true);
  }

  /** The node runs from now on. */
  start(at: SimTime): void {
    this.#listeners.clear();
    this.#running = true;
    this.setBehaviours(at, this.#behaviours);
  }

  /** The node runs no more. */
  stop(): void {
    this.#running = false;
    this.#slots = [];
    this.#listeners.clear();
    this.#tasks.length = 0;
  }

  /** All filters begin anew; those of a node that does not run begin when it starts. */
  setBehaviours(at: SimTime, behaviours: readonly Behaviour[]): void {
    this.#behaviours = behaviours;
    if (!this.#running) return;
    const slots: Slot[] = [];
    this.#slots = slots;
    for (const [i, behaviour] of behaviours.entries()) {
      const slot = { filter: {} as Filter, wakeAt: undefined as SimTime | undefined };
      slot.filter = definitionOf(behaviour).filter(parametersOf(behaviour), this.#actor(behaviour, i, slot));
      slots.push(slot);
    }
    this.#do(at, () => {
      for (const peer of this.#listeners) for (const { filter } of slots) filter.ready?.(peer);
    });
  }

  incoming(at: SimTime, peer: string, message: Message): Incoming {
    if (this.#slots.length === 0 && message.command !== "verack") return { pass: message };
    let passed: Incoming = { pass: message };
    this.#do(at, () => {
      for (const { filter } of this.#slots) {
        if (!("pass" in passed)) break;
        passed = filter.incoming?.(passed.pass, peer) ?? passed;
      }
      if (message.command !== "verack" || this.#listeners.has(peer)) return;
      this.#listeners.add(peer);
      for (const { filter } of this.#slots) filter.ready?.(peer);
    });
    return passed;
  }

  /** The node sends this. */
  outgoing(at: SimTime, peer: string, message: Message): void {
    if (this.#slots.length === 0) this.#owner.transmit(at, peer, message);
    else this.#do(at, () => this.#tasks.push({ kind: "send", peer, message, own: true, from: 0, maker: -1 }));
  }

  gone(at: SimTime, peer: string): void {
    this.#listeners.delete(peer);
    this.#do(at, () => {
      for (const { filter } of this.#slots) filter.gone?.(peer);
    });
  }

  wake(at: SimTime): void {
    this.#do(at, () => {
      for (const slot of this.#slots) {
        if (slot.wakeAt === undefined || slot.wakeAt > at) continue;
        slot.wakeAt = undefined;
        slot.filter.wake?.();
      }
    });
  }

  /** What the filters want done is done in order when they are through, so that none runs in the middle of another. */
  #do(at: SimTime, work: () => void): void {
    this.#now = at;
    this.#owner.hashBudget.begin(at);
    work();
    if (this.#working) return;
    this.#working = true;
    for (let task = this.#tasks.shift(); task !== undefined; task = this.#tasks.shift()) this.#carryOut(task);
    this.#working = false;
  }

  #carryOut(task: Task): void {
    const { peer } = task;
    if (task.kind === "dial") this.#owner.dial(this.#now, peer);
    else if (task.kind === "close") this.#owner.close(this.#now, peer, task.why);
    else {
      let messages: readonly Outgoing[] = [task.message];
      for (const [i, { filter }] of this.#slots.entries()) {
        const { outgoing } = filter;
        if (i < task.from || i === task.maker || outgoing === undefined) continue;
        messages = messages.flatMap((message) => outgoing(message, peer, task.own));
      }
      for (const message of messages) this.#owner.transmit(this.#now, peer, message);
    }
  }

  #actor(behaviour: Behaviour, i: number, slot: Slot): Actor {
    const owner = this.#owner;
    const now = () => this.#now;
    const push = (task: Task) => this.#tasks.push(task);
    return {
      network: owner.network,
      get chain() {
        return owner.chain;
      },
      hashBudget: owner.hashBudget,
      random: owner.random.split(`${behaviour.kind} ${i}`),
      headersPerMessage: owner.headersPerMessage,
      listeners: this.#listeners,
      get now() {
        return now();
      },
      get nowSeconds() {
        return owner.startTimeSeconds + Math.floor(now() / US_PER_SECOND);
      },
      send: (peer, message) => push({ kind: "send", peer, message, own: false, from: 0, maker: i }),
      release: (peer, message) => push({ kind: "send", peer, message, own: false, from: i + 1, maker: i }),
      close: (peer, why) => push({ kind: "close", peer, why }),
      dial: (peer) => push({ kind: "dial", peer }),
      wakeAt: (at) => {
        slot.wakeAt = at;
      },
      misbehaved: (what) => owner.misbehaved(now(), behaviour.kind, what),
    };
  }
}
