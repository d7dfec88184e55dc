import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { unpack, unpackHead } from "../../src/runtime/unpack.ts";
import { Prng } from "../../src/sim/prng.ts";
import { concat } from "../fixtures/chain-files.ts";

const ENOUGH = 10_000_000;

function noise(length: number, seed: number): Uint8Array {
  const prng = Prng.fromSeed(seed);
  return Uint8Array.from({ length }, () => prng.below(256));
}

async function bytesOf(packed: Uint8Array): Promise<Uint8Array> {
  const unpacked = await unpack(packed, ENOUGH);
  if (!unpacked.ok) throw new Error(unpacked.error);
  return unpacked.bytes;
}

async function errorOf(packed: Uint8Array, atMost = ENOUGH): Promise<string> {
  const unpacked = await unpack(packed, atMost);
  if (unpacked.ok) throw new Error(`it was unpacked: ${unpacked.bytes.length} bytes`);
  return unpacked.error;
}

const gzip = (bytes: Uint8Array, level = 6) => new Uint8Array(gzipSync(bytes, { level }));

describe("unpacking gzip", () => {
  it("leaves alone what is not gzip", async () => {
    expect(await bytesOf(noise(100, 1).fill(3, 0, 1))).toHaveLength(100);
    expect(await bytesOf(new Uint8Array(0))).toHaveLength(0);
  });

  it.each([0, 1, 9])("takes what was packed at level %i", async (level) => {
    for (const length of [0, 1, 70_000, 300_000]) {
      const plain = concat([noise(length >> 1, length), new Uint8Array(length - (length >> 1))]);
      expect(Buffer.compare(await bytesOf(gzip(plain, level)), plain)).toBe(0);
    }
  });

  it("takes all members, empty ones too", async () => {
    const parts = [noise(1000, 1), new Uint8Array(0), noise(100_000, 2), new Uint8Array(5000)];
    const packed = concat(parts.map((part) => gzip(part)));
    expect(Buffer.compare(await bytesOf(packed), concat(parts))).toBe(0);
  });

  it("is not misled by what looks like a member inside of one", async () => {
    const inner = concat([gzip(noise(500, 3)), gzip(noise(500, 4))]);
    // Stored as it is, so that the starts of the inner members are in the packed bytes.
    const packed = concat([gzip(inner, 0), gzip(noise(10, 5)), gzip(inner, 0)]);
    expect(Buffer.compare(await bytesOf(packed), concat([inner, noise(10, 5), inner]))).toBe(0);
  });

  it.each([
    ["rubbish", concat([gzip(noise(900, 1)), noise(8, 2).fill(0x41, 0, 1)])],
    ["zeros", concat([gzip(noise(900, 1)), new Uint8Array(8)])],
    ["a single zero", concat([gzip(noise(900, 1)), new Uint8Array(1)])],
    ["the start of a member", concat([gzip(noise(900, 1)), Uint8Array.of(0x1f, 0x8b, 8, 0)])],
    ["rubbish after two members", concat([gzip(noise(9, 1)), gzip(noise(9, 2)), noise(30, 3)])],
  ])("refuses %s at the end", async (_, packed) => {
    expect(await errorOf(packed)).toMatch(/^gzip member [123], offset \d+: expected /);
  });

  it("refuses what is cut, and a flipped bit in data, check sum or length", async () => {
    const packed = gzip(noise(2000, 7));
    for (const length of [2, 3, 17, 1000, packed.length - 8, packed.length - 1]) {
      expect(await errorOf(packed.subarray(0, length)), `${length} bytes`).toMatch(/^gzip member 1/);
    }
    for (const at of [500, packed.length - 8, packed.length - 3]) {
      const flipped = packed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      expect(await errorOf(flipped), `byte ${at}`).toMatch(/^gzip member 1/);
    }
  });

  it("refuses a length that is not so, however large", async () => {
    const packed = gzip(new Uint8Array(1));
    packed.fill(0xff, packed.length - 4);
    expect(await errorOf(packed)).toMatch(/^gzip member 1/);
  });

  it("stops at the bound, over all members together", async () => {
    const million = gzip(new Uint8Array(1_000_000));
    expect(await errorOf(concat([million, million, million]), 2_999_999)).toBe(
      "expected at most 2999999 bytes, found more",
    );
    expect(await errorOf(gzip(new Uint8Array(100_000_000)), 1000)).toBe(
      "expected at most 1000 bytes, found more",
    );
    expect(await errorOf(new Uint8Array(11), 10)).toBe("expected at most 10 bytes, found more");
  });

  it("ends in bounded time however much looks like members", async () => {
    const starts = concat(Array.from({ length: 20_000 }, () => Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0)));
    expect(await errorOf(concat([gzip(starts, 0), starts]), 200_000)).toMatch(/^gzip member/);
  });

  it("gives the engine no more at once than may become what is allowed, nor less than is sensible", async () => {
    const Engine = DecompressionStream;
    const given: number[] = [];
    class Watched {
      readonly #watch = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(piece, controller) {
          given.push(piece.length);
          controller.enqueue(piece);
        },
      });
      readonly writable = this.#watch.writable;
      readonly readable;
      constructor(format: CompressionFormat) {
        this.readable = this.#watch.readable.pipeThrough(new Engine(format));
      }
    }
    vi.stubGlobal("DecompressionStream", Watched);
    try {
      const packed = gzip(noise(200_000, 1));
      const largest: number[] = [];
      for (const atMost of [300_000, 3_000_000, 300_000_000]) {
        given.length = 0;
        expect(await unpack(packed, atMost)).toMatchObject({ ok: true });
        largest.push(Math.max(...given));
      }
      expect(largest).toEqual([1024, 2907, 65_536]);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it("takes no more members than there is reason for, and the more the more may be in them", async () => {
    const nothing = gzip(new Uint8Array(0));
    const members = (count: number) => concat(Array.from({ length: count }, () => nothing));
    expect(await errorOf(members(201), 1000)).toBe("expected at most 200 gzip members, found more");
    expect(await errorOf(members(213), 200_000)).toBe("expected at most 212 gzip members, found more");
    expect(await unpack(members(212), 200_000)).toEqual({ ok: true, bytes: new Uint8Array(0) });
  });

  it("gives the head of what is too large, cut or damaged", async () => {
    expect(await unpackHead(gzip(new Uint8Array(50_000_000)), 1000)).toHaveLength(1000);
    expect(await unpackHead(noise(5000, 1).fill(3, 0, 1), 1000)).toHaveLength(1000);
    const cut = gzip(noise(500_000, 1)).subarray(0, 300_000);
    expect(Buffer.compare(await unpackHead(cut, 1000), noise(1000, 1))).toBe(0);
  });
});
