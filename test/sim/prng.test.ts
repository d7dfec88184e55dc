import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Prng } from "../../src/sim/prng.ts";

const take = (prng: Prng, count: number) => Array.from({ length: count }, () => prng.uint32());
const anySeed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe("the generator", () => {
  it("is xoshiro128**: the outputs of its authors' program (v1.1) for the state 1, 2, 3, 4", () => {
    const prng = new Prng(Uint32Array.of(1, 2, 3, 4));
    expect(take(prng, 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("gives the numbers that it has always given for a seed: runs that people keep depend on it", () => {
    expect(take(Prng.fromSeed(0), 4)).toEqual([3809008728, 1133695204, 53579671, 2891528803]);
    expect(take(Prng.fromSeed(1), 4)).toEqual([2442144158, 3238099751, 3819917871, 2104621829]);
    expect(take(Prng.fromSeed(Number.MAX_SAFE_INTEGER), 4)).toEqual([
      4221406636, 926836194, 2699543540, 3941293523,
    ]);
    expect(take(Prng.fromSeed(1).split("link You to A"), 4)).toEqual([
      4269046859, 3209440540, 2455243980, 2582679170,
    ]);
  });

  it("gives the same for the same seed, something else for another", () => {
    fc.assert(
      fc.property(anySeed, anySeed, (a, b) => {
        expect(take(Prng.fromSeed(a), 8)).toEqual(take(Prng.fromSeed(a), 8));
        if (a !== b) expect(take(Prng.fromSeed(a), 8)).not.toEqual(take(Prng.fromSeed(b), 8));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("tells apart seeds that differ by one, or only beyond 32 bits", () => {
    const seeds = Array.from({ length: 3000 }, (_, i) => i);
    const beyond = Array.from({ length: 3000 }, (_, i) => i * 0x1_0000_0000 + 7);
    const firsts = [...seeds, ...beyond].map((seed) => take(Prng.fromSeed(seed), 3).join());
    expect(new Set(firsts).size).toBe(new Set([...seeds, ...beyond]).size);
  });
});

describe("a split", () => {
  it("does not depend on how much was drawn before, nor on the other splits", () => {
    fc.assert(
      fc.property(anySeed, fc.string(), fc.string(), fc.nat(50), (seed, label, other, drawn) => {
        const fresh = Prng.fromSeed(seed).split(label);
        const used = Prng.fromSeed(seed);
        take(used, drawn);
        take(used.split(other), drawn);
        expect(take(used.split(label), 8)).toEqual(take(fresh, 8));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("does not change what its origin draws", () => {
    const split = Prng.fromSeed(5);
    take(split.split("a"), 10);
    expect(take(split, 8)).toEqual(take(Prng.fromSeed(5), 8));
  });

  it("of another label, of another seed and of a split is another", () => {
    const labels = ["", "a", "b", "aa", "ab", "ba", "link You to A", "link A to You", "\u0101", "A"];
    const streams = [1, 2].flatMap((seed) => {
      const origin = Prng.fromSeed(seed);
      return [
        take(origin, 4),
        ...labels.flatMap((label) => [
          take(origin.split(label), 4),
          take(origin.split(label).split(label), 4),
        ]),
      ];
    });
    expect(new Set(streams.map(String)).size).toBe(streams.length);
  });
});

describe("a copy", () => {
  it("draws what its origin would from there on, splits as it does, and leaves it alone", () => {
    const origin = Prng.fromSeed(5);
    take(origin, 7);
    const copy = origin.copy();
    const drawn = take(copy, 8);
    expect(take(origin, 8)).toEqual(drawn);
    expect(take(copy.split("a"), 4)).toEqual(take(origin.split("a"), 4));
  });
});

describe("below", () => {
  it("stays below n and reaches every value", () => {
    const prng = Prng.fromSeed(3);
    for (const n of [1, 2, 3, 7, 256]) {
      const drawn = Array.from({ length: n * 40 }, () => prng.below(n));
      expect(new Set(drawn)).toEqual(new Set(Array.from({ length: n }, (_, i) => i)));
    }
  });

  it("is unbiased: the counts of 12 values stay within chance", () => {
    const prng = Prng.fromSeed(4);
    const counts = new Array<number>(12).fill(0);
    const draws = 120_000;
    for (let i = 0; i < draws; i++) {
      const drawn = prng.below(12);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const expected = draws / 12;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 11 degrees of freedom: more than 31.3 happens by chance once in a thousand seeds.
    expect(chiSquare).toBeLessThan(31.3);
  });

  it("draws again rather than favour the low values, where n does not divide 2^32", () => {
    // 3 × 2^30: a plain remainder would give the values below 2^30 twice as often as the others.
    const prng = Prng.fromSeed(6);
    const n = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (prng.below(n) < 2 ** 30) low += 1;
    expect(low).toBeGreaterThan(9_500);
    expect(low).toBeLessThan(10_500);
  });

  it("takes the whole range, and nothing outside of 1 to 2^32", () => {
    const prng = Prng.fromSeed(7);
    const same = Prng.fromSeed(7);
    expect(prng.below(2 ** 32)).toBe(same.uint32());
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) expect(() => prng.below(n)).toThrow(RangeError);
  });
});
