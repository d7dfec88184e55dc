/** Which blocks to ask a peer for (protocol.md §1.6, the program's version; LC6 find_next_blocks_to_download). */
import type { PublishedPeer, PublishedState } from "./state.ts";

/** At most `free` entries that are neither stored nor in flight. Moves the peer's last common block. */
export function findNextBlocksToDownload(node: PublishedState, peer: PublishedPeer, free: number): number[] {
  const { chain, policy, inFlight } = node;
  const { index } = chain;
  const { lastKnown } = peer;
  const windowEnd = index.height(peer.lastCommon) + policy.windowBlocks;
  const maxHeight = Math.min(windowEnd, index.height(lastKnown));
  const found: number[] = [];
  const before = peer.lastCommon;
  let gap = false;
  let walkHeight = index.height(peer.lastCommon);
  while (walkHeight < maxHeight && found.length < free) {
    const step = Math.min(maxHeight - walkHeight, free - found.length);
    const candidates = blocksUpTo(node, lastKnown, walkHeight + step, step);
    walkHeight += step;
    for (const entry of candidates) {
      // Only where blocks are checked (L-8 mended) is one ever known to be invalid.
      if (chain.isFailed(entry)) return found;
      if (!chain.hasBlock(entry) && !inFlight.has(entry)) found.push(entry);
    }
    // The pass begins anew with every batch and so steps over what the batches before it lack (L-6).
    if (node.has("L-6")) gap = false;
    for (const entry of candidates) {
      gap ||= !chain.hasBlock(entry);
      if (gap) break;
      peer.lastCommon = entry;
    }
  }
  // The window of this turn was the old one.
  if (peer.lastCommon !== before && index.height(lastKnown) > windowEnd) node.restless = true;
  return found;
}

/** The `count` blocks of the chain of `tip` that end at `height`, ascending. */
function blocksUpTo({ chain }: PublishedState, tip: number, height: number, count: number): number[] {
  const blocks: number[] = [];
  let walk = chain.index.ancestor(tip, height);
  for (let i = 0; i < count && walk !== undefined; i++) {
    blocks.push(walk);
    walk = chain.index.parent(walk);
  }
  return blocks.reverse();
}
