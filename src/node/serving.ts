/** What a node gives to those who ask (protocol.md §2.12). */

import { HEADER_BYTES, type HeaderBatch } from "../bitcoin/header.ts";
import { known } from "../bitcoin/known.ts";
import {
  INV_FILTERED_BLOCK,
  INV_TX,
  INV_WITNESS_TX,
  INV_WTX,
  type InventoryItem,
} from "../bitcoin/wire/message.ts";
import { findFork } from "../chain/locator.ts";
import { isYoungStale } from "./blocks/stale-blocks.ts";
import type { NodeContext } from "./context.ts";
import type { WhileBehind } from "./interface.ts";
import type { Peer } from "./peer.ts";
import { ServingGetBlocks } from "./serving-getblocks.ts";
import { blockOfType, isBlockRequest } from "./witness.ts";

export class Serving {
  readonly #context: NodeContext;
  readonly #getBlocks: ServingGetBlocks;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#getBlocks = new ServingGetBlocks(context);
  }

  /**
   * Headers of our active chain behind the last block we share with the asker, up to `stop` (inclusive) or as many as fit.
   * Returns what the asker has now: the last entry given, our tip if there was none to give; undefined: it was told nothing
   * of our chain.
   */
  onGetHeaders(peer: Peer, locator: readonly Uint8Array[], stop: Uint8Array): number | undefined {
    const { chain, policy } = this.#context;
    if (policy.locatorHashesMax !== null && locator.length > policy.locatorHashesMax) {
      this.#context.drop(
        peer,
        "protocol",
        `getheaders locator size ${locator.length} > ${policy.locatorHashesMax}`,
      );
      return undefined;
    }
    const behind = this.#whileBehind();
    if (behind === "nothing") return undefined;
    // Without a locator one header is asked for; if it is none of our chain's Core says nothing.
    if (behind === undefined && locator.length === 0 && !this.#isActive(stop))
      return this.#giveStaleHeader(peer, stop);
    const heights = behind === "an empty message" ? { from: 0, count: 0 } : this.#range(locator, stop);
    const bytes = new Uint8Array(heights.count * HEADER_BYTES);
    for (let i = 0; i < heights.count; i++) {
      const entry = known(chain.active.at(heights.from + i), "a header of the active chain");
      chain.index.copyHeader(entry, bytes, i * HEADER_BYTES);
    }
    this.#sendHeaders(peer, { count: heights.count, bytes }, heights.from);
    if (behind === "an empty message") return undefined;
    return heights.count === 0 ? chain.tip : chain.active.at(heights.from + heights.count - 1);
  }

  /**
   * Sends the blocks that we have and give. About the others we say nothing (L-21). Transactions we have none: of each row of
   * them in the list it is said, behind the block that follows (Core `ProcessGetData`).
   */
  onGetData(peer: Peer, items: readonly InventoryItem[]): void {
    let lacking: InventoryItem[] = [];
    for (const item of items) {
      if (isTransactionRequest(this.#context, peer, item.type)) {
        lacking.push(item);
        continue;
      }
      if (item.type === INV_FILTERED_BLOCK && this.#refusesFilters(peer)) return;
      this.#giveBlock(peer, item);
      this.#sayNotFound(peer, lacking);
      lacking = [];
    }
    this.#sayNotFound(peer, lacking);
  }

  #giveBlock(peer: Peer, { type, hash }: InventoryItem): void {
    const { chain, policy } = this.#context;
    if (!isBlockRequest(type, policy)) return;
    const entry = chain.index.find(hash);
    const block = entry === undefined || chain.isFailed(entry) ? undefined : chain.block(entry);
    if (entry === undefined || block === undefined || !this.#isGiven(entry)) return;
    this.#context.send(peer, { command: "block", block: blockOfType(type, block) });
    this.#context.observe({ kind: "servedBlock", peer: peer.id, entry, height: chain.index.height(entry) });
    this.#getBlocks.onBlockSent(peer, entry);
  }

  #sayNotFound(peer: Peer, items: readonly InventoryItem[]): void {
    if (items.length > 0) this.#context.send(peer, { command: "notfound", items });
  }

  /** Filters are asked of those only who offer them. True: the connection is closed. */
  #refusesFilters(peer: Peer): boolean {
    if (!this.#context.policy.refusedCommands.includes("filterload")) return false;
    this.#context.drop(peer, "protocol", "filtered block request received when not offering bloom filters");
    return true;
  }

  onGetBlocks(peer: Peer, locator: readonly Uint8Array[], stop: Uint8Array): void {
    this.#getBlocks.onGetBlocks(peer, locator, stop);
  }

  onInventory(peer: Peer, hashes: readonly Uint8Array[]): void {
    this.#getBlocks.onInventory(peer, hashes);
  }

  onGone(peer: Peer): void {
    this.#getBlocks.onGone(peer);
  }

  /** As it would answer now. Asking changes nothing. */
  get whileBehind(): WhileBehind | undefined {
    return this.#whileBehind(() => this.#context.initialDownload.isOver);
  }

  /** What it does instead of telling its chain while it is itself catching up; undefined: it tells it. */
  #whileBehind(hasCaughtUp = () => this.#context.initialDownload.left): WhileBehind | undefined {
    const { policy, chain, minimumWork } = this.#context;
    if (policy.servesWhileBehind === "nothing") return hasCaughtUp() ? undefined : "nothing";
    if (policy.servesWhileBehind === "its chain") return undefined;
    return chain.index.work(chain.tip) < minimumWork ? "an empty message" : undefined;
  }

  /** One of the active chain, always; one of another, as long as the policy says. */
  #isGiven(entry: number): boolean {
    const { chain, policy } = this.#context;
    if (chain.active.contains(entry) || policy.staleRelaySeconds === null) return true;
    return isYoungStale(this.#context, entry);
  }

  #giveStaleHeader(peer: Peer, hash: Uint8Array): number | undefined {
    const { index } = this.#context.chain;
    const entry = index.find(hash);
    if (entry === undefined || !isYoungStale(this.#context, entry)) return undefined;
    const bytes = new Uint8Array(HEADER_BYTES);
    index.copyHeader(entry, bytes, 0);
    this.#sendHeaders(peer, { count: 1, bytes }, index.height(entry));
    return entry;
  }

  #sendHeaders(peer: Peer, headers: HeaderBatch, fromHeight: number): void {
    this.#context.send(peer, { command: "headers", headers });
    this.#context.observe({ kind: "servedHeaders", peer: peer.id, count: headers.count, fromHeight });
  }

  #isActive(hash: Uint8Array): boolean {
    const { index, active } = this.#context.chain;
    const entry = index.find(hash);
    return entry !== undefined && active.contains(entry);
  }

  #range(
    locator: readonly Uint8Array[],
    stop: Uint8Array,
  ): { readonly from: number; readonly count: number } {
    const { chain, policy } = this.#context;
    const { index, active } = chain;
    const stopEntry = index.find(stop);
    const stopHeight =
      stopEntry !== undefined && active.contains(stopEntry) ? index.height(stopEntry) : undefined;
    // Without a locator the one header named by `stop` is wanted.
    if (locator.length === 0)
      return stopHeight === undefined ? { from: 0, count: 0 } : { from: stopHeight, count: 1 };
    const from = index.height(findFork(index, active, locator)) + 1;
    // A stop that lies before where the headers begin is never met.
    const last = stopHeight === undefined || stopHeight < from ? active.height : stopHeight;
    return { from, count: Math.min(last - from + 1, policy.headersPerMessage) };
  }
}

/** Today those are answered who want to hear of transactions; before segregated witness everybody was. */
function isTransactionRequest({ policy }: NodeContext, peer: Peer, type: number): boolean {
  if (!policy.fetchesWitness) return type === INV_TX;
  return peer.version?.relay === true && (type === INV_TX || type === INV_WTX || type === INV_WITNESS_TX);
}
