/**
 * When is a block asked of a peer? The predicates by which the node decides, each with a name, so that a page can show
 * them with ticks and crosses.
 */
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";

export function inWindow(context: NodeContext, peer: Peer, height: number): boolean {
  return height <= windowEnd(context, peer);
}

/** The highest block that may be asked of this peer: `windowBlocks` beyond the last common one, inclusive (L-18). */
export function windowEnd(context: NodeContext, peer: Peer): number {
  return context.chain.index.height(peer.lastCommon ?? 0) + context.policy.windowBlocks;
}

export function isStored(context: NodeContext, entry: number): boolean {
  return context.chain.hasBlock(entry);
}

export function hasFreeSlot(context: NodeContext, peer: Peer): boolean {
  return peer.inFlight.size < context.policy.inFlightPerPeer;
}

/** It knows a chain with more work than ours, or as much. */
export function isWorthAsking(context: NodeContext, peer: Peer): boolean {
  const { index, tip } = context.chain;
  return peer.bestKnown !== undefined && index.compareWork(peer.bestKnown, tip) >= 0;
}
