/**
 * The article's way: all headers first, then blocks from everybody in parallel (protocol.md §1.5). That
 * several peers agree before any block is asked for, as the Core note wishes, is a constant of the policy.
 */
import type { Block } from "../../bitcoin/block.ts";
import type { HeaderBatch } from "../../bitcoin/header.ts";
import { BlockArrival } from "../blocks/block-arrival.ts";
import { BlockDownload } from "../blocks/block-download.ts";
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import type { Sync } from "../sync.ts";
import type { TimerHandlers } from "../timers.ts";
import { Agreement } from "./agreement.ts";
import { AskedPeers } from "./asked-peers.ts";
import { HeadersSync } from "./headers-sync.ts";

export class HeadersFirst implements Sync {
  readonly timers: TimerHandlers;
  readonly #context: NodeContext;
  readonly #headers: HeadersSync;
  readonly #download: BlockDownload;
  readonly #arrival: BlockArrival;
  readonly #agreement: Agreement;

  constructor(context: NodeContext) {
    this.#context = context;
    const peers = new AskedPeers(context);
    this.#headers = new HeadersSync(context, peers);
    this.#download = new BlockDownload(context);
    this.#arrival = new BlockArrival(context, this.#download);
    this.#agreement = new Agreement(context, peers);
    this.timers = { ...this.#headers.timers, ...this.#download.timers, ...this.#agreement.timers };
  }

  pump(): void {
    this.#headers.pump();
    if (this.#headers.done) this.#download.pump(this.#agreement.agreeing(this.#context.askable()));
  }

  onHeaders(peer: Peer, batch: HeaderBatch): void {
    this.#headers.onHeaders(peer, batch);
  }

  onInventory(peer: Peer, hashes: readonly Uint8Array[]): void {
    this.#headers.onAnnounced(peer, hashes);
  }

  onBlock(peer: Peer, block: Block): void {
    this.#arrival.onBlock(peer, block);
  }

  onGone(peer: Peer): void {
    this.#headers.onGone(peer);
    this.#download.onGone(peer);
  }

  owed(): boolean {
    return this.#headers.owed() || this.#context.inFlight.size > 0;
  }

  checkInvariants(): readonly string[] {
    return this.#download.checkInvariants();
  }
}
