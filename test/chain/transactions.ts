/** Transactions for the tests of block bodies. */
import { writeUint32, ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { makeTransaction, NO_INDEX, type Transaction } from "../../src/bitcoin/transaction.ts";

/** Spends output 0 of a made-up transaction `n`. */
export function spend(n: number, parts: Partial<Omit<Transaction, "txid">> = {}): Transaction {
  return makeTransaction({
    version: 2,
    inputs: [inputOf(n)],
    outputs: [outputOf(1n)],
    witness: undefined,
    lockTime: 0,
    ...parts,
  });
}

export function inputOf(n: number, index = 0) {
  const txid = new Uint8Array(32);
  writeUint32(txid, 0, n + 1);
  return { txid, index, script: new Uint8Array(3), sequence: 0xffff_ffff };
}

export function outputOf(value: bigint, scriptBytes = 1) {
  return { value, script: new Uint8Array(scriptBytes) };
}

/** The input of a coinbase with this script. */
export function coinbaseInput(script: Uint8Array) {
  return { txid: ZERO_HASH, index: NO_INDEX, script, sequence: 0xffff_ffff };
}
