/** Transactions, with and without witnesses (protocol.md §4; BIP144). */
import { sha256d } from "./sha256.ts";
import type { Reader } from "./wire/reader.ts";
import { compactSizeBytes, Writer } from "./wire/writer.ts";

export interface TxInput {
  readonly txid: Uint8Array;
  /** Unsigned; 0xffffffff in a coinbase. */
  readonly index: number;
  readonly script: Uint8Array;
  readonly sequence: number;
}

export interface TxOutput {
  /** Satoshi. */
  readonly value: bigint;
  readonly script: Uint8Array;
}

export interface TransactionFields {
  readonly version: number;
  readonly inputs: readonly TxInput[];
  readonly outputs: readonly TxOutput[];
  /** One stack per input; undefined = no witness at all. */
  readonly witness: readonly (readonly Uint8Array[])[] | undefined;
  readonly lockTime: number;
}

export interface Transaction extends TransactionFields {
  /** Hash of the form without witness, internal order. */
  readonly txid: Uint8Array;
}

export const NO_INDEX = 0xffffffff;

const OUTPOINT_BYTES = 36;
/** Least bytes of an input: outpoint, empty script, sequence. */
const INPUT_BYTES_MIN = OUTPOINT_BYTES + 1 + 4;
/** Least bytes of an output: value, empty script. */
const OUTPUT_BYTES_MIN = 9;
const MANY = 0x02000000;

export function makeTransaction(fields: TransactionFields): Transaction {
  return { ...fields, txid: sha256d(encodeTransaction({ ...fields, witness: undefined })) };
}

/** Bytes on the wire. */
export function transactionBytes(tx: TransactionFields): number {
  let size = 8 + compactSizeBytes(tx.inputs.length) + compactSizeBytes(tx.outputs.length);
  for (const input of tx.inputs) size += OUTPOINT_BYTES + 4 + variableBytes(input.script);
  for (const output of tx.outputs) size += 8 + variableBytes(output.script);
  if (tx.witness !== undefined) {
    size += 2;
    for (const stack of tx.witness) {
      size += compactSizeBytes(stack.length);
      for (const item of stack) size += variableBytes(item);
    }
  }
  return size;
}

export function encodeTransaction(tx: TransactionFields): Uint8Array {
  const writer = new Writer(transactionBytes(tx));
  writeTransaction(writer, tx);
  return writer.bytes;
}

export function writeTransaction(writer: Writer, tx: TransactionFields): void {
  writer.uint32(tx.version);
  if (tx.witness !== undefined) writer.uint8(0).uint8(1);
  writer.compactSize(tx.inputs.length);
  for (const { txid, index, script, sequence } of tx.inputs) {
    writer.raw(txid).uint32(index).variableBytes(script).uint32(sequence);
  }
  writer.compactSize(tx.outputs.length);
  for (const { value, script } of tx.outputs) writer.uint64(value).variableBytes(script);
  for (const stack of tx.witness ?? []) {
    writer.compactSize(stack.length);
    for (const item of stack) writer.variableBytes(item);
  }
  writer.uint32(tx.lockTime);
}

export function readTransaction(reader: Reader): Transaction {
  const version = reader.at("version", (r) => r.int32());
  let inputs = reader.at("inputs", readInputs);
  let outputs: readonly TxOutput[] = [];
  let witness: readonly (readonly Uint8Array[])[] | undefined;
  // No input at all is no transaction: it is the marker of the form with witnesses.
  if (inputs.length === 0 && !reader.failed) {
    reader.at("flag", (r) => {
      const flag = r.uint8();
      if (flag !== 1) r.fail("1 behind the witness marker", flag);
    });
    inputs = reader.at("inputs", readInputs);
    if (inputs.length === 0) reader.at("inputs", (r) => r.fail("at least 1 input", 0));
    outputs = reader.at("outputs", readOutputs);
    witness = reader.at("witness", (r) => inputs.map((_, i) => r.at(i, readStack)));
    if (witness.every((stack) => stack.length === 0)) {
      reader.at("witness", (r) => r.fail("at least one item, or the form without witness", "none"));
    }
  } else outputs = reader.at("outputs", readOutputs);
  const lockTime = reader.at("lockTime", (r) => r.uint32());
  const fields = { version, inputs, outputs, witness, lockTime };
  return reader.failed ? { ...fields, txid: new Uint8Array(32) } : makeTransaction(fields);
}

function readInputs(reader: Reader): TxInput[] {
  return reader.list(MANY, INPUT_BYTES_MIN, (r) => ({
    txid: r.at("txid", (field) => field.hash()),
    index: r.at("index", (field) => field.uint32()),
    script: r.at("script", (field) => field.variableBytes()),
    sequence: r.at("sequence", (field) => field.uint32()),
  }));
}

function readOutputs(reader: Reader): TxOutput[] {
  return reader.list(MANY, OUTPUT_BYTES_MIN, (r) => ({
    value: r.at("value", (field) => field.int64()),
    script: r.at("script", (field) => field.variableBytes()),
  }));
}

function readStack(reader: Reader): Uint8Array[] {
  return reader.list(MANY, 1, (r) => r.variableBytes());
}

function variableBytes(bytes: Uint8Array): number {
  return compactSizeBytes(bytes.length) + bytes.length;
}
