/** Signature checks in scripts, counted without running them (Core script.cpp `GetSigOpCount`, tx_verify.cpp). */
import type { Transaction } from "../bitcoin/transaction.ts";

const OP_PUSHDATA1 = 0x4c;
const OP_PUSHDATA2 = 0x4d;
const OP_PUSHDATA4 = 0x4e;
const OP_CHECKSIG = 0xac;
const OP_CHECKSIGVERIFY = 0xad;
const OP_CHECKMULTISIG = 0xae;
const OP_CHECKMULTISIGVERIFY = 0xaf;
/** Core MAX_PUBKEYS_PER_MULTISIG: how many keys there really are is not looked at. */
const KEYS_PER_MULTISIG = 20;

/** Those that stand in the scripts of the transaction itself: not those of P2SH and of witnesses. */
export function legacySigops({ inputs, outputs }: Transaction): number {
  let count = 0;
  for (const { script } of inputs) count += sigopsOf(script);
  for (const { script } of outputs) count += sigopsOf(script);
  return count;
}

/** Those up to where the script can be read: a push that runs beyond its end ends it. */
function sigopsOf(script: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < script.length; ) {
    const opcode = script[at]!;
    if (opcode === OP_CHECKSIG || opcode === OP_CHECKSIGVERIFY) count += 1;
    else if (opcode === OP_CHECKMULTISIG || opcode === OP_CHECKMULTISIGVERIFY) count += KEYS_PER_MULTISIG;
    at = nextOpcode(script, at, opcode);
  }
  return count;
}

/** Where the opcode after the one at `at` is; beyond the end if there is none. */
function nextOpcode(script: Uint8Array, at: number, opcode: number): number {
  if (opcode > OP_PUSHDATA4) return at + 1;
  if (opcode < OP_PUSHDATA1) return at + 1 + opcode;
  const lengthBytes = opcode === OP_PUSHDATA1 ? 1 : opcode === OP_PUSHDATA2 ? 2 : 4;
  if (at + 1 + lengthBytes > script.length) return script.length;
  let length = 0;
  for (let i = lengthBytes; i > 0; i--) length = length * 256 + script[at + i]!;
  return at + 1 + lengthBytes + length;
}
