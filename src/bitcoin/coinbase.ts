/** The transaction that a block begins with: its height and its subsidy (BIP34; protocol.md §4). */
import { equalBytes, ZERO_HASH } from "./bytes.ts";
import type { Network } from "./networks.ts";
import { makeTransaction, NO_INDEX, type Transaction } from "./transaction.ts";

const COIN = 100_000_000n;
const OP_0 = 0x00;
const OP_1 = 0x51;
/** Anyone can spend it: nobody does here. */
const OP_TRUE = 0x51;
const FINAL = 0xffff_ffff;
const MAX_SCRIPT_BYTES = 100;

/**
 * Pays `value` satoshis to anyone. The input's script is the height's push, OP_0 for heights up to 16 (Core does so
 * because a coinbase script has at least two bytes), and `extra`. Throws RangeError if that is over 100 bytes.
 */
export function coinbaseTransaction(height: number, value: bigint, extra?: Uint8Array): Transaction {
  const push = bip34Push(height);
  const beforeExtra = push.length + (height <= 16 ? 1 : 0);
  const script = new Uint8Array(beforeExtra + (extra?.length ?? 0));
  if (script.length > MAX_SCRIPT_BYTES)
    throw new RangeError(`coinbase script of ${script.length} bytes, at most 100`);
  script.set(push);
  if (height <= 16) script[push.length] = OP_0;
  if (extra !== undefined) script.set(extra, beforeExtra);
  return makeTransaction({
    version: 1,
    inputs: [{ txid: ZERO_HASH, index: NO_INDEX, script, sequence: FINAL }],
    outputs: [{ value, script: Uint8Array.of(OP_TRUE) }],
    witness: undefined,
    lockTime: 0,
  });
}

/** The script that pushes `height`, as Core's `CScript() << height`: what a coinbase script begins with. */
export function bip34Push(height: number): Uint8Array {
  if (height === 0) return Uint8Array.of(OP_0);
  if (height <= 16) return Uint8Array.of(OP_1 + height - 1);
  // A script number's top bit is its sign.
  let digits = 1;
  while (height >= 0x80 * 256 ** (digits - 1)) digits++;
  const push = new Uint8Array(1 + digits);
  push[0] = digits;
  for (let i = 0, rest = height; i < digits; i++, rest = Math.floor(rest / 256)) push[1 + i] = rest;
  return push;
}

/** New coins at `height`, in satoshis: 50 coins, halved every `halvingInterval` blocks, rounded down. */
export function subsidy(network: Network, height: number): bigint {
  return (50n * COIN) >> BigInt(Math.floor(height / network.halvingInterval));
}

/** One input, which spends nothing. */
export function isCoinbase(transaction: Transaction): boolean {
  const [input, another] = transaction.inputs;
  if (input === undefined || another !== undefined) return false;
  return input.index === NO_INDEX && equalBytes(input.txid, ZERO_HASH);
}
