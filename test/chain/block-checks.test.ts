import { describe, expect, test } from "vitest";
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeTransaction, type Transaction } from "../../src/bitcoin/transaction.ts";
import { checkBlock, checkBlockInContext } from "../../src/chain/block-checks.ts";
import { genesisOf, mineOn } from "./mined.ts";
import { outputOf, spend } from "./transactions.ts";

const { regtest, mainnet } = networks;
const genesis = genesisOf(regtest);
const coinbase = coinbaseTransaction(1, 5n);

function blockOf(...transactions: Transaction[]): Block {
  return mineOn(genesis, { transactions }).block;
}

/** The same header over other transactions. */
function rebodied(block: Block, transactions: readonly Transaction[]): Block {
  return makeBlock(decodeHeader(block.header), transactions);
}

const invalid = (reason: string) => ({ reason, mutated: false });

describe("the body by itself", () => {
  test("a coinbase and two more are fine", () => {
    expect(checkBlock(blockOf(coinbase))).toBeUndefined();
    expect(checkBlock(blockOf(coinbase, spend(1), spend(2)))).toBeUndefined();
    expect(checkBlock(mainnet.genesis)).toBeUndefined();
  });

  test("bad-txnmrklroot: not the transactions of the header", () => {
    const block = blockOf(coinbase, spend(1));
    for (const other of [[coinbase], [coinbase, spend(2)], [spend(1), coinbase], []]) {
      expect(checkBlock(rebodied(block, other))).toEqual({ reason: "bad-txnmrklroot", mutated: true });
    }
  });

  test("bad-txns-duplicate: the last doubled has the same root (CVE-2012-2459)", () => {
    const block = blockOf(coinbase, spend(1), spend(2));
    const doubled = rebodied(block, [coinbase, spend(1), spend(2), spend(2)]);
    expect(checkBlock(doubled)).toEqual({ reason: "bad-txns-duplicate", mutated: true });
    const six = blockOf(coinbase, ...[1, 2, 3, 4, 5].map((n) => spend(n)));
    const eight = rebodied(six, [coinbase, ...[1, 2, 3, 4, 5, 4, 5].map((n) => spend(n))]);
    expect(checkBlock(eight)).toEqual({ reason: "bad-txns-duplicate", mutated: true });
  });

  test("bad-blk-length: no transactions", () => {
    const none = mineOn(genesis, { transactions: [] }).block;
    expect(checkBlock(none)).toEqual(invalid("bad-blk-length"));
  });

  test("bad-blk-length: 1 000 000 bytes without witness are allowed, one more is not", () => {
    const bytesOf = (filler: number) =>
      blockOf(coinbase, spend(1, { outputs: [outputOf(1n, filler)] })).bytes.length;
    const filler = 900_000 + (1_000_000 - bytesOf(900_000));
    expect(bytesOf(filler)).toBe(1_000_000);
    const full = blockOf(coinbase, spend(1, { outputs: [outputOf(1n, filler)] }));
    const over = blockOf(coinbase, spend(1, { outputs: [outputOf(1n, filler + 1)] }));
    expect(checkBlock(full)).toBeUndefined();
    expect(checkBlockInContext(full, 1, regtest)).toBeUndefined();
    expect(checkBlock(over)).toEqual(invalid("bad-blk-length"));
  });

  test("bad-cb-missing", () => {
    expect(checkBlock(blockOf(spend(1)))).toEqual(invalid("bad-cb-missing"));
    expect(checkBlock(blockOf(spend(1), coinbase))).toEqual(invalid("bad-cb-missing"));
  });

  test("bad-cb-multiple", () => {
    const another = coinbaseTransaction(1, 6n);
    expect(checkBlock(blockOf(coinbase, spend(1), another))).toEqual(invalid("bad-cb-multiple"));
  });

  test("bad-cb-length", () => {
    const [input] = coinbase.inputs;
    for (const length of [1, 101]) {
      const script = new Uint8Array(length).fill(0x51);
      const wrong = spend(0, { inputs: [{ ...input!, script }] });
      expect(checkBlock(blockOf(wrong))).toEqual(invalid("bad-cb-length"));
    }
  });

  test("what is wrong with any transaction", () => {
    const wrong = spend(2, { outputs: [] });
    expect(checkBlock(blockOf(coinbase, spend(1), wrong))).toEqual(invalid("bad-txns-vout-empty"));
  });
});

describe("the body at its height", () => {
  const at = (height: number) => blockOf(coinbaseTransaction(height, 5n));

  test.each([1, 16, 17, 127, 128, 255, 256, 32_767, 32_768, 500_000])("begins with %i", (height) => {
    expect(checkBlockInContext(at(height), height, regtest)).toBeUndefined();
    expect(checkBlockInContext(at(height), height + 1, regtest)).toEqual(invalid("bad-cb-height"));
    expect(checkBlockInContext(at(height + 1), height, regtest)).toEqual(invalid("bad-cb-height"));
  });

  test("where BIP34 rules, and only there", () => {
    const network = { ...regtest, bip34Height: 100 };
    expect(checkBlockInContext(at(7), 99, network)).toBeUndefined();
    expect(checkBlockInContext(at(7), 100, network)).toEqual(invalid("bad-cb-height"));
  });

  test("a height that is only the beginning of what is pushed does not do", () => {
    // 0x0100 = 256 against 0x010100 = 65 792: the push's length tells them apart.
    expect(checkBlockInContext(at(65_792), 256, regtest)).toEqual(invalid("bad-cb-height"));
  });

  test("bad-blk-weight: bytes of witness count one, all others four", () => {
    const weigh = (witnessBytes: number) => {
      const tx = spend(1, {
        outputs: [outputOf(1n, 500_000)],
        witness: [[new Uint8Array(witnessBytes)]],
      });
      const block = blockOf(coinbase, tx);
      const stripped =
        block.bytes.length -
        encodeTransaction(tx).length +
        encodeTransaction({ ...tx, witness: undefined }).length;
      return { block, weight: 3 * stripped + block.bytes.length };
    };
    const room = 1_900_000 + (4_000_000 - weigh(1_900_000).weight);
    const full = weigh(room);
    expect(full.weight).toBe(4_000_000);
    expect(checkBlock(full.block)).toBeUndefined();
    expect(checkBlockInContext(full.block, 1, regtest)).toBeUndefined();
    const { block } = weigh(room + 1);
    expect(checkBlock(block)).toBeUndefined();
    expect(checkBlockInContext(block, 1, regtest)).toEqual(invalid("bad-blk-weight"));
  });
});
