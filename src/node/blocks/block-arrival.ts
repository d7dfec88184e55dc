/** A block has come, asked for or not (protocol.md §2.16; Core `AcceptBlock`). */
import { type Block, blockHash } from "../../bitcoin/block.ts";
import { toHex } from "../../bitcoin/bytes.ts";
import { headerBits, headerPrev } from "../../bitcoin/header.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { NodeContext } from "../context.ts";
import { observeHeaders } from "../header-entries.ts";
import type { Peer } from "../peer.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import { workThreshold } from "../work-threshold.ts";
import { updateAvailability } from "./availability.ts";
import type { BlockDownload } from "./block-download.ts";
import { isInFlight } from "./block-wanted.ts";
import { observeBlock } from "./received-block.ts";

/** Nothing of such a block is kept, and nobody is blamed (Core `too-little-chainwork`). */
const LIGHT = "too-little-chainwork";
/** What today's Core says of a body that is not the header's, whatever is wrong with it. */
const MUTATED = "mutated block";

export class BlockArrival {
  readonly #context: NodeContext;
  readonly #download: BlockDownload;

  constructor(context: NodeContext, download: BlockDownload) {
    this.#context = context;
    this.#download = download;
  }

  onBlock(peer: Peer, block: Block): void {
    const { chain, nowSeconds } = this.#context;
    const hash = blockHash(block);
    const known = chain.index.find(hash);
    if (this.#isMutated(peer, block, hash, known)) return;
    const requested = isInFlight(this.#context, known ?? toHex(hash));
    if ((!requested || known === undefined) && !this.#isWelcome(peer, block, hash, known)) return;
    const { tip, bestHeader } = chain;
    const verdict = chain.acceptBlock(block, nowSeconds, true);
    switch (verdict.kind) {
      case "stored":
        this.#download.onArrived(verdict.entry);
        observeBlock(this.#context, peer, { hash, entry: verdict.entry, verdict: "stored" });
        observeTip(this.#context, tip);
        return;
      case "duplicate":
        observeBlock(this.#context, peer, { hash, entry: verdict.entry, verdict: "duplicate" });
        return;
      case "rejected":
        observeBlock(this.#context, peer, {
          hash,
          entry: verdict.entry,
          verdict: "invalid",
          reason: this.#context.words(verdict.reason),
        });
        this.#download.onRefused(peer, chain.index.find(hash) ?? toHex(hash));
        this.#invalidate(verdict.invalidated, verdict.reason, bestHeader);
        this.#context.punish(peer, verdict.reason);
        return;
    }
  }

  /**
   * A body that is not the header's says nothing about the block: whoever owes it may still bring it. So it is looked at before
   * anything else, and leaves no trace (Core `IsBlockMutated`, where the parent is known). The old code looks at the proof of
   * work of a new header first.
   */
  #isMutated(peer: Peer, block: Block, hash: Uint8Array, known: number | undefined): boolean {
    const { chain, policy } = this.#context;
    const looksFirst = policy.punishment === "disconnect";
    const mutation = looksFirst || known !== undefined ? chain.checkMutation(block) : undefined;
    if (mutation === undefined) return false;
    const reason = this.#context.words(mutation.reason);
    observeBlock(this.#context, peer, { hash, entry: known, verdict: "invalid", reason });
    this.#download.onRefused(peer, known ?? toHex(hash));
    this.#context.punish(peer, looksFirst ? MUTATED : mutation.reason);
    return true;
  }

  #invalidate(entries: readonly number[], reason: string, bestHeader: number): void {
    if (entries.length === 0) return;
    this.#context.observe({ kind: "blockInvalid", entries, reason: this.#context.words(reason) });
    observeBestHeader(this.#context, bestHeader);
    this.#download.onInvalid(entries);
  }

  /**
   * Whether a block may be stored that nobody was asked for, or that was asked for by its hash alone. Its header is taken in
   * either way. One that nobody was asked for never frees a slot (L-7).
   */
  #isWelcome(peer: Peer, block: Block, hash: Uint8Array, known: number | undefined): boolean {
    const { chain } = this.#context;
    if (known !== undefined && chain.hasBlock(known)) {
      observeBlock(this.#context, peer, { hash, entry: known, verdict: "duplicate" });
      return false;
    }
    const entry = this.#takeHeader(peer, block, hash);
    if (typeof entry === "string") this.#download.onRefused(peer, toHex(hash));
    if (entry === LIGHT) {
      observeBlock(this.#context, peer, { hash, entry: known, verdict: "unrequested", reason: entry });
      return false;
    }
    if (typeof entry === "string") {
      const reason = this.#context.words(entry);
      observeBlock(this.#context, peer, { hash, entry: known, verdict: "invalid", reason });
      this.#context.punish(peer, entry);
      return false;
    }
    this.#download.onHeaders();
    if (isInFlight(this.#context, entry)) return true;
    const { index, tip, active } = chain;
    const { unrequestedWork, unrequestedAheadBlocks } = this.#context.policy;
    const difference = index.compareWork(entry, tip);
    const worse = unrequestedWork === "more" ? difference <= 0 : difference < 0;
    const tooFarAhead = index.height(entry) > active.height + unrequestedAheadBlocks;
    if (!worse && !tooFarAhead) return true;
    const tooLittle = `${unrequestedWork === "more" ? "no more" : "less"} work than the tip`;
    const reason = worse ? tooLittle : "too far ahead of the tip";
    observeBlock(this.#context, peer, { hash, entry, verdict: "unrequested", reason });
    return false;
  }

  /** Takes in the header of a block nobody was asked for: its entry, or why it was refused. */
  #takeHeader(peer: Peer, block: Block, hash: Uint8Array): number | string {
    const { chain, nowSeconds } = this.#context;
    const { index, bestHeader, tip } = chain;
    // A bad block must not leave a trace, so all that it says of itself is looked at first (protocol.md §2.16).
    const wrong = chain.checkAlone(block);
    if (wrong !== undefined) return wrong.reason;
    if (this.#isLight(block)) return LIGHT;
    const first = index.size;
    const verdict = chain.acceptHeaderOf(block, nowSeconds);
    if (verdict.kind === "rejected") return verdict.reason;
    if (index.size > first) observeHeaders(this.#context, peer, 1, first);
    observeBestHeader(this.#context, bestHeader);
    observeTip(this.#context, tip);
    // In Core only headers and inv say what a peer is at; the article's nodes push what they have.
    if (this.#context.policy.strategy === "headers-first") updateAvailability(this.#context, peer, hash);
    return verdict.entry;
  }

  /** Its chain has too little work for its header to be kept. */
  #isLight(block: Block): boolean {
    const parent = this.#context.chain.index.find(headerPrev(block.header));
    if (parent === undefined) return false;
    const work = this.#context.chain.index.work(parent) + workOf(headerBits(block.header));
    return work < workThreshold(this.#context);
  }
}
