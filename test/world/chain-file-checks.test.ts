/** What is checked of the blocks of a file beyond their headers (protocol.md §2.15). */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Network, networks } from "../../src/bitcoin/networks.ts";
import { readChainFile } from "../../src/world/chains/chain-file.ts";
import { genesisOf, type Mined, mineOn } from "../chain/mined.ts";
import { inputOf, spend } from "../chain/transactions.ts";
import { committing, witnessAttacks, witnessSpend } from "../chain/witnesses.ts";
import { concat, frame } from "../fixtures/chain-files.ts";

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`../fixtures/blocks/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

/** How many blocks were read, or why none was. */
function outcome(file: Uint8Array): number | string {
  const result = readChainFile({ kind: "blocks", bytes: file });
  return result.ok ? result.chains.main.count : result.error;
}

/** A file of these blocks on top of genesis. */
function fileOf(...blocks: Uint8Array[]): Uint8Array {
  return concat(blocks.map((bytes) => frame(bytes, networks.regtest)));
}

const first = mineOn(genesisOf(networks.regtest));
const child = (parent: Mined, ...more: ReturnType<typeof spend>[]) =>
  mineOn(parent, { transactions: [committing(parent.height + 1, more), ...more] });

describe("the witnesses of a blocks file", () => {
  it("are those that its coinbases commit to, or it is refused by height", () => {
    expect(outcome(fixture("witness-right.dat"))).toBe(5);
    expect(outcome(fixture("witness-wrong.dat"))).toBe("blocks file, height 3: bad-witness-merkle-match");
  });

  it.each(witnessAttacks)("%s: %s", (_, reason, attack) => {
    const second = child(first, witnessSpend(1), spend(2));
    const third = child(second, witnessSpend(3));
    const before = [first.block.bytes, second.block.bytes];
    expect(outcome(fileOf(...before, third.block.bytes))).toBe(3);
    expect(outcome(fileOf(...before, attack(third.block).bytes))).toBe(`blocks file, height 3: ${reason}`);
    const early = fileOf(first.block.bytes, attack(second.block).bytes, third.block.bytes);
    expect(outcome(early)).toBe(`blocks file, height 2: ${reason}`);
  });
});

describe("a block of a file is refused for", () => {
  it("more signature checks than a block may have", () => {
    expect(outcome(fixture("sigops.dat.gz"))).toBe("blocks file, height 3: bad-blk-sigops");
  });

  it("a transaction whose time has not come", () => {
    const late = (lockTime: number) =>
      child(first, spend(1, { lockTime, inputs: [{ ...inputOf(1), sequence: 0 }] })).block.bytes;
    expect(outcome(fileOf(first.block.bytes, late(1)))).toBe(2);
    expect(outcome(fileOf(first.block.bytes, late(2)))).toBe("blocks file, height 2: bad-txns-nonfinal");
    // Of two blocks the median is the later one.
    expect(outcome(fileOf(first.block.bytes, late(first.time - 1)))).toBe(2);
    const now = late(first.time);
    expect(outcome(fileOf(first.block.bytes, now))).toBe("blocks file, height 2: bad-txns-nonfinal");
  });

  it("coins out of nothing", () => {
    const rich = mineOn(first, {
      transactions: [
        spend(0, {
          ...committing(2, []),
          outputs: [{ value: 5_000_000_001n, script: new Uint8Array(1) }],
          witness: undefined,
        }),
      ],
    });
    expect(outcome(fileOf(first.block.bytes, rich.block.bytes))).toBe("blocks file, height 2: bad-cb-amount");
  });
});

describe("a file of another network", () => {
  it.each(["testnet4", "signet"] as const)("%s is known by its magic and its genesis block", (name) => {
    const network = networks[name];
    expect(outcome(frame(network.genesis.bytes, network))).toBe(
      "blocks file, height 1: expected a block on top of genesis, found none",
    );
    expect(outcome(frame(networks.regtest.genesis.bytes, network))).toContain(
      `expected the genesis block of ${name}`,
    );
    const headers = readChainFile({ kind: "headers", bytes: network.genesis.header.slice() });
    expect(headers.ok ? "" : headers.error).toContain("height 1: expected a header on top of genesis");
  });
});

it("a file of signet is read with a word on what is not checked there", () => {
  // Nobody can mine there, so its rules are put on a chain that is easy.
  const { powLimit, genesis } = networks.regtest;
  const easy = networks.signet as { -readonly [K in keyof Network]: Network[K] };
  const real = { powLimit: easy.powLimit, genesis: easy.genesis };
  Object.assign(easy, { powLimit, genesis });
  try {
    const second = child(first, witnessSpend(1));
    const blocks = [first, second].map(({ block }) => frame(block.bytes, networks.signet));
    const read = readChainFile({ kind: "blocks", bytes: concat(blocks) });
    expect(read.ok && read.notes).toEqual([
      "signet: the signatures that say who may mine there are not checked",
    ]);
    expect(read.ok && read.chains.network).toBe("signet");
  } finally {
    Object.assign(easy, real);
  }
});
