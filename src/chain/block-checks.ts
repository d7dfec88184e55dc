/**
 * What a block's body must satisfy (protocol.md §2.15; Core `CheckBlock`, `ContextualCheckBlock`). Scripts, signatures
 * and the coins spent are not modelled.
 */
import type { Block } from "../bitcoin/block.ts";
import { equalBytes } from "../bitcoin/bytes.ts";
import { bip34Push, isCoinbase } from "../bitcoin/coinbase.ts";
import { headerMerkleRoot } from "../bitcoin/header.ts";
import { merkleRoot } from "../bitcoin/merkle.ts";
import type { Network } from "../bitcoin/networks.ts";
import { encodeTransaction } from "../bitcoin/transaction.ts";
import { checkTransaction } from "./transaction-checks.ts";

/** Core MAX_BLOCK_WEIGHT: bytes without witness count four, bytes of witness one. */
const BLOCK_WEIGHT_MAX = 4_000_000;
/** Core WITNESS_SCALE_FACTOR. */
const WEIGHT_PER_BYTE = 4;

export interface BlockReject {
  /** Core's reject reason. */
  readonly reason: string;
  /** The body is not the one the header commits to: it says nothing about the block of this hash. */
  readonly mutated: boolean;
}

/** What the body says of itself and of its header. */
export function checkBlock(block: Block): BlockReject | undefined {
  const mutation = checkMutation(block);
  if (mutation !== undefined) return mutation;
  const { transactions } = block;
  if (transactions.length === 0 || strippedBytes(block) * WEIGHT_PER_BYTE > BLOCK_WEIGHT_MAX)
    return invalid("bad-blk-length");
  if (!transactions.slice(0, 1).every(isCoinbase)) return invalid("bad-cb-missing");
  if (transactions.slice(1).some(isCoinbase)) return invalid("bad-cb-multiple");
  for (const transaction of transactions) {
    const reason = checkTransaction(transaction);
    if (reason !== undefined) return invalid(reason);
  }
  return undefined;
}

/** What its height asks of the body. */
export function checkBlockInContext(block: Block, height: number, network: Network): BlockReject | undefined {
  if (height >= network.bip34Height) {
    const push = bip34Push(height);
    const script = block.transactions[0]?.inputs[0]?.script ?? new Uint8Array(0);
    if (!equalBytes(script.subarray(0, push.length), push)) return invalid("bad-cb-height");
  }
  const weight = strippedBytes(block) * (WEIGHT_PER_BYTE - 1) + block.bytes.length;
  return weight > BLOCK_WEIGHT_MAX ? invalid("bad-blk-weight") : undefined;
}

/** Whether these are the transactions that the header commits to, and no others with the same root (CVE-2012-2459). */
export function checkMutation(block: Block): BlockReject | undefined {
  const { root, mutated } = merkleRoot(block.transactions.map((tx) => tx.txid));
  if (!equalBytes(root, headerMerkleRoot(block.header))) return { reason: "bad-txnmrklroot", mutated: true };
  return mutated ? { reason: "bad-txns-duplicate", mutated: true } : undefined;
}

/** Its size without witnesses. */
function strippedBytes(block: Block): number {
  return block.transactions.reduce(
    (bytes, tx) =>
      tx.witness === undefined
        ? bytes
        : bytes - encodeTransaction(tx).length + encodeTransaction({ ...tx, witness: undefined }).length,
    block.bytes.length,
  );
}

function invalid(reason: string): BlockReject {
  return { reason, mutated: false };
}
