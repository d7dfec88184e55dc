import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeBlock } from "../../src/bitcoin/block.ts";
import { fromHex, readUint32 } from "../../src/bitcoin/bytes.ts";
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { NOW } from "./mined.ts";

const { mainnet } = networks;

/** A file of real data beside the project's folder, where there is one. */
function realData(name: string): Uint8Array | undefined {
  const path = new URL(`../../../shared/data/${name}`, import.meta.url);
  if (existsSync(path)) return new Uint8Array(gunzipSync(readFileSync(path)));
  console.log(`${name} is not there: the tests of the real chain use what is known of its first two blocks.`);
  return undefined;
}

/** The header of the block at height 1. */
const FIRST = fromHex(
  "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000" +
    "982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299",
);
const FIRST_HASH = "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048";

const headers =
  realData("mainnet-headers-0000000-0032259.bin.gz") ?? Uint8Array.of(...mainnet.genesis.header, ...FIRST);
const isWhole = headers.length > 2 * HEADER_BYTES;
const count = headers.length / HEADER_BYTES;
const expected = isWhole
  ? {
      height: 32_259,
      hash: "000000008a5b32a0610b2b0eeb5390e30e157324bf28c09ab83ccbb99184c38b",
      work: "7e05394f3d48",
    }
  : { height: 1, hash: FIRST_HASH, work: "200020002" };

describe("real headers", () => {
  test("are all accepted, retargets included, and end on the known tip with the known work", () => {
    const chain = new ChainState(mainnet, { headersOnly: true });
    for (let height = 1; height < count; height++) {
      const verdict = chain.acceptHeader(headers, height * HEADER_BYTES, NOW);
      if (verdict.kind !== "new") expect.fail(`height ${height}: ${JSON.stringify(verdict)}`);
    }
    const { index, tip, bestHeader } = chain;
    expect(tip).toBe(bestHeader);
    expect({ height: index.height(tip), hash: index.hashHex(tip), work: index.workHex(tip) }).toEqual(
      expected,
    );
    expect(index.hashHex(1)).toBe(FIRST_HASH);
    // The first rise of the difficulty.
    if (isWhole) expect([index.bits(32_255), index.bits(32_256)]).toEqual([0x1d00ffff, 0x1d00d86a]);
    expect(chain.checkInvariants()).toEqual([]);
  });

  test("with any one bit flipped are refused", () => {
    const chain = new ChainState(mainnet);
    /** A bit of the version, the parent, the merkle root, the time, the bits and the nonce. */
    const bits = [1, 33, 200, 290, 400, 545, 577, 590, 639];
    const every = Math.max(1, Math.floor(count / 40));
    let flipped = 0;
    for (let height = 1; height < count; height++) {
      const at = height * HEADER_BYTES;
      for (const bit of height % every === 0 ? bits : []) {
        const header = headers.slice(at, at + HEADER_BYTES);
        header[bit >> 3]! ^= 1 << (bit & 7);
        expect(chain.acceptHeader(header, 0, NOW)).toMatchObject({ kind: "rejected" });
        flipped += 1;
      }
      if (chain.acceptHeader(headers, at, NOW).kind !== "new") expect.fail(`height ${height}`);
    }
    expect(flipped).toBeGreaterThanOrEqual(isWhole ? 360 : 9);
    expect(chain.index.size).toBe(count);
  });
});

describe("real blocks", () => {
  /** Bodies as in blk*.dat: magic, length, block. Without the file: genesis. */
  const file = realData("mainnet-blocks-000-438.dat.gz");
  const bodies: Uint8Array[] = [];
  for (let at = 0; file !== undefined && at < file.length; ) {
    const length = readUint32(file, at + 4);
    bodies.push(file.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  if (file === undefined) bodies.push(mainnet.genesis.bytes);

  const blocks = bodies.map((bytes) => {
    const decoded = decodeBlock(bytes);
    if (!decoded.ok) throw new Error(decoded.error.path);
    return decoded.value;
  });

  test("are all stored and active, in order", () => {
    const chain = new ChainState(mainnet);
    expect(chain.acceptBlock(blocks[0]!, NOW)).toEqual({ kind: "duplicate", entry: 0 });
    for (const [i, block] of blocks.entries()) {
      if (i > 0)
        expect(chain.acceptBlock(block, NOW)).toMatchObject({ kind: "stored", tipChange: { to: i } });
    }
    expect(chain.active.height).toBe(blocks.length - 1);
    expect(chain.storedCount).toBe(file === undefined ? 1 : 439);
    expect(chain.audit()).toEqual([]);
  });

  test("and backwards, with the headers first", () => {
    const chain = new ChainState(mainnet);
    for (let height = 1; height < blocks.length; height++)
      chain.acceptHeader(headers, height * HEADER_BYTES, NOW);
    for (const block of blocks.slice(1).reverse()) expect(chain.acceptBlock(block, NOW).kind).toBe("stored");
    expect(chain.active.height).toBe(blocks.length - 1);
    expect(chain.index.hash(chain.tip)).toEqual(chain.index.hash(blocks.length - 1));
    expect(chain.audit()).toEqual([]);
  });

  test("with another body are refused as mutated", () => {
    const chain = new ChainState(mainnet);
    for (const [i, block] of blocks.entries()) {
      const other = { ...block, transactions: [...block.transactions, block.transactions[0]!] };
      // One transaction doubled has the same root; more have another.
      const reason = block.transactions.length === 1 ? "bad-txnmrklroot" : /bad-txn/;
      const verdict = chain.acceptBlock(other, NOW);
      expect(verdict).toMatchObject({ kind: "rejected", mutated: true });
      expect(verdict.kind === "rejected" && verdict.reason).toMatch(reason);
      if (i > 0) expect(chain.acceptBlock(block, NOW).kind).toBe("stored");
    }
  });
});
