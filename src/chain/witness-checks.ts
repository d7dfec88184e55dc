/** Whether a block's witnesses are those that its coinbase commits to (BIP141; Core `CheckWitnessMalleation`). */
import type { Block } from "../bitcoin/block.ts";
import { equalBytes, ZERO_HASH } from "../bitcoin/bytes.ts";
import { merkleRoot } from "../bitcoin/merkle.ts";
import { sha256d } from "../bitcoin/sha256.ts";
import { hasWitness, type Transaction, witnessTxid } from "../bitcoin/transaction.ts";

/** OP_RETURN, a push of 36 bytes, and the mark of a commitment; its 32 bytes follow. */
const COMMITMENT_START = Uint8Array.of(0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed);
const COMMITMENT_BYTES = COMMITMENT_START.length + 32;
const RESERVED_BYTES = 32;

/**
 * Core's reject reason; undefined if there is nothing to object to. Whatever it is, it says nothing about the block of this hash:
 * witnesses are no part of it. `commits`: segwit is active, so that a commitment counts.
 */
export function checkWitnesses({ transactions }: Block, commits: boolean): string | undefined {
  const [coinbase] = transactions;
  const committed = commits && coinbase !== undefined ? commitmentOf(coinbase) : undefined;
  if (committed === undefined) return transactions.some(hasWitness) ? "unexpected-witness" : undefined;
  const stack = coinbase?.witness?.[0] ?? [];
  const [reserved] = stack;
  if (stack.length !== 1 || reserved?.length !== RESERVED_BYTES) return "bad-witness-nonce-size";
  return equalBytes(witnessCommitment(transactions, reserved), committed)
    ? undefined
    : "bad-witness-merkle-match";
}

/** What the coinbase of these transactions must commit to, with these 32 bytes as its own witness. */
export function witnessCommitment(transactions: readonly Transaction[], reserved: Uint8Array): Uint8Array {
  // The coinbase would have to commit to itself.
  const { root } = merkleRoot(transactions.map((tx, i) => (i === 0 ? ZERO_HASH : witnessTxid(tx))));
  const both = new Uint8Array(root.length + reserved.length);
  both.set(root);
  both.set(reserved, root.length);
  return sha256d(both);
}

/** The last one counts: older software may have left others before it. */
function commitmentOf({ outputs }: Transaction): Uint8Array | undefined {
  const output = outputs.findLast(
    ({ script }) =>
      script.length >= COMMITMENT_BYTES &&
      equalBytes(script.subarray(0, COMMITMENT_START.length), COMMITMENT_START),
  );
  return output?.script.subarray(COMMITMENT_START.length, COMMITMENT_BYTES);
}
