import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashFromDisplay } from "../../src/bitcoin/bytes.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { decodeCompact, encodeCompact, hashMeetsTarget, targetOf } from "../../src/bitcoin/target.ts";
import { bytesOf, FIXED, u32 } from "./arbitraries.ts";

const { mainnet, regtest } = networks;

/** A hash in internal order whose value is `value`. */
function hashOf(value: bigint): Uint8Array {
  return hashFromDisplay(value.toString(16).padStart(64, "0"));
}

describe("compact targets", () => {
  // arith_uint256_tests bignum_SetCompact, protocol.md §2.19
  it.each([
    [0x01123456, 0x12n, 0x01120000],
    [0x02123456, 0x1234n, 0x02123400],
    [0x03123456, 0x123456n, 0x03123456],
    [0x04123456, 0x12345600n, 0x04123456],
    [0x05009234, 0x92340000n, 0x05009234],
    [0x20123456, 0x123456n << 232n, 0x20123456],
    [0x1d00ffff, 0xffffn << 208n, 0x1d00ffff],
    [0x207fffff, 0x7fffffn << 232n, 0x207fffff],
  ])("[U4] %# reads and writes", (bits, target, again) => {
    expect(decodeCompact(bits)).toEqual({ target, negative: false, overflow: false });
    expect(encodeCompact(target)).toBe(again);
  });

  it("[U4] moves on a byte when the leading digit would be read as a sign", () => {
    expect(encodeCompact(0x80n)).toBe(0x02008000);
    expect(encodeCompact(0x7fn)).toBe(0x017f0000);
    expect(encodeCompact(0n)).toBe(0);
    expect(encodeCompact((1n << 255n) - 1n)).toBe(0x207fffff);
    expect(encodeCompact((1n << 256n) - 1n)).toBe(0x2100ffff);
  });

  it.each([
    0, 0x00123456, 0x01003456, 0x02000056, 0x03000000, 0x04000000, 0x00923456, 0x01803456, 0x04800000,
  ])("[U4] %# is zero, and zero has no sign", (bits) => {
    expect(decodeCompact(bits)).toEqual({ target: 0n, negative: false, overflow: false });
  });

  it("[U4] tells negative and overflowing", () => {
    expect(decodeCompact(0x04923456)).toMatchObject({ target: 0x12345600n, negative: true });
    expect(decodeCompact(0x01fedcba)).toMatchObject({ target: 0x7en, negative: true });
    expect(decodeCompact(0xff123456)).toMatchObject({ overflow: true });
    // The edges of 256 bits, for mantissas of one, two and three bytes.
    for (const [fits, over] of [
      [0x220000ff, 0x230000ff],
      [0x2100ffff, 0x2200ffff],
      [0x207fffff, 0x217fffff],
      [0x220000ff, 0x22000100],
      [0x2100ffff, 0x21010000],
    ] as const) {
      expect(decodeCompact(fits).overflow).toBe(false);
      expect(decodeCompact(over).overflow).toBe(true);
    }
  });

  it("keeps the first three bytes of any target", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (target) => {
        const kept = decodeCompact(encodeCompact(target)).target;
        expect(kept <= target).toBe(true);
        expect((target - kept) * 0x8000n <= target).toBe(true);
        expect(encodeCompact(kept)).toBe(encodeCompact(target));
      }),
      FIXED,
    );
  });

  it("overflows exactly when the number has more than 256 bits", () => {
    fc.assert(
      fc.property(u32, (bits) => {
        const { target, overflow } = decodeCompact(bits);
        expect(overflow).toBe(target >= 1n << 256n);
      }),
      { ...FIXED, numRuns: 2000 },
    );
  });
});

describe("proof of work", () => {
  it("[U4] has no target for bits that are negative, zero, overflowing or too easy", () => {
    expect(targetOf(0x1d00ffff, mainnet)).toBe(0xffffn << 208n);
    for (const bits of [0x1d80ffff, 0, 0x1d000000, 0xff123456, 0x1d01ffff, 0x207fffff]) {
      expect(targetOf(bits, mainnet), bits.toString(16)).toBeUndefined();
    }
    expect(targetOf(0x207fffff, regtest)).toBe(0x7fffffn << 232n);
    expect(targetOf(0x2100ffff, regtest)).toBeUndefined();
  });

  it("[U4] is met by a hash at the target, not by one above it", () => {
    const target = 0xffffn << 208n;
    expect(hashMeetsTarget(hashOf(target), 0x1d00ffff, mainnet)).toBe(true);
    expect(hashMeetsTarget(hashOf(target - 1n), 0x1d00ffff, mainnet)).toBe(true);
    expect(hashMeetsTarget(hashOf(target + 1n), 0x1d00ffff, mainnet)).toBe(false);
  });

  it("is met by no hash when the bits are invalid there, whatever was asked before", () => {
    const zero = hashOf(0n);
    expect(hashMeetsTarget(zero, 0x207fffff, regtest)).toBe(true);
    expect(hashMeetsTarget(zero, 0x207fffff, mainnet)).toBe(false);
    expect(hashMeetsTarget(zero, 0x207fffff, regtest)).toBe(true);
    expect(hashMeetsTarget(zero, 0, regtest)).toBe(false);
  });

  it("agrees with the numbers for any hash, bits and offset", () => {
    fc.assert(
      fc.property(
        bytesOf(32),
        fc.integer({ min: 0x1e, max: 0x20 }),
        fc.nat(0x7fffff),
        (hash, exponent, mantissa) => {
          const bits = ((exponent << 24) | mantissa) >>> 0;
          const value = hash.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
          const target = targetOf(bits, regtest);
          const padded = Uint8Array.of(255, 255, ...hash);
          expect(hashMeetsTarget(padded, bits, regtest, 2)).toBe(target !== undefined && value <= target);
        },
      ),
      { ...FIXED, numRuns: 1000 },
    );
  });
});
