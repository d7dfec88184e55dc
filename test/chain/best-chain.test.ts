/** What choosing the active chain costs, in comparisons of work: the same for each block, however many others there are. */
import { afterEach, expect, it, vi } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { ActiveChain } from "../../src/chain/active-chain.ts";
import { BestChain } from "../../src/chain/best-chain.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { BlockStatuses } from "../../src/chain/block-status.ts";
import { addTo } from "./index-trees.ts";

const SIBLINGS = 1000;
/** When it is linked, when the best is chosen, and once more when a better one makes it worse than the tip. */
const COMPARISONS_EACH = 6;

afterEach(() => vi.restoreAllMocks());

function started() {
  const index = new BlockIndex(networks.regtest.genesis.header);
  const active = new ActiveChain(index);
  const status = new BlockStatuses();
  const best = new BestChain(index, active, status);
  const compared = vi.spyOn(BlockIndex.prototype, "compareWork");
  /** A block on `parent`, whole or waiting, and what becomes of the tip. */
  const give = (parent: number) => {
    const entry = addTo(index, parent);
    if (best.extend(entry) === undefined) {
      best.stored(entry);
      best.activate();
    }
    return entry;
  };
  return { index, active, status, best, give, comparisons: () => compared.mock.calls.length };
}

it("many valid siblings", () => {
  const { active, best, give, comparisons } = started();
  const siblings = Array.from({ length: SIBLINGS }, () => give(0));
  // The first that was whole stays.
  expect(active.tip).toBe(siblings[0]);
  expect([...best.candidates]).toEqual(siblings);
  expect(comparisons()).toBeLessThan(COMPARISONS_EACH * SIBLINGS);
  // One of them gets a child, and all the others are worse from now on.
  const child = give(siblings[SIBLINGS - 1] ?? 0);
  expect(active.tip).toBe(child);
  expect([...best.candidates]).toEqual([child]);
  expect(comparisons()).toBeLessThan(COMPARISONS_EACH * SIBLINGS);
});

it("two branches that outdo one another by turns, beside many siblings", () => {
  const { active, give, comparisons } = started();
  for (let i = 0; i < SIBLINGS; i++) give(0);
  let [a, b] = [give(1), give(2)];
  for (let i = 0; i < SIBLINGS; i++) {
    b = give(b);
    expect(active.tip).toBe(b);
    a = give(a);
    a = give(a);
    expect(active.tip).toBe(a);
    b = give(b);
  }
  expect(comparisons()).toBeLessThan(COMPARISONS_EACH * 5 * SIBLINGS);
});

it("many siblings whose parent comes last, or turns out invalid", () => {
  const { index, active, status, best, give, comparisons } = started();
  const late = addTo(index, 0);
  const invalid = addTo(index, 0);
  const children = Array.from({ length: SIBLINGS }, () => give(late));
  const lost = Array.from({ length: SIBLINGS }, () => give(invalid));
  expect([...children, ...lost].every((entry) => best.isUnlinked(entry))).toBe(true);
  best.stored(late);
  best.activate();
  expect(active.tip).toBe(children[0]);
  const failed = [invalid, ...lost];
  for (const entry of failed) status.setFailed(entry);
  best.forget(failed);
  expect([...best.unlinked]).toEqual([]);
  expect(comparisons()).toBeLessThan(COMPARISONS_EACH * 2 * SIBLINGS);
});

it("the next best is found when the best turns out invalid", () => {
  const { active, status, best, give } = started();
  const [first, second, third] = [give(0), give(0), give(0)];
  expect(active.tip).toBe(first);
  status.setFailed(second);
  best.forget([second]);
  const child = give(third);
  expect(active.tip).toBe(child);
});

it("of all that wait for the same block none is forgotten when it comes", () => {
  const { index, active, best } = started();
  const parent = addTo(index, 0);
  const children = [addTo(index, parent), addTo(index, parent), addTo(index, parent)];
  for (const child of children) expect(best.stored(child)).toEqual([]);
  expect(best.stored(parent)).toEqual([parent, ...children]);
  best.activate();
  expect(active.tip).toBe(children[0]);
  expect([...best.candidates].sort()).toEqual(children);
});
