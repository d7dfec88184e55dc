/**
 * Which blocks off the active chain are still given to those who ask. An old one tells whoever has it from all others, so
 * that a node could be known again by asking for it (protocol.md §2.12; Core `BlockRequestAllowed`).
 */
import { workOf } from "../../bitcoin/work.ts";
import type { NodeContext } from "../context.ts";

/** It is off the active chain but was on it once, and is young by its time and by the work that was done since. */
export function isYoungStale({ chain, policy }: NodeContext, entry: number): boolean {
  const { index, bestHeader, network } = chain;
  const { staleRelaySeconds } = policy;
  if (staleRelaySeconds === null || !chain.wasConnected(entry)) return false;
  if (index.time(bestHeader) - index.time(entry) >= staleRelaySeconds) return false;
  // Seconds that the best chain's miners take for the work between the two (Core GetBlockProofEquivalentTime).
  const work = index.work(bestHeader) - index.work(entry);
  const seconds = (work * BigInt(network.targetSpacingSeconds)) / workOf(index.bits(bestHeader));
  return seconds < BigInt(staleRelaySeconds);
}
