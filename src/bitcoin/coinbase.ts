/** The transaction that pays the miner, with the height it must begin with since BIP34 (protocol.md §4). */
import { ZERO_HASH } from "./bytes.ts";
import type { Network } from "./networks.ts";
import { makeTransaction, NO_INDEX, type Transaction } from "./transaction.ts";

const COIN = 100_000_000n;
/** OP_1 is 0x51. */
const OP_1 = 0x51;
const OP_0 = 0;
/** A script that anyone can spend: OP_TRUE. */
const ANYONE = Uint8Array.of(OP_1);
const SCRIPT_BYTES_MIN = 2;

/** The push of the height: OP_0, OP_1 … OP_16, or its shortest signed little-endian bytes behind their length. */
export function bip34Push(height: number): Uint8Array {
  if (height === 0) return Uint8Array.of(OP_0);
  if (height <= 16) return Uint8Array.of(OP_1 + height - 1);
  const bytes: number[] = [];
  for (let rest = height; rest > 0; rest = Math.floor(rest / 256)) bytes.push(rest & 0xff);
  // The top bit is the sign.
  if (((bytes.at(-1) ?? 0) & 0x80) !== 0) bytes.push(0);
  return Uint8Array.of(bytes.length, ...bytes);
}

/** A coinbase for this height; `extra` follows the height in the script. */
export function coinbaseTransaction(height: number, value: bigint, extra = new Uint8Array(0)): Transaction {
  const push = bip34Push(height);
  // Core appends OP_0 where height alone is too short for a coinbase script.
  const padding = new Uint8Array(Math.max(0, SCRIPT_BYTES_MIN - push.length - extra.length));
  return makeTransaction({
    version: 1,
    inputs: [
      {
        txid: ZERO_HASH,
        index: NO_INDEX,
        script: Uint8Array.of(...push, ...padding, ...extra),
        sequence: 0xffffffff,
      },
    ],
    outputs: [{ value, script: ANYONE }],
    witness: undefined,
    lockTime: 0,
  });
}

/** New coins a block may create, satoshi. */
export function subsidy(network: Network, height: number): bigint {
  const halvings = Math.floor(height / network.halvingInterval);
  return halvings >= 64 ? 0n : (50n * COIN) >> BigInt(halvings);
}

/** One input that spends nothing. */
export function isCoinbase(tx: Transaction): boolean {
  const [input, more] = tx.inputs;
  return (
    input !== undefined &&
    more === undefined &&
    input.index === NO_INDEX &&
    input.txid.every((byte) => byte === 0)
  );
}
