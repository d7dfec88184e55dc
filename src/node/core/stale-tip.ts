/**
 * A tip that has not changed for long may be one that our peers hide the rest of: one more outbound peer is wanted
 * (protocol.md §2.11; Core `CheckForStaleTipAndEvictPeers`). Once it is there the one that announced a block longest ago
 * makes room (`EvictExtraOutboundPeers`). How many connections there are to be is the world's to say: an extra one is one
 * more than there were when it was asked for.
 */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND, type TimeUs } from "../time.ts";

const STALE_TIMER = "stale tip";
const EXTRA_TIMER = "extra peer";

interface Connection {
  readonly since: TimeUs;
  /** Order of arrival. */
  readonly number: number;
  announcedAt: TimeUs | undefined;
}

export class StaleTip {
  readonly #context: NodeContext;
  readonly #isProtected: (peer: Peer) => boolean;
  readonly #connections: Map<Peer, Connection>;
  #connected = 0;
  #tip: number;
  #tipSince: TimeUs | undefined;
  #running = false;
  /** How many outbound peers there were when one more was asked for; undefined: none was. */
  #enough: number | undefined;

  constructor(context: NodeContext, isProtected: (peer: Peer) => boolean) {
    this.#context = context;
    this.#connections = context.memory.map("announcements");
    this.#isProtected = isProtected;
    this.#tip = context.chain.tip;
  }

  pump(): void {
    const { chain, now, peers, policy } = this.#context;
    if (policy.staleTipSeconds === null) return;
    for (const peer of peers.values()) {
      if (peer.inbound || this.#connections.has(peer)) continue;
      this.#connections.set(peer, { since: now, number: this.#connected++, announcedAt: undefined });
      this.#start();
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

  onTimer(name: string): void {
    const { policy } = this.#context;
    if (name !== STALE_TIMER && name !== EXTRA_TIMER) return;
    // The next connection starts them again.
    this.#running = this.#connections.size > 0;
    if (!this.#running) this.#stop();
    else if (name === STALE_TIMER) {
      this.#look();
      this.#setTimer(STALE_TIMER, policy.staleCheckSeconds);
    } else {
      this.#makeRoom();
      this.#setTimer(EXTRA_TIMER, policy.extraPeerCheckSeconds);
    }
  }

  onGone(peer: Peer): void {
    this.#connections.delete(peer);
  }

  /** Time begins with the first connection: the tip is taken to be new then. */
  #start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#tipSince ??= this.#context.now;
    this.#setTimer(STALE_TIMER, this.#context.policy.staleCheckSeconds);
    this.#setTimer(EXTRA_TIMER, this.#context.policy.extraPeerCheckSeconds);
  }

  #stop(): void {
    this.#context.timers.cancel(STALE_TIMER);
    this.#context.timers.cancel(EXTRA_TIMER);
  }

  #look(): void {
    const { inFlight, now, policy } = this.#context;
    const seconds = policy.staleTipSeconds ?? 0;
    if (now - (this.#tipSince ?? now) <= seconds * MICROSECONDS_PER_SECOND || inFlight.size > 0) return;
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

  #setTimer(name: string, seconds: number | null): void {
    if (seconds !== null)
      this.#context.timers.set(name, this.#context.now + seconds * MICROSECONDS_PER_SECOND);
  }
}
