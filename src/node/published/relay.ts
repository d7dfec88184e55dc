/** New blocks: pushed here, mined here, or told of (protocol.md §1.5 "LC8 relay"; LC8 on_relay_block, on_submit_block). */
import { type Block, blockHash } from "../../bitcoin/block.ts";
import { headerPrev } from "../../bitcoin/header.ts";
import { observeBlock } from "../blocks/received-block.ts";
import { headerEntries, observeHeaders } from "../header-entries.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import { announceTip, pushBlock } from "./announce.ts";
import { moveLastKnown, parentOfBestHeader, sendGetHeaders } from "./headers.ts";
import type { PublishedPeer, PublishedState } from "./state.ts";
import { assertSwitch, storeBlock } from "./store.ts";

/** `known`: its entry, if it is in the index. */
export function onRelayBlock(
  node: PublishedState,
  peer: PublishedPeer,
  block: Block,
  known: number | undefined,
): void {
  const { chain } = node;
  const hash = blockHash(block);
  if (known !== undefined) {
    observeBlock(node, peer, { hash, entry: known, verdict: "duplicate" });
    return;
  }
  if (chain.index.find(headerPrev(block.header)) === undefined) {
    const reason = "its parent is unknown";
    observeBlock(node, peer, { hash, entry: undefined, verdict: "unrequested", reason });
    sendGetHeaders(node, peer, peer.lastCommon, false);
    return;
  }
  const { bestHeader } = chain;
  const first = chain.index.size;
  const header = chain.acceptHeaderOf(block, node.nowSeconds);
  if (header.kind === "rejected") {
    node.closePeerConnection(peer.id, "misbehaving", header.reason);
    return;
  }
  observeHeaders(node, peer, 1, first);
  observeBestHeader(node, bestHeader);
  if (storeBlock(node, peer, block, header.entry)) pushBlock(node, block);
}

/** Throws if the block is not valid here: whoever mined it for us built it on our own chain. */
export function onSubmitBlock(node: PublishedState, block: Block): void {
  const { chain } = node;
  const { tip, bestHeader } = chain;
  const header = chain.acceptHeaderOf(block, node.nowSeconds);
  if (header.kind === "rejected") throw new Error(`our own block: ${header.reason}`);
  if (chain.hasBlock(header.entry)) return;
  assertSwitch(node, header.entry);
  const verdict = chain.acceptBlock(block, node.nowSeconds);
  if (verdict.kind === "rejected") throw new Error(`our own block: ${verdict.reason}`);
  const entries = headerEntries(chain.index, header.entry, header.entry + 1);
  if (entries !== undefined) node.observe({ kind: "blockMined", entries });
  observeBestHeader(node, bestHeader);
  observeTip(node, tip);
  pushBlock(node, block);
  announceTip(node, undefined);
}

/** The article's wire has no `inv`: only where pushing is mended (L-25) is it understood. */
export function onInventory(node: PublishedState, peer: PublishedPeer, hashes: readonly Uint8Array[]): void {
  if (node.has("L-25")) return;
  const known = hashes.map((hash) => node.chain.index.find(hash));
  for (const entry of known) if (entry !== undefined) moveLastKnown(node, peer, entry);
  if (known.includes(undefined)) sendGetHeaders(node, peer, parentOfBestHeader(node), !node.has("L-11"));
}
