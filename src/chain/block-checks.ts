/**
 * What a block's body must satisfy (protocol.md §2.15; Core `CheckBlock`, `ContextualCheckBlock`, `IsBlockMutated`): all
 * that can be said without the coins it spends. Scripts and signatures are not modelled.
 */
import type { Block } from "../bitcoin/block.ts";
import { equalBytes } from "../bitcoin/bytes.ts";
import { bip34Push, isCoinbase, subsidy } from "../bitcoin/coinbase.ts";
import { compactSizeBytes } from "../bitcoin/compact-size.ts";
import { HEADER_BYTES, headerMerkleRoot, headerTime } from "../bitcoin/header.ts";
import { merkleRoot } from "../bitcoin/merkle.ts";
import type { Network } from "../bitcoin/networks.ts";
import { strippedBytes } from "../bitcoin/transaction.ts";
import type { BlockIndex } from "./block-index.ts";
import { legacySigops } from "./sigops.ts";
import { checkTransaction, isFinal } from "./transaction-checks.ts";
import { checkWitnesses } from "./witness-checks.ts";

/** Core MAX_BLOCK_WEIGHT: bytes without witness count four, bytes of witness one. */
const BLOCK_WEIGHT_MAX = 4_000_000;
/** Core MAX_BLOCK_SIGOPS_COST: those outside witnesses cost four. */
const SIGOPS_COST_MAX = 80_000;
/** Core WITNESS_SCALE_FACTOR. */
const WITNESS_SCALE = 4;
/** An inner node of a merkle tree looks like a transaction of this size. */
const TWO_HASHES_BYTES = 64;

export interface BlockReject {
  /** Core's reject reason. */
  readonly reason: string;
  /** The body is not the one the header commits to: it says nothing about the block of this hash. */
  readonly mutated: boolean;
}

/** Where a block stands. */
interface BlockPlace {
  readonly height: number;
  /** Of the eleven blocks below it, unix seconds. */
  readonly medianTimePast: number;
}

/** Where an entry stands. */
export function placeIn(index: BlockIndex, entry: number): BlockPlace {
  return {
    height: index.height(entry),
    medianTimePast: index.medianTimePast(index.parent(entry)),
  };
}

/** What the body says of itself, if it is that of its header (`checkMerkleRoot`). */
export function checkBody(block: Block): BlockReject | undefined {
  const { transactions } = block;
  if (transactions.length === 0 || strippedSize(block) * WITNESS_SCALE > BLOCK_WEIGHT_MAX)
    return invalid("bad-blk-length");
  if (!transactions.slice(0, 1).every(isCoinbase)) return invalid("bad-cb-missing");
  if (transactions.slice(1).some(isCoinbase)) return invalid("bad-cb-multiple");
  for (const transaction of transactions) {
    const reason = checkTransaction(transaction);
    if (reason !== undefined) return invalid(reason);
  }
  const sigops = transactions.reduce((sum, transaction) => sum + legacySigops(transaction), 0);
  return sigops * WITNESS_SCALE > SIGOPS_COST_MAX ? invalid("bad-blk-sigops") : undefined;
}

/** What its place asks of the body. Witnesses are looked at before, with `checkMutation`. */
export function checkBlockInContext(
  block: Block,
  { height, medianTimePast }: BlockPlace,
  network: Network,
): BlockReject | undefined {
  const cutoff = height >= network.csvHeight ? medianTimePast : headerTime(block.header);
  if (!block.transactions.every((transaction) => isFinal(transaction, height, cutoff)))
    return invalid("bad-txns-nonfinal");
  if (height >= network.bip34Height) {
    const push = bip34Push(height);
    const script = block.transactions[0]?.inputs[0]?.script ?? new Uint8Array(0);
    if (!equalBytes(script.subarray(0, push.length), push)) return invalid("bad-cb-height");
  }
  const weight = strippedSize(block) * (WITNESS_SCALE - 1) + block.bytes.length;
  if (weight > BLOCK_WEIGHT_MAX) return invalid("bad-blk-weight");
  return paysTooMuch(block, height, network) ? invalid("bad-cb-amount") : undefined;
}

/**
 * Whether these are the transactions that the header commits to and the witnesses that they commit to (Core
 * `IsBlockMutated`). `commits`: segwit is active at its height; undefined: whoever asks knows nothing of witnesses.
 */
export function checkMutation(block: Block, commits: boolean | undefined): BlockReject | undefined {
  const wrong = checkMerkleRoot(block);
  if (wrong !== undefined) return wrong;
  const { transactions } = block;
  if (!transactions.slice(0, 1).some(isCoinbase)) {
    const mayBeNodes = transactions.some((transaction) => strippedBytes(transaction) === TWO_HASHES_BYTES);
    return mayBeNodes ? { reason: "bad-cb-missing", mutated: true } : undefined;
  }
  const reason = commits === undefined ? undefined : checkWitnesses(block, commits);
  return reason === undefined ? undefined : { reason, mutated: true };
}

/** Whether these are the transactions that the header commits to, and no others with the same root (CVE-2012-2459). */
export function checkMerkleRoot(block: Block): BlockReject | undefined {
  const { root, mutated } = merkleRoot(block.transactions.map((tx) => tx.txid));
  if (!equalBytes(root, headerMerkleRoot(block.header))) return { reason: "bad-txnmrklroot", mutated: true };
  return mutated ? { reason: "bad-txns-duplicate", mutated: true } : undefined;
}

/**
 * The coinbase makes more coins than there are new ones. Fees would be its own too, but what others pay is not known without
 * the coins they spend: then nothing is said.
 */
function paysTooMuch({ transactions }: Block, height: number, network: Network): boolean {
  const [coinbase, another] = transactions;
  if (coinbase === undefined || another !== undefined) return false;
  const paid = coinbase.outputs.reduce((sum, { value }) => sum + value, 0n);
  return paid > subsidy(network, height);
}

/** Its size without witnesses. */
function strippedSize({ transactions }: Block): number {
  return transactions.reduce(
    (sum, transaction) => sum + strippedBytes(transaction),
    HEADER_BYTES + compactSizeBytes(transactions.length),
  );
}

function invalid(reason: string): BlockReject {
  return { reason, mutated: false };
}
