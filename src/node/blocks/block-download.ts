/**
 * Blocks from everybody, in parallel, within a window that moves (protocol.md §2.8–2.10).
 *
 * Each peer is asked for the lowest blocks of its best chain that are neither stored nor in flight, up to
 * `inFlightPerPeer` at once and never beyond the window, which begins at the last block up to which everything is
 * stored. A block is in flight from one peer at a time. What a peer that is gone owed is free for others at once (L-20).
 *
 * What an attacker gains: by withholding the lowest block he holds the window until his time is up (`block-timeouts.ts`).
 */

import { displayHash, fromHex } from "../../bitcoin/bytes.ts";
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { OwedBlock, Peer } from "../peer.ts";
import type { TimerHandlers } from "../timers.ts";
import { askedType, lacksWitness } from "../witness.ts";
import { resolveUnknown } from "./availability.ts";
import { BlockTimeouts } from "./block-timeouts.ts";
import {
  hasFreeSlot,
  isHeldUp,
  isInFlight,
  isStored,
  isWorthAsking,
  whyNotAsk,
  whyNotFetch,
  windowEnd,
} from "./block-wanted.ts";
import { DownloadWindow } from "./download-window.ts";
import { OwedByHash } from "./owed-by-hash.ts";

/** How many blocks of a peer's chain are laid out at once when looking for the next to ask. */
const BATCH = 128;

export class BlockDownload {
  readonly timers: TimerHandlers;
  readonly #context: NodeContext;
  readonly #window: DownloadWindow;
  readonly #timeouts: BlockTimeouts;
  readonly #owedByHash: OwedByHash;
  /** The end of the active chain when it was last looked at. */
  #tip: number;
  /** Peers whose debts or ways have changed since the invariants were last checked. */
  readonly #touched = new Set<Peer>();

  constructor(context: NodeContext) {
    this.#context = context;
    this.#window = new DownloadWindow(context);
    this.#timeouts = new BlockTimeouts(context);
    this.timers = this.#timeouts.timers;
    this.#owedByHash = new OwedByHash(context);
    this.#tip = context.chain.tip;
  }

  /** Asks each of these peers for as much as it may be asked. */
  pump(peers: Iterable<Peer>): void {
    this.onHeaders();
    this.#countConnected();
    for (const peer of peers) {
      // What a look moves only the next look sees; Core looks ten times a second.
      while (hasFreeSlot(this.#context, peer) && this.#look(peer));
    }
    this.#window.watch();
  }

  /** There may be new headers, and among them those of blocks that were asked for by their hashes. */
  onHeaders(): void {
    for (const peer of this.#owedByHash.recognise()) {
      this.#touched.add(peer);
      this.#timeouts.onDebtChanged(peer, peer.inFlight.size);
    }
  }

  /** The block is here, whoever sent it: the debt, whoever's it was, is paid. */
  onArrived(entry: number): void {
    const peer = this.#context.inFlight.get(entry);
    if (peer !== undefined) this.#settle(peer, entry);
  }

  /**
   * A block came from this peer and was refused. A peer that was asked for it by its hash has done its part; under the old
   * rule so has whoever was asked for it, in whatever way, and others are asked at once.
   */
  onRefused(peer: Peer, block: OwedBlock): void {
    const debtor = this.#context.inFlight.get(block);
    if (debtor === undefined) return;
    if (this.#context.policy.refusedBlockFrees === "its sender") {
      if (debtor === peer && typeof block === "string") this.#settle(peer, block);
      return;
    }
    this.#settle(debtor, block);
    if (debtor !== peer || typeof block === "number") {
      for (const other of this.#context.peers.values()) other.nextHeight = 0;
      this.#observeFreed(debtor, [block], "a block of its hash was refused");
    }
  }

  /** These blocks are not wanted any more. */
  onInvalid(entries: readonly number[]): void {
    const freed = new Map<Peer, number[]>();
    for (const entry of entries) {
      const peer = this.#context.inFlight.get(entry);
      if (peer === undefined) continue;
      this.#settle(peer, entry);
      freed.set(peer, [...(freed.get(peer) ?? []), entry]);
    }
    for (const [peer, list] of freed) this.#observeFreed(peer, list, "invalid");
  }

  /** Fetches these blocks of its chain from a peer at once, wherever the window is (protocol.md §2.9). */
  requestNow(peer: Peer, entries: readonly number[]): void {
    this.#ask(peer, entries, whyNotFetch);
  }

  /** Fetches blocks of which nothing is known but that this peer has announced them (protocol.md §2.22). */
  requestByHash(peer: Peer, hashes: readonly string[]): void {
    if (hashes.length === 0) return;
    const before = peer.inFlight.size;
    for (const hash of hashes) {
      if (isInFlight(this.#context, hash) || !hasFreeSlot(this.#context, peer))
        throw new Error(`block ${hash} asked of ${peer.id}: in flight, or no free slot`);
      this.#owedByHash.add(hash);
      this.#owe(peer, hash);
    }
    this.#timeouts.onDebtChanged(peer, before);
    const asked = hashes.map((hash) => fromHex(hash));
    this.#sendGetData(peer, asked);
    this.#context.observe({
      kind: "blocksRequested",
      peer: peer.id,
      entries: [],
      heights: [],
      hashes: asked.map((hash) => displayHash(hash)),
      timeoutAt: this.#timeouts.deadline(peer),
    });
  }

  /** Whoever a block is from, also if we have found it (Core `BlockConnected`). */
  #countConnected(): void {
    const { index, tip } = this.#context.chain;
    if (tip === this.#tip) return;
    this.#timeouts.onConnected(index.height(tip) - index.height(index.lastCommon(this.#tip, tip)));
    this.#tip = tip;
  }

  onGone(peer: Peer): void {
    this.#touched.delete(peer);
    this.#timeouts.onGone(peer);
    const before = peer.inFlight.size;
    if (before === 0) return;
    const owed = [...peer.inFlight];
    for (const block of owed) this.#forget(block);
    peer.inFlight.clear();
    this.#timeouts.onDebtChanged(peer, before);
    for (const other of this.#context.peers.values()) other.nextHeight = 0;
    this.#observeFreed(peer, owed, "the peer is gone");
  }

  /** What is broken around the peers that the last inputs touched; empty = nothing (protocol.md §2.18). */
  checkInvariants(): string[] {
    const problems = [...this.#touched].flatMap((peer) => this.#checkPeer(peer));
    this.#touched.clear();
    problems.push(...this.#owedByHash.checkInvariants());
    let listed = 0;
    for (const peer of this.#context.peers.values()) listed += peer.inFlight.size;
    const mapped = this.#context.inFlight.size;
    if (listed !== mapped) problems.push(`inFlightCount: lists have ${listed}, the map ${mapped}`);
    return problems;
  }

  #checkPeer(peer: Peer): string[] {
    const { policy, chain, inFlight } = this.#context;
    const problems: string[] = [];
    const must = (id: string, holds: boolean, what: string) => {
      if (!holds) problems.push(`${id} peer ${peer.id}: ${what}`);
    };
    const { size } = peer.inFlight;
    must("inFlightPerPeer", size <= policy.inFlightPerPeer, `at most ${policy.inFlightPerPeer}, has ${size}`);
    for (const block of peer.inFlight) {
      must("inFlightOwner", inFlight.get(block) === peer, `it and the map agree on entry ${block}`);
      const stored = typeof block === "number" && chain.hasBlock(block);
      must("inFlightStored", !stored, `entry ${block} is stored and in flight`);
    }
    const { lastCommon, bestKnown } = peer;
    const onItsWay =
      lastCommon === undefined || bestKnown === undefined || chain.index.isAncestor(lastCommon, bestKnown);
    must("lastCommon", onItsWay, "an ancestor of its best known block");
    return problems;
  }

  #ask(peer: Peer, entries: readonly number[], whyNotAsked = whyNotAsk): void {
    if (entries.length === 0) return;
    const { chain } = this.#context;
    const before = peer.inFlight.size;
    for (const entry of entries) {
      const whyNot = whyNotAsked(this.#context, peer, entry);
      if (whyNot !== undefined) throw new Error(`entry ${entry} asked of ${peer.id}: ${whyNot}`);
      this.#owe(peer, entry);
    }
    this.#timeouts.onDebtChanged(peer, before);
    this.#sendGetData(
      peer,
      entries.map((entry) => chain.index.hash(entry).slice()),
    );
    this.#context.observe({
      kind: "blocksRequested",
      peer: peer.id,
      entries,
      heights: entries.map((entry) => chain.index.height(entry)),
      timeoutAt: this.#timeouts.deadline(peer),
    });
  }

  #sendGetData(peer: Peer, hashes: readonly Uint8Array[]): void {
    const type = askedType(this.#context.policy, peer.version?.servesWitnesses === true);
    this.#context.send(peer, { command: "getdata", items: hashes.map((hash) => ({ type, hash })) });
  }

  /** The time of the first that a peer owes begins when it is asked. */
  #owe(peer: Peer, block: OwedBlock): void {
    if (peer.inFlight.size === 0) peer.downloadingSince = this.#context.now;
    this.#context.inFlight.set(block, peer);
    peer.inFlight.add(block);
    this.#touched.add(peer);
  }

  #forget(block: OwedBlock): void {
    this.#context.inFlight.delete(block);
    if (typeof block === "string") this.#owedByHash.delete(block);
  }

  /** The debt is off the list. If it was the one owed longest, the time of the next begins. */
  #settle(peer: Peer, block: OwedBlock): void {
    const [first] = peer.inFlight;
    if (first === block) peer.downloadingSince = this.#context.now;
    const before = peer.inFlight.size;
    this.#forget(block);
    peer.inFlight.delete(block);
    this.#touched.add(peer);
    this.#timeouts.onDebtChanged(peer, before);
  }

  #observeFreed(peer: Peer, owed: readonly OwedBlock[], why: string): void {
    const entries = owed.filter((block) => typeof block === "number");
    const hashes = owed
      .filter((block) => typeof block === "string")
      .map((hash) => displayHash(fromHex(hash)));
    this.#context.observe({
      kind: "blockRequestsFreed",
      peer: peer.id,
      entries,
      ...(hashes.length > 0 && { hashes }),
      why,
    });
  }

  /** Core `FindNextBlocksToDownload`. True: nothing was asked for, and the peer's window has moved meanwhile. */
  #look(peer: Peer): boolean {
    resolveUnknown(this.#context, peer);
    const { bestKnown, lastCommon } = peer;
    if (bestKnown === undefined || !isWorthAsking(this.#context, peer)) return false;
    const end = this.#moveLastCommon(peer, bestKnown);
    const wanted = this.#next(peer, bestKnown, end);
    this.#ask(peer, wanted);
    this.#blame(peer, end);
    return wanted.length === 0 && peer.lastCommon !== lastCommon && end < windowEnd(this.#context, peer);
  }

  /**
   * If the peer waits for its window to move, which ends at height `end`, whoever owes the first block of it is a staller
   * (protocol.md §2.10).
   */
  #blame(peer: Peer, end: number): void {
    const { chain, inFlight, policy } = this.#context;
    const { bestKnown } = peer;
    if (policy.stallTimeoutSeconds === null || bestKnown === undefined || peer.lastCommon === undefined)
      return;
    if (!isHeldUp(this.#context, peer, end)) return;
    const first = chain.index.ancestor(bestKnown, chain.index.height(peer.lastCommon) + 1);
    const holder = first === undefined ? undefined : inFlight.get(first);
    if (holder !== undefined && holder !== peer) this.#timeouts.onStaller(holder);
  }

  /** The lowest blocks of its best chain up to height `end` that are wanted of this peer, as many as it has free slots. */
  #next(peer: Peer, bestKnown: number, end: number): number[] {
    const { chain, policy } = this.#context;
    const { index } = chain;
    const wanted: number[] = [];
    const free = policy.inFlightPerPeer - peer.inFlight.size;
    const maxHeight = Math.min(index.height(bestKnown), end, peer.agreedHeight ?? end);
    let height = Math.max(peer.nextHeight, index.height(known(peer.lastCommon, "the last common block")) + 1);
    while (height <= maxHeight && wanted.length < free) {
      for (const entry of this.#path(bestKnown, height, Math.min(maxHeight, height + BATCH - 1))) {
        if (wanted.length === free || chain.isFailed(entry) || lacksWitness(this.#context, peer, entry)) {
          peer.nextHeight = height;
          return wanted;
        }
        if (!isStored(this.#context, entry) && !isInFlight(this.#context, entry)) wanted.push(entry);
        height += 1;
      }
    }
    peer.nextHeight = height;
    return wanted;
  }

  /**
   * Up to the last block on its way up to which everything is stored, along an unbroken run (L-6). Where the window then
   * ends: under the old rule it ends where it ended before, and the last common block goes no further than one beyond.
   */
  #moveLastCommon(peer: Peer, bestKnown: number): number {
    const { chain, policy } = this.#context;
    const { index } = chain;
    const fork = index.lastCommon(bestKnown, chain.tip);
    const lookedUp = policy.lastCommonBlock === "looked up";
    let last = peer.lastCommon ?? fork;
    if (lookedUp && index.height(fork) > index.height(last)) last = fork;
    const oldEnd = index.height(last) + policy.windowBlocks;
    for (;;) {
      const height = index.height(last) + 1;
      const next = lookedUp || height <= oldEnd + 1 ? index.ancestor(bestKnown, height) : undefined;
      if (next === undefined || !chain.hasAllBlocksTo(next)) break;
      last = next;
    }
    peer.lastCommon = last;
    return lookedUp ? windowEnd(this.#context, peer) : oldEnd;
  }

  /** The blocks of the chain that ends in `tip` from one height to another, ascending. */
  #path(tip: number, low: number, high: number): number[] {
    const { index } = this.#context.chain;
    const path: number[] = [];
    let walk = known(index.ancestor(tip, high), "the end of a peer's way");
    for (let height = high; height >= low; height--) {
      path.push(walk);
      walk = index.parent(walk);
    }
    return path.reverse();
  }
}
