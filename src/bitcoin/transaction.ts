/** Transactions (protocol.md §4; Core primitives/transaction.h). Scripts are bytes: nobody runs them here. */
import type { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { compactSizeBytes } from "./compact-size.ts";
import { sha256d } from "./sha256.ts";

/** Spends output `index` of `txid` (internal order). A coinbase's input spends output 0xffffffff of zeros. */
export interface TxInput {
  readonly txid: Uint8Array;
  readonly index: number;
  readonly script: Uint8Array;
  readonly sequence: number;
}

/** `value` in satoshis, an i64 on the wire. */
export interface TxOutput {
  readonly value: bigint;
  readonly script: Uint8Array;
}

export interface Transaction {
  /** u32 */
  readonly version: number;
  readonly inputs: readonly TxInput[];
  readonly outputs: readonly TxOutput[];
  /** One stack for each input; undefined if no input has one. */
  readonly witness: readonly (readonly Uint8Array[])[] | undefined;
  /** u32 */
  readonly lockTime: number;
  /** Double SHA-256 of the form without witness, in internal order. */
  readonly txid: Uint8Array;
}

/** The output that a coinbase "spends". */
export const NO_INDEX = 0xffff_ffff;

const INPUT_MIN_BYTES = 32 + 4 + 1 + 4;
const OUTPUT_MIN_BYTES = 8 + 1;
/** No input, no output. */
export const TRANSACTION_MIN_BYTES = 4 + 1 + 1 + 4;
const WITNESS_FLAG = 1;

/** Completes a transaction with its txid. */
export function makeTransaction(parts: Omit<Transaction, "txid">): Transaction {
  return { ...parts, txid: sha256d(write(parts, false)) };
}

export function encodeTransaction(transaction: Transaction): Uint8Array {
  return write(transaction, true);
}

/** As part of something larger, which has room for its `transactionBytes`. */
export function writeTransaction(writer: ByteWriter, transaction: Transaction): void {
  writeParts(writer, transaction, transaction.witness);
}

/** Its size as it is sent to those who know witnesses. */
export function transactionBytes({ inputs, outputs, witness }: Transaction): number {
  return sizeOf(inputs, outputs, witness);
}

/** Its size as it is sent to those who know no witnesses. */
export function strippedBytes({ inputs, outputs }: Transaction): number {
  return sizeOf(inputs, outputs, undefined);
}

/** Any of its inputs has a witness. */
export function hasWitness({ witness }: Transaction): boolean {
  return witness?.some((stack) => stack.length > 0) ?? false;
}

/** Double SHA-256 of the form with witness, in internal order: what a block's commitment is made of (BIP141). */
export function witnessTxid(transaction: Transaction): Uint8Array {
  return hasWitness(transaction) ? sha256d(write(transaction, true)) : transaction.txid;
}

/** Reads one transaction as part of something larger. Its value means nothing once the reader has failed. */
export function readTransaction(reader: ByteReader): Transaction {
  const start = reader.offset;
  const version = reader.uint32("version");
  let bodyStart = reader.offset;
  let inputs = readInputs(reader);
  let flags = 0;
  // No inputs is how a witness announces itself: the next byte holds flags instead of the number of outputs.
  if (inputs.length === 0) {
    flags = reader.uint8("flags");
    if (flags !== 0) {
      if (flags !== WITNESS_FLAG) reader.fail("flags", String(WITNESS_FLAG), String(flags));
      bodyStart = reader.offset;
      inputs = readInputs(reader);
    }
  }
  const outputs = inputs.length === 0 && flags === 0 ? [] : readOutputs(reader);
  const bodyEnd = reader.offset;
  const witness = flags === 0 ? undefined : readWitness(reader, inputs.length);
  const lockTime = reader.uint32("lockTime");
  const { bytes } = reader;
  const txid = reader.failed
    ? EMPTY
    : witness === undefined
      ? sha256d(bytes.subarray(start, reader.offset))
      : strippedHash(bytes, start, bodyStart, bodyEnd, reader.offset - 4);
  return { version, inputs, outputs, witness, lockTime, txid };
}

const EMPTY = new Uint8Array(0);

/** The txid of a transaction with witness: version, inputs and outputs, lock time. */
function strippedHash(
  bytes: Uint8Array,
  versionAt: number,
  bodyStart: number,
  bodyEnd: number,
  lockTimeAt: number,
): Uint8Array {
  const body = bodyEnd - bodyStart;
  const stripped = new Uint8Array(4 + body + 4);
  stripped.set(bytes.subarray(versionAt, versionAt + 4));
  stripped.set(bytes.subarray(bodyStart, bodyEnd), 4);
  stripped.set(bytes.subarray(lockTimeAt, lockTimeAt + 4), 4 + body);
  return sha256d(stripped);
}

function readInputs(reader: ByteReader): TxInput[] {
  const count = reader.count("inputs", INPUT_MIN_BYTES);
  const inputs: TxInput[] = [];
  reader.enter("inputs");
  for (let i = 0; i < count && !reader.failed; i++) {
    reader.enter(i);
    inputs.push({
      txid: reader.take("txid", 32),
      index: reader.uint32("index"),
      script: reader.variableBytes("script"),
      sequence: reader.uint32("sequence"),
    });
    reader.leave();
  }
  reader.leave();
  return inputs;
}

function readOutputs(reader: ByteReader): TxOutput[] {
  const count = reader.count("outputs", OUTPUT_MIN_BYTES);
  const outputs: TxOutput[] = [];
  reader.enter("outputs");
  for (let i = 0; i < count && !reader.failed; i++) {
    reader.enter(i);
    outputs.push({ value: reader.int64("value"), script: reader.variableBytes("script") });
    reader.leave();
  }
  reader.leave();
  return outputs;
}

function readWitness(reader: ByteReader, inputCount: number): Uint8Array[][] {
  const stacks: Uint8Array[][] = [];
  let items = 0;
  reader.enter("witness");
  for (let i = 0; i < inputCount && !reader.failed; i++) {
    reader.enter(i);
    const count = reader.count("items", 1);
    const stack: Uint8Array[] = [];
    for (let j = 0; j < count && !reader.failed; j++) stack.push(reader.variableBytes("item"));
    stacks.push(stack);
    items += count;
    reader.leave();
  }
  reader.leave();
  if (items === 0) reader.fail("witness", "at least one item", "none");
  return stacks;
}

function write(transaction: Omit<Transaction, "txid">, withWitness: boolean): Uint8Array {
  const { inputs, outputs } = transaction;
  const witness = withWitness ? transaction.witness : undefined;
  const writer = new ByteWriter(new Uint8Array(sizeOf(inputs, outputs, witness)));
  writeParts(writer, transaction, witness);
  return writer.finish();
}

function writeParts(
  writer: ByteWriter,
  { version, inputs, outputs, lockTime }: Omit<Transaction, "txid">,
  witness: Transaction["witness"],
): void {
  if (inputs.length === 0 && outputs.length > 0)
    throw new RangeError("outputs without inputs have no encoding");
  writer.uint32(version);
  if (witness !== undefined) {
    writer.uint8(0);
    writer.uint8(WITNESS_FLAG);
  }
  writer.compactSize(inputs.length);
  for (const input of inputs) {
    writer.raw(input.txid);
    writer.uint32(input.index);
    writer.variableBytes(input.script);
    writer.uint32(input.sequence);
  }
  writer.compactSize(outputs.length);
  for (const output of outputs) {
    writer.uint64(output.value);
    writer.variableBytes(output.script);
  }
  if (witness !== undefined) {
    for (const stack of witness) {
      writer.compactSize(stack.length);
      for (const item of stack) writer.variableBytes(item);
    }
  }
  writer.uint32(lockTime);
}

function sizeOf(
  inputs: readonly TxInput[],
  outputs: readonly TxOutput[],
  witness: Transaction["witness"],
): number {
  let size = 4 + compactSizeBytes(inputs.length) + compactSizeBytes(outputs.length) + 4;
  for (const input of inputs) size += 32 + 4 + variableSize(input.script) + 4;
  for (const output of outputs) size += 8 + variableSize(output.script);
  if (witness === undefined) return size;
  size += 2;
  for (const stack of witness) {
    size += compactSizeBytes(stack.length);
    for (const item of stack) size += variableSize(item);
  }
  return size;
}

function variableSize(bytes: Uint8Array): number {
  return compactSizeBytes(bytes.length) + bytes.length;
}
