/**
 * Bitcoin Core's headers sync (protocol.md §2.3, §2.4; `SendMessages`, `ProcessHeadersMessage`).
 *
 * Headers are asked of one peer until the best header is recent, then of everybody; each new block that is announced
 * meanwhile adds one more peer. The question begins at the best header's parent, so that a peer that is as far as we are
 * still answers with one header and shows what it has.
 *
 * What an attacker gains: a silent sync peer holds up the sync until another block is announced or its time is over;
 * headers without work are counted, not kept (`presync.ts`).
 */

import { HASH_BYTES, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { type HeaderBatch, headerPrev } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import { PROTOCOL_VERSION } from "../../bitcoin/wire/message.ts";
import { type CheckedBatch, checkBatch } from "../../chain/header-batch.ts";
import { locatorEntries } from "../../chain/locator.ts";
import { updateAvailability } from "../blocks/availability.ts";
import type { NodeContext } from "../context.ts";
import { observeHeaders, refuseHeaders } from "../header-entries.ts";
import { HeadersPhase } from "../headers-phase.ts";
import type { Peer } from "../peer.ts";
import { SyncPeer } from "../sync-peer.ts";
import { MICROSECONDS_PER_SECOND } from "../time.ts";
import type { TimerHandlers } from "../timers.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import { acceptHeaders } from "./accept-headers.ts";
import type { HeaderPeers } from "./header-peers.ts";
import { Presync } from "./presync.ts";

/** Answers are awaited for so long by policies that have no rule about it. */
export const OWED_SECONDS = 120;

/** Who hears that headers were taken in: the last of them, whether it was new, whether the message was full. */
export type HeadersListener = (peer: Peer, last: number, isNew: boolean, full: boolean) => void;

export class CoreHeaders {
  readonly timers: TimerHandlers = { headersSync: (peer) => this.#onTimeout(peer) };
  readonly #context: NodeContext;
  readonly #peers: HeaderPeers;
  readonly #presync: Presync;
  readonly #accepted: HeadersListener;
  /** For those who watch; nothing is decided by these two. */
  readonly #syncPeer: SyncPeer;
  readonly #phase: HeadersPhase;
  /** The announced hash that last made us ask one more peer, in display order. */
  #lastTrigger = "";

  constructor(context: NodeContext, peers: HeaderPeers, accepted: HeadersListener) {
    this.#context = context;
    this.#peers = peers;
    this.#presync = new Presync(context);
    this.#syncPeer = new SyncPeer(context);
    this.#phase = new HeadersPhase(context);
    this.#accepted = accepted;
  }

  pump(): void {
    const recent = this.isRecent;
    for (const peer of this.#context.askable()) {
      const state = this.#peers.of(peer);
      if (recent) this.#endTimeout(peer);
      if (state.started) continue;
      const first = this.#peers.startedCount === 0 && this.#peers.isUsable(peer);
      if (first || recent) this.#start(peer, first);
    }
  }

  /** The best header is as new as one of an up-to-date node. */
  get isRecent(): boolean {
    const { chain, nowSeconds, policy } = this.#context;
    return chain.index.time(chain.bestHeader) > nowSeconds - policy.recentHeaderSeconds;
  }

  owed(): boolean {
    const seconds = this.#context.policy.headersResponseSeconds ?? OWED_SECONDS;
    for (const { requestedAt } of this.#peers.states) {
      if (requestedAt !== undefined && this.#context.now - requestedAt <= seconds * MICROSECONDS_PER_SECOND)
        return true;
    }
    return false;
  }

  onHeaders(peer: Peer, batch: HeaderBatch): void {
    const { policy, chain } = this.#context;
    if (batch.count > policy.headersPerMessage) {
      refuseHeaders(this.#context, peer, batch.count, `headers message size = ${batch.count}`);
      return;
    }
    if (batch.count === 0) {
      this.#presync.end(peer);
      this.#peers.of(peer).requestedAt = undefined;
      observeHeaders(this.#context, peer, 0, chain.index.size);
      return;
    }
    const full = batch.count === policy.headersPerMessage;
    if (policy.headersChecked === "one by one") {
      this.#takeIn(peer, batch, full);
      return;
    }
    const checked = checkBatch(batch, chain.network);
    if (typeof checked === "string") refuseHeaders(this.#context, peer, batch.count, checked);
    else this.#onChecked(peer, checked, full);
  }

  /** Blocks of which we know nothing were announced by these hashes. */
  onInventory(peer: Peer, unknown: readonly Uint8Array[]): void {
    const { chain, policy } = this.#context;
    if (unknown.length === 0) return;
    if (policy.inventoryAsks === "every peer") {
      const upTo = policy.inventoryAsksUpTo === "the announced block";
      for (const hash of unknown) this.ask(peer, chain.bestHeader, upTo ? hash : ZERO_HASH);
      return;
    }
    const state = this.#peers.of(peer);
    const last = known(unknown.at(-1), "the last hash announced").join();
    if (!state.started && (state.inventoryTriggered || last === this.#lastTrigger)) return;
    this.ask(peer, chain.bestHeader);
    if (state.started) return;
    state.inventoryTriggered = true;
    this.#lastTrigger = last;
  }

  /**
   * Asks for what follows `from`, unless the last question is still open. False: it is. `from` < 0, what is before genesis:
   * the locator is empty, and nobody answers that (Core `GetLocator` of no block). `stop`: the hash of the last header wanted.
   */
  ask(peer: Peer, from: number, stop = ZERO_HASH): boolean {
    const { chain, policy } = this.#context;
    const entries = from < 0 ? [] : locatorEntries(chain.index, from, policy.locatorSpacing);
    const hashes = entries.map((entry) => chain.index.hash(entry).slice());
    return this.#send(
      peer,
      hashes,
      entries.map((entry) => chain.index.height(entry)),
      stop,
    );
  }

  #onTimeout(peer: Peer): void {
    if (this.isRecent) return;
    // The only source is better than none (protocol.md §2.11).
    const alternatives = this.#peers.preferredCount - (this.#peers.isPreferred(peer) ? 1 : 0);
    if (this.#peers.startedCount === 1 && alternatives > 0) {
      this.#context.drop(peer, "headersTimeout", "timeout downloading headers");
    } else {
      const { timers, now } = this.#context;
      timers.set({ timer: "headersSync", peer: peer.id }, now + MICROSECONDS_PER_SECOND);
    }
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel({ timer: "headersSync", peer: peer.id });
    this.#peers.forget(peer);
    this.#presync.onGone(peer);
    this.#syncPeer.onGone(peer);
  }

  #start(peer: Peer, first: boolean): void {
    const { chain, now, nowSeconds, policy, timers } = this.#context;
    const { index, bestHeader } = chain;
    if (!this.ask(peer, Math.max(0, index.parent(bestHeader)))) return;
    const state = this.#peers.of(peer);
    state.started = true;
    if (this.#phase.now === "waiting") this.#phase.set("syncing");
    if (first) this.#syncPeer.choose(peer);
    if (policy.headersSyncBaseSeconds === null || this.isRecent) return;
    const expected = (nowSeconds - index.time(bestHeader)) / chain.network.targetSpacingSeconds;
    const perHeader = Math.ceil(expected * policy.headersSyncPerHeaderMs) * 1000;
    state.syncTimeoutAt = now + policy.headersSyncBaseSeconds * MICROSECONDS_PER_SECOND + perHeader;
    timers.set({ timer: "headersSync", peer: peer.id }, state.syncTimeoutAt);
  }

  #endTimeout(peer: Peer): void {
    const state = this.#peers.of(peer);
    if (state.syncTimeoutAt === undefined) return;
    state.syncTimeoutAt = undefined;
    this.#context.timers.cancel({ timer: "headersSync", peer: peer.id });
  }

  #onChecked(peer: Peer, batch: CheckedBatch, full: boolean): void {
    const { chain } = this.#context;
    const counted = this.#presync.onHeaders(peer, batch, full);
    if (counted.kind === "swallowed") {
      observeHeaders(this.#context, peer, batch.count, chain.index.size, true);
      this.#peers.of(peer).requestedAt = undefined;
      if (counted.next !== undefined) this.#send(peer, counted.next.hashes, counted.next.heights);
      return;
    }
    if (counted.kind === "released") {
      const { batch: released, next } = counted;
      this.#peers.of(peer).requestedAt = undefined;
      if (next !== undefined) this.#send(peer, next.hashes, next.heights);
      if (chain.index.find(headerPrev(released.bytes)) === undefined)
        this.#onUnconnected(peer, released, batch.count);
      else this.#takeIn(peer, released, full, next === undefined, batch.count);
      return;
    }
    const parent = chain.index.find(headerPrev(batch.bytes));
    if (parent === undefined) {
      this.#onUnconnected(peer, batch);
      return;
    }
    this.#peers.of(peer).requestedAt = undefined;
    const begun = this.#presync.begin(peer, batch, parent, full);
    if (begun.kind === "swallowed") {
      observeHeaders(this.#context, peer, batch.count, chain.index.size, true);
      if (begun.next !== undefined) this.#send(peer, begun.next.hashes, begun.next.heights);
      return;
    }
    this.#takeIn(peer, batch, full);
  }

  /** An announcement whose parent we lack: we ask for what leads to it (Core `HandleUnconnectingHeaders`). */
  #onUnconnected(peer: Peer, batch: CheckedBatch, came = batch.count): void {
    const { chain } = this.#context;
    observeHeaders(this.#context, peer, came, chain.index.size);
    this.ask(peer, chain.bestHeader);
    updateAvailability(this.#context, peer, batch.hashes.subarray((batch.count - 1) * HASH_BYTES));
  }

  /** `mayAsk`: what follows a full message is to be asked for here. `came`: with this message; the others had been held back. */
  #takeIn(
    peer: Peer,
    batch: HeaderBatch | CheckedBatch,
    full: boolean,
    mayAsk = true,
    came = batch.count,
  ): void {
    const { chain } = this.#context;
    const first = chain.index.size;
    const { tip, bestHeader } = chain;
    const { last, refused } = acceptHeaders(this.#context, batch);
    observeHeaders(this.#context, peer, came, first);
    observeBestHeader(this.#context, bestHeader);
    observeTip(this.#context, tip);
    this.#peers.of(peer).requestedAt = undefined;
    if (refused !== undefined) {
      // What was good of it stays, but says nothing of what its sender has (Core `ProcessHeadersMessage` returns here).
      this.#context.punish(peer, refused);
      return;
    }
    if (last === undefined) return;
    updateAvailability(this.#context, peer, chain.index.hash(last));
    // Whatever it has said so far: a peer that repeats itself is asked for ever (Core `ProcessHeadersMessage`).
    if (full && mayAsk) this.ask(peer, last);
    else if (!full) this.#phase.set("done");
    this.#accepted(peer, last, last >= first, full);
  }

  #send(peer: Peer, locator: readonly Uint8Array[], heights: readonly number[], stop = ZERO_HASH): boolean {
    const { policy, now } = this.#context;
    const state = this.#peers.of(peer);
    const spacing = policy.headersResponseSeconds;
    const { requestedAt } = state;
    if (
      spacing !== null &&
      requestedAt !== undefined &&
      now - requestedAt <= spacing * MICROSECONDS_PER_SECOND
    )
      return false;
    state.requestedAt = now;
    this.#context.send(peer, { command: "getheaders", version: PROTOCOL_VERSION, locator, stop });
    this.#context.observe({
      kind: "headersRequested",
      peer: peer.id,
      heights,
      timeoutAt: state.syncTimeoutAt,
    });
    return true;
  }
}
