/**
 * Bitcoin Core's way (protocol.md §2): headers and blocks at the same time, blocks from everybody within a window, peers
 * that stall or fall behind make room for others. Core 0.12 is the same with fewer rules: its policy says which.
 */
import type { Block } from "../../bitcoin/block.ts";
import type { HeaderBatch } from "../../bitcoin/header.ts";
import { updateAvailability } from "../blocks/availability.ts";
import { BlockArrival } from "../blocks/block-arrival.ts";
import { BlockDownload } from "../blocks/block-download.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import type { Sync } from "../sync.ts";
import type { TimerHandlers } from "../timers.ts";
import { announcedHashes } from "./announced-hashes.ts";
import { ChainSync } from "./chain-sync.ts";
import { directFetch } from "./direct-fetch.ts";
import { HeaderPeers } from "./header-peers.ts";
import { CoreHeaders } from "./headers.ts";
import { StaleTip } from "./stale-tip.ts";

export class CoreSync implements Sync {
  readonly timers: TimerHandlers;
  readonly #context: NodeContext;
  readonly #peers: HeaderPeers;
  readonly #headers: CoreHeaders;
  readonly #chainSync: ChainSync;
  readonly #staleTip: StaleTip;
  readonly #download: BlockDownload;
  readonly #arrival: BlockArrival;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#peers = new HeaderPeers(context);
    this.#headers = new CoreHeaders(context, this.#peers, (peer, last, isNew, full) =>
      this.#onAccepted(peer, last, isNew, full),
    );
    this.#chainSync = new ChainSync(context, (peer, from) => this.#headers.ask(peer, from));
    this.#staleTip = new StaleTip(context, (peer) => this.#chainSync.isProtected(peer));
    this.#download = new BlockDownload(context);
    this.#arrival = new BlockArrival(context, this.#download);
    this.timers = {
      ...this.#headers.timers,
      ...this.#chainSync.timers,
      ...this.#staleTip.timers,
      ...this.#download.timers,
    };
  }

  pump(): void {
    this.#headers.pump();
    this.#chainSync.pump(this.#watched());
    this.#download.pump(this.#givers());
    this.#staleTip.pump();
  }

  onHeaders(peer: Peer, batch: HeaderBatch): void {
    this.#headers.onHeaders(peer, batch);
  }

  onInventory(peer: Peer, hashes: readonly Uint8Array[]): void {
    for (const hash of hashes) updateAvailability(this.#context, peer, hash);
    if (peer.version?.servesBlocks !== true) return;
    const { unknown, fetched } = announcedHashes(this.#context, peer, hashes);
    this.#headers.onInventory(peer, unknown);
    this.#download.requestByHash(peer, fetched);
  }

  onBlock(peer: Peer, block: Block): void {
    this.#arrival.onBlock(peer, block);
  }

  onGone(peer: Peer): void {
    this.#headers.onGone(peer);
    this.#chainSync.onGone(peer);
    this.#staleTip.onGone(peer);
    this.#download.onGone(peer);
  }

  owed(): boolean {
    return this.#headers.owed() || this.#context.inFlight.size > 0;
  }

  checkInvariants(): readonly string[] {
    return this.#download.checkInvariants();
  }

  /** Core `UpdatePeerStateForReceivedHeaders` and `HeadersDirectFetchBlocks`. */
  #onAccepted(peer: Peer, last: number, isNew: boolean, full: boolean): void {
    if (isNew) this.#staleTip.onAnnounced(peer, last);
    if (!full && this.#isTooLight(peer)) {
      this.#context.drop(peer, "outdated", "outbound peer headers chain has insufficient work");
      return;
    }
    this.#chainSync.onHeaders(peer);
    this.#download.onHeaders();
    const missing = directFetch(this.#context, peer, last);
    if (missing.length > 0) this.#download.requestNow(peer, missing);
  }

  /** It has no more to show, and what it has is not worth our while. Came with the rule for those that stay behind (0.15.1). */
  #isTooLight(peer: Peer): boolean {
    const { chain, minimumWork, initialDownload, policy } = this.#context;
    if (policy.chainSyncTimeoutSeconds === null || peer.inbound) return false;
    if (peer.bestKnown === undefined || initialDownload.left) return false;
    return chain.index.work(peer.bestKnown) < minimumWork;
  }

  /** During initial download those that call us are spared (protocol.md §2.8). */
  *#givers(): Iterable<Peer> {
    const { initialDownload } = this.#context;
    for (const peer of this.#context.askable()) {
      if (initialDownload.left || this.#peers.isUsable(peer)) yield peer;
    }
  }

  *#watched(): Iterable<Peer> {
    for (const peer of this.#context.askable()) if (!peer.inbound && this.#peers.of(peer).started) yield peer;
  }
}
