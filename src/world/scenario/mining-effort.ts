/** What it takes to build the chains of a scenario, worked out from the pace of their timestamps without mining them. */

import { headerBits, headerTime } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { nextBits } from "../../bitcoin/retarget.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { ChainSpec } from "./scenario.ts";

/** More would make a person wait: a browser does some 300 000 in a second. */
export const HASHES_MAX = 1_000_000;

export interface MiningEffort {
  /** Position in the list of branches; undefined = the main chain. */
  readonly branch: number | undefined;
  readonly blocks: number;
  /** Of the block below its first, and of its last: unix seconds. */
  readonly startTime: number;
  readonly tipTime: number;
  /** Expected; no longer counted once beyond `HASHES_MAX`. */
  readonly hashes: number;
}

/**
 * Of a network where all blocks between two retargets have the same bits. The main chain comes first, and alone if
 * it takes too much: nobody knows the difficulty at which its branches would begin.
 */
export function miningEffort(spec: ChainSpec, network: Network): readonly MiningEffort[] {
  const { header } = network.genesis;
  const genesisTime = headerTime(header);
  const timeOnMain = (height: number) => genesisTime + height * spec.spacingSeconds;
  const main = walk(network, 0, spec.blocks, [headerBits(header)], timeOnMain);
  const efforts: MiningEffort[] = [
    {
      branch: undefined,
      blocks: spec.blocks,
      startTime: genesisTime,
      tipTime: timeOnMain(spec.blocks),
      hashes: main.hashes,
    },
  ];
  if (main.hashes > HASHES_MAX) return efforts;
  for (const [branch, { forkHeight, blocks, spacingSeconds }] of spec.branches.entries()) {
    const startTime = timeOnMain(forkHeight);
    const time = (height: number) =>
      height <= forkHeight ? timeOnMain(height) : startTime + (height - forkHeight) * spacingSeconds;
    const shared = main.bits.slice(0, Math.floor(forkHeight / network.retargetInterval) + 1);
    const { hashes } = walk(network, forkHeight, blocks, shared, time);
    efforts.push({ branch, blocks, startTime, tipTime: time(forkHeight + blocks), hashes });
  }
  return efforts;
}

/** `shared`: the bits of each period up to the one of `forkHeight`. */
function walk(
  network: Network,
  forkHeight: number,
  blocks: number,
  shared: readonly number[],
  time: (height: number) => number,
): { readonly bits: readonly number[]; readonly hashes: number } {
  const interval = network.retargetInterval;
  const tip = forkHeight + blocks;
  const bits = [...shared];
  const bitsAt = (height: number) => known(bits[Math.floor(height / interval)], "the bits of a period");
  let hashes = 0;
  for (let height = forkHeight + 1; height <= tip && hashes <= HASHES_MAX; ) {
    if (height % interval === 0) {
      const parent = { height: height - 1, time: time(height - 1), bits: bitsAt(height - 1) };
      bits[height / interval] = nextBits(network, parent, time(height), (ancestor) => ({
        time: time(ancestor),
        bits: bitsAt(ancestor),
      }));
    }
    const end = Math.min(tip, height - (height % interval) + interval - 1);
    hashes += (end - height + 1) * Number(workOf(bitsAt(height)));
    height = end + 1;
  }
  return { bits, hashes };
}
