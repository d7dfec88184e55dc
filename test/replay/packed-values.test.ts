import { describe, expect, it } from "vitest";
import { Packer } from "../../src/replay/packed-values.ts";

const VALUES: readonly unknown[] = [
  undefined,
  null,
  [true, false],
  [0, 241, 242, -1, 300, 2 ** 53 - 1, -0, 0.5],
  ["", "headers", "0.17", "00ff00ff00ff00ff", "x".repeat(60), "\ud800"],
  { kind: "sent", heights: [1, 2, 3], summary: { hash: "0123456789abcdef" } },
];

describe("packed values", () => {
  it("come out as they went in", () => {
    const packer = new Packer();
    for (const value of VALUES) expect(packer.unpack(packer.pack(value).slice(), 0)).toEqual(value);
  });

  it("that end in the middle are no values", () => {
    const packer = new Packer();
    for (const value of VALUES.slice(2)) {
      const packed = packer.pack(value).slice();
      for (let length = 0; length < packed.length; length++) {
        expect(() => packer.unpack(packed.slice(0, length), 0), `${length}`).toThrow();
      }
    }
  });
});
