/**
 * Where Bitcoin 0.9 gets no further (protocol.md §3.1): a peer lists what follows the last block of the locator that it has,
 * and the locator's steps double, so that on a branch the list begins long before the fork. A branch that is longer than one
 * list is fetched as far as the first list goes; the same list is all that any later question brings.
 */
import { findFork, locatorEntries } from "../chain/locator.ts";
import type { Outcome } from "./outcome.ts";

/** Most hashes of a list, where the scenario says nothing else (0.9 `getblocks`). */
export const INVENTORY_PER_MESSAGE = 500;

/** The peer has more, and all of the one list that it would answer this node with is here. */
export function knowsWholeList({ chain, scenario }: Outcome, { chain: theirs }: Outcome): boolean {
  const { index, tip } = chain;
  const length = scenario.constants.inventoryPerMessage ?? INVENTORY_PER_MESSAGE;
  const locator = locatorEntries(index, tip, "core").map((entry) => index.hash(entry).slice());
  const first = theirs.index.height(findFork(theirs.index, theirs.active, locator)) + 1;
  if (first + length > theirs.active.height) return false;
  for (let height = first; height < first + length; height++) {
    const entry = index.find(theirs.index.hash(theirs.active.at(height) ?? 0));
    if (entry === undefined || !chain.hasBlock(entry)) return false;
  }
  return true;
}
