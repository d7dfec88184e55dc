import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayHash, fromHex, toHex } from "../../src/bitcoin/bytes.ts";
import {
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  hashHeader,
  hashHeaderInto,
  headerBits,
  headerMerkleRoot,
  headerPrev,
  headerTime,
  headerVersion,
} from "../../src/bitcoin/header.ts";
import { bytesOf, FIXED, header } from "./arbitraries.ts";

/** protocol.md §4 */
const MAIN_BLOCK_1 =
  "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299";

describe("the block header", () => {
  it("[N5] reads mainnet's block 1", () => {
    const bytes = fromHex(MAIN_BLOCK_1);
    const read = decodeHeader(bytes);
    expect(read).toMatchObject({ version: 1, time: 1231469665, bits: 0x1d00ffff, nonce: 2573394689 });
    expect(displayHash(read.prev)).toBe("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    expect(displayHash(read.merkleRoot)).toBe(
      "0e3e2357e806b6cdb1f70b54c3a3a17b6714ee1f0e68bebb44a74b1efd512098",
    );
    expect(displayHash(hashHeader(bytes))).toBe(
      "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048",
    );
  });

  it("survives writing and reading, and its fields can be read alone, at any offset", () => {
    fc.assert(
      fc.property(header, fc.nat(100), (fields, offset) => {
        const bytes = new Uint8Array(offset + HEADER_BYTES + 3);
        bytes.set(encodeHeader(fields), offset);
        expect(decodeHeader(bytes, offset)).toEqual(fields);
        expect(headerVersion(bytes, offset)).toBe(fields.version);
        expect(headerPrev(bytes, offset)).toEqual(fields.prev);
        expect(headerMerkleRoot(bytes, offset)).toEqual(fields.merkleRoot);
        expect(headerTime(bytes, offset)).toBe(fields.time);
        expect(headerBits(bytes, offset)).toBe(fields.bits);
      }),
      FIXED,
    );
  });

  it("reads any 80 bytes and writes them again", () => {
    fc.assert(
      fc.property(bytesOf(HEADER_BYTES), (bytes) => {
        expect(toHex(encodeHeader(decodeHeader(bytes)))).toBe(toHex(bytes));
      }),
      FIXED,
    );
  });

  it("hashes a header inside a batch into a place inside another array", () => {
    const batch = fromHex(MAIN_BLOCK_1.repeat(3));
    batch[80] = 2;
    const out = new Uint8Array(96);
    for (const i of [0, 1, 2]) hashHeaderInto(batch, i * HEADER_BYTES, out, i * 32);
    expect(toHex(out.subarray(32, 64))).toBe(toHex(hashHeader(batch.slice(80, 160))));
    expect(toHex(out.subarray(0, 32))).toBe(toHex(out.subarray(64)));
    expect(toHex(out.subarray(0, 32))).not.toBe(toHex(out.subarray(32, 64)));
  });

  it("throws where there are no 80 bytes, which is our own mistake", () => {
    expect(() => decodeHeader(new Uint8Array(79))).toThrow("no header of 80 bytes at 0 of 79");
    expect(() => hashHeader(new Uint8Array(160), 81)).toThrow(RangeError);
    expect(() => hashHeader(new Uint8Array(160), -1)).toThrow(RangeError);
  });
});
