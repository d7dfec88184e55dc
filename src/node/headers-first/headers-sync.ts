/**
 * Headers first from one, then from everybody (the article's protocol; protocol.md §1.5 with the right behaviours of
 * §1.7).
 *
 * One sync peer is asked, with a locator of our best header's parent, until it sends a message that is not full. It is
 * replaced as soon as it is gone, whatever the reason, and the next one goes on from the best header. Then every other
 * peer is asked the same, so that we learn of better chains and of who has what. Each request has its own time-out.
 *
 * What an attacker gains: a sync peer that lies about its end costs one round trip, since all others are asked after it;
 * one that is silent costs the time-out; one that repeats itself is believed to have no more. One that has real headers
 * and sends each message just in time is never replaced, as in the article.
 */
import { HASH_BYTES, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { type HeaderBatch, headerPrev } from "../../bitcoin/header.ts";
import { PROTOCOL_VERSION } from "../../bitcoin/wire/message.ts";
import { type CheckedBatch, checkBatch } from "../../chain/header-batch.ts";
import { locatorEntries } from "../../chain/locator.ts";
import { resolveUnknown, updateAvailability } from "../blocks/availability.ts";
import type { NodeContext } from "../context.ts";
import { observeHeaders } from "../header-entries.ts";
import type { PeerId } from "../interface.ts";
import type { HeadersSyncPhase } from "../observation.ts";
import type { Peer } from "../peer.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";
import { observeBestHeader, observeTip } from "../tip.ts";

export class HeadersSync {
  readonly timers: TimerHandlers = {
    headers: (peer) => this.#context.drop(peer, "headersTimeout", "headers response timeout"),
  };
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

  /** A getheaders of ours is unanswered. */
  owed(): boolean {
    for (const peer of this.#context.peers.values()) if (peer.headersOwed) return true;
    return false;
  }

  /** Asks whoever is to be asked now. */
  pump(): void {
    if (this.#phase !== "done") {
      if (this.#syncPeer !== undefined) return;
      const peer = this.#nextSyncPeer();
      if (peer === undefined) {
        this.#setPhase("waiting");
        return;
      }
      this.#setSyncPeer(
        peer.id,
        peer.inbound ? "no connection of ours is ready" : "the first ready connection of ours",
      );
      this.#setPhase("syncing");
      this.#ask(peer, this.#startingPoint());
      return;
    }
    for (const peer of this.#context.askable())
      if (!peer.headersAsked) this.#ask(peer, this.#startingPoint());
  }

  onHeaders(peer: Peer, batch: HeaderBatch): void {
    this.#takeIn(peer, batch);
    peer.saidAllHeaders ||= peer.headersAsked && !peer.headersOwed;
  }

  #takeIn(peer: Peer, batch: HeaderBatch): void {
    const { policy, chain } = this.#context;
    if (batch.count > policy.headersPerMessage) {
      this.#refuse(peer, batch.count, `headers message size = ${batch.count}`);
      return;
    }
    const wasOwed = peer.headersOwed;
    this.#answered(peer);
    if (batch.count === 0) {
      observeHeaders(this.#context, peer, 0, chain.index.size);
      this.#exhausted(peer);
      this.#locate(peer);
      return;
    }
    const checked = checkBatch(batch, chain.network);
    if (typeof checked === "string") {
      this.#refuse(peer, batch.count, checked);
      return;
    }
    if (chain.index.find(headerPrev(batch.bytes)) === undefined) {
      this.#unconnected(peer, checked, wasOwed);
      return;
    }
    const first = chain.index.size;
    const last = this.#accept(peer, checked);
    if (last === undefined) return;
    const full = batch.count === policy.headersPerMessage;
    if (full && this.#mayGoOn(peer, last, last >= first)) this.#ask(peer, last, last);
    else this.#exhausted(peer);
  }

  /** Blocks were announced. If there are some that we do not know we ask for the headers that lead to the last. */
  onAnnounced(peer: Peer, hashes: readonly Uint8Array[]): void {
    const { index } = this.#context.chain;
    for (const hash of hashes) updateAvailability(this.#context, peer, hash);
    const news = hashes.some((hash) => index.find(hash) === undefined);
    if (!news || peer.version?.servesBlocks !== true) return;
    if (peer.headersOwed) peer.announcedMeanwhile = true;
    else if (this.done) this.#ask(peer, this.#context.chain.bestHeader);
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "headers", peer: peer.id });
    if (this.#syncPeer === peer.id) this.#setSyncPeer(undefined, "the sync peer is gone");
  }

  /** A connection we made is worth more than one made to us: nobody can choose to be asked. */
  #nextSyncPeer(): Peer | undefined {
    let inbound: Peer | undefined;
    for (const peer of this.#context.askable()) {
      if (!peer.inbound) return peer;
      inbound ??= peer;
    }
    return inbound;
  }

  /** The parent of the best header, so that a peer as far as we are still answers with one header (protocol.md §2.3). */
  #startingPoint(): number {
    const { index, bestHeader } = this.#context.chain;
    return Math.max(0, index.parent(bestHeader));
  }

  /** `after`: the last header of the full message that this follows. */
  #ask(peer: Peer, from: number, after?: number): void {
    const { chain, policy, timers, now } = this.#context;
    const entries = locatorEntries(chain.index, from, policy.locatorSpacing);
    const timeout = policy.headersTimeoutSeconds;
    const timeoutAt = timeout === null ? undefined : now + timeout * MICROSECONDS_PER_SECOND;
    peer.headersAsked = true;
    peer.headersOwed = true;
    peer.headersAfter = after;
    peer.announcedMeanwhile = false;
    if (timeoutAt !== undefined) timers.set({ timer: "headers", peer: peer.id }, timeoutAt);
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
    this.#context.timers.cancel({ timer: "headers", peer: peer.id });
  }

  /** Nothing of the message is kept. */
  #refuse(peer: Peer, count: number, reason: string): void {
    observeHeaders(this.#context, peer, count, this.#context.chain.index.size);
    this.#context.punish(peer, reason);
  }

  /**
   * The first header's parent is unknown. An answer follows a hash of our locator, so it is none (the article); what
   * was not asked for is an announcement, and we ask for what leads to it (Core, protocol.md §2.4 step 5).
   */
  #unconnected(peer: Peer, batch: CheckedBatch, wasOwed: boolean): void {
    if (wasOwed) {
      this.#refuse(peer, batch.count, "headers do not connect");
      return;
    }
    observeHeaders(this.#context, peer, batch.count, this.#context.chain.index.size);
    this.onAnnounced(peer, [batch.hashes.subarray((batch.count - 1) * HASH_BYTES)]);
  }

  /**
   * After a full message there may be more, unless a peer answers the question for what follows with headers that we had and
   * that lead no further: it would go on for ever. New ones below may be a branch that it has gone over to meanwhile.
   */
  #mayGoOn(peer: Peer, last: number, isNew: boolean): boolean {
    const { index } = this.#context.chain;
    if (!this.done && this.#syncPeer !== peer.id) return false;
    const { headersAfter } = peer;
    return isNew || headersAfter === undefined || index.height(last) > index.height(headersAfter);
  }

  /** Takes the headers in, in order. The last entry; undefined: one was refused, and the rest with it. */
  #accept(peer: Peer, batch: CheckedBatch): number | undefined {
    const { chain, nowSeconds } = this.#context;
    const first = chain.index.size;
    const { tip, bestHeader } = chain;
    let refused: string | undefined;
    let last: number | undefined;
    for (let i = 0; i < batch.count && refused === undefined; i++) {
      const verdict = chain.acceptChecked(batch, i, nowSeconds);
      if (verdict.kind === "rejected") refused = verdict.reason;
      else last = verdict.entry;
    }
    observeHeaders(this.#context, peer, batch.count, first);
    observeBestHeader(this.#context, bestHeader);
    observeTip(this.#context, tip);
    if (refused === undefined) {
      if (last !== undefined) updateAvailability(this.#context, peer, chain.index.hash(last));
      return last;
    }
    // The headers before this one were good and stay, but say nothing of what their sender has.
    if (!this.#context.punish(peer, refused)) this.#exhausted(peer);
    return undefined;
  }

  /** This peer has no more, unless it has announced a block since we asked. */
  #exhausted(peer: Peer): void {
    if (this.#syncPeer === peer.id) {
      this.#setPhase("done");
      this.#setSyncPeer(undefined, "it has no more headers");
    }
    if (!peer.announcedMeanwhile || peer.headersOwed) return;
    peer.announcedMeanwhile = false;
    resolveUnknown(this.#context, peer);
    if (this.done && peer.unknownHash !== undefined) this.#ask(peer, this.#context.chain.bestHeader);
  }

  /**
   * A peer that has nothing beyond our best header may be the only one with the blocks on the way there. Asked again from
   * our tip it says how far it is; without that we would never ask it for a block.
   */
  #locate(peer: Peer): void {
    const { index, tip, bestHeader } = this.#context.chain;
    if (peer.located || peer.headersOwed || peer.bestKnown !== undefined || !this.done) return;
    peer.located = true;
    if (index.compareWork(tip, bestHeader) < 0) this.#ask(peer, Math.max(0, index.parent(tip)));
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
