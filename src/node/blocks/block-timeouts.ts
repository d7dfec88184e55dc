/**
 * When does a peer that owes blocks lose its place? Three rules, each on or off by the policy:
 *
 * - the article's: the block owed longest may take `blockTimeoutSeconds` (protocol.md §1.2, L-20);
 * - Core's stall rule: a peer that holds up everybody's window goes after `stallTimeoutSeconds`; the time doubles with
 *   each that goes, up to a maximum, and shrinks again as blocks connect (§2.10);
 * - Core's slow block: the block owed longest may take a base time and some for each other peer that owes blocks. Only
 *   blocks whose headers are known make a peer one of these: with made-up hashes nobody buys others time.
 *
 * The time of the block owed longest begins when it is asked for or when the one before it has come.
 */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";

export class BlockTimeouts {
  readonly timers: TimerHandlers = {
    block: (peer) => this.#context.drop(peer, "blockTimeout", "block response timeout"),
    stalling: (peer) => this.#onStallTimer(peer),
  };
  readonly #context: NodeContext;
  /** Since when each holds up the window. */
  readonly #stallingSince: Map<Peer, TimeUs>;
  /** Present length of Core's stalling time-out, seconds. */
  #stallSeconds: number;
  /** Those that owe blocks whose headers are known. */
  readonly #downloading: Set<Peer>;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#stallingSince = context.memory.map("stallers");
    this.#downloading = context.memory.set("those that owe blocks");
    this.#stallSeconds = context.policy.stallTimeoutSeconds ?? 0;
  }

  /** When the peer will be dropped for the block it owes longest; undefined: never, or it owes none. */
  deadline(peer: Peer): TimeUs | undefined {
    const {
      blockTimeoutSeconds: fixed,
      blockTimeoutBaseSeconds: base,
      blockTimeoutPerPeerSeconds,
    } = this.#context.policy;
    if (peer.inFlight.size === 0) return undefined;
    const others = this.#downloading.size - (this.#downloading.has(peer) ? 1 : 0);
    const growing = base === null ? null : base + blockTimeoutPerPeerSeconds * others;
    const seconds = fixed === null ? growing : Math.min(fixed, growing ?? fixed);
    return seconds === null ? undefined : peer.downloadingSince + seconds * MICROSECONDS_PER_SECOND;
  }

  /** What the peer owes has changed: `before` blocks were in flight. */
  onDebtChanged(peer: Peer, before: number): void {
    const counted = this.#downloading.has(peer);
    const counts = owesKnownBlock(peer);
    if (counts) this.#downloading.add(peer);
    else this.#downloading.delete(peer);
    // The others' time depends on how many owe something.
    const shared = this.#context.policy.blockTimeoutBaseSeconds !== null && counts !== counted;
    if (shared) for (const other of this.#context.peers.values()) this.#setTimer(other);
    else this.#setTimer(peer);
    if (peer.inFlight.size < before) this.clearStalling(peer);
  }

  /** Somebody with nothing left to do waits for this peer's block. */
  onStaller(peer: Peer): void {
    if (this.#context.policy.stallTimeoutSeconds === null || this.#stallingSince.has(peer)) return;
    this.#stallingSince.set(peer, this.#context.now);
    this.#context.observe({ kind: "stallingStarted", peer: peer.id, timeoutAt: this.#setStallTimer(peer) });
  }

  clearStalling(peer: Peer): void {
    if (!this.#stallingSince.delete(peer)) return;
    this.#context.timers.cancel({ timer: "stalling", peer: peer.id });
    this.#context.observe({ kind: "stallingEnded", peer: peer.id });
  }

  /** Blocks joined the active chain: each takes 15 % off the stalling time-out, in whole seconds. */
  onConnected(count: number): void {
    const { stallTimeoutSeconds: least } = this.#context.policy;
    if (least === null || this.#stallSeconds === least) return;
    for (let i = 0; i < count && this.#stallSeconds > least; i++) {
      this.#stallSeconds = Math.max(least, Math.floor((this.#stallSeconds * 85) / 100));
    }
    this.#setStallTimers();
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "block", peer: peer.id });
    this.#context.timers.cancel({ timer: "stalling", peer: peer.id });
    this.#stallingSince.delete(peer);
  }

  #setTimer(peer: Peer): void {
    const deadline = this.deadline(peer);
    if (deadline === undefined) this.#context.timers.cancel({ timer: "block", peer: peer.id });
    else this.#context.timers.set({ timer: "block", peer: peer.id }, deadline);
  }

  /** Another's time may have changed at this very moment, before its turn came. */
  #onStallTimer(peer: Peer): void {
    if (this.#context.now < this.#stallEnd(peer)) return;
    this.#context.drop(peer, "stalling", "stalling block download");
    this.#stallingSince.delete(peer);
    this.#stallSeconds = Math.min(2 * this.#stallSeconds, this.#context.policy.stallTimeoutMaxSeconds);
    this.#setStallTimers();
  }

  /** Core looks at the present time-out each time: it counts for whoever stalls already (`SendMessages`). */
  #setStallTimers(): void {
    for (const peer of this.#stallingSince.keys()) this.#setStallTimer(peer);
  }

  #setStallTimer(peer: Peer): TimeUs {
    const at = this.#stallEnd(peer);
    this.#context.timers.set({ timer: "stalling", peer: peer.id }, at);
    return at;
  }

  #stallEnd(peer: Peer): TimeUs {
    const since = this.#stallingSince.get(peer) ?? this.#context.now;
    return since + this.#stallSeconds * MICROSECONDS_PER_SECOND;
  }
}

function owesKnownBlock(peer: Peer): boolean {
  for (const block of peer.inFlight) if (typeof block === "number") return true;
  return false;
}
