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
import { observeHeaders, refuseHeaders } from "../header-entries.ts";
import { HeadersPhase } from "../headers-phase.ts";
import type { Peer } from "../peer.ts";
import { SyncPeer } from "../sync-peer.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import type { AskedPeers } from "./asked-peers.ts";

export class HeadersSync {
  readonly timers: TimerHandlers = {
    headers: (peer) => this.#context.drop(peer, "headersTimeout", "headers response timeout"),
  };
  readonly #context: NodeContext;
  readonly #peers: AskedPeers;
  readonly #phase: HeadersPhase;
  readonly #syncPeer: SyncPeer;

  constructor(context: NodeContext, peers: AskedPeers) {
    this.#context = context;
    this.#peers = peers;
    this.#phase = new HeadersPhase(context);
    this.#syncPeer = new SyncPeer(context);
  }

  /** The sync peer has no more headers: everybody is asked, and blocks may be. */
  get done(): boolean {
    return this.#phase.now === "done";
  }

  /** A getheaders of ours is unanswered. */
  owed(): boolean {
    return this.#peers.anyOwed;
  }

  /** Asks whoever is to be asked now. */
  pump(): void {
    if (!this.done) {
      if (this.#syncPeer.now !== undefined) return;
      const peer = this.#nextSyncPeer();
      if (peer === undefined) {
        this.#phase.set("waiting");
        return;
      }
      this.#syncPeer.choose(peer);
      this.#phase.set("syncing");
      this.#ask(peer, this.#startingPoint());
      return;
    }
    for (const peer of this.#context.askable())
      if (!this.#peers.of(peer).asked) this.#ask(peer, this.#startingPoint());
  }

  onHeaders(peer: Peer, batch: HeaderBatch): void {
    this.#takeIn(peer, batch);
    const state = this.#peers.of(peer);
    state.saidAll ||= state.asked && !state.owed;
  }

  #takeIn(peer: Peer, batch: HeaderBatch): void {
    const { policy, chain } = this.#context;
    if (batch.count > policy.headersPerMessage) {
      refuseHeaders(this.#context, peer, batch.count, `headers message size = ${batch.count}`);
      return;
    }
    const wasOwed = this.#peers.of(peer).owed;
    this.#answered(peer);
    if (batch.count === 0) {
      observeHeaders(this.#context, peer, 0, chain.index.size);
      this.#exhausted(peer);
      this.#locate(peer);
      return;
    }
    const checked = checkBatch(batch, chain.network);
    if (typeof checked === "string") {
      refuseHeaders(this.#context, peer, batch.count, checked);
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
    const state = this.#peers.of(peer);
    if (state.owed) state.announcedMeanwhile = true;
    else if (this.done) this.#ask(peer, this.#context.chain.bestHeader);
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "headers", peer: peer.id });
    this.#peers.forget(peer);
    this.#syncPeer.onGone(peer);
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
    Object.assign(this.#peers.of(peer), { asked: true, owed: true, after, announcedMeanwhile: false });
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
    this.#peers.of(peer).owed = false;
    this.#context.timers.cancel({ timer: "headers", peer: peer.id });
  }

  /**
   * The first header's parent is unknown. An answer follows a hash of our locator, so it is none (the article); what
   * was not asked for is an announcement, and we ask for what leads to it (Core, protocol.md §2.4 step 5).
   */
  #unconnected(peer: Peer, batch: CheckedBatch, wasOwed: boolean): void {
    if (wasOwed) {
      refuseHeaders(this.#context, peer, batch.count, "headers do not connect");
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
    if (!this.done && this.#syncPeer.now !== peer) return false;
    const { after } = this.#peers.of(peer);
    return isNew || after === undefined || index.height(last) > index.height(after);
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
    if (this.#syncPeer.now === peer) {
      this.#phase.set("done");
      this.#syncPeer.set(undefined, "it has no more headers");
    }
    const state = this.#peers.of(peer);
    if (!state.announcedMeanwhile || state.owed) return;
    state.announcedMeanwhile = false;
    resolveUnknown(this.#context, peer);
    if (this.done && peer.unknownHash !== undefined) this.#ask(peer, this.#context.chain.bestHeader);
  }

  /**
   * A peer that has nothing beyond our best header may be the only one with the blocks on the way there. Asked again from
   * our tip it says how far it is; without that we would never ask it for a block.
   */
  #locate(peer: Peer): void {
    const { index, tip, bestHeader } = this.#context.chain;
    const state = this.#peers.of(peer);
    if (state.located || state.owed || peer.bestKnown !== undefined || !this.done) return;
    state.located = true;
    if (index.compareWork(tip, bestHeader) < 0) this.#ask(peer, Math.max(0, index.parent(tip)));
  }
}
