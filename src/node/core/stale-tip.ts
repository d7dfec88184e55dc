/**
 * A tip that has not changed for long may be one that our peers hide the rest of: one more outbound peer is wanted
 * (protocol.md §2.11; Core `CheckForStaleTipAndEvictPeers`). Once it is there the one that announced a block longest ago
 * makes room (`EvictExtraOutboundPeers`). Both are looked at in steps that are counted from the node's start: extra peers at
 * each, the tip at the first and then at each by which its own interval is over (45, 675, 1305 s …). How many connections there are to be is the world's to say: an extra one is one
 * more than there were when it was asked for.
 */
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";

interface Connection {
  readonly since: TimeUs;
  /** Order of arrival. */
  readonly number: number;
  announcedAt: TimeUs | undefined;
}

export class StaleTip {
  readonly timers: TimerHandlers = { staleTip: () => this.#onStep() };
  readonly #context: NodeContext;
  readonly #isProtected: (peer: Peer) => boolean;
  readonly #connections: Map<Peer, Connection>;
  #connected = 0;
  #tip: number;
  #tipSince: TimeUs | undefined;
  #startedAt: TimeUs | undefined;
  /** How many outbound peers there were when one more was asked for; undefined: none was. */
  #enough: number | undefined;

  constructor(context: NodeContext, isProtected: (peer: Peer) => boolean) {
    this.#context = context;
    this.#connections = context.memory.map("announcements");
    this.#isProtected = isProtected;
    this.#tip = context.chain.tip;
  }

  pump(): void {
    const { chain, now, peers, policy, timers } = this.#context;
    this.#startedAt ??= now;
    const step = this.#stepUs;
    if (policy.staleTipSeconds === null || step === undefined) return;
    for (const peer of peers.values()) {
      if (peer.inbound || this.#connections.has(peer)) continue;
      // Without connections nothing is looked at, so that a node alone is at rest.
      if (this.#connections.size === 0)
        timers.set({ timer: "staleTip" }, this.#startedAt + step * (this.#stepsDone(step) + 1));
      this.#connections.set(peer, { since: now, number: this.#connected++, announcedAt: undefined });
    }
    if (chain.tip === this.#tip) return;
    this.#tip = chain.tip;
    this.#tipSince = now;
  }

  /** It showed us a header that was new; `last` is the one that its chain ends in (Core `m_last_block_announcement`). */
  onAnnounced(peer: Peer, last: number): void {
    const { chain, now } = this.#context;
    const connection = this.#connections.get(peer);
    if (connection !== undefined && chain.index.compareWork(last, chain.tip) > 0)
      connection.announcedAt = now;
  }

  #onStep(): void {
    const step = this.#stepUs;
    if (step === undefined) return;
    const { now, policy, timers } = this.#context;
    this.#makeRoom();
    const { staleCheckSeconds } = policy;
    if (staleCheckSeconds !== null) {
      const stepsToLook = Math.floor((staleCheckSeconds * MICROSECONDS_PER_SECOND) / step) + 1;
      if ((this.#stepsDone(step) - 1) % stepsToLook === 0) this.#look(step);
    }
    if (this.#connections.size > 0) timers.set({ timer: "staleTip" }, now + step);
  }

  onGone(peer: Peer): void {
    this.#connections.delete(peer);
    if (this.#connections.size === 0) this.#context.timers.cancel({ timer: "staleTip" });
  }

  get #stepUs(): TimeUs | undefined {
    const { extraPeerCheckSeconds, staleCheckSeconds } = this.#context.policy;
    const seconds = extraPeerCheckSeconds ?? staleCheckSeconds;
    return seconds === null ? undefined : seconds * MICROSECONDS_PER_SECOND;
  }

  #stepsDone(step: TimeUs): number {
    return Math.floor((this.#context.now - this.#start) / step);
  }

  get #start(): TimeUs {
    return known(this.#startedAt, "when the node started");
  }

  /** A tip that has not moved yet is as old as the first look at it (Core `TipMayBeStale`). */
  #look(step: TimeUs): void {
    const { inFlight, now, policy } = this.#context;
    const seconds = known(policy.staleTipSeconds, "staleTipSeconds");
    this.#tipSince ??= this.#start + step;
    if (now - this.#tipSince <= seconds * MICROSECONDS_PER_SECOND || inFlight.size > 0) return;
    const count = this.#ready().length;
    // It came, and nobody has had to go yet.
    if (this.#enough !== undefined && count > this.#enough) return;
    this.#enough = count;
    this.#context.seekPeer();
  }

  /** The unprotected peer that announced a block longest ago goes; of equals, the newest. */
  #makeRoom(): void {
    const ready = this.#ready();
    if (this.#enough === undefined || ready.length <= this.#enough) return;
    let worst: [Peer, Connection] | undefined;
    for (const [peer, connection] of ready) {
      if (this.#isProtected(peer)) continue;
      const before = (connection.announcedAt ?? -1) - (worst?.[1].announcedAt ?? -1);
      if (worst === undefined || before < 0 || (before === 0 && connection.number > worst[1].number))
        worst = [peer, connection];
    }
    if (worst === undefined) return;
    const [peer, { since }] = worst;
    const least = (this.#context.policy.connectedMinSeconds ?? 0) * MICROSECONDS_PER_SECOND;
    if (this.#context.now - since <= least || peer.inFlight.size > 0) return;
    this.#enough = undefined;
    this.#context.drop(peer, "outdated", "extra outbound peer");
  }

  #ready(): [Peer, Connection][] {
    return [...this.#connections].filter(([peer]) => peer.handshake === "ready");
  }
}
