import { describe, expect, test } from "vitest";
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { encodeTransaction, type Transaction } from "../../src/bitcoin/transaction.ts";
import { checkBlockInContext, checkBody, checkMerkleRoot } from "../../src/chain/block-checks.ts";
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

const checkBlock = (block: Block) => checkMerkleRoot(block) ?? checkBody(block);
const inContext = (block: Block, height: number, network = regtest, medianTimePast = 0) =>
  checkBlockInContext(block, { height, medianTimePast }, network);
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
    expect(inContext(full, 1)).toBeUndefined();
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
  const at = (height: number) => blockOf(coinbaseTransaction(height, 0n));

  test.each([1, 16, 17, 127, 128, 255, 256, 32_767, 32_768, 500_000])("begins with %i", (height) => {
    expect(inContext(at(height), height)).toBeUndefined();
    expect(inContext(at(height), height + 1)).toEqual(invalid("bad-cb-height"));
    expect(inContext(at(height + 1), height)).toEqual(invalid("bad-cb-height"));
  });

  test("where BIP34 rules, and only there", () => {
    const network = { ...regtest, bip34Height: 100 };
    expect(inContext(at(7), 99, network)).toBeUndefined();
    expect(inContext(at(7), 100, network)).toEqual(invalid("bad-cb-height"));
  });

  test("a height that is only the beginning of what is pushed does not do", () => {
    // 0x0100 = 256 against 0x010100 = 65 792: the push's length tells them apart.
    expect(inContext(at(65_792), 256)).toEqual(invalid("bad-cb-height"));
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
    expect(inContext(full.block, 1)).toBeUndefined();
    const { block } = weigh(room + 1);
    expect(checkBlock(block)).toBeUndefined();
    expect(inContext(block, 1)).toEqual(invalid("bad-blk-weight"));
  });
});

describe("bad-txns-nonfinal", () => {
  const [input] = spend(1).inputs;
  const waiting = (lockTime: number, sequence = 0) =>
    blockOf(coinbaseTransaction(9, 0n), spend(1, { lockTime, inputs: [{ ...input!, sequence }] }));
  const NEVER = { ...regtest, csvHeight: 1_000_000 };

  test.each([
    ["a height below", 8, undefined],
    ["its own height", 9, "bad-txns-nonfinal"],
    ["the last height", 499_999_999, "bad-txns-nonfinal"],
    ["a second before the median", 1_500_000_999, undefined],
    ["the median itself", 1_500_001_000, "bad-txns-nonfinal"],
  ])("%s", (_, lockTime, reason) => {
    const verdict = inContext(waiting(lockTime), 9, regtest, 1_500_001_000);
    expect(verdict).toEqual(reason === undefined ? undefined : invalid(reason));
  });

  test("no matter where all inputs are final", () => {
    expect(inContext(waiting(1_700_000_000, 0xffff_ffff), 9, regtest, 1)).toBeUndefined();
    expect(inContext(waiting(1_700_000_000, 0xffff_fffe), 9, regtest, 1)).toEqual(
      invalid("bad-txns-nonfinal"),
    );
  });

  test("before BIP113 the block's own time counts", () => {
    const { time } = decodeHeader(waiting(1).header);
    expect(inContext(waiting(time - 1), 9, NEVER, time - 5000)).toBeUndefined();
    expect(inContext(waiting(time), 9, NEVER, time - 5000)).toEqual(invalid("bad-txns-nonfinal"));
    expect(inContext(waiting(time - 1), 9, regtest, time - 5000)).toEqual(invalid("bad-txns-nonfinal"));
    expect(inContext(waiting(time - 1), 9, { ...regtest, csvHeight: 9 }, time - 5000)).toBeDefined();
    expect(inContext(waiting(time - 1), 9, { ...regtest, csvHeight: 10 }, time - 5000)).toBeUndefined();
  });

  test("a coinbase must be final, too, and comes before its height", () => {
    const [own] = coinbaseTransaction(8, 0n).inputs;
    const late = spend(0, { lockTime: 50, inputs: [{ ...own!, sequence: 0 }] });
    expect(inContext(blockOf(late), 9)).toEqual(invalid("bad-txns-nonfinal"));
  });
});

describe("bad-cb-amount", () => {
  const paid = (height: number, value: bigint, ...more: Transaction[]) =>
    inContext(blockOf(coinbaseTransaction(height, value), ...more), height);

  test.each([
    [1, 5_000_000_000n],
    [149, 5_000_000_000n],
    [150, 2_500_000_000n],
    [300, 1_250_000_000n],
    [150 * 33, 0n],
  ])("at %i no more than %i", (height, most) => {
    expect(paid(height, most)).toBeUndefined();
    expect(paid(height, most + 1n)).toEqual(invalid("bad-cb-amount"));
  });

  test("all outputs together count, and less is allowed", () => {
    const coinbase = coinbaseTransaction(150, 0n);
    const split = (...values: bigint[]) =>
      blockOf(spend(0, { inputs: coinbase.inputs, outputs: values.map((value) => outputOf(value)) }));
    expect(inContext(split(2_000_000_000n, 500_000_000n), 150)).toBeUndefined();
    expect(inContext(split(2_000_000_000n, 500_000_001n), 150)).toEqual(invalid("bad-cb-amount"));
    expect(inContext(split(1n), 150)).toBeUndefined();
  });

  test("where others may pay fees nobody can say", () => {
    expect(paid(1, 5_000_000_001n, spend(1))).toBeUndefined();
  });

  test("mainnet halves after 210 000 blocks", () => {
    const at = (height: number) =>
      inContext(blockOf(coinbaseTransaction(height, 5_000_000_000n)), height, mainnet);
    expect(at(209_999)).toBeUndefined();
    expect(at(210_000)).toEqual(invalid("bad-cb-amount"));
  });
});
