import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCompact } from "../../src/bitcoin/target.ts";
import { WORK_WORDS, workOf, workWords } from "../../src/bitcoin/work.ts";
import { FIXED, u32 } from "./arbitraries.ts";

describe("work", () => {
  // protocol.md §2.19
  it.each([
    [0x207fffff, 2n],
    [0x1d00ffff, 4_295_032_833n],
    [0x1c05a3f4, 194_933_597_107n],
    [0x1b0404cb, 70_040_908_352_512n],
  ])("[U4] of %# is exact", (bits, work) => {
    expect(workOf(bits)).toBe(work);
  });

  it("is zero where there is no target", () => {
    for (const bits of [0, 0x1d000000, 0x1d80ffff, 0xff123456]) expect(workOf(bits)).toBe(0n);
  });

  it("is at most 2^255 and does not depend on a network's limit", () => {
    expect(workOf(0x01010000)).toBe(1n << 255n);
    expect(workOf(0x2100ffff)).toBe(1n);
  });

  it("is floor(2^256 / (target + 1)), in words too, also when asked for again and after many others", () => {
    fc.assert(
      fc.property(u32, (bits) => {
        const { target, negative, overflow } = decodeCompact(bits);
        const work = negative || overflow || target === 0n ? 0n : (1n << 256n) / (target + 1n);
        for (let again = 0; again < 2; again++) {
          expect(workOf(bits)).toBe(work);
          const words = workWords(bits);
          expect(words.length).toBe(WORK_WORDS);
          expect(words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n)).toBe(work);
        }
      }),
      { ...FIXED, numRuns: 1500 },
    );
    expect(workOf(0x207fffff)).toBe(2n);
  });
});
