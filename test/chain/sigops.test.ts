import { expect, test } from "vitest";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { checkBody } from "../../src/chain/block-checks.ts";
import { legacySigops } from "../../src/chain/sigops.ts";
import { genesisOf, mineOn } from "./mined.ts";
import { inputOf, spend } from "./transactions.ts";

const CHECKSIG = 0xac;
const CHECKMULTISIG = 0xae;
const paying = (...script: number[]) =>
  spend(1, { outputs: [{ value: 1n, script: Uint8Array.of(...script) }] });

test.each<[string, number[], number]>([
  ["nothing", [], 0],
  ["OP_CHECKSIG", [CHECKSIG], 1],
  ["OP_CHECKSIGVERIFY", [0xad], 1],
  ["OP_CHECKMULTISIG: twenty, however many keys", [0x51, 0x51, CHECKMULTISIG], 20],
  ["OP_CHECKMULTISIGVERIFY", [0xaf], 20],
  ["OP_CHECKSIGADD, which only witnesses have", [0xba], 0],
  ["what is pushed is no opcode", [2, CHECKSIG, CHECKSIG, CHECKSIG], 1],
  ["nor is what OP_PUSHDATA1 pushes", [0x4c, 2, CHECKSIG, CHECKSIG, CHECKSIG], 1],
  ["nor OP_PUSHDATA2", [0x4d, 2, 0, CHECKSIG, CHECKSIG, CHECKSIG], 1],
  ["nor OP_PUSHDATA4", [0x4e, 1, 0, 0, 0, CHECKSIG, CHECKSIG], 1],
  ["a push of nothing", [0x4c, 0, CHECKSIG], 1],
  ["a push beyond the end ends it", [CHECKSIG, 5, CHECKSIG, CHECKSIG], 1],
  ["so does a length that is cut", [CHECKSIG, 0x4d, CHECKSIG], 1],
  ["and one of four gigabytes", [CHECKSIG, 0x4e, 255, 255, 255, 255, CHECKSIG], 1],
  ["what follows OP_RETURN counts all the same", [0x6a, CHECKSIG], 1],
])("%s", (_, script, count) => {
  expect(legacySigops(paying(...script))).toBe(count);
});

test("those of inputs and outputs add up", () => {
  const script = Uint8Array.of(CHECKSIG, CHECKSIG);
  const inputs = [1, 2].map((n) => ({ ...inputOf(n), script }));
  const outputs = [1, 2, 3].map(() => ({ value: 1n, script }));
  expect(legacySigops(spend(1, { inputs, outputs }))).toBe(10);
});

const genesis = genesisOf(networks.regtest);
const blockWith = (count: number) =>
  mineOn(genesis, {
    transactions: [
      coinbaseTransaction(1, 0n),
      spend(1, { outputs: [{ value: 1n, script: new Uint8Array(count).fill(CHECKSIG) }] }),
    ],
  }).block;

test("bad-blk-sigops: 20 000 are allowed in a block, one more is not", () => {
  expect(checkBody(blockWith(20_000))).toBeUndefined();
  expect(checkBody(blockWith(20_001))).toEqual({ reason: "bad-blk-sigops", mutated: false });
});

test("bad-blk-sigops: a thousand and one OP_CHECKMULTISIG, spread over scripts and the coinbase's own", () => {
  const many = (count: number) => new Uint8Array(count).fill(CHECKMULTISIG);
  const coinbase = coinbaseTransaction(1, 0n, many(10));
  const spread = (count: number) => [
    coinbase,
    spend(1, { inputs: [{ ...inputOf(1), script: many(490) }] }),
    spend(2, { outputs: [{ value: 1n, script: many(count) }] }),
  ];
  expect(checkBody(mineOn(genesis, { transactions: spread(500) }).block)).toBeUndefined();
  expect(checkBody(mineOn(genesis, { transactions: spread(501) }).block)).toMatchObject({
    reason: "bad-blk-sigops",
  });
});
