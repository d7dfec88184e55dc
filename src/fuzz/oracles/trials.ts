/**
 * Headers and blocks on the edge of what is allowed, put to a copy of what a node has: the earliest and the latest time, one
 * second beyond either, another difficulty, an old version, a body that is not the header's. What the copy says of each is
 * compared with the rules as they stand here (protocol.md §2.14, §2.15).
 */
import { makeBlock } from "../../bitcoin/block.ts";
import { coinbaseTransaction, subsidy } from "../../bitcoin/coinbase.ts";
import { decodeHeader } from "../../bitcoin/header.ts";
import type { ChainState } from "../../chain/chain-state.ts";
import type { Prng } from "../../sim/prng.ts";
import { grind, randomBytes } from "../../world/chains/block-mining.ts";
import { headerFault } from "../chain-oracle.ts";
import { once, oneOf } from "../draw.ts";
import { wrongPresync, wrongSwap } from "./presync-trials.ts";
import { wrongShuffle } from "./shuffles.ts";
import { aTrial, copyOf, isEasy, medianOf, mine } from "./trial-blocks.ts";
import { tryBody } from "./trial-bodies.ts";

/** Core MAX_FUTURE_BLOCK_TIME. */
const FUTURE_SECONDS = 7200;
type Trial = (copy: ChainState, parent: number, nowSeconds: number, prng: Prng) => string | undefined;

const trials: readonly Trial[] = [tryTime, tryHeader, tryBody, tryBody, tryFailure, tryBranch];

/** What is wrong with what a copy of this chain says. */
export function wrongTrials(chain: ChainState, nowSeconds: number, prng: Prng): string[] {
  if (!isEasy(chain)) return [];
  const copy = copyOf(chain, nowSeconds);
  const parents = Array.from({ length: copy.index.size }, (_, entry) => entry).filter(
    (entry) => !copy.isFailed(entry),
  );
  const problems: string[] = [];
  for (const attempt of trials) {
    const problem = attempt(copy, oneOf(prng, [copy.tip, oneOf(prng, parents)]), nowSeconds, prng);
    if (problem !== undefined) problems.push(`trial: ${problem}`);
  }
  return [
    ...problems,
    ...copy.audit().map((problem) => `trial: ${problem}`),
    // It takes as long as all the rest.
    ...(once(prng, 3) ? wrongShuffle(copy, nowSeconds + FUTURE_SECONDS, prng) : []),
    ...wrongPresync(copy, prng),
    ...wrongSwap(copy, prng),
  ];
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
