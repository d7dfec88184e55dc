import { describe, expect, it } from "vitest";
import {
  displayHash,
  equalBytes,
  fromHex,
  hashFromDisplay,
  readUint32,
  toHex,
  writeUint32,
} from "../../src/bitcoin/bytes.ts";

const GENESIS = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

describe("bytes", () => {
  it("turns hex into bytes and back", () => {
    expect([...fromHex("00fF10")]).toEqual([0, 255, 16]);
    expect(toHex(Uint8Array.of(0, 255, 16))).toBe("00ff10");
  });

  it.each(["0", "0g", "zz", "0x00", " 00"])("refuses %j, which is no hex", (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  it("shows a hash in reverse order, also one inside a larger array", () => {
    const hash = hashFromDisplay(GENESIS);
    expect(hash[0]).toBe(0x6f);
    expect(hash[31]).toBe(0);
    expect(displayHash(hash)).toBe(GENESIS);
    expect(displayHash(Uint8Array.of(9, 9, ...hash, 9), 2)).toBe(GENESIS);
    expect(() => hashFromDisplay("00")).toThrow("64 hex digits");
  });

  it("compares", () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
  });

  it("reads and writes u32 little-endian, without a sign", () => {
    const bytes = new Uint8Array(6);
    writeUint32(bytes, 1, 0xfffefdfc);
    expect(toHex(bytes)).toBe("00fcfdfeff00");
    expect(readUint32(bytes, 1)).toBe(0xfffefdfc);
    writeUint32(bytes, 1, -2);
    expect(readUint32(bytes, 1)).toBe(0xfffffffe);
  });
});
