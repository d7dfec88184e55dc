/** Blocks with witnesses for the tests: a coinbase that commits to them, and each way in which that can be wrong. */
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { makeTransaction, type Transaction } from "../../src/bitcoin/transaction.ts";
import { witnessCommitment } from "../../src/chain/witness-checks.ts";
import { spend } from "./transactions.ts";

const RESERVED = new Uint8Array(32);

/** Spends something, with a witness of two items. */
export function witnessSpend(n: number): Transaction {
  return spend(n, { witness: [[Uint8Array.of(n, 1, 2), new Uint8Array(40).fill(n)]] });
}

/** A coinbase that commits to the witnesses of these, and before that to other things. */
export function committing(
  height: number,
  others: readonly Transaction[],
  reserved: Uint8Array = RESERVED,
  earlier: readonly Uint8Array[] = [],
): Transaction {
  const plain = coinbaseTransaction(height, 0n);
  const commitment = witnessCommitment([plain, ...others], reserved);
  const outputs = [...earlier, commitment].map((hash) => ({ value: 0n, script: commitmentScript(hash) }));
  return makeTransaction({ ...plain, outputs: [...plain.outputs, ...outputs], witness: [[reserved]] });
}

export function commitmentScript(hash: Uint8Array): Uint8Array {
  return Uint8Array.of(0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed, ...hash);
}

/** The same block with other witnesses: its hash, and those of its transactions, stay. */
function rewitnessed(
  block: Block,
  change: (transaction: Transaction, i: number) => Transaction["witness"],
): Block {
  const transactions = block.transactions.map((tx, i) => ({ ...tx, witness: change(tx, i) }));
  return makeBlock(decodeHeader(block.header), transactions);
}

/** What Core says of each, where segwit is active. */
export const witnessAttacks: readonly (readonly [string, string, (block: Block) => Block])[] = [
  [
    "a byte changed",
    "bad-witness-merkle-match",
    (block) =>
      rewitnessed(block, ({ witness }, i) =>
        i === 1 ? [[Uint8Array.of(99), ...(witness?.[0] ?? []).slice(1)]] : witness,
      ),
  ],
  [
    "one transaction's taken away",
    "bad-witness-merkle-match",
    (block) => rewitnessed(block, ({ witness }, i) => (i === 1 ? undefined : witness)),
  ],
  ["all taken away", "bad-witness-nonce-size", (block) => rewitnessed(block, () => undefined)],
  [
    "a thousand bytes of junk in the coinbase's",
    "bad-witness-nonce-size",
    (block) => rewitnessed(block, ({ witness }, i) => (i === 0 ? [[new Uint8Array(1000)]] : witness)),
  ],
  [
    "another item in the coinbase's",
    "bad-witness-nonce-size",
    (block) =>
      rewitnessed(block, ({ witness }, i) =>
        i === 0 ? [[...(witness?.[0] ?? []), new Uint8Array(1)]] : witness,
      ),
  ],
  [
    "other 32 bytes in the coinbase's",
    "bad-witness-merkle-match",
    (block) => rewitnessed(block, ({ witness }, i) => (i === 0 ? [[new Uint8Array(32).fill(7)]] : witness)),
  ],
];
