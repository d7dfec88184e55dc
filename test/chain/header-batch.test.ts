import { describe, expect, test } from "vitest";
import { HEADER_BYTES, type HeaderBatch } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { checkBatch } from "../../src/chain/header-batch.ts";
import { genesisOf, type Mined, mineChain, mineOn, NOW } from "./mined.ts";

const { regtest } = networks;
const blocks = mineChain(genesisOf(regtest), 10);

function batchOf(mined: readonly Mined[]): HeaderBatch {
  const bytes = new Uint8Array(mined.length * HEADER_BYTES);
  for (const [i, { block }] of mined.entries()) bytes.set(block.header, i * HEADER_BYTES);
  return { count: mined.length, bytes };
}

function checked(batch: HeaderBatch) {
  const result = checkBatch(batch, regtest);
  if (typeof result === "string") throw new Error(result);
  return result;
}

describe("a headers message as a whole", () => {
  test("[C8] ten headers that follow one another are fine, with their hashes", () => {
    const { count, hashes } = checked(batchOf(blocks));
    expect(count).toBe(10);
    for (const [i, { hash }] of blocks.entries()) expect(hashes.slice(32 * i, 32 * i + 32)).toEqual(hash);
  });

  test("so are none and one", () => {
    expect(checked(batchOf([])).count).toBe(0);
    expect(checked(batchOf(blocks.slice(4, 5))).count).toBe(1);
  });

  test("[C8] one missing from the middle", () => {
    const gap = [...blocks.slice(0, 4), ...blocks.slice(5)];
    expect(checkBatch(batchOf(gap), regtest)).toBe("non-continuous headers sequence");
  });

  test.each([0, 15, 31])("a parent that differs in byte %i only", (at) => {
    const prev = blocks[3]!.hash.slice();
    prev[at]! ^= 1;
    const stray = mineOn(blocks[3]!, { header: { prev } });
    expect(checkBatch(batchOf([blocks[3]!, stray]), regtest)).toBe("non-continuous headers sequence");
  });

  test("the same header twice", () => {
    expect(checkBatch(batchOf([blocks[0]!, blocks[0]!]), regtest)).toBe("non-continuous headers sequence");
  });

  test("one without proof of work, wherever it is", () => {
    for (const at of [0, 5, 9]) {
      const batch = batchOf(blocks);
      // Bits of zero: no hash is low enough.
      batch.bytes.fill(0, at * HEADER_BYTES + 72, at * HEADER_BYTES + 76);
      expect(checkBatch(batch, regtest)).toBe("header with invalid proof of work");
    }
  });
});

test("headers of a checked batch are accepted as single ones are", () => {
  const batch = checked(batchOf(blocks));
  const [one, other] = [new ChainState(regtest), new ChainState(regtest)];
  for (const [i, { block }] of blocks.entries()) {
    expect(one.acceptChecked(batch, i, NOW)).toEqual(other.acceptHeader(block.header, 0, NOW));
  }
  expect(one.bestHeader).toBe(10);
  expect(one.acceptChecked(batch, 3, NOW)).toEqual({ kind: "known", entry: 4 });
  const late = new ChainState(regtest);
  expect(late.acceptChecked(batch, 3, NOW)).toEqual({ kind: "rejected", reason: "prev-blk-not-found" });
});
