import { expect, test } from "vitest";
import { checkTransaction } from "../../src/chain/transaction-checks.ts";
import { coinbaseInput, inputOf, outputOf, spend } from "./transactions.ts";

const COINS = 21_000_000n * 100_000_000n;
const coinbase = (scriptBytes: number) => spend(0, { inputs: [coinbaseInput(new Uint8Array(scriptBytes))] });

test.each([
  ["one input, one output", spend(1)],
  ["two outputs of one transaction", spend(1, { inputs: [inputOf(1, 0), inputOf(1, 1)] })],
  ["an output of nothing", spend(1, { outputs: [outputOf(0n)] })],
  ["all coins there will ever be", spend(1, { outputs: [outputOf(COINS - 1n), outputOf(1n)] })],
  ["a million bytes", spend(1, { outputs: [outputOf(1n, 999_933)] })],
  ["a coinbase script of 2 bytes", coinbase(2)],
  ["a coinbase script of 100 bytes", coinbase(100)],
])("%s is fine", (_, transaction) => {
  expect(checkTransaction(transaction)).toBeUndefined();
});

test.each([
  ["bad-txns-vin-empty", "no input", spend(1, { inputs: [], outputs: [] })],
  ["bad-txns-vout-empty", "no output", spend(1, { outputs: [] })],
  ["bad-txns-vout-negative", "a negative output", spend(1, { outputs: [outputOf(-1n)] })],
  ["bad-txns-vout-toolarge", "more than all coins", spend(1, { outputs: [outputOf(COINS + 1n)] })],
  ["bad-txns-txouttotal-toolarge", "more together", spend(1, { outputs: [outputOf(COINS), outputOf(1n)] })],
  [
    "bad-txns-inputs-duplicate",
    "one output twice",
    spend(1, { inputs: [inputOf(1), inputOf(2), inputOf(1)] }),
  ],
  [
    "bad-txns-oversize",
    "a million bytes without witness, and one",
    spend(1, { outputs: [outputOf(1n, 999_934)] }),
  ],
  ["bad-cb-length", "a coinbase script of 1 byte", coinbase(1)],
  ["bad-cb-length", "a coinbase script of 101 bytes", coinbase(101)],
  [
    "bad-txns-prevout-null",
    "nothing spent beside something",
    spend(1, { inputs: [inputOf(1), coinbaseInput(new Uint8Array(5))] }),
  ],
])("%s: %s", (reason, _, transaction) => {
  expect(checkTransaction(transaction)).toBe(reason);
});
