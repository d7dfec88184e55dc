/** A block has come, asked for or not (protocol.md §2.16; Core `AcceptBlock`). */
import type { Block } from "../bitcoin/block.ts";
import { displayHash } from "../bitcoin/bytes.ts";
import { hashHeader } from "../bitcoin/header.ts";
import type { BlockDownload } from "./block-download.ts";
import type { NodeContext } from "./context.ts";
import type { BlockVerdict } from "./observation.ts";
import type { Peer } from "./peer.ts";
import { observeTip } from "./tip.ts";

/** Core MIN_BLOCKS_TO_KEEP: how far ahead of the tip an unrequested block may be. */
const UNREQUESTED_AHEAD_MAX = 288;

export class BlockArrival {
  readonly #context: NodeContext;
  readonly #download: BlockDownload;

  constructor(context: NodeContext, download: BlockDownload) {
    this.#context = context;
    this.#download = download;
  }

  onBlock(peer: Peer, block: Block): void {
    const { chain, nowSeconds } = this.#context;
    const hash = hashHeader(block.header);
    const known = chain.index.find(hash);
    const requested = known !== undefined && this.#download.holder(known) !== undefined;
    if (!requested && !this.#isWelcome(peer, block, hash, known)) return;
    const { tip } = chain;
    const verdict = chain.acceptBlock(block, nowSeconds);
    switch (verdict.kind) {
      case "stored":
        this.#download.onArrived(verdict.entry, peer);
        this.#observe(peer, hash, verdict.entry, "stored");
        observeTip(this.#context, tip);
        return;
      case "duplicate":
        this.#observe(peer, hash, verdict.entry, "duplicate");
        return;
      case "rejected":
        this.#observe(peer, hash, verdict.entry, "invalid", verdict.reason);
        if (verdict.invalidated.length > 0) {
          this.#context.observe({
            kind: "blockInvalid",
            entries: verdict.invalidated,
            reason: verdict.reason,
          });
        }
        if (verdict.reason === "time-too-new") return;
        this.#context.misbehaving(peer, verdict.reason);
        return;
    }
  }

  /** Whether a block nobody was asked for may be stored. Its header is taken in either way. It never frees a slot (L-7). */
  #isWelcome(peer: Peer, block: Block, hash: Uint8Array, known: number | undefined): boolean {
    const { chain, nowSeconds } = this.#context;
    if (known !== undefined && chain.hasBlock(known)) {
      this.#observe(peer, hash, known, "duplicate");
      return false;
    }
    const header = chain.acceptHeader(block.header, 0, nowSeconds);
    if (header.kind === "rejected") {
      this.#observe(peer, hash, undefined, "invalid", header.reason);
      if (header.reason !== "time-too-new") this.#context.misbehaving(peer, header.reason);
      return false;
    }
    const { index, tip, active } = chain;
    const worse = index.compareWork(header.entry, tip) < 0;
    const tooFarAhead = index.height(header.entry) > active.height + UNREQUESTED_AHEAD_MAX;
    if (!worse && !tooFarAhead) return true;
    this.#observe(
      peer,
      hash,
      header.entry,
      "unrequested",
      worse ? "less work than the tip" : "too far ahead of the tip",
    );
    return false;
  }

  #observe(
    peer: Peer,
    hash: Uint8Array,
    entry: number | undefined,
    verdict: BlockVerdict,
    reason?: string,
  ): void {
    this.#context.observe({
      kind: "blockReceived",
      peer: peer.id,
      entry,
      height: entry === undefined ? undefined : this.#context.chain.index.height(entry),
      hash: displayHash(hash),
      verdict,
      reason,
    });
  }
}
