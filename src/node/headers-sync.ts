/**
 * Headers first from one, then from everybody (the article's protocol; protocol.md §1.5 with the right behaviours of
 * §1.7).
 *
 * One sync peer is asked, with a locator of our best header's parent, until it sends a message that is not full. It is
 * replaced as soon as it is gone, whatever the reason, and the next one goes on from the best header. Then every other
 * peer is asked the same, so that we learn of better chains and of who has what. Each request has its own time-out.
 *
 * What an attacker gains: a sync peer that lies about its end costs one round trip, since all others are asked after it;
 * one that is silent costs the time-out.
 */
import { HASH_BYTES, ZERO_HASH } from "../bitcoin/bytes.ts";
import type { HeaderBatch } from "../bitcoin/header.ts";
import { PROTOCOL_VERSION } from "../bitcoin/wire/message.ts";
import { type CheckedBatch, checkBatch } from "../chain/header-batch.ts";
import { locatorEntries } from "../chain/locator.ts";
import { updateAvailability } from "./availability.ts";
import type { NodeContext } from "./context.ts";
import { headerEntries } from "./header-entries.ts";
import type { PeerId } from "./interface.ts";
import type { HeadersSyncPhase } from "./observation.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND } from "./time.ts";
import { observeTip } from "./tip.ts";

const TIMER = "headers ";

export class HeadersSync {
  readonly #context: NodeContext;
  #phase: HeadersSyncPhase = "waiting";
  #syncPeer: PeerId | undefined;

  constructor(context: NodeContext) {
    this.#context = context;
  }

  /** The sync peer has no more headers: everybody is asked, and blocks may be. */
  get done(): boolean {
    return this.#phase === "done";
  }

  /** Asks whoever is to be asked now. */
  pump(): void {
    if (this.#phase !== "done") {
      if (this.#syncPeer !== undefined) return;
      const peer = this.#nextSyncPeer();
      if (peer === undefined) return;
      this.#setSyncPeer(peer.id, "no sync peer");
      this.#setPhase("syncing");
      this.#ask(peer, this.#startingPoint());
      return;
    }
    for (const peer of this.#context.ready()) if (!peer.headersAsked) this.#ask(peer, this.#startingPoint());
  }

  onHeaders(peer: Peer, batch: HeaderBatch): void {
    const { policy, chain } = this.#context;
    if (batch.count > policy.headersPerMessage) {
      this.#context.misbehaving(peer, `headers message size = ${batch.count}`);
      return;
    }
    if (batch.count === 0) {
      this.#answered(peer);
      this.#observe(peer, 0, chain.index.size);
      this.#exhausted(peer);
      return;
    }
    const checked = checkBatch(batch, chain.network);
    if (typeof checked === "string") {
      this.#context.misbehaving(peer, checked);
      return;
    }
    this.#answered(peer);
    if (!this.#accept(peer, checked)) return;
    const last = checked.hashes.subarray((checked.count - 1) * HASH_BYTES);
    updateAvailability(this.#context, peer, last);
    const entry = chain.index.find(last);
    if (batch.count === policy.headersPerMessage && entry !== undefined) this.#ask(peer, entry);
    else this.#exhausted(peer);
  }

  /** A block was announced. If we do not know it we ask for the headers that lead to it. */
  onAnnounced(peer: Peer, hash: Uint8Array): void {
    updateAvailability(this.#context, peer, hash);
    if (peer.unknownHash !== undefined && this.done && !peer.headersOwed) {
      this.#ask(peer, this.#context.chain.bestHeader);
    }
  }

  onTimer(name: string): void {
    if (!name.startsWith(TIMER)) return;
    const peer = this.#context.peers.get(name.slice(TIMER.length));
    if (peer !== undefined) this.#context.drop(peer, "headersTimeout", "headers response timeout");
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel(TIMER + peer.id);
    if (this.#syncPeer === peer.id) this.#setSyncPeer(undefined, "the sync peer is gone");
  }

  /** A connection we made is worth more than one made to us: nobody can choose to be asked. */
  #nextSyncPeer(): Peer | undefined {
    let outbound = false;
    for (const peer of this.#context.peers.values()) if (!peer.inbound) outbound = true;
    for (const peer of this.#context.ready()) if (peer.inbound !== outbound) return peer;
    return undefined;
  }

  /** The parent of the best header, so that a peer as far as we are still answers with one header (protocol.md §2.3). */
  #startingPoint(): number {
    const { index, bestHeader } = this.#context.chain;
    return Math.max(0, index.parent(bestHeader));
  }

  #ask(peer: Peer, from: number): void {
    const { chain, policy, timers, now } = this.#context;
    const entries = locatorEntries(chain.index, from, policy.locatorSpacing);
    const timeoutAt = now + policy.headersTimeoutSeconds * MICROSECONDS_PER_SECOND;
    peer.headersAsked = true;
    peer.headersOwed = true;
    timers.set(TIMER + peer.id, timeoutAt);
    this.#context.send(peer, {
      command: "getheaders",
      version: PROTOCOL_VERSION,
      locator: entries.map((entry) => chain.index.hash(entry).slice()),
      stop: ZERO_HASH,
    });
    const heights = entries.map((entry) => chain.index.height(entry));
    this.#context.observe({ kind: "headersRequested", peer: peer.id, heights, timeoutAt });
  }

  #answered(peer: Peer): void {
    peer.headersOwed = false;
    this.#context.timers.cancel(TIMER + peer.id);
  }

  /** Takes the headers in, in order. False: one was refused, and the rest with it. */
  #accept(peer: Peer, batch: CheckedBatch): boolean {
    const { chain, nowSeconds } = this.#context;
    const first = chain.index.size;
    const { tip, bestHeader } = chain;
    let refused: string | undefined;
    for (let i = 0; i < batch.count && refused === undefined; i++) {
      const verdict = chain.acceptChecked(batch, i, nowSeconds);
      if (verdict.kind === "rejected") refused = verdict.reason;
    }
    this.#observe(peer, batch.count, first);
    if (chain.bestHeader !== bestHeader) {
      this.#context.observe({
        kind: "bestHeaderChanged",
        from: bestHeader,
        to: chain.bestHeader,
        height: chain.index.height(chain.bestHeader),
        work: chain.index.workHex(chain.bestHeader),
      });
    }
    observeTip(this.#context, tip);
    if (refused === undefined) return true;
    // A clock that differs is no offence; the headers before this one were good.
    if (refused === "time-too-new") this.#exhausted(peer);
    else
      this.#context.misbehaving(peer, refused === "prev-blk-not-found" ? "headers do not connect" : refused);
    return false;
  }

  #observe(peer: Peer, count: number, first: number): void {
    const { index } = this.#context.chain;
    this.#context.observe({
      kind: "headersReceived",
      peer: peer.id,
      count,
      newCount: index.size - first,
      entries: headerEntries(index, first, index.size),
    });
  }

  /** This peer has no more. */
  #exhausted(peer: Peer): void {
    if (this.#syncPeer !== peer.id) return;
    this.#setPhase("done");
    this.#setSyncPeer(undefined, "it has no more headers");
  }

  #setSyncPeer(to: PeerId | undefined, why: string): void {
    this.#context.observe({ kind: "syncPeerChanged", from: this.#syncPeer, to, why });
    this.#syncPeer = to;
  }

  #setPhase(to: HeadersSyncPhase): void {
    if (this.#phase === to) return;
    this.#context.observe({ kind: "headersPhaseChanged", from: this.#phase, to });
    this.#phase = to;
  }
}
