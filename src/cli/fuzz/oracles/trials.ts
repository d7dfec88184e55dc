/**
 * Headers and blocks on the edge of what is allowed, put to a copy of what a node has: the earliest and the latest time, one
 * second beyond either, another difficulty, an old version, a body that is not the header's. What the copy says of each is
 * compared with the rules as they stand here (protocol.md §2.14, §2.15).
 */
import type { Block } from "../../../bitcoin/block.ts";
import { makeBlock } from "../../../bitcoin/block.ts";
import { coinbaseTransaction, subsidy } from "../../../bitcoin/coinbase.ts";
import { decodeHeader, HEADER_BYTES } from "../../../bitcoin/header.ts";
import { merkleRoot } from "../../../bitcoin/merkle.ts";
import type { Network } from "../../../bitcoin/networks.ts";
import { sha256d } from "../../../bitcoin/sha256.ts";
import { makeTransaction, type Transaction } from "../../../bitcoin/transaction.ts";
import { ChainState } from "../../../chain/chain-state.ts";
import type { Prng } from "../../../sim/prng.ts";
import {
  grind,
  type MinedBlock,
  mineBlock,
  mineBlockOf,
  parentInIndex,
  randomBytes,
} from "../../../world/block-mining.ts";
import { HashBudget } from "../../../world/hash-budget.ts";
import { headerFault } from "../chain-oracle.ts";
import { oneOf } from "../draw.ts";

/** Core MAX_FUTURE_BLOCK_TIME. */
const FUTURE_SECONDS = 7200;
/** More hashes than this for a block are too many to try: it is a network with real work. */
const EASY_WORK = 4096n;

/** As hard as any chain is made. */
const HASHES_MAX = 16_000_000;
const aTrial = () => new HashBudget(HASHES_MAX, HASHES_MAX, HASHES_MAX);

/** What a block without another transaction commits to. */
const NO_WITNESSES = sha256d(new Uint8Array(64));

type Trial = (copy: ChainState, parent: number, nowSeconds: number, prng: Prng) => string | undefined;

const trials: readonly Trial[] = [tryTime, tryHeader, tryBody, tryFailure, tryBranch];

/** What is wrong with what a copy of this chain says. */
export function wrongTrials(chain: ChainState, nowSeconds: number, prng: Prng): string[] {
  if (!chain.checks || chain.headersOnly || chain.index.ownWork(chain.tip) > EASY_WORK) return [];
  const copy = copyOf(chain, nowSeconds);
  const parents = Array.from({ length: copy.index.size }, (_, entry) => entry).filter(
    (entry) => !copy.isFailed(entry),
  );
  const problems: string[] = [];
  for (const attempt of trials) {
    const problem = attempt(copy, oneOf(prng, [copy.tip, oneOf(prng, parents)]), nowSeconds, prng);
    if (problem !== undefined) problems.push(`trial: ${problem}`);
  }
  return [...problems, ...copy.audit().map((problem) => `trial: ${problem}`)];
}

/** All that it has, in the same order. */
function copyOf(chain: ChainState, nowSeconds: number): ChainState {
  const copy = new ChainState(chain.network);
  const header = new Uint8Array(HEADER_BYTES);
  for (let entry = 1; entry < chain.index.size; entry++) {
    chain.index.copyHeader(entry, header, 0);
    copy.acceptHeader(header, 0, nowSeconds);
    const block = chain.block(entry);
    if (block !== undefined) copy.acceptBlock(block, nowSeconds);
  }
  return copy;
}

/** Only headers: a copy that is given one has it from then on. */
function tryTime(copy: ChainState, parent: number, nowSeconds: number, prng: Prng): string | undefined {
  const median = medianOf(copy, parent);
  const latest = nowSeconds + FUTURE_SECONDS;
  const time = oneOf(prng, [median, median + 1, latest, latest + 1]);
  if (time < median) return undefined;
  const { block } = mine(copy, parent, time, prng);
  return compare(copy, parent, block.header, nowSeconds, `time ${time - median} s after the median`);
}

function tryHeader(copy: ChainState, parent: number, nowSeconds: number, prng: Prng): string | undefined {
  const median = medianOf(copy, parent);
  const mined = mine(copy, parent, median + 1 + prng.below(3), prng);
  const header = decodeHeader(mined.block.header);
  const change = oneOf(prng, [{ bits: header.bits - 1 }, { version: 1 }, { version: 3 }, { version: 4 }]);
  const { header: bytes } = makeBlock({ ...header, ...change }, mined.block.transactions);
  grind(bytes, copy.network, aTrial());
  return compare(copy, parent, bytes, nowSeconds, JSON.stringify(change));
}

function compare(
  copy: ChainState,
  parent: number,
  header: Uint8Array,
  nowSeconds: number,
  what: string,
): string | undefined {
  const due = headerFault(copy, parent, header, nowSeconds);
  const verdict = copy.acceptHeader(header, 0, nowSeconds);
  const got = verdict.kind === "rejected" ? verdict.reason : undefined;
  return got === due
    ? undefined
    : `a header with ${what} is ${got ?? "accepted"}, and should be ${due ?? "accepted"}`;
}

/** A block whose header is right and whose body may not be. */
function tryBody(copy: ChainState, parent: number, nowSeconds: number, prng: Prng): string | undefined {
  if (!copy.hasAllBlocksTo(parent)) return undefined;
  const { network, index } = copy;
  const height = index.height(parent) + 1;
  const coinbase = (at: number): Transaction =>
    coinbaseTransaction(at, subsidy(network, height), randomBytes(prng, 8));
  const own = coinbase(height);
  const other = coinbase(height);
  const [name, due, transactions] = oneOf(prng, [
    ["one coinbase", undefined, [own]],
    ["two coinbases", "bad-cb-multiple", [own, other]],
    ["one coinbase twice", "bad-txns-duplicate", [own, own]],
    ["the witnesses that it commits to", commitsTo(true, height, network), [committing(own, NO_WITNESSES)]],
    ["other witnesses", commitsTo(false, height, network), [committing(own, randomBytes(prng, 32))]],
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
function committing({ txid: _, ...coinbase }: Transaction, commitment: Uint8Array): Transaction {
  const script = Uint8Array.of(0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed, ...commitment);
  return makeTransaction({
    ...coinbase,
    outputs: [...coinbase.outputs, { value: 0n, script }],
    witness: [[new Uint8Array(32)]],
  });
}

/** The best header turns out to be invalid while two others are as good as each other: the first of them is the best. */
function tryFailure(copy: ChainState, _parent: number, nowSeconds: number, prng: Prng): string | undefined {
  const { network, index } = copy;
  const parent = copy.tip;
  const height = index.height(parent) + 1;
  if (copy.bestHeader !== parent || height < network.bip34Height) return undefined;
  const time = medianOf(copy, parent) + 1;
  const wrong = [coinbaseTransaction(height + 1, subsidy(network, height), randomBytes(prng, 8))];
  const bad = mine(copy, parent, time, prng, wrong);
  const others = [time + 1, time + 2].map((at) => mine(copy, parent, at, prng));
  const headers = [bad, ...others].map(({ block }) => block.header);
  if (headers.some((header) => headerFault(copy, parent, header, nowSeconds) !== undefined)) return undefined;
  for (const header of headers) copy.acceptHeader(header, 0, nowSeconds);
  if (copy.bestHeader !== index.find(bad.hash)) return "of equal headers the first is not the best";
  copy.acceptBlock(bad.block, nowSeconds);
  const next = others[0] === undefined ? undefined : index.find(others[0].hash);
  return copy.bestHeader === next
    ? undefined
    : "the best header is invalid, and the first of the next is not it";
}

/** Two blocks on one parent, the child of the second first: the tip is the one that was whole first, then the longer. */
function tryBranch(copy: ChainState, _parent: number, nowSeconds: number, prng: Prng): string | undefined {
  const { index } = copy;
  if (copy.bestHeader !== copy.tip) return undefined;
  const parent = copy.tip;
  const time = medianOf(copy, parent) + 1;
  const first = mine(copy, parent, time, prng);
  const second = mine(copy, parent, time + 1, prng);
  const faults = [first, second].map(({ block }) => headerFault(copy, parent, block.header, nowSeconds));
  if (faults.some((fault) => fault !== undefined)) return undefined;
  copy.acceptHeader(second.block.header, 0, nowSeconds);
  const on = index.find(second.hash);
  if (on === undefined) return "a header that is right is not taken in";
  const child = mine(copy, on, time + 2, prng);
  copy.acceptBlock(child.block, nowSeconds);
  copy.acceptBlock(first.block, nowSeconds);
  if (copy.tip !== index.find(first.hash))
    return "a whole block is not the tip while a longer chain lacks one";
  copy.acceptBlock(second.block, nowSeconds);
  return copy.tip === index.find(child.hash) ? undefined : "a longer chain is whole and not the active one";
}

/** A block on this one; with `transactions`, of those. */
function mine(
  { network, index }: ChainState,
  parent: number,
  time: number,
  prng: Prng,
  transactions?: readonly Transaction[],
): MinedBlock {
  const below = parentInIndex(index, parent);
  const budget = aTrial();
  const mined =
    transactions === undefined
      ? mineBlock(network, below, time, prng, budget)
      : mineBlockOf(network, below, time, transactions, budget);
  if (mined === undefined) throw new Error(`a block on ${parent} takes more hashes than a trial may`);
  return mined;
}

function remade(
  copy: ChainState,
  { header }: Block,
  root: Uint8Array,
  transactions: readonly Transaction[],
): Block {
  const block = makeBlock({ ...decodeHeader(header), merkleRoot: root }, transactions);
  grind(block.header, copy.network, aTrial());
  return block;
}

function medianOf({ index }: ChainState, entry: number): number {
  const times: number[] = [];
  for (let walk = entry; walk >= 0 && times.length < 11; walk = index.parent(walk))
    times.push(index.time(walk));
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
