/** The merkle root of a block's transactions (protocol.md §2.15, §4; Core consensus/merkle.cpp ComputeMerkleRoot). */
import { sha256dInto } from "./sha256.ts";

/**
 * `root` is 32 bytes in internal order: of one transaction its txid, of none zeros. `mutated` iff two siblings were
 * equal at any level before a last one was doubled: then another list has the same root (CVE-2012-2459).
 */
export function merkleRoot(txids: readonly Uint8Array[]): {
  readonly root: Uint8Array;
  readonly mutated: boolean;
} {
  // Every level is computed in place over the one below; room for the doubled last one.
  const level = new Uint8Array(32 * Math.max(1, txids.length + (txids.length % 2)));
  for (const [i, txid] of txids.entries()) level.set(txid, 32 * i);
  let mutated = false;
  for (let count = txids.length; count > 1; count = Math.ceil(count / 2)) {
    for (let i = 0; i + 1 < count; i += 2) mutated ||= equalSiblings(level, 32 * i);
    if (count % 2 === 1) level.copyWithin(32 * count, 32 * (count - 1), 32 * count);
    for (let i = 0; i < count; i += 2) sha256dInto(level, 32 * i, 64, level, 16 * i);
  }
  return { root: level.slice(0, 32), mutated };
}

function equalSiblings(level: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 32; i++) if (level[i] !== level[i + 32]) return false;
  return true;
}
