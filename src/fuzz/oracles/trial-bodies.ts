/** Blocks whose header is right, and whose body is on either side of a rule (protocol.md §2.15; Core `CheckBlock`, BIP141). */
import { coinbaseTransaction, subsidy } from "../../bitcoin/coinbase.ts";
import { merkleRoot } from "../../bitcoin/merkle.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { sha256d } from "../../bitcoin/sha256.ts";
import { makeTransaction, type Transaction } from "../../bitcoin/transaction.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import { randomBytes } from "../../world/chains/block-mining.ts";
import { oneOf } from "../draw.ts";
import { medianOf, mine, remade } from "./trial-blocks.ts";

/** What a block without another transaction commits to. */
const NO_WITNESSES = sha256d(new Uint8Array(64));
const OP_TRUE = 0x51;
const OP_CHECKSIG = 0xac;
const COINBASE_SCRIPT_MAX = 100;
/** In satoshis. Core MAX_MONEY. */
const MONEY_MAX = 21_000_000n * 100_000_000n;

/** A block whose header is right and whose body may not be. */
export function tryBody(
  copy: ChainState,
  parent: number,
  nowSeconds: number,
  prng: Prng,
): string | undefined {
  if (!copy.hasAllBlocksTo(parent)) return undefined;
  const { network, index } = copy;
  const height = index.height(parent) + 1;
  const coinbase = (at: number): Transaction =>
    coinbaseTransaction(at, subsidy(network, height), randomBytes(prng, 8));
  const own = coinbase(height);
  const other = coinbase(height);
  // What is drawn for a coinbase may be an opcode by chance.
  const quiet = coinbaseTransaction(height, subsidy(network, height), new Uint8Array(8));
  const payment = paymentOf(prng);
  const median = medianOf(copy, parent);
  const [name, due, transactions] = oneOf(prng, [
    ["one coinbase", undefined, [own]],
    ["two coinbases", "bad-cb-multiple", [own, other]],
    ["one coinbase twice", "bad-txns-duplicate", [own, own]],
    ["the witnesses that it commits to", commitsTo(true, height, network), [committing(own, NO_WITNESSES)]],
    ["other witnesses", commitsTo(false, height, network), [committing(own, randomBytes(prng, 32))]],
    ["a witness in a payment that nothing commits to", "unexpected-witness", [own, withWitness(payment)]],
    ["a reserved value of 31 bytes", commitsWith(31, height, network), [committing(own, NO_WITNESSES, 31)]],
    ["a payment", undefined, [own, payment]],
    ["a payment that spends an output twice", "bad-txns-inputs-duplicate", [own, doubled(payment)]],
    ["a payment to nobody", "bad-txns-vout-empty", [own, changed(payment, { outputs: [] })]],
    ["a coinbase script of 100 bytes", undefined, [lengthened(own, COINBASE_SCRIPT_MAX)]],
    ["a coinbase script of 101 bytes", "bad-cb-length", [lengthened(own, COINBASE_SCRIPT_MAX + 1)]],
    ["its whole subsidy and one more", "bad-cb-amount", [paying(own, subsidy(network, height) + 1n)]],
    ["all the coins there are", undefined, [own, paying(payment, MONEY_MAX)]],
    ["more coins than there are", "bad-txns-vout-toolarge", [own, paying(payment, MONEY_MAX + 1n)]],
    ["a payment for the block before", undefined, [own, locked(payment, height - 1)]],
    ["a payment for the next block", "bad-txns-nonfinal", [own, locked(payment, height)]],
    ["a payment for the moment before", undefined, [own, locked(payment, median - 1)]],
    [
      "a payment for this moment",
      height >= network.csvHeight ? "bad-txns-nonfinal" : undefined,
      [own, locked(payment, median)],
    ],
    ["as many signature checks as there may be", undefined, [quiet, signing(payment, 20_000)]],
    ["one signature check too many", "bad-blk-sigops", [quiet, signing(payment, 20_001)]],
    ["an old commitment before the right one", commitsTo(true, height, network), [twice(own, prng, true)]],
    ["a wrong commitment behind the right one", commitsTo(false, height, network), [twice(own, prng, false)]],
    ["another height", height >= network.bip34Height ? "bad-cb-height" : undefined, [coinbase(height + 1)]],
  ] as const);
  const template = mine(copy, parent, medianOf(copy, parent) + 1, prng);
  const root = merkleRoot(transactions.map((tx) => tx.txid)).root;
  const block = remade(copy, template.block, root, transactions);
  const before = copy.tip;
  const verdict = copy.acceptBlock(block, nowSeconds);
  const got = verdict.kind === "rejected" ? verdict.reason : undefined;
  if (got !== due) return `a block with ${name} is ${got ?? "accepted"}, and should be ${due ?? "accepted"}`;
  return got !== undefined && copy.tip !== before ? `a block with ${name} is the tip` : undefined;
}

/** Reject reason of a block of one coinbase with a witness, which commits to what it has or to something else. */
function commitsTo(isRight: boolean, height: number, network: Network): string | undefined {
  if (height < network.segwitHeight) return "unexpected-witness";
  return isRight ? undefined : "bad-witness-merkle-match";
}

/** A coinbase that commits to these 32 bytes, its own reserved value being zeros (BIP141). */
function committing(
  { txid: _, ...coinbase }: Transaction,
  commitment: Uint8Array,
  reservedBytes = 32,
): Transaction {
  const script = Uint8Array.of(0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed, ...commitment);
  return makeTransaction({
    ...coinbase,
    outputs: [...coinbase.outputs, { value: 0n, script }],
    witness: [[new Uint8Array(reservedBytes)]],
  });
}

/** Two commitments, of which the last counts. */
function twice(coinbase: Transaction, prng: Prng, isLastRight: boolean): Transaction {
  const wrong = randomBytes(prng, 32);
  const [first, last] = isLastRight ? [wrong, NO_WITNESSES] : [NO_WITNESSES, wrong];
  return committing(changed(committing(coinbase, first), { witness: undefined }), last);
}

/** Reject reason of a block that commits with a reserved value of another length. */
function commitsWith(bytes: number, height: number, network: Network): string | undefined {
  if (height < network.segwitHeight) return "unexpected-witness";
  return bytes === 32 ? undefined : "bad-witness-nonce-size";
}

/** Two inputs and an output, not to be held up by a lock time of 0. */
function paymentOf(prng: Prng): Transaction {
  const input = () => ({ txid: randomBytes(prng, 32), index: 0, script: new Uint8Array(0), sequence: 0 });
  return makeTransaction({
    version: 1,
    inputs: [input(), input()],
    outputs: [{ value: 1n, script: Uint8Array.of(OP_TRUE) }],
    witness: undefined,
    lockTime: 0,
  });
}

function changed({ txid: _, ...transaction }: Transaction, change: Partial<Transaction>): Transaction {
  return makeTransaction({ ...transaction, ...change });
}

function withWitness(payment: Transaction): Transaction {
  return changed(payment, { witness: [[Uint8Array.of(1)], []] });
}

/** Both inputs spend the same output. */
function doubled(payment: Transaction): Transaction {
  return changed(payment, { inputs: payment.inputs.flatMap((input, i) => (i === 0 ? [input, input] : [])) });
}

function lengthened(coinbase: Transaction, bytes: number): Transaction {
  const inputs = coinbase.inputs.map((input) => {
    const script = new Uint8Array(bytes);
    script.set(input.script);
    return { ...input, script };
  });
  return changed(coinbase, { inputs });
}

function paying(transaction: Transaction, value: bigint): Transaction {
  return changed(transaction, { outputs: transaction.outputs.map((output) => ({ ...output, value })) });
}

function locked(payment: Transaction, lockTime: number): Transaction {
  return changed(payment, { lockTime });
}

function signing(payment: Transaction, checks: number): Transaction {
  return changed(payment, { outputs: [{ value: 1n, script: new Uint8Array(checks).fill(OP_CHECKSIG) }] });
}
