/** What a header must satisfy before it joins the block index (protocol.md §2.14; Core validation.cpp). */

import { headerBits, headerTime, headerVersion } from "../bitcoin/header.ts";
import { known } from "../bitcoin/known.ts";
import type { Network } from "../bitcoin/networks.ts";
import { nextBits } from "../bitcoin/retarget.ts";
import { hashMeetsTarget } from "../bitcoin/target.ts";
import type { BlockIndex } from "./block-index.ts";

/** Core MAX_FUTURE_BLOCK_TIME. */
export const FUTURE_SECONDS_MAX = 7200;
/** Core MAX_TIMEWARP (BIP94). */
const TIME_WARP_SECONDS_MAX = 600;

/** Core's reject reasons for headers. */
export type HeaderReject =
  | "high-hash"
  | "prev-blk-not-found"
  | "bad-prevblk"
  | "bad-diffbits"
  | "time-too-old"
  | "time-timewarp-attack"
  | "time-too-new"
  | `bad-version(0x${string})`
  | "duplicate-invalid";

/** What a header says of itself: its hash is at most its own target, and that is no easier than the network allows. */
export function checkProofOfWork(
  header: Uint8Array,
  offset: number,
  hash: Uint8Array,
  network: Network,
  hashOffset = 0,
): HeaderReject | undefined {
  return hashMeetsTarget(hash, headerBits(header, offset), network, hashOffset) ? undefined : "high-hash";
}

/** What its place in the tree asks of it. */
export function checkHeaderInContext(
  header: Uint8Array,
  offset: number,
  parent: number,
  index: BlockIndex,
  network: Network,
  nowSeconds: number,
): HeaderReject | undefined {
  const height = index.height(parent) + 1;
  const time = headerTime(header, offset);
  if (headerBits(header, offset) !== requiredBits(index, parent, time, network)) return "bad-diffbits";
  if (time <= index.medianTimePast(parent)) return "time-too-old";
  if (network.bip94 && height % network.retargetInterval === 0) {
    if (time < index.time(parent) - TIME_WARP_SECONDS_MAX) return "time-timewarp-attack";
  }
  if (time > nowSeconds + FUTURE_SECONDS_MAX) return "time-too-new";
  const version = headerVersion(header, offset);
  if (version >= leastVersion(height, network)) return undefined;
  return `bad-version(0x${(version >>> 0).toString(16).padStart(8, "0")})`;
}

/** The bits that a child of `parent` with this time needs. */
export function requiredBits(index: BlockIndex, parent: number, childTime: number, network: Network): number {
  const height = index.height(parent);
  // Nearly always: nothing to look up. Without retargeting every block of the network has genesis's bits.
  const isBoundary = (height + 1) % network.retargetInterval === 0;
  if (network.noRetargeting || !(isBoundary || network.minDifficultyBlocks)) return index.bits(parent);
  let walk = parent;
  return nextBits(
    network,
    { height, time: index.time(parent), bits: index.bits(parent) },
    childTime,
    (ancestorHeight) => {
      // The search for the last real difficulty goes down one by one.
      walk =
        ancestorHeight === index.height(walk) - 1
          ? index.parent(walk)
          : known(index.ancestor(parent, ancestorHeight), "an ancestor");
      return { time: index.time(walk), bits: index.bits(walk) };
    },
  );
}

function leastVersion(height: number, network: Network): number {
  if (height >= network.bip65Height) return 4;
  if (height >= network.bip66Height) return 3;
  return height >= network.bip34Height ? 2 : Number.NEGATIVE_INFINITY;
}
