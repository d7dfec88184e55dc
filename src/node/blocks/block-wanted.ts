/**
 * When is a block asked of a peer? The predicates by which the node decides, each with a name, so that a page can show
 * them with ticks and crosses (protocol.md §2.8).
 */
import { known } from "../../bitcoin/known.ts";
import type { NodeContext } from "../context.ts";
import type { OwedBlock, Peer } from "../peer.ts";
import { lacksWitness } from "../witness.ts";

/** The highest block that may be asked of this peer, whose last common block was looked up: `windowBlocks` beyond that, inclusive (L-18). */
export function windowEnd(context: NodeContext, peer: Peer): number {
  const lastCommon = known(peer.lastCommon, "the last common block");
  return context.chain.index.height(lastCommon) + context.policy.windowBlocks;
}

/** Where others do not agree with the peer it is not asked (the Core note's wish, `agreement.ts`). */
function isAgreed(context: NodeContext, { agreedHeight }: Peer, entry: number): boolean {
  return agreedHeight === undefined || context.chain.index.height(entry) <= agreedHeight;
}

function inWindow(context: NodeContext, peer: Peer, entry: number): boolean {
  return context.chain.index.height(entry) <= windowEnd(context, peer);
}

export function isStored(context: NodeContext, entry: number): boolean {
  return context.chain.hasBlock(entry);
}

/** Asked of somebody, and not come yet. */
export function isInFlight(context: NodeContext, block: OwedBlock): boolean {
  return context.inFlight.has(block);
}

/** It is on the best chain that the peer has told us of. */
function peerHas(context: NodeContext, peer: Peer, entry: number): boolean {
  return peer.bestKnown !== undefined && context.chain.index.isAncestor(entry, peer.bestKnown);
}

export function hasFreeSlot(context: NodeContext, peer: Peer): boolean {
  return peer.inFlight.size < context.policy.inFlightPerPeer;
}

/** It knows a chain with more work than ours, or as much, and enough to be downloaded at all. */
export function isWorthAsking(context: NodeContext, peer: Peer): boolean {
  const { minimumWork, chain } = context;
  const { index, tip } = chain;
  if (peer.bestKnown === undefined || index.compareWork(peer.bestKnown, tip) < 0) return false;
  return minimumWork === 0n || index.work(peer.bestKnown) >= minimumWork;
}

/**
 * The peer owes nothing, and has blocks beyond `end`, its window's end, that we could use: it waits for whoever owes the first
 * block of the window (Core `FindNextBlocks`, rule e of protocol.md §2.8).
 */
export function isHeldUp(context: NodeContext, peer: Peer, end?: number): boolean {
  const { bestKnown, lastCommon } = peer;
  // Nobody has looked yet where its way and ours part, so there is no window that it could wait for.
  if (lastCommon === undefined) return false;
  if (peer.inFlight.size > 0 || bestKnown === undefined || !isWorthAsking(context, peer)) return false;
  const beyond = context.chain.index.ancestor(bestKnown, (end ?? windowEnd(context, peer)) + 1);
  if (beyond === undefined || !isAgreed(context, peer, beyond) || lacksWitness(context, peer, beyond))
    return false;
  return !isStored(context, beyond) && !isInFlight(context, beyond);
}

/** The first reason not to ask this peer for this block; undefined: it may be asked. */
export function whyNotAsk(context: NodeContext, peer: Peer, entry: number): string | undefined {
  if (!isWorthAsking(context, peer)) return "the peer's chain has less work than ours";
  if (!peerHas(context, peer, entry)) return "the peer is not known to have it";
  if (!isAgreed(context, peer, entry)) return "too few peers agree with it";
  return inWindow(context, peer, entry) ? whyNotFetch(context, peer, entry) : "beyond the window";
}

/** The same for one that the peer has just announced: it is fetched wherever the window is, whatever else the peer has. */
export function whyNotFetch(context: NodeContext, peer: Peer, entry: number): string | undefined {
  if (context.chain.isFailed(entry)) return "invalid";
  if (isStored(context, entry)) return "stored";
  if (isInFlight(context, entry)) return "in flight";
  if (lacksWitness(context, peer, entry)) return "the peer has no witnesses";
  if (!hasFreeSlot(context, peer)) return "no free slot";
  return undefined;
}
