import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toHex } from "../../src/bitcoin/bytes.ts";
import { sha256d, sha256dInto } from "../../src/bitcoin/sha256.ts";

function oracle(bytes: Uint8Array): string {
  return createHash("sha256").update(createHash("sha256").update(bytes).digest()).digest("hex");
}

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 167 + 13) & 0xff);

describe("double SHA-256", () => {
  it("is that of the empty message, whose first four bytes are verack's checksum", () => {
    expect(toHex(sha256d(new Uint8Array(0)))).toBe(
      "5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456",
    );
  });

  it("agrees with another implementation at every length around the ends of SHA-256's blocks", () => {
    for (let length = 0; length <= 200; length++) {
      const part = bytes.subarray(0, length);
      expect(toHex(sha256d(part)), `${length} bytes`).toBe(oracle(part));
    }
    expect(toHex(sha256d(bytes))).toBe(oracle(bytes));
  });

  it("hashes a part of a view of a buffer", () => {
    const view = bytes.subarray(100, 900);
    const out = new Uint8Array(40);
    sha256dInto(view, 50, 80, out, 5);
    expect(toHex(out.subarray(5, 37))).toBe(oracle(view.slice(50, 130)));
    expect([...out.subarray(0, 5), ...out.subarray(37)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("may write over what it hashes", () => {
    const own = bytes.slice(0, 64);
    const expected = oracle(own);
    sha256dInto(own, 0, 64, own, 0);
    expect(toHex(own.subarray(0, 32))).toBe(expected);
  });

  it("remembers nothing of the call before", () => {
    const first = toHex(sha256d(bytes.subarray(0, 3)));
    sha256d(bytes);
    expect(toHex(sha256d(bytes.subarray(0, 3)))).toBe(first);
  });

  it("hashes long messages where they lie, at any offset, and what is written there later", () => {
    const message = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
    for (const [offset, length] of [
      [1, 119],
      [3, 120],
      [61, 128],
      [5, 65_535],
      [0, 70_000],
    ] as const) {
      const out = new Uint8Array(32);
      sha256dInto(message, offset, length, out, 0);
      expect(toHex(out), `${length} bytes at ${offset}`).toBe(oracle(message.slice(offset, offset + length)));
    }
    message[69_999] = 1;
    expect(toHex(sha256d(message))).toBe(oracle(message));
  });

  it("refuses a part that is not there", () => {
    expect(() => sha256dInto(bytes, 950, 80, new Uint8Array(32), 0)).toThrow(RangeError);
  });
});
