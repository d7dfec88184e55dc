/** Whole blocks: a header and its transactions (protocol.md §4). */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { compactSizeBytes } from "./compact-size.ts";
import { type Decoded, describeDecodeError } from "./decoded.ts";
import { type BlockHeader, encodeHeader, HEADER_BYTES, hashHeader } from "./header.ts";
import {
  readTransaction,
  TRANSACTION_MIN_BYTES,
  type Transaction,
  transactionBytes,
  writeTransaction,
} from "./transaction.ts";

export interface Block {
  /** 80 bytes, a view of `bytes`. */
  readonly header: Uint8Array;
  readonly transactions: readonly Transaction[];
  /** The whole serialised block. */
  readonly bytes: Uint8Array;
}

/** Of the blocks whose hash somebody has asked for. */
const hashes = new WeakMap<Block, Uint8Array>();

/**
 * The block hash, 32 bytes in internal order, not to be written to. It is worked out once for each block, however many ask on
 * its way: a header that changes makes another block.
 */
export function blockHash(block: Block): Uint8Array {
  const known = hashes.get(block);
  if (known !== undefined) return known;
  const hash = hashHeader(block.header);
  hashes.set(block, hash);
  return hash;
}

/** Serialises; checks nothing, so that bad blocks can be made too. */
export function makeBlock(header: BlockHeader, transactions: readonly Transaction[]): Block {
  return assemble(encodeHeader(header), transactions);
}

/** The block as those see it who know no witnesses; itself, if it has none. */
export function withoutWitness(block: Block): Block {
  const { header, transactions } = block;
  if (transactions.every(({ witness }) => witness === undefined)) return block;
  const stripped = assemble(
    header,
    transactions.map((transaction) => ({ ...transaction, witness: undefined })),
  );
  hashes.set(stripped, blockHash(block));
  return stripped;
}

function assemble(header: Uint8Array, transactions: readonly Transaction[]): Block {
  let size = HEADER_BYTES + compactSizeBytes(transactions.length);
  for (const transaction of transactions) size += transactionBytes(transaction);
  const writer = new ByteWriter(new Uint8Array(size));
  writer.raw(header);
  writer.compactSize(transactions.length);
  for (const transaction of transactions) writeTransaction(writer, transaction);
  const bytes = writer.finish();
  return { header: bytes.subarray(0, HEADER_BYTES), transactions, bytes };
}

/**
 * A block of which it is known that it can be read, and what its hash is; its transactions are read each time somebody asks
 * for them.
 */
export function storedBlock(bytes: Uint8Array, hash: Uint8Array): Block {
  const block: Block = {
    header: bytes.subarray(0, HEADER_BYTES),
    bytes,
    get transactions() {
      const decoded = decodeBlock(bytes);
      if (!decoded.ok) throw new Error(`a stored block: ${describeDecodeError(decoded.error)}`);
      return decoded.value.transactions;
    },
  };
  hashes.set(block, hash);
  return block;
}

/** All of `bytes` as one block. Byte arrays in it are views of `bytes`. */
export function decodeBlock(bytes: Uint8Array): Decoded<Block> {
  const reader = new ByteReader(bytes, "block");
  return reader.finish(readBlock(reader));
}

/** Reads a block to the end of the reader. Its value means nothing once the reader has failed. */
export function readBlock(reader: ByteReader): Block {
  const start = reader.offset;
  const header = reader.take("header", HEADER_BYTES);
  const count = reader.count("transactions", TRANSACTION_MIN_BYTES);
  const transactions: Transaction[] = [];
  reader.enter("transactions");
  for (let i = 0; i < count && !reader.failed; i++) {
    reader.enter(i);
    transactions.push(readTransaction(reader));
    reader.leave();
  }
  reader.leave();
  return { header, transactions, bytes: reader.bytes.subarray(start, reader.offset) };
}
