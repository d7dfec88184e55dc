/**
 * The Core note's wish: no block of a chain before several peers have shown that it is theirs. A peer whose chain nobody
 * else has is not asked for blocks, until it is clear that nobody will agree any more.
 *
 * What an attacker gains: with as many peers as must agree he is believed; by disagreeing he costs one waiting time.
 */
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND } from "./time.ts";

const TIMER = "agreement";

export class Agreement {
  readonly #context: NodeContext;
  /** The waiting time is over: the most work decides. */
  #waited = false;
  #waiting = false;
  #standing = "";
  #agreeing: readonly Peer[] = [];

  constructor(context: NodeContext) {
    this.#context = context;
  }

  /** Those of the peers whose best block as many others have as the policy wants, or all there are. */
  agreeing(peers: Iterable<Peer>): Iterable<Peer> {
    const { agreeingPeers: wanted } = this.#context.policy;
    if (wanted === null || this.#waited) return peers;
    const all = [...peers];
    // Who agrees with whom changes seldom, and is asked after every input.
    const standing = all.map((peer) => `${peer.id} ${peer.bestKnown}`).join();
    if (standing !== this.#standing) {
      this.#standing = standing;
      this.#agreeing = all.filter((peer) => this.#backers(peer, all) >= Math.min(wanted, all.length));
    }
    if (this.#agreeing.length < all.length) this.#wait();
    return this.#agreeing;
  }

  onTimer(name: string): void {
    if (name === TIMER) this.#waited = true;
  }

  /** How many have the best block of this one, itself included. */
  #backers(peer: Peer, all: readonly Peer[]): number {
    const { bestKnown } = peer;
    if (bestKnown === undefined) return 0;
    const { index } = this.#context.chain;
    let count = 0;
    for (const other of all) {
      if (other.bestKnown !== undefined && index.isAncestor(bestKnown, other.bestKnown)) count += 1;
    }
    return count;
  }

  #wait(): void {
    const { policy, timers, now } = this.#context;
    if (this.#waiting || policy.agreementSeconds === null) return;
    this.#waiting = true;
    timers.set(TIMER, now + policy.agreementSeconds * MICROSECONDS_PER_SECOND);
  }
}
