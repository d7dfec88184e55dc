/**
 * The Core note's wish: no block before all headers are in, and then only blocks of the chain with the most work that several
 * peers have. First every peer that can be asked says what it has, or its time for that is over; then the way to the best
 * block that enough of them have is asked for, of whoever has it. Only if a chain with more work stays without company for
 * long the most work alone decides.
 *
 * What an attacker gains: with as many peers as must agree he is believed; by disagreeing, or by saying nothing, he costs
 * one waiting time.
 */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";
import type { AskedPeers } from "./asked-peers.ts";

type AgreementTimer = "agreementHeaders" | "agreementCompany";

/** Something is waited for, once it is asked about, for as long as the policy says. */
class Patience {
  readonly #context: NodeContext;
  readonly #timer: AgreementTimer;
  #state: "idle" | "waiting" | "over" = "idle";

  constructor(context: NodeContext, timer: AgreementTimer) {
    this.#context = context;
    this.#timer = timer;
  }

  /** True: it has been long enough. */
  isOver(): boolean {
    if (this.#state === "idle") this.#begin();
    return this.#state === "over";
  }

  /** There is nothing to wait for. */
  end(): void {
    if (this.#state === "idle") return;
    this.#state = "idle";
    this.#context.timers.cancel({ timer: this.#timer });
  }

  /** Its timer is due. */
  runOut(): void {
    this.#state = "over";
  }

  #begin(): void {
    const { policy, timers, now } = this.#context;
    this.#state = "waiting";
    if (policy.agreementSeconds !== null)
      timers.set({ timer: this.#timer }, now + policy.agreementSeconds * MICROSECONDS_PER_SECOND);
  }
}

export class Agreement {
  readonly timers: TimerHandlers = {
    agreementHeaders: () => this.#forHeaders.runOut(),
    agreementCompany: () => this.#forCompany.runOut(),
  };
  readonly #context: NodeContext;
  readonly #peers: AskedPeers;
  /** Everybody had said what it had, or the time for that was over. */
  #opened = false;
  readonly #forHeaders: Patience;
  readonly #forCompany: Patience;
  /** Who has what: agreement is looked for when it changes, and asked for after every input. */
  #standing = "";
  #agreed: number | undefined;
  #heaviest: number | undefined;

  constructor(context: NodeContext, peers: AskedPeers) {
    this.#context = context;
    this.#peers = peers;
    this.#forHeaders = new Patience(context, "agreementHeaders");
    this.#forCompany = new Patience(context, "agreementCompany");
  }

  /** Those of the peers that may be asked for blocks, each up to its `agreedHeight`. */
  agreeing(peers: Iterable<Peer>): readonly Peer[] {
    const all = [...peers];
    if (this.#context.policy.agreeingPeers === null) return all;
    if (!this.#isOpen(all)) return [];
    this.#lookAt(all);
    const goal = this.#goal();
    if (goal === undefined) return [];
    const { index } = this.#context.chain;
    return all.filter((peer) => {
      if (peer.bestKnown === undefined) return false;
      peer.agreedHeight = index.height(index.lastCommon(goal, peer.bestKnown));
      return true;
    });
  }

  /**
   * Every peer has said all its headers. Once that was so, one that calls us cannot make us wait again; one that we call
   * can, from when it may be asked until it has answered or is gone.
   */
  #isOpen(all: readonly Peer[]): boolean {
    if (all.every((peer) => this.#peers.of(peer).saidAll || (peer.inbound && this.#opened))) {
      if (this.#opened || !this.#isDialling) {
        this.#opened = true;
        this.#forHeaders.end();
        return true;
      }
    }
    if (!this.#forHeaders.isOver()) return false;
    this.#opened = true;
    return true;
  }

  /** Hands are being shaken with a peer that we have called: it may be asked soon. */
  get #isDialling(): boolean {
    for (const { inbound, handshake } of this.#context.peers.values())
      if (!inbound && handshake !== "ready") return true;
    return false;
  }

  /** The block to go for; undefined: there is none. */
  #goal(): number | undefined {
    const { index } = this.#context.chain;
    if (this.#heaviest === undefined) return undefined;
    if (this.#agreed !== undefined && index.compareWork(this.#agreed, this.#heaviest) >= 0) {
      this.#forCompany.end();
      return this.#agreed;
    }
    return this.#forCompany.isOver() ? this.#heaviest : this.#agreed;
  }

  #lookAt(all: readonly Peer[]): void {
    const { chain, policy } = this.#context;
    const standing = all
      .map(({ id, bestKnown = -1 }) => `${id} ${bestKnown} ${bestKnown >= 0 && chain.isFailed(bestKnown)}`)
      .join();
    if (standing === this.#standing) return;
    this.#standing = standing;
    /** How many peers are at each block. */
    const at = new Map<number, number>();
    for (const { bestKnown } of all) {
      if (bestKnown === undefined) continue;
      const valid = this.#validPart(bestKnown);
      at.set(valid, (at.get(valid) ?? 0) + 1);
    }
    this.#heaviest = this.#best(at, 1);
    this.#agreed = this.#best(at, Math.min(policy.agreeingPeers ?? 1, all.length));
  }

  /** The block with the most work that so many peers have: it is where the ways of two of them part, or where one of them is. */
  #best(at: ReadonlyMap<number, number>, backers: number): number | undefined {
    const { index } = this.#context.chain;
    let best: number | undefined;
    for (const a of at.keys()) {
      for (const b of at.keys()) {
        const shared = index.lastCommon(a, b);
        if (best !== undefined && index.compareWork(shared, best) <= 0) continue;
        let count = 0;
        for (const [entry, peers] of at) if (index.isAncestor(shared, entry)) count += peers;
        if (count >= backers) best = shared;
      }
    }
    return best;
  }

  /** Up to the last block on the way that is not known to be invalid. */
  #validPart(entry: number): number {
    const { chain } = this.#context;
    let walk = entry;
    while (chain.isFailed(walk)) walk = chain.index.parent(walk);
    return walk;
  }
}
