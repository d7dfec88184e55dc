/** The block locator: a few hashes that say where one is, so that anyone can find where paths part (protocol.md §2.6). */
import { known } from "../bitcoin/known.ts";
import type { ActiveChain } from "./active-chain.ts";
import type { BlockIndex } from "./block-index.ts";

/** `core` names 12 blocks in a row before the gaps double, the article 10 (L-15). */
export type LocatorSpacing = "core" | "article";

const DENSE_HASHES: Readonly<Record<LocatorSpacing, number>> = { core: 12, article: 10 };

/** Heights a locator from `height` names: highest first, genesis last. */
export function locatorHeights(height: number, spacing: LocatorSpacing): number[] {
  const dense = DENSE_HASHES[spacing];
  const heights: number[] = [];
  let step = 1;
  for (let at = height; ; at = Math.max(0, at - step)) {
    heights.push(at);
    if (at === 0) return heights;
    if (heights.length >= dense) step *= 2;
  }
}

/** Entries of the locator for `from` and its ancestors. */
export function locatorEntries(index: BlockIndex, from: number, spacing: LocatorSpacing): number[] {
  let walk = from;
  return locatorHeights(index.height(from), spacing).map((height) => {
    walk = known(index.ancestor(walk, height), "a block of the locator");
    return walk;
  });
}

/**
 * The last block that the sender of a locator shares with our active chain (Core `FindForkInGlobalIndex`): the first
 * hash that we have in it, or our tip if the hash is a descendant of it. Nothing shared: genesis.
 */
export function findFork(index: BlockIndex, active: ActiveChain, locator: readonly Uint8Array[]): number {
  for (const hash of locator) {
    const entry = index.find(hash);
    if (entry === undefined) continue;
    if (active.contains(entry)) return entry;
    if (index.isAncestor(active.tip, entry)) return active.tip;
  }
  return 0;
}
