/**
 * Says whether what a node has taken in is valid, by rules written down here once more: a node whose own rules are broken
 * must not be its own judge.
 */
import type { Block } from "../bitcoin/block.ts";
import { equalBytes, toHex } from "../bitcoin/bytes.ts";
import { bip34Push, isCoinbase } from "../bitcoin/coinbase.ts";
import {
  HEADER_BYTES,
  hashHeader,
  headerBits,
  headerMerkleRoot,
  headerPrev,
  headerTime,
  headerVersion,
} from "../bitcoin/header.ts";
import { nextBits } from "../bitcoin/retarget.ts";
import { sha256d } from "../bitcoin/sha256.ts";
import { targetOf } from "../bitcoin/target.ts";
import { encodeTransaction } from "../bitcoin/transaction.ts";
import type { SingleThreadWorld } from "../runtime/single-thread-world.ts";

type Chain = ReturnType<SingleThreadWorld["chains"]>[number];

const MEDIAN_SPAN = 11;
/** How far ahead of our clock a header may be. */
const FUTURE_SECONDS = 7200;

/** What was found of bodies, by the hash of their block. */
export type JudgedBodies = Map<string, { readonly bytes: Uint8Array; readonly wrong: string | undefined }>;

/** What is wrong with anything a node believes to be valid; empty = nothing. `judged`: of other nodes of the same world. */
export function wrongIn(chain: Chain, judged: JudgedBodies = new Map()): string[] {
  const problems: string[] = [];
  const header = new Uint8Array(HEADER_BYTES);
  for (let entry = 1; entry < chain.index.size; entry++) {
    if (chain.isFailed(entry)) continue;
    chain.index.copyHeader(entry, header, 0);
    const wrong = wrongHeader(chain, entry, header) ?? wrongBody(chain, entry, judged);
    if (wrong !== undefined)
      problems.push(`block ${chain.index.height(entry)} ${chain.index.hashHex(entry)}: ${wrong}`);
  }
  return problems;
}

function wrongHeader(chain: Chain, entry: number, header: Uint8Array): string | undefined {
  const { index, network } = chain;
  const parent = index.parent(entry);
  if (toHex(headerPrev(header)) !== toHex(index.hash(parent))) return "does not follow its parent";
  if (!isWorked(header, hashHeader(header), network)) return "no proof of work";
  return headerFault(chain, parent, header, Number.POSITIVE_INFINITY);
}

/** The hash is no more than the header's own target, and that no more than the network's easiest. */
export function isWorked(header: Uint8Array, hash: Uint8Array, network: Chain["network"]): boolean {
  const target = targetOf(headerBits(header), network);
  return target !== undefined && BigInt(`0x${toHex(hash.slice().reverse())}`) <= target;
}

/** Core's reject reason for a header that does not fit on its parent; undefined: it does. `nowSeconds`: unix time. */
export function headerFault(
  chain: Chain,
  parent: number,
  header: Uint8Array,
  nowSeconds: number,
): string | undefined {
  const { index, network } = chain;
  const time = headerTime(header);
  const height = index.height(parent) + 1;
  const due = network.noRetargeting
    ? index.bits(0)
    : nextBits(
        network,
        { height: index.height(parent), time: index.time(parent), bits: index.bits(parent) },
        time,
        (at) => {
          let walk = parent;
          while (index.height(walk) > at) walk = index.parent(walk);
          return { time: index.time(walk), bits: index.bits(walk) };
        },
      );
  if (headerBits(header) !== due) return "bad-diffbits";
  const times: number[] = [];
  for (let walk = parent; walk >= 0 && times.length < MEDIAN_SPAN; walk = index.parent(walk))
    times.push(index.time(walk));
  times.sort((a, b) => a - b);
  if (time <= (times[Math.floor(times.length / 2)] ?? 0)) return "time-too-old";
  if (time > nowSeconds + FUTURE_SECONDS) return "time-too-new";
  const least =
    height >= network.bip65Height
      ? 4
      : height >= network.bip66Height
        ? 3
        : height >= network.bip34Height
          ? 2
          : undefined;
  const version = headerVersion(header);
  if (least === undefined || version >= least) return undefined;
  return `bad-version(0x${(version >>> 0).toString(16).padStart(8, "0")})`;
}

function wrongBody(chain: Chain, entry: number, judged: JudgedBodies): string | undefined {
  const block = chain.block(entry);
  if (block === undefined) return undefined;
  const hash = chain.index.hashHex(entry);
  const known = judged.get(hash);
  // The very same body as another node's: nothing else has to be worked out.
  if (known !== undefined && equalBytes(known.bytes, block.bytes)) return known.wrong;
  const wrong = judgeBody(chain, entry, block);
  judged.set(hash, { bytes: block.bytes, wrong });
  return wrong;
}

function judgeBody(chain: Chain, entry: number, block: Block): string | undefined {
  if (toHex(hashHeader(block.header)) !== toHex(chain.index.hash(entry)))
    return "stored under the hash of another";
  const [coinbase, ...others] = block.transactions;
  if (coinbase === undefined || !isCoinbase(coinbase) || others.some(isCoinbase))
    return "not one coinbase, at the front";
  const ids = block.transactions.map((tx) => toHex(tx.txid));
  if (new Set(ids).size !== ids.length) return "a transaction twice";
  if (!isCommitted(block)) return "not the transactions of its header";
  const push = toHex(bip34Push(chain.index.height(entry)));
  const height = chain.index.height(entry);
  if (
    height >= chain.network.bip34Height &&
    !toHex(coinbase.inputs[0]?.script ?? new Uint8Array(0)).startsWith(push)
  ) {
    return "its coinbase names another height";
  }
  return undefined;
}

/** These are the transactions of its header, or have the same root. */
export function isCommitted(block: Block): boolean {
  return toHex(merkleRootOf(block)) === toHex(headerMerkleRoot(block.header));
}

/** Of the transactions' own bytes. */
function merkleRootOf(block: Block): Uint8Array {
  let level = block.transactions.map((tx) => sha256d(encodeTransaction({ ...tx, witness: undefined })));
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const pair = new Uint8Array(64);
      pair.set(level[i] ?? pair, 0);
      pair.set(level[i + 1] ?? level[i] ?? pair, 32);
      next.push(sha256d(pair));
    }
    level = next;
  }
  return level[0] ?? new Uint8Array(32);
}
