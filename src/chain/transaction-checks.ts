/** What a transaction must satisfy by itself (protocol.md §2.15 "each tx sane"; Core consensus/tx_check.cpp). */

import { displayHash, equalBytes, ZERO_HASH } from "../bitcoin/bytes.ts";
import { isCoinbase } from "../bitcoin/coinbase.ts";
import { known } from "../bitcoin/known.ts";
import { NO_INDEX, strippedBytes, type Transaction, type TxInput } from "../bitcoin/transaction.ts";

/** Core MAX_MONEY, in satoshis. */
const MONEY_MAX = 21_000_000n * 100_000_000n;
const COINBASE_SCRIPT_BYTES = { min: 2, max: 100 };
/** Core: four times as much is the weight of a whole block. */
const STRIPPED_BYTES_MAX = 1_000_000;
/** Core LOCKTIME_THRESHOLD: smaller lock times are heights, all others unix seconds. */
const LOCK_TIME_THRESHOLD = 500_000_000;
/** An input with this sequence does not care for the lock time. */
const FINAL_SEQUENCE = 0xffff_ffff;

/** Core's reject reason; undefined if there is nothing to object to. */
export function checkTransaction(transaction: Transaction): string | undefined {
  const { inputs, outputs } = transaction;
  if (inputs.length === 0) return "bad-txns-vin-empty";
  if (outputs.length === 0) return "bad-txns-vout-empty";
  if (strippedBytes(transaction) > STRIPPED_BYTES_MAX) return "bad-txns-oversize";
  let total = 0n;
  for (const { value } of outputs) {
    if (value < 0n) return "bad-txns-vout-negative";
    if (value > MONEY_MAX) return "bad-txns-vout-toolarge";
    total += value;
    if (total > MONEY_MAX) return "bad-txns-txouttotal-toolarge";
  }
  const spent = new Set(inputs.map((input) => `${displayHash(input.txid)}:${input.index}`));
  if (spent.size < inputs.length) return "bad-txns-inputs-duplicate";
  if (!isCoinbase(transaction)) return inputs.some(spendsNothing) ? "bad-txns-prevout-null" : undefined;
  const length = known(inputs[0], "the input of a coinbase").script.length;
  return length < COINBASE_SCRIPT_BYTES.min || length > COINBASE_SCRIPT_BYTES.max
    ? "bad-cb-length"
    : undefined;
}

/** Whether it may be in the block at `height`, if that says it is `cutoffSeconds` (Core `IsFinalTx`). */
export function isFinal({ lockTime, inputs }: Transaction, height: number, cutoffSeconds: number): boolean {
  if (lockTime === 0) return true;
  if (lockTime < (lockTime < LOCK_TIME_THRESHOLD ? height : cutoffSeconds)) return true;
  return inputs.every(({ sequence }) => sequence === FINAL_SEQUENCE);
}

function spendsNothing(input: TxInput): boolean {
  return input.index === NO_INDEX && equalBytes(input.txid, ZERO_HASH);
}
