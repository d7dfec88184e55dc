/**
 * Blocks from everybody, in parallel, within a window that moves (protocol.md §2.8, §2.10, with the time-outs of §1.2).
 *
 * Each peer is asked for the lowest blocks of its best chain that are neither stored nor in flight, up to
 * `inFlightPerPeer` at once and never beyond the window, which begins at the last block up to which everything is
 * stored. A block is in flight from one peer at a time. A peer that delivers nothing it owes for the block time-out is
 * dropped, and what it owed is free for others at once.
 *
 * What an attacker gains: by withholding the lowest block he holds the window for one time-out.
 */
import { INV_BLOCK } from "../bitcoin/wire/message.ts";
import { resolveUnknown } from "./availability.ts";
import { hasFreeSlot, inWindow, isStored, isWorthAsking, windowEnd } from "./block-wanted.ts";
import type { NodeContext } from "./context.ts";
import type { PeerId } from "./interface.ts";
import type { Peer } from "./peer.ts";
import { MICROSECONDS_PER_SECOND } from "./time.ts";

const TIMER = "blocks ";
/** How many blocks of a peer's chain are laid out at once when looking for the next to ask. */
const BATCH = 128;

interface Range {
  readonly low: number;
  readonly high: number;
}

export class BlockDownload {
  readonly #context: NodeContext;
  /** Entry → the peer that owes it. */
  readonly #inFlight = new Map<number, PeerId>();
  #window: Range | undefined;
  /** The block that everything waits for. */
  #stalledBy: number | undefined;

  constructor(context: NodeContext) {
    this.#context = context;
  }

  get owed(): boolean {
    return this.#inFlight.size > 0;
  }

  /** Who owes this block. */
  holder(entry: number): PeerId | undefined {
    return this.#inFlight.get(entry);
  }

  /** Asks every peer for as much as it may be asked. */
  pump(): void {
    for (const peer of this.#context.ready()) {
      if (hasFreeSlot(this.#context, peer)) this.#ask(peer, this.#next(peer));
    }
    this.#watchWindow();
  }

  /** The block has come, from this peer: the debt, whoever's it was, is paid. */
  onArrived(entry: number, from: Peer): void {
    const holder = this.#inFlight.get(entry);
    if (holder === undefined) return;
    this.#inFlight.delete(entry);
    const owing = this.#context.peers.get(holder);
    owing?.inFlight.delete(entry);
    if (owing !== undefined && holder === from.id) owing.downloadingSince = this.#context.now;
    if (owing !== undefined) this.#setTimer(owing);
  }

  onTimer(name: string): void {
    if (!name.startsWith(TIMER)) return;
    const peer = this.#context.peers.get(name.slice(TIMER.length));
    if (peer !== undefined) this.#context.drop(peer, "blockTimeout", "block response timeout");
  }

  onGone(peer: Peer): void {
    this.#context.timers.cancel(TIMER + peer.id);
    if (peer.inFlight.size === 0) return;
    const entries = [...peer.inFlight];
    for (const entry of entries) this.#inFlight.delete(entry);
    peer.inFlight.clear();
    for (const other of this.#context.peers.values()) other.nextHeight = 0;
    this.#context.observe({ kind: "blockRequestsFreed", peer: peer.id, entries, why: "the peer is gone" });
  }

  /** What is broken; empty = nothing. */
  checkInvariants(): string[] {
    const { peers, policy, chain } = this.#context;
    const problems: string[] = [];
    let listed = 0;
    for (const peer of peers.values()) {
      listed += peer.inFlight.size;
      if (peer.inFlight.size > policy.inFlightPerPeer) {
        problems.push(
          `inFlightPerPeer peer ${peer.id}: at most ${policy.inFlightPerPeer}, has ${peer.inFlight.size}`,
        );
      }
      for (const entry of peer.inFlight) {
        if (this.#inFlight.get(entry) !== peer.id) {
          problems.push(`inFlightOwner entry ${entry}: peer ${peer.id} and the map agree`);
        }
        if (chain.hasBlock(entry))
          problems.push(`inFlightStored entry ${entry}: nothing stored is in flight`);
      }
      const { lastCommon, bestKnown } = peer;
      if (
        lastCommon !== undefined &&
        bestKnown !== undefined &&
        !chain.index.isAncestor(lastCommon, bestKnown)
      ) {
        problems.push(`lastCommon peer ${peer.id}: an ancestor of its best known block`);
      }
    }
    if (listed !== this.#inFlight.size)
      problems.push(`inFlightCount: lists have ${listed}, the map ${this.#inFlight.size}`);
    return problems;
  }

  #ask(peer: Peer, entries: readonly number[]): void {
    if (entries.length === 0) return;
    const { chain, now } = this.#context;
    if (peer.inFlight.size === 0) peer.downloadingSince = now;
    for (const entry of entries) {
      if (this.#inFlight.has(entry)) throw new Error(`entry ${entry} would be in flight twice`);
      this.#inFlight.set(entry, peer.id);
      peer.inFlight.add(entry);
    }
    this.#setTimer(peer);
    this.#context.send(peer, {
      command: "getdata",
      items: entries.map((entry) => ({ type: INV_BLOCK, hash: chain.index.hash(entry).slice() })),
    });
    this.#context.observe({
      kind: "blocksRequested",
      peer: peer.id,
      entries,
      heights: entries.map((entry) => chain.index.height(entry)),
      timeoutAt: this.#deadline(peer),
    });
  }

  #setTimer(peer: Peer): void {
    if (peer.inFlight.size === 0) this.#context.timers.cancel(TIMER + peer.id);
    else this.#context.timers.set(TIMER + peer.id, this.#deadline(peer));
  }

  #deadline(peer: Peer): number {
    return peer.downloadingSince + this.#context.policy.blockTimeoutSeconds * MICROSECONDS_PER_SECOND;
  }

  /** The lowest blocks of its best chain that are wanted of this peer, as many as it has free slots. */
  #next(peer: Peer): number[] {
    const { chain, policy } = this.#context;
    resolveUnknown(this.#context, peer);
    const { bestKnown } = peer;
    if (bestKnown === undefined || !isWorthAsking(this.#context, peer)) return [];
    this.#advanceLastCommon(peer, bestKnown);
    const { index } = chain;
    const wanted: number[] = [];
    const free = policy.inFlightPerPeer - peer.inFlight.size;
    const maxHeight = Math.min(index.height(bestKnown), windowEnd(this.#context, peer));
    let height = Math.max(peer.nextHeight, index.height(peer.lastCommon ?? 0) + 1);
    while (height <= maxHeight && wanted.length < free) {
      for (const entry of this.#path(bestKnown, height, Math.min(maxHeight, height + BATCH - 1))) {
        if (wanted.length === free || chain.isFailed(entry)) {
          peer.nextHeight = height;
          return wanted;
        }
        if (!isStored(this.#context, entry) && !this.#inFlight.has(entry)) wanted.push(entry);
        height += 1;
      }
    }
    peer.nextHeight = height;
    return wanted;
  }

  /** Up to the last block on its way up to which everything is stored, along an unbroken run (L-6). */
  #advanceLastCommon(peer: Peer, bestKnown: number): void {
    const { chain } = this.#context;
    const { index } = chain;
    const fork = index.lastCommon(bestKnown, chain.tip);
    const { lastCommon } = peer;
    if (
      lastCommon === undefined ||
      index.compareWork(fork, lastCommon) > 0 ||
      !index.isAncestor(lastCommon, bestKnown)
    ) {
      peer.lastCommon = fork;
    }
    let height = index.height(peer.lastCommon ?? 0) + 1;
    for (;;) {
      const next = index.ancestor(bestKnown, height);
      if (next === undefined || !chain.hasAllBlocksTo(next)) return;
      peer.lastCommon = next;
      height += 1;
    }
  }

  /** The blocks of the chain that ends in `tip` from one height to another, ascending. */
  #path(tip: number, low: number, high: number): number[] {
    const { index } = this.#context.chain;
    const path: number[] = [];
    let walk = index.ancestor(tip, high) ?? 0;
    for (let height = high; height >= low; height--) {
      path.push(walk);
      walk = index.parent(walk);
    }
    return path.reverse();
  }

  // --- what a person wants to know of the window ---

  /** The window as seen from our best header, and what stands in its way. */
  #watchWindow(): void {
    const { chain, policy } = this.#context;
    const { index } = chain;
    const base = index.height(index.lastCommon(chain.tip, chain.bestHeader)) + 1;
    const high = Math.min(index.height(chain.bestHeader), base + policy.windowBlocks - 1);
    if (high < base) return;
    if (this.#window?.low !== base || this.#window.high !== high) {
      const to = { low: base, high };
      this.#context.observe({ kind: "windowMoved", from: this.#window, to });
      this.#window = to;
    }
    this.#watchStall(index.ancestor(chain.bestHeader, base));
  }

  #watchStall(lowest: number | undefined): void {
    const holder = lowest === undefined ? undefined : this.#inFlight.get(lowest);
    const stalled = lowest !== undefined && holder !== undefined && this.#windowIsFull() ? lowest : undefined;
    if (stalled === this.#stalledBy) return;
    const { index } = this.#context.chain;
    if (this.#stalledBy !== undefined) {
      this.#context.observe({ kind: "windowFreed", height: index.height(this.#stalledBy) });
    }
    this.#stalledBy = stalled;
    if (stalled !== undefined && holder !== undefined) {
      const height = index.height(stalled);
      this.#context.observe({ kind: "windowStalled", entry: stalled, height, peer: holder });
    }
  }

  /** A peer could give more, and only the end of the window keeps us from asking it. */
  #windowIsFull(): boolean {
    const { index } = this.#context.chain;
    for (const peer of this.#context.ready()) {
      if (peer.bestKnown === undefined || !hasFreeSlot(this.#context, peer)) continue;
      const next = windowEnd(this.#context, peer) + 1;
      const more = next <= index.height(peer.bestKnown) && !inWindow(this.#context, peer, next);
      if (more && isWorthAsking(this.#context, peer)) return true;
    }
    return false;
  }
}
