import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineDigests, TraceHash } from "../../src/sim/trace-hash.ts";

function digestOf(...words: readonly number[]): string {
  const hash = new TraceHash();
  for (const word of words) hash.word(word);
  return hash.digest();
}

function bitsThatDiffer(a: string, b: string): number {
  let difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let bits = 0;
  for (; difference > 0n; difference >>= 1n) bits += Number(difference & 1n);
  return bits;
}

const anyWord = fc.oneof(fc.nat(5), fc.maxSafeInteger());

describe("a trace hash", () => {
  it("is 128 bits, the same for the same trace, and the same as it has always been", () => {
    expect(digestOf(1, 2, 3)).toMatch(/^[0-9a-f]{32}$/);
    expect(digestOf()).toBe("1388a0fb72b2f98526e6274040f58d55");
    expect(digestOf(0)).toBe("d7fc64be7f63784bb5bbda485c1d25f5");
    expect(digestOf(1, 2, 3)).toBe("788711466d738ea1b6347f4d35675bcc");
  });

  it("goes on after it was read", () => {
    const hash = new TraceHash();
    hash.word(1);
    expect(hash.digest()).toBe(hash.digest());
    hash.word(2);
    expect(hash.digest()).toBe(digestOf(1, 2));
  });

  it("depends on the order, on how often, and on where it ends", () => {
    const traces = [
      [],
      [0],
      [0, 0],
      [0, 0, 0],
      [1],
      [1, 0],
      [0, 1],
      [1, 1],
      [-1],
      [2 ** 32],
      [2 ** 32 + 1],
      [-(2 ** 32)],
    ];
    expect(new Set(traces.map((trace) => digestOf(...trace))).size).toBe(traces.length);
    fc.assert(
      fc.property(fc.array(anyWord, { minLength: 2, maxLength: 20 }), fc.nat(), (words, pick) => {
        const i = pick % (words.length - 1);
        const swapped = [...words];
        [swapped[i], swapped[i + 1]] = [words[i + 1] ?? 0, words[i] ?? 0];
        expect(digestOf(...swapped) === digestOf(...words)).toBe(words[i] === words[i + 1]);
        expect(digestOf(...words, 0)).not.toBe(digestOf(...words));
        expect(digestOf(0, ...words)).not.toBe(digestOf(...words));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("avalanches: one bit of one word, early or late, changes about half of it", () => {
    const trace = Array.from({ length: 40 }, (_, i) => i * 7919);
    const plain = digestOf(...trace);
    const counts: number[] = [];
    for (let at = 0; at < trace.length; at++) {
      for (let bit = 0; bit < 52; bit++) {
        const flipped = [...trace];
        flipped[at] = Number(BigInt(trace[at] ?? 0) ^ (1n << BigInt(bit)));
        counts.push(bitsThatDiffer(plain, digestOf(...flipped)));
      }
    }
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeGreaterThan(62);
    expect(mean).toBeLessThan(66);
    expect(Math.min(...counts)).toBeGreaterThan(30);
  });

  it("has no collision among many short and similar traces", () => {
    const digests = new Set<string>();
    for (let i = 0; i < 200; i++) for (let j = 0; j < 200; j++) digests.add(digestOf(i, j));
    for (let i = 0; i < 20_000; i++) digests.add(digestOf(i));
    expect(digests.size).toBe(60_000);
    // Each quarter by itself is spread, too.
    for (const at of [0, 8, 16, 24]) {
      const quarters = new Set([...digests].map((digest) => digest.slice(at, at + 8)));
      expect(quarters.size).toBeGreaterThan(59_900);
    }
  });

  it("does not settle: a long trace still remembers its first word", () => {
    const long = (first: number) => {
      const hash = new TraceHash();
      hash.word(first);
      for (let i = 0; i < 100_000; i++) hash.word(0);
      return hash.digest();
    };
    const digests = [0, 1, 2, 3, 4, 5].map(long);
    expect(new Set(digests).size).toBe(6);
    expect(bitsThatDiffer(digests[0] ?? "", digests[1] ?? "")).toBeGreaterThan(30);
  });

  it("keeps bytes and texts apart from what follows them", () => {
    const of = (add: (hash: TraceHash) => void) => {
      const hash = new TraceHash();
      add(hash);
      return hash.digest();
    };
    const digests = [
      of((hash) => hash.text("ab")),
      of((hash) => {
        hash.text("a");
        hash.text("b");
      }),
      of((hash) => {
        hash.text("ab");
        hash.text("");
      }),
      of((hash) => hash.bytes(Uint8Array.of(97, 98, 99))),
      of((hash) => {
        hash.bytes(Uint8Array.of(97));
        hash.bytes(Uint8Array.of(98, 99));
      }),
      of((hash) => hash.bytes(new Uint8Array(0))),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe("the hashes of several nodes", () => {
  it("become one of 256 bits, in their order", () => {
    const [a, b] = [digestOf(1), digestOf(2)];
    expect(combineDigests([a, b])).toMatch(/^[0-9a-f]{64}$/);
    expect(combineDigests([a, b])).toBe(combineDigests([a, b]));
    const all = [[], [a], [b], [a, b], [b, a], [a, a], [a + b]].map(combineDigests);
    expect(new Set(all).size).toBe(all.length);
  });

  it("differ in both halves", () => {
    const combined = combineDigests([digestOf(1)]);
    expect(combined.slice(0, 32)).not.toBe(combined.slice(32));
    expect(bitsThatDiffer(combined, combineDigests([digestOf(2)]))).toBeGreaterThan(80);
  });
});
