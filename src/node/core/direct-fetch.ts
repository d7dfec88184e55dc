/**
 * Near the tip a block is fetched from whoever announced its header, at once (protocol.md §2.9; Core
 * `HeadersDirectFetchBlocks`): all that is missing on the way to it, unless that is too much.
 */
import type { NodeContext } from "../context.ts";
import type { Peer } from "../peer.ts";
import { lacksWitness } from "../witness.ts";

/** The tip is so young that what is announced is most likely what follows it (Core `CanDirectFetch`). */
export function isNearTip({ chain, policy, nowSeconds }: NodeContext): boolean {
  const { directFetchSeconds } = policy;
  return directFetchSeconds !== null && chain.index.time(chain.tip) > nowSeconds - directFetchSeconds;
}

/** Blocks to ask the peer for, the lowest first. `last`: the header it announced last. */
export function directFetch(context: NodeContext, peer: Peer, last: number): readonly number[] {
  const { chain, policy, inFlight } = context;
  const { index, tip, active } = chain;
  if (!isNearTip(context) || chain.isFailed(last) || index.compareWork(tip, last) > 0) return [];
  const missing: number[] = [];
  let walk = last;
  while (!active.contains(walk) && missing.length <= policy.inFlightPerPeer) {
    if (!chain.hasBlock(walk) && !inFlight.has(walk) && !lacksWitness(context, peer, walk))
      missing.push(walk);
    walk = index.parent(walk);
  }
  // A large reorganisation is the download window's business.
  if (!active.contains(walk)) return [];
  return missing.reverse().slice(0, Math.max(0, policy.inFlightPerPeer - peer.inFlight.size));
}
