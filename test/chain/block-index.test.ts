import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayHash, writeUint32, ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { decodeHeader, encodeHeader, hashHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { workOf } from "../../src/bitcoin/work.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { addTo, indexOf, madeUpHash, path, prng } from "./index-trees.ts";

const { genesis } = networks.mainnet;

describe("a new index", () => {
  const index = new BlockIndex(genesis.header);

  test("holds genesis as entry 0", () => {
    expect(index.size).toBe(1);
    expect(index.find(hashHeader(genesis.header))).toBe(0);
    expect(index.hashHex(0)).toBe("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    expect(index.parent(0)).toBe(-1);
    expect(index.height(0)).toBe(0);
    expect(index.skip(0)).toBe(0);
  });

  test("counts genesis's own work", () => {
    expect(index.work(0)).toBe(4_295_032_833n);
    expect(index.workHex(0)).toBe("100010001");
  });

  test("gives the header back", () => {
    const copy = new Uint8Array(100).fill(7);
    index.copyHeader(0, copy, 10);
    expect(copy.slice(10, 90)).toEqual(genesis.header);
    expect(copy.slice(0, 10)).toEqual(new Uint8Array(10).fill(7));
    expect(copy.slice(90)).toEqual(new Uint8Array(10).fill(7));
  });

  test("does not find what it has not", () => {
    expect(index.find(ZERO_HASH)).toBeUndefined();
    expect(index.find(madeUpHash(1))).toBeUndefined();
  });
});

describe("insert", () => {
  test("keeps every field of a header, at any offset, and takes prev from the parent", () => {
    const index = new BlockIndex(genesis.header);
    const header = encodeHeader({
      version: -2,
      prev: hashHeader(genesis.header),
      merkleRoot: madeUpHash(9),
      time: 0xffff_fffe,
      bits: 0x1d00_ffff,
      nonce: 0xfedc_ba98,
    });
    const bytes = new Uint8Array(200).fill(7);
    bytes.set(header, 33);
    const hash = hashHeader(header);
    const entry = index.insert(bytes, 33, hash, 0);
    expect(entry).toBe(1);
    expect(index.find(hash)).toBe(1);
    const copy = new Uint8Array(80);
    index.copyHeader(entry, copy, 0);
    expect(decodeHeader(copy)).toEqual(decodeHeader(header));
    expect(index.time(entry)).toBe(0xffff_fffe);
    expect(index.bits(entry)).toBe(0x1d00_ffff);
    expect(index.hash(entry)).toEqual(hash);
    expect(index.hashHex(entry)).toBe(displayHash(hash));
  });

  test("finds a hash at an offset of a longer array", () => {
    const index = indexOf(path(3));
    const bytes = new Uint8Array(50);
    bytes.set(madeUpHash(2), 11);
    expect(index.find(bytes, 11)).toBe(2);
    expect(index.find(bytes, 12)).toBeUndefined();
  });

  test("refuses a parent that is not there, and a second genesis", () => {
    const index = indexOf(path(3));
    expect(() => addTo(index, 4)).toThrow("no parent 4");
    expect(() => addTo(index, -1)).toThrow("no parent -1");
    expect(index.size).toBe(4);
  });

  test("tells hashes apart that begin alike", () => {
    const index = new BlockIndex(genesis.header);
    const hashes = Array.from({ length: 500 }, (_, i) => {
      const hash = new Uint8Array(32);
      writeUint32(hash, 28, i + 1);
      return hash;
    });
    for (const [i, hash] of hashes.entries()) index.insert(genesis.header, 0, hash, i);
    expect(hashes.map((hash) => index.find(hash))).toEqual(hashes.map((_, i) => i + 1));
    const unknown = new Uint8Array(32);
    writeUint32(unknown, 28, 501);
    expect(index.find(unknown)).toBeUndefined();
  });
});

describe("chain work", () => {
  const bits = fc.constantFrom(0x207fffff, 0x1d00ffff, 0x1b0404cb, 0x17034219, 0x03000001, 0x01010000);

  test("is exact to the last of 256 bits", () => {
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40, size: "max" }), (chain) => {
        const index = new BlockIndex(genesis.header);
        let work = index.work(0);
        for (const own of chain) {
          const entry = addTo(index, index.size - 1, { bits: own });
          work = (work + workOf(own)) % 2n ** 256n;
          expect(index.work(entry)).toBe(work);
          expect(index.workHex(entry)).toBe(work.toString(16));
        }
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  test("is compared exactly", () => {
    const index = new BlockIndex(genesis.header);
    const random = prng(3);
    for (let i = 0; i < 200; i++) {
      addTo(index, random.below(index.size), {
        bits: [0x207fffff, 0x1d00ffff, 0x17034219][random.below(3)]!,
      });
    }
    for (let a = 0; a < index.size; a++) {
      for (let b = 0; b < index.size; b += 7) {
        const expected = index.work(a) < index.work(b) ? -1 : index.work(a) > index.work(b) ? 1 : 0;
        if (Math.sign(index.compareWork(a, b)) !== expected) expect.fail(`${a} against ${b}`);
      }
    }
  });

  test("carries across words", () => {
    const index = new BlockIndex(networks.regtest.genesis.header);
    // 2^128 − 1 and a little: the work of target 2^128 is just below 2^128.
    const big = addTo(index, 0, { bits: 0x11010000 });
    const next = addTo(index, big, { bits: 0x11010000 });
    expect(index.work(next)).toBe(2n + 2n * workOf(0x11010000));
    expect(index.compareWork(next, big)).toBeGreaterThan(0);
  });
});

describe("median time past", () => {
  test("is element n/2 of the sorted last 11 times, fewer near genesis", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 25, size: "max" }), (times) => {
        const index = new BlockIndex(genesis.header);
        const all = [index.time(0)];
        for (const time of times) {
          const entry = addTo(index, index.size - 1, { time: 1_231_006_480 + time });
          all.push(1_231_006_480 + time);
          const last = all.slice(-11).sort((a, b) => a - b);
          expect(index.medianTimePast(entry)).toBe(last[last.length >> 1]);
        }
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  test("follows the entry's own branch", () => {
    const index = indexOf([]);
    const a = addTo(index, 0, { time: 1_400_000_000 });
    const b = addTo(index, 0, { time: 1_500_000_000 });
    expect(index.medianTimePast(a)).toBe(1_400_000_000);
    expect(index.medianTimePast(b)).toBe(1_500_000_000);
  });
});

describe("memory", () => {
  test("stays below 200 bytes a header, slack and hash table included", () => {
    const index = indexOf(path(5_000));
    let most = 0;
    for (let n = index.size; n < 60_000; n++) {
      addTo(index, n - 1);
      most = Math.max(most, index.memoryBytes() / index.size);
    }
    expect(most).toBeLessThan(200);
    // And what is stored cannot be less than what a header says that its parent does not.
    expect(index.memoryBytes()).toBeGreaterThan(index.size * (48 + 32));
  });
});

describe("[U1] 300 000 entries", () => {
  const index = indexOf(path(300_000));

  test("every skip leads down, to an ancestor", () => {
    for (let entry = 1; entry <= 300_000; entry++) {
      if (index.height(index.skip(entry)) >= index.height(entry)) expect.fail(`entry ${entry}`);
    }
  });

  test("1000 random ancestors are right", () => {
    const random = prng(1);
    for (let i = 0; i < 1000; i++) {
      const from = random.below(300_001);
      const to = random.below(from + 1);
      expect(index.ancestor(from, to)).toBe(to);
      expect(index.ancestor(300_000, to)).toBe(to);
      expect(index.ancestor(from, 0)).toBe(0);
    }
  });

  test("heights out of range have no ancestor", () => {
    expect(index.ancestor(100, 101)).toBeUndefined();
    expect(index.ancestor(100, -1)).toBeUndefined();
    expect(index.ancestor(100, 100)).toBe(100);
  });

  test("every hash is found", () => {
    for (let entry = 1; entry <= 300_000; entry += 37) expect(index.find(madeUpHash(entry))).toBe(entry);
    expect(index.find(madeUpHash(300_001))).toBeUndefined();
  });
});

describe("an entry that is not there", () => {
  const index = new BlockIndex(genesis.header);
  const lookups = {
    parent: (entry: number) => index.parent(entry),
    height: (entry: number) => index.height(entry),
    skip: (entry: number) => index.skip(entry),
    time: (entry: number) => index.time(entry),
    bits: (entry: number) => index.bits(entry),
    hash: (entry: number) => index.hash(entry),
    "hash in hex": (entry: number) => index.hashHex(entry),
    header: (entry: number) => index.copyHeader(entry, new Uint8Array(80), 0),
    work: (entry: number) => index.work(entry),
    "compared work": (entry: number) => index.compareWork(0, entry),
    ancestor: (entry: number) => index.ancestor(entry, 0),
    "last common": (entry: number) => index.lastCommon(entry, 0),
    "is ancestor": (entry: number) => index.isAncestor(0, entry),
  };

  test.each(Object.entries(lookups))(
    "%s: it is an error of ours, and never answered with genesis",
    (_, look) => {
      expect(() => look(0)).not.toThrow();
      for (const entry of [-1, 1, 40, 1_000_000, Number.NaN]) expect(() => look(entry)).toThrow(/no entry/);
    },
  );
});
