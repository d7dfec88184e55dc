import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashFromDisplay, toHex, ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { merkleRoot } from "../../src/bitcoin/merkle.ts";
import { FIXED, hash } from "./arbitraries.ts";

/** A txid for a number. */
function id(n: number): Uint8Array {
  return new Uint8Array(32).fill(n);
}

function rootOf(...numbers: number[]): string {
  return toHex(merkleRoot(numbers.map(id)).root);
}

function mutated(...numbers: number[]): boolean {
  return merkleRoot(numbers.map(id)).mutated;
}

/** The definition, in full: levels as lists of hex. */
function naiveRoot(txids: readonly Uint8Array[]): string {
  let level = txids.map(toHex);
  while (level.length > 1) {
    if (level.length % 2 === 1) level.push(level.at(-1)!);
    const parents: string[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const once = createHash("sha256")
        .update(Buffer.from(level[i]! + level[i + 1]!, "hex"))
        .digest();
      parents.push(createHash("sha256").update(once).digest("hex"));
    }
    level = parents;
  }
  return level[0]!;
}

describe("the merkle root", () => {
  it("is of mainnet's block 100000 that of its four transactions", () => {
    const txids = [
      "8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
      "fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
      "6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
      "e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d",
    ].map(hashFromDisplay);
    expect(merkleRoot(txids)).toEqual({
      root: hashFromDisplay("f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766"),
      mutated: false,
    });
  });

  it("[U5] of one transaction is its txid, of none zero", () => {
    expect(merkleRoot([id(7)])).toEqual({ root: id(7), mutated: false });
    expect(merkleRoot([])).toEqual({ root: ZERO_HASH, mutated: false });
  });

  it("[U5] of three is that of the same with the last repeated, which is mutated", () => {
    expect(rootOf(1, 2, 3)).toBe(rootOf(1, 2, 3, 3));
    expect(mutated(1, 2, 3)).toBe(false);
    expect(mutated(1, 2, 3, 3)).toBe(true);
  });

  it("[U5] CVE-2012-2459: of [1..6] is that of [1..6,5,6], where the equal siblings are a level up", () => {
    expect(rootOf(1, 2, 3, 4, 5, 6)).toBe(rootOf(1, 2, 3, 4, 5, 6, 5, 6));
    expect(mutated(1, 2, 3, 4, 5, 6)).toBe(false);
    expect(mutated(1, 2, 3, 4, 5, 6, 5, 6)).toBe(true);
  });

  it("[U5] equal siblings anywhere are a mutation, equal neighbours of different pairs are not", () => {
    expect(mutated(1, 1, 3, 4)).toBe(true);
    expect(mutated(1, 2, 1, 2, 3)).toBe(true);
    expect(mutated(1, 2, 2, 3)).toBe(false);
    // Nor is a last one without a sibling, not even one that looks like nothing.
    expect(mutated(1, 2, 0)).toBe(false);
  });

  it("[U5] of four is that of the roots of its halves", () => {
    const halves = [merkleRoot([id(1), id(2)]).root, merkleRoot([id(3), id(4)]).root];
    expect(rootOf(1, 2, 3, 4)).toBe(toHex(merkleRoot(halves).root));
  });

  it("is what the definition says, for any list, and leaves the list alone", () => {
    fc.assert(
      fc.property(fc.array(hash, { minLength: 1, maxLength: 40 }), (txids) => {
        const before = txids.map(toHex);
        expect(toHex(merkleRoot(txids).root)).toBe(naiveRoot(txids));
        expect(txids.map(toHex)).toEqual(before);
      }),
      FIXED,
    );
  });
});
