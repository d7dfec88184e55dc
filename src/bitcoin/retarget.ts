/**
 * The bits that a block must have, and those it could have if nothing is known but its parent's (protocol.md §2.19; Core
 * pow.cpp GetNextWorkRequired, PermittedDifficultyTransition).
 */
import type { Network } from "./networks.ts";
import { decodeCompact, encodeCompact } from "./target.ts";

/** What the rule needs to know of a block: unix seconds and nBits. */
export interface TimedTarget {
  readonly time: number;
  readonly bits: number;
}

/**
 * nBits required of the block after `parent`. `childTime` is that block's timestamp, which counts only on networks
 * with minimum-difficulty blocks. `ancestor` gives the parent's ancestor at a height, the parent included.
 */
export function nextBits(
  network: Network,
  parent: TimedTarget & { readonly height: number },
  childTime: number,
  ancestor: (height: number) => TimedTarget,
): number {
  // Nothing there can ever change the bits: the exception for late blocks is the only target there is.
  if (network.noRetargeting) return parent.bits;
  const interval = network.retargetInterval;
  if ((parent.height + 1) % interval !== 0) {
    return network.minDifficultyBlocks
      ? minDifficultyBits(network, parent, childTime, ancestor)
      : parent.bits;
  }
  // interval − 1 blocks back, not interval: Bitcoin's off-by-one.
  const first = ancestor(parent.height - (interval - 1));
  const timespan = interval * network.targetSpacingSeconds;
  const actual = parent.time - first.time;
  const clamped = Math.max(Math.trunc(timespan / 4), Math.min(timespan * 4, actual));
  // The last block of a period may have had the easiest target for coming late; its first never has.
  const { bits } = network.bip94 ? first : parent;
  const target = (decodeCompact(bits).target * BigInt(clamped)) / BigInt(timespan);
  return encodeCompact(target > network.powLimit ? network.powLimit : target);
}

/** Whether the block at `height` may have `newBits` after a parent with `oldBits`, whatever the times of both. */
export function isPermittedTransition(
  network: Network,
  height: number,
  oldBits: number,
  newBits: number,
): boolean {
  if (network.minDifficultyBlocks) return true;
  if (height % network.retargetInterval !== 0) return newBits === oldBits;
  const old = decodeCompact(oldBits).target;
  const target = decodeCompact(newBits).target;
  const timespan = BigInt(network.retargetInterval * network.targetSpacingSeconds);
  const least = (old * (timespan / 4n)) / timespan;
  return target >= rounded(least, network) && target <= rounded(old * 4n, network);
}

/** The target that the compact form leaves of it, no easier than the network allows. */
function rounded(target: bigint, network: Network): bigint {
  return decodeCompact(encodeCompact(target > network.powLimit ? network.powLimit : target)).target;
}

/** Two spacings without a block: the easiest target. Otherwise the last bits of the period that were not that. */
function minDifficultyBits(
  network: Network,
  parent: TimedTarget & { readonly height: number },
  childTime: number,
  ancestor: (height: number) => TimedTarget,
): number {
  const easiest = encodeCompact(network.powLimit);
  if (childTime > parent.time + 2 * network.targetSpacingSeconds) return easiest;
  let height = parent.height;
  let bits = parent.bits;
  while (height > 0 && height % network.retargetInterval !== 0 && bits === easiest) {
    height -= 1;
    bits = ancestor(height).bits;
  }
  return bits;
}
