/**
 * A block has come: kept on whatever branch it is, or put aside until its parent is there; then those that waited for it
 * are taken in, and nobody is blamed for them (protocol.md §3.1; Bitcoin 0.9 `ProcessBlock`).
 */
import { type Block, blockHash } from "../../bitcoin/block.ts";
import { displayHash, toHex } from "../../bitcoin/bytes.ts";
import { updateAvailability } from "../blocks/availability.ts";
import { observeBlock } from "../blocks/received-block.ts";
import type { NodeContext } from "../context.ts";
import { headerEntries } from "../header-entries.ts";
import type { Peer } from "../peer.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import type { BlockRequests } from "./block-requests.ts";
import type { GetBlocks } from "./get-blocks.ts";
import type { Orphan, OrphanPool } from "./orphan-pool.ts";

const ORPHAN = "prev-blk-not-found";

export class IncomingBlocks {
  readonly #context: NodeContext;
  readonly #orphans: OrphanPool;
  readonly #requests: BlockRequests;
  readonly #getBlocks: GetBlocks;

  constructor(context: NodeContext, orphans: OrphanPool, requests: BlockRequests, getBlocks: GetBlocks) {
    this.#context = context;
    this.#orphans = orphans;
    this.#requests = requests;
    this.#getBlocks = getBlocks;
  }

  onBlock(peer: Peer, block: Block): void {
    const { chain, nowSeconds } = this.#context;
    const hash = blockHash(block);
    const key = toHex(hash);
    this.#requests.onArrived(peer, key);
    updateAvailability(this.#context, peer, hash);
    const known = chain.index.find(hash);
    if (this.#orphans.has(hash) || (known !== undefined && chain.hasBlock(known))) {
      observeBlock(this.#context, peer, { hash, entry: known, verdict: "duplicate" });
      return;
    }
    const first = chain.index.size;
    const { tip, bestHeader } = chain;
    const verdict = chain.acceptBlock(block, nowSeconds);
    if (verdict.kind === "rejected") {
      if (verdict.reason === ORPHAN) this.#putAside({ block, hash, peer: peer.id }, peer);
      else {
        const entries = headerEntries(chain.index, first, chain.index.size);
        const { entry } = verdict;
        const reason = this.#context.words(verdict.reason);
        observeBlock(this.#context, peer, { hash, entry, verdict: "invalid", reason, entries });
        this.#reportInvalid(verdict.invalidated, verdict.reason, bestHeader);
        this.#context.punish(peer, verdict.reason);
      }
      return;
    }
    this.#requests.onKept(key);
    const { entry } = verdict;
    const entries = headerEntries(chain.index, first, chain.index.size);
    observeBlock(this.#context, peer, { hash, entry, verdict: verdict.kind, entries });
    updateAvailability(this.#context, peer, hash);
    this.#connectOrphans(tip, entry);
    observeBestHeader(this.#context, bestHeader);
    observeTip(this.#context, tip);
  }

  #putAside(orphan: Orphan, peer: Peer): void {
    const { hash, block } = orphan;
    const evicted = this.#orphans.add(orphan);
    this.#requests.onKept(toHex(hash));
    observeBlock(this.#context, peer, { hash, entry: undefined, verdict: "orphan" });
    for (const { hash: gone } of evicted) {
      const count = this.#orphans.size;
      this.#context.observe({ kind: "orphanEvicted", hash: displayHash(gone), count });
    }
    const { size } = this.#orphans;
    const bytes = block.bytes.length;
    this.#context.observe({
      kind: "orphanStored",
      peer: peer.id,
      hash: displayHash(hash),
      count: size,
      bytes,
    });
    this.#getBlocks.ask(peer, this.#context.chain.tip, this.#orphans.root(hash));
  }

  /** Takes in all that waited for the new block, or for one that it made whole. */
  #connectOrphans(oldTip: number, stored: number): void {
    const { chain } = this.#context;
    const { index } = chain;
    const whole = [stored];
    for (let walk = chain.tip; walk !== stored && index.height(walk) > index.height(oldTip); ) {
      whole.push(walk);
      walk = index.parent(walk);
    }
    // Grows while it is walked.
    for (const parent of whole) {
      for (const orphan of this.#orphans.takeChildren(index.hash(parent))) {
        const entry = this.#connect(orphan);
        if (entry !== undefined) whole.push(entry);
      }
    }
  }

  #connect({ block, hash, peer }: Orphan): number | undefined {
    const { chain, nowSeconds } = this.#context;
    const { bestHeader } = chain;
    const first = chain.index.size;
    const verdict = chain.acceptBlock(block, nowSeconds);
    const entry = verdict.kind === "stored" ? verdict.entry : undefined;
    this.#context.observe({
      kind: "orphanConnected",
      peer,
      hash: displayHash(hash),
      entry,
      height: entry === undefined ? undefined : chain.index.height(entry),
      entries: headerEntries(chain.index, first, chain.index.size),
      count: this.#orphans.size,
    });
    if (verdict.kind === "rejected") this.#reportInvalid(verdict.invalidated, verdict.reason, bestHeader);
    return entry;
  }

  #reportInvalid(entries: readonly number[], reason: string, bestHeader: number): void {
    if (entries.length === 0) return;
    this.#context.observe({ kind: "blockInvalid", entries, reason: this.#context.words(reason) });
    observeBestHeader(this.#context, bestHeader);
  }
}
