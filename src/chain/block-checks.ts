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

/** Core MAX_BLOCK_SERIALIZED_SIZE. */
const BLOCK_BYTES_MAX = 4_000_000;
const COINBASE_SCRIPT_BYTES = { min: 2, max: 100 };

export interface BlockReject {
  /** Core's reject reason. */
  readonly reason: string;
  /** The body is not the one the header commits to: it says nothing about the block of this hash. */
  readonly mutated: boolean;
}

/** What the body says of itself and of its header. */
export function checkBlock(block: Block): BlockReject | undefined {
  const mutation = checkMerkle(block);
  if (mutation !== undefined) return mutation;
  if (block.transactions.length === 0 || block.bytes.length > BLOCK_BYTES_MAX)
    return invalid("bad-blk-length");
  const [first, ...others] = block.transactions;
  if (first === undefined || !isCoinbase(first)) return invalid("bad-cb-missing");
  if (others.some(isCoinbase)) return invalid("bad-cb-multiple");
  const length = first.inputs[0]?.script.length ?? 0;
  if (length < COINBASE_SCRIPT_BYTES.min || length > COINBASE_SCRIPT_BYTES.max)
    return invalid("bad-cb-length");
  if (block.transactions.some((tx) => tx.outputs.length === 0)) return invalid("bad-txns-vout-empty");
  return undefined;
}

/** What its height asks of the body. */
export function checkBlockInContext(block: Block, height: number, network: Network): BlockReject | undefined {
  if (height < network.bip34Height) return undefined;
  const push = bip34Push(height);
  const script = block.transactions[0]?.inputs[0]?.script ?? new Uint8Array(0);
  return equalBytes(script.subarray(0, push.length), push) ? undefined : invalid("bad-cb-height");
}

function checkMerkle(block: Block): BlockReject | undefined {
  const { root, mutated } = merkleRoot(block.transactions.map((tx) => tx.txid));
  if (!equalBytes(root, headerMerkleRoot(block.header))) return { reason: "bad-txnmrklroot", mutated: true };
  return mutated ? { reason: "bad-txns-duplicate", mutated: true } : undefined;
}

function invalid(reason: string): BlockReject {
  return { reason, mutated: false };
}
