/** A block goes into the storage (protocol.md §1.5, LC6; L-27), and the active chain follows (LC8; L-24). */
import type { Block } from "../../bitcoin/block.ts";
import { observeBlock } from "../blocks/received-block.ts";
import { observeBestHeader, observeTip } from "../tip.ts";
import { announceTip } from "./announce.ts";
import { Crash, type PublishedPeer, type PublishedState } from "./state.ts";

/** False: it is not valid, and its sender is gone. */
export function storeBlock(node: PublishedState, peer: PublishedPeer, block: Block, entry: number): boolean {
  const { chain } = node;
  const { tip, bestHeader } = chain;
  const hash = chain.index.hash(entry);
  assertSwitch(node, entry);
  const verdict = chain.acceptBlock(block, node.nowSeconds);
  if (verdict.kind === "rejected") {
    observeBlock(node, peer, { hash, entry, verdict: "invalid", reason: verdict.reason });
    if (verdict.invalidated.length > 0) {
      node.observe({ kind: "blockInvalid", entries: verdict.invalidated, reason: verdict.reason });
      observeBestHeader(node, bestHeader);
    }
    node.closePeerConnection(peer.id, "misbehaving", verdict.reason);
    return false;
  }
  observeBlock(node, peer, { hash, entry, verdict: verdict.kind });
  observeTip(node, tip);
  // Whoever sent a block that was missing below it need not have the tip.
  if (chain.tip !== tip) announceTip(node, chain.tip === entry ? peer : undefined);
  return true;
}

/** The switch of part 8 works for the next block, and for a reorganisation of one; everything else ends the program. */
export function assertSwitch(node: PublishedState, entry: number): void {
  if (!node.has("L-24") || node.has("L-27")) return;
  const { chain } = node;
  const { index, tip } = chain;
  if (index.compareWork(entry, tip) <= 0) return;
  const fork = index.lastCommon(entry, tip);
  for (let walk = index.parent(entry); walk !== fork; walk = index.parent(walk)) {
    if (!chain.hasBlock(walk)) {
      throw new Crash(`called unwrap on None: block ${index.height(walk)} is not in the storage`);
    }
  }
  const depth = index.height(tip) - index.height(fork);
  if (depth > 1) throw new Crash(`assertion failed: a reorganisation of ${depth} blocks`);
}
