/** Which target the next block needs (protocol.md §2.19; Core `GetNextWorkRequired`). */
import type { Network } from "./networks.ts";
import { decodeCompact, encodeCompact } from "./target.ts";

/** What a retarget looks at of a block. */
export interface TimedTarget {
  readonly time: number;
  readonly bits: number;
}

/**
 * The bits required of the child of `parent`. `ancestor(height)` gives the parent's ancestor at a height; only heights
 * of the parent's own retarget period are asked for.
 */
export function nextBits(
  network: Network,
  parent: TimedTarget & { readonly height: number },
  childTime: number,
  ancestor: (height: number) => TimedTarget,
): number {
  const height = parent.height + 1;
  if (height % network.retargetInterval !== 0) {
    if (!network.minDifficultyBlocks) return parent.bits;
    const easiest = encodeCompact(network.powLimit);
    if (childTime > parent.time + 2 * network.targetSpacingSeconds) return easiest;
    return lastOrdinaryBits(network, parent, easiest, ancestor);
  }
  if (network.noRetargeting) return parent.bits;
  return retargeted(network, parent, ancestor(height - network.retargetInterval).time);
}

/** Testnet: the last bits of the period that were not the exception for late blocks. */
function lastOrdinaryBits(
  network: Network,
  parent: TimedTarget & { readonly height: number },
  easiest: number,
  ancestor: (height: number) => TimedTarget,
): number {
  let { height } = parent;
  let { bits } = parent;
  while (height > 0 && height % network.retargetInterval !== 0 && bits === easiest) {
    height -= 1;
    bits = ancestor(height).bits;
  }
  return bits;
}

/** Core `CalculateNextWorkRequired`: the old target times the time taken over the time intended, within a factor of 4. */
function retargeted(network: Network, last: TimedTarget, firstTime: number): number {
  const intended = network.retargetInterval * network.targetSpacingSeconds;
  const taken = Math.min(Math.max(last.time - firstTime, Math.floor(intended / 4)), intended * 4);
  const target = (decodeCompact(last.bits).target * BigInt(taken)) / BigInt(intended);
  return encodeCompact(target > network.powLimit ? network.powLimit : target);
}
