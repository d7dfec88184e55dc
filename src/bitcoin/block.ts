/** Whole blocks (protocol.md §4). */
import type { Decoded } from "./decoded.ts";
import { type BlockHeader, encodeHeader, HEADER_BYTES } from "./header.ts";
import { readTransaction, type Transaction, transactionBytes, writeTransaction } from "./transaction.ts";
import { Reader } from "./wire/reader.ts";
import { compactSizeBytes, Writer } from "./wire/writer.ts";

export interface Block {
  /** 80 bytes. */
  readonly header: Uint8Array;
  readonly transactions: readonly Transaction[];
  /** The whole block as it travels. */
  readonly bytes: Uint8Array;
}

/** Least bytes of a transaction: version, no inputs, no outputs, lock time. */
const TRANSACTION_BYTES_MIN = 10;
const TRANSACTIONS_MAX = 0x02000000;

export function makeBlock(header: BlockHeader, transactions: readonly Transaction[]): Block {
  const size = transactions.reduce((total, tx) => total + transactionBytes(tx), 0);
  const writer = new Writer(HEADER_BYTES + compactSizeBytes(transactions.length) + size);
  writer.raw(encodeHeader(header)).compactSize(transactions.length);
  for (const tx of transactions) writeTransaction(writer, tx);
  return { header: writer.bytes.subarray(0, HEADER_BYTES), transactions, bytes: writer.bytes };
}

/** Reads exactly one block. What it gives shares no memory with `bytes`. */
export function decodeBlock(bytes: Uint8Array): Decoded<Block> {
  const reader = new Reader(bytes);
  const block = reader.at("block", readBlock);
  return reader.finish(block);
}

export function readBlock(reader: Reader): Block {
  const whole = reader.peek();
  const header = reader.at("header", (r) => r.bytes(HEADER_BYTES));
  const transactions = reader.at("transactions", (r) =>
    r.list(TRANSACTIONS_MAX, TRANSACTION_BYTES_MIN, readTransaction),
  );
  const bytes = whole.slice(0, whole.length - reader.remaining);
  return { header, transactions, bytes };
}
