/**
 * A reject reason in the words of the software that gives it: what its log says, and where it had them its `reject` messages
 * (Bitcoin 0.8.6, 0.9.5, 0.12.1 main.cpp). Inside, reasons have today's names.
 */
import type { Policy } from "./policy.ts";

/** 0.9 gave most reasons the names that they still have. */
const since09: Readonly<Record<string, string>> = {
  "prev-blk-not-found": "bad-prevblk",
  "duplicate-invalid": "duplicate",
};

/** 0.8 had no names: what it logs. */
const logOf08: Readonly<Record<string, string>> = {
  "high-hash": "CheckBlock() : proof of work failed",
  "time-too-new": "CheckBlock() : block timestamp too far in the future",
  "bad-blk-length": "CheckBlock() : size limits failed",
  "bad-cb-missing": "CheckBlock() : first tx is not coinbase",
  "bad-cb-multiple": "CheckBlock() : more than one coinbase",
  "bad-txns-duplicate": "CheckBlock() : duplicate transaction",
  "bad-blk-sigops": "CheckBlock() : out-of-bounds SigOpCount",
  "bad-txnmrklroot": "CheckBlock() : hashMerkleRoot mismatch",
  "bad-txns-vin-empty": "CTransaction::CheckTransaction() : vin empty",
  "bad-txns-vout-empty": "CTransaction::CheckTransaction() : vout empty",
  "bad-txns-oversize": "CTransaction::CheckTransaction() : size limits failed",
  "bad-txns-vout-negative": "CTransaction::CheckTransaction() : txout.nValue negative",
  "bad-txns-vout-toolarge": "CTransaction::CheckTransaction() : txout.nValue too high",
  "bad-txns-txouttotal-toolarge": "CTransaction::CheckTransaction() : txout total out of range",
  "bad-txns-inputs-duplicate": "CTransaction::CheckTransaction() : duplicate inputs",
  "bad-cb-length": "CTransaction::CheckTransaction() : coinbase script size",
  "bad-txns-prevout-null": "CTransaction::CheckTransaction() : prevout is null",
  "prev-blk-not-found": "AcceptBlock() : prev block not found",
  "bad-diffbits": "AcceptBlock() : incorrect proof of work",
  "time-too-old": "AcceptBlock() : block's timestamp is too early",
  "bad-txns-nonfinal": "AcceptBlock() : contains a non-final transaction",
  "bad-version": "AcceptBlock() : rejected nVersion=1 block",
  "bad-cb-height": "AcceptBlock() : block height mismatch in coinbase",
  "bad-cb-amount": "ConnectBlock() : coinbase pays too much",
};

/** What has no other name then, or is no reject reason, stays as it is. */
export function inWordsOf(words: Policy["rejectWords"], reason: string): string {
  if (words === "today's") return reason;
  // Today's name says which version it was.
  const named = reason.startsWith("bad-version(") ? "bad-version" : reason;
  return words === "0.8's" ? (logOf08[named] ?? named) : (since09[named] ?? named);
}
