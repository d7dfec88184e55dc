/** The merkle root and the test for CVE-2012-2459 (protocol.md §2.15, §4; Core consensus/merkle.cpp). */
import { equalBytes, ZERO_HASH } from "./bytes.ts";
import { sha256dInto } from "./sha256.ts";

export interface MerkleRoot {
  readonly root: Uint8Array;
  /** Two siblings are equal somewhere: another list of transactions has the same root. */
  readonly mutated: boolean;
}

/** `txids` in internal order. One → itself; none → zero. */
export function merkleRoot(txids: readonly Uint8Array[]): MerkleRoot {
  const [only] = txids;
  if (only === undefined) return { root: ZERO_HASH, mutated: false };
  let level = [...txids];
  let mutated = false;
  const pair = new Uint8Array(64);
  while (level.length > 1) {
    const parents: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] ?? ZERO_HASH;
      const right = level[i + 1];
      // The last of an odd level is paired with itself, which is no mutation.
      if (right !== undefined && equalBytes(left, right)) mutated = true;
      pair.set(left, 0);
      pair.set(right ?? left, 32);
      const parent = new Uint8Array(32);
      sha256dInto(pair, parent);
      parents.push(parent);
    }
    level = parents;
  }
  return { root: level[0] ?? only, mutated };
}
