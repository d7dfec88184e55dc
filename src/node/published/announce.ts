/** Telling others of a new block (protocol.md §1.5 "LC8 relay"; L-25). */
import type { Block } from "../../bitcoin/block.ts";
import { INV_BLOCK } from "../../bitcoin/wire/message.ts";
import type { PublishedPeer, PublishedState } from "./state.ts";

/** The whole block to everybody, also to the peer that it came from. Part 6 knows nothing of new blocks (L-27). */
export function pushBlock(node: PublishedState, block: Block): void {
  if (!node.has("L-25") || node.has("L-27")) return;
  for (const peer of node.peers.values()) node.send(peer, { command: "block", block });
}

/**
 * Where the pushing is mended: the hash of a tip that is recent, to all but the peer that it came from. A better header is
 * no reason to be silent: its only peer may have gone with the blocks.
 */
export function announceTip(node: PublishedState, from: PublishedPeer | undefined): void {
  const { index, tip } = node.chain;
  if (
    node.has("L-25") ||
    node.has("L-27") ||
    index.time(tip) < node.nowSeconds - node.policy.tipAgeMaxSeconds
  )
    return;
  const items = [{ type: INV_BLOCK, hash: index.hash(tip).slice() }];
  for (const peer of node.peers.values()) {
    if (peer !== from && peer.handshake === "ready") node.send(peer, { command: "inv", items });
  }
}
