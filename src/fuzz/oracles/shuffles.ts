/**
 * All that a node has, given to a chain of its own once more in another order: headers as soon as their parents are there,
 * blocks whenever it pleases. After each step the best header and the tip are what a plain model says, and in the end every
 * walk through the block index comes where counting parents comes (protocol.md §2.6, §2.17, §2.18).
 */
import { HEADER_BYTES } from "../../bitcoin/header.ts";
import { ChainState } from "../../chain/chain-state.ts";
import { findFork, locatorEntries } from "../../chain/locator.ts";
import type { Prng } from "../../sim/prng.ts";
import { wrongBest } from "./best.ts";
import { naiveLocator } from "./questions.ts";
import { medianOf } from "./trial-blocks.ts";

const WALKS = 24;
/** All that there is is looked through once in so many steps. */
const STEPS_PER_LOOK = 12;

/** What is wrong with it. `source` is not changed. */
export function wrongShuffle(source: ChainState, nowSeconds: number, prng: Prng): string[] {
  const chain = new ChainState(source.network);
  const problem = fill(chain, source, nowSeconds, prng) ?? walk(chain, prng);
  return [...(problem === undefined ? [] : [problem]), ...wrongBest(chain), ...chain.audit()].map(
    (wrong) => `shuffle: ${wrong}`,
  );
}

function fill(chain: ChainState, source: ChainState, nowSeconds: number, prng: Prng): string | undefined {
  const header = new Uint8Array(HEADER_BYTES);
  let todo = Array.from({ length: source.index.size - 1 }, (_, i) => i + 1).filter(
    (e) => !source.isFailed(e),
  );
  const bodies: number[] = [];
  for (let step = 1; todo.length + bodies.length > 0; step++) {
    const before = { tip: chain.tip, bestHeader: chain.bestHeader };
    const isHeader = todo.length > 0 && (bodies.length === 0 || prng.below(3) > 0);
    if (isHeader) {
      // One of the first few: most have their parent by then.
      const entry = todo[prng.below(Math.min(4, todo.length))] ?? 0;
      const isEarly = chain.index.find(source.index.hash(source.index.parent(entry))) === undefined;
      source.index.copyHeader(entry, header, 0);
      const { kind } = chain.acceptHeader(header, 0, nowSeconds);
      if (kind !== (isEarly ? "rejected" : "new"))
        return `a header ${isEarly ? "before" : "after"} its parent is ${kind}`;
      if (isEarly) continue;
      todo = todo.filter((other) => other !== entry);
      bodies.push(entry);
    } else {
      const [entry = 0] = bodies.splice(prng.below(bodies.length), 1);
      const block = source.block(entry);
      if (block === undefined) continue;
      const { kind } = chain.acceptBlock(block, nowSeconds);
      if (kind !== "stored") return `a block is ${kind}`;
    }
    const [wrong] = step % STEPS_PER_LOOK === 0 ? wrongBest(chain) : [];
    const problem = wrong ?? stepProblem(chain, before, isHeader);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Nothing moves but to more work, and each moves by what it is about. */
function stepProblem(
  chain: ChainState,
  before: { readonly tip: number; readonly bestHeader: number },
  isHeader: boolean,
): string | undefined {
  const { index, tip, bestHeader } = chain;
  if (tip !== before.tip && (isHeader || index.work(tip) <= index.work(before.tip)))
    return `the tip moves from ${before.tip} to ${tip}`;
  if (
    bestHeader !== before.bestHeader &&
    (!isHeader || index.work(bestHeader) <= index.work(before.bestHeader))
  )
    return `the best header moves from ${before.bestHeader} to ${bestHeader}`;
  return chain.checkInvariants()[0];
}

function walk(chain: ChainState, prng: Prng): string | undefined {
  const { index, active } = chain;
  for (let i = 0; i < WALKS; i++) {
    const a = prng.below(index.size);
    const b = prng.below(index.size);
    const height = prng.below(index.height(a) + 2);
    if (index.ancestor(a, height) !== naiveAncestor(chain, a, height)) return `ancestor of ${a} at ${height}`;
    if (index.lastCommon(a, b) !== naiveFork(chain, a, b)) return `where the ways to ${a} and ${b} part`;
    if (index.isAncestor(a, b) !== (naiveAncestor(chain, b, index.height(a)) === a))
      return `whether ${a} is on the way to ${b}`;
    if (index.medianTimePast(a) !== medianOf(chain, a)) return `median time of ${a}`;
    if (
      Math.sign(index.compareWork(a, b)) !==
      Number(index.work(a) > index.work(b)) - Number(index.work(a) < index.work(b))
    )
      return `which of ${a} and ${b} has more work`;
    const entries = locatorEntries(index, a, "core");
    const hashes = entries.map((entry) => index.hash(entry).slice());
    if (hashes.join() !== naiveLocator(chain, a, 10).join()) return `locator of ${a}`;
    const fork = naiveFork(chain, a, chain.tip);
    const found = findFork(index, active, hashes);
    const due = entries.find((entry) => index.height(entry) <= index.height(fork));
    if (found !== (fork === chain.tip ? chain.tip : due)) return `fork of the locator of ${a}`;
  }
  return undefined;
}

function naiveAncestor({ index }: ChainState, entry: number, height: number): number | undefined {
  let at = entry;
  while (index.height(at) > height) at = index.parent(at);
  return index.height(at) === height ? at : undefined;
}

function naiveFork(chain: ChainState, a: number, b: number): number {
  const way = new Set<number>();
  for (let at = a; at >= 0; at = chain.index.parent(at)) way.add(at);
  let at = b;
  while (!way.has(at)) at = chain.index.parent(at);
  return at;
}
