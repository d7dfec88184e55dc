import { expect, test } from "vitest";
import { Prng } from "../../../src/sim/prng.ts";
import { randomBytes } from "../../../src/world/chains/block-mining.ts";
import { HashTable } from "../../../src/world/chains/hash-table.ts";

const prng = Prng.fromSeed(1);

/** Hashes back to back, of which a quarter begin alike. */
function hashes(count: number): Uint8Array {
  const bytes = randomBytes(prng, 32 * count);
  for (let i = 0; i < count; i += 4) bytes.fill(7, 32 * i, 32 * i + 4);
  return bytes;
}

test.each([0, 1, 2, 3, 1000])("%i hashes are found, and no others", (count) => {
  const bytes = hashes(count);
  const table = new HashTable(count, (number) => [bytes, 32 * number]);
  const map = new Map<string, number>();
  const hex = (of: Uint8Array, at: number) => Buffer.from(of.subarray(at, at + 32)).toString("hex");
  for (let number = 0; number < count; number++) {
    expect(table.find(bytes, 32 * number)).toBe(map.get(hex(bytes, 32 * number)));
    expect(table.add(number)).toBeUndefined();
    map.set(hex(bytes, 32 * number), number);
  }
  for (let number = 0; number < count; number++) expect(table.find(bytes, 32 * number)).toBe(number);
  const others = hashes(100);
  for (let i = 0; i < 100; i++) expect(table.find(others, 32 * i)).toBeUndefined();
});

test("of two with one hash the first stays", () => {
  const bytes = hashes(3);
  bytes.copyWithin(64, 0, 32);
  const table = new HashTable(3, (number) => [bytes, 32 * number]);
  expect([table.add(0), table.add(1), table.add(2), table.find(bytes, 64)]).toEqual([
    undefined,
    undefined,
    0,
    0,
  ]);
});
