import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, makeBlock } from "../../src/bitcoin/block.ts";
import { displayHash } from "../../src/bitcoin/bytes.ts";
import { coinbaseTransaction } from "../../src/bitcoin/coinbase.ts";
import { decodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { prng } from "./index-trees.ts";
import { feedHeaders, genesisOf, type Mined, mineOn, NOW } from "./mined.ts";
import { NaiveChain, type PlannedBlock } from "./naive-chain.ts";
import { TipFollower } from "./tip-follower.ts";
import { spend } from "./transactions.ts";

const { regtest } = networks;

/**
 * Entry i + 1 builds on a block before it, nearly always on one of the last. Without `size`, fast-check would make short
 * lists only.
 */
function planOf(maxLength: number): fc.Arbitrary<PlannedBlock[]> {
  const body = fc.oneof(
    { weight: 8, arbitrary: fc.constant("valid" as const) },
    { weight: 1, arbitrary: fc.constant("invalid" as const) },
    { weight: 1, arbitrary: fc.constant("malformed" as const) },
  );
  const back = fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.nat(maxLength) },
  );
  return fc
    .array(fc.record({ back, body }), { minLength: 1, maxLength, size: "max" })
    .map((blocks) => [
      { parent: -1, body: "valid" as const },
      ...blocks.map((block, i) => ({ parent: Math.max(0, i - block.back), body: block.body })),
    ]);
}

function mine(plan: readonly PlannedBlock[]): Mined[] {
  const mined = [genesisOf(regtest)];
  for (const [i, { parent, body }] of plan.entries()) {
    if (i === 0) continue;
    const on = mined[parent]!;
    const twice = [
      coinbaseTransaction(on.height + 1, 5n),
      coinbaseTransaction(on.height + 1, 6n, Uint8Array.of(1, i)),
    ];
    mined.push(
      mineOn(on, {
        salt: i,
        ...(body === "invalid" ? { coinbaseHeight: 999 } : {}),
        ...(body === "malformed" ? { transactions: twice } : {}),
      }),
    );
  }
  return mined;
}

function mutated(block: Block): Block {
  return makeBlock(decodeHeader(block.header), [...block.transactions, spend(1)]);
}

/** What arrives: the block, and how. */
const step = fc.record({
  which: fc.nat(1000),
  how: fc.oneof(
    { weight: 3, arbitrary: fc.constant("header" as const) },
    { weight: 6, arbitrary: fc.constant("block" as const) },
    { weight: 1, arbitrary: fc.constant("mutated" as const) },
  ),
});
type Step = { readonly which: number; readonly how: "header" | "block" | "mutated" };

/** Runs both, and compares everything after every step. What came up is added to `seen`. */
function compare(plan: readonly PlannedBlock[], steps: readonly Step[], seen: Set<string>): void {
  const mined = mine(plan);
  const chain = new ChainState(regtest);
  const naive = new NaiveChain(plan);
  const names = mined.map(({ hash }) => displayHash(hash).slice(0, 12));
  const follower = new TipFollower(chain);
  for (const { which, how } of steps) {
    const number = 1 + (which % (plan.length - 1));
    const { block } = mined[number]!;
    const failedBefore = naive.failed.size;
    if (how === "header") {
      const verdict = chain.acceptHeader(block.header, 0, NOW);
      const reason = verdict.kind === "rejected" ? verdict.reason : verdict.kind;
      expect(reason).toBe(naive.acceptHeader(number));
      seen.add(reason);
    } else {
      const verdict = chain.acceptBlock(how === "mutated" ? mutated(block) : block, NOW);
      const reason = verdict.kind === "rejected" ? verdict.reason : verdict.kind;
      expect(reason).toBe(naive.acceptBlock(number, how === "mutated"));
      seen.add(reason);
      if (verdict.kind === "stored") follower.apply(verdict.tipChange);
      if (verdict.kind === "rejected") {
        expect(verdict.invalidated).toHaveLength(naive.failed.size - failedBefore);
        expect(verdict.mutated).toBe(how === "mutated");
      }
    }
    expect(chain.checkInvariants()).toEqual([]);
    expect(state(chain)).toBe(expectedState(naive, names));
    expect(follower.path.at(-1)).toBe(chain.tip);
  }
  expect(chain.audit()).toEqual([]);
  if (follower.reorganisations > 0) seen.add("reorganisation");
}

/** A property that never meets what it is about holds of anything. */
const EVERYTHING = [
  ...["new", "known", "duplicate-invalid", "prev-blk-not-found", "bad-prevblk"],
  ...["stored", "duplicate", "bad-txnmrklroot", "bad-cb-multiple", "bad-cb-height", "reorganisation"],
];

/** Everything that can be seen, as text: comparing that is quick, and a difference is easy to read. */
function state(chain: ChainState): string {
  const name = (entry: number) => chain.index.hashHex(entry).slice(0, 12);
  const rows = Array.from({ length: chain.index.size }, (_, entry) =>
    row(name(entry), chain.hasBlock(entry), chain.hasAllBlocksTo(entry), chain.isFailed(entry)),
  );
  return [`tip ${name(chain.tip)} best ${name(chain.bestHeader)} stored ${chain.storedCount}`, ...rows].join(
    "\n",
  );
}

function expectedState(naive: NaiveChain, names: readonly string[]): string {
  const name = (block: number) => names[block] ?? "";
  const rows = naive.headers.map((block) =>
    row(name(block), naive.hasBody(block), naive.linked.includes(block), naive.failed.has(block)),
  );
  const stored = naive.headers.filter((block) => naive.hasBody(block)).length;
  return [`tip ${name(naive.tip)} best ${name(naive.bestHeader)} stored ${stored}`, ...rows].join("\n");
}

function row(name: string, stored: boolean, linked: boolean, failed: boolean): string {
  return `${name}${stored ? " stored" : ""}${linked ? " linked" : ""}${failed ? " failed" : ""}`;
}

describe("the chain state does what the naive one does", () => {
  test("whatever arrives, in whatever order", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(planOf(12), fc.array(step, { maxLength: 50, size: "max" }), (plan, steps) =>
        compare(plan, steps, seen),
      ),
      { seed: 170, numRuns: 120 },
    );
    expect([...seen].sort()).toEqual([...EVERYTHING].sort());
  });

  test("with all headers there before the bodies", () => {
    const all = planOf(16).chain((plan) => {
      const numbers = Array.from({ length: plan.length - 1 }, (_, i) => i);
      const headers = numbers.map((which): Step => ({ which, how: "header" }));
      return fc
        .shuffledSubarray(numbers, { minLength: numbers.length })
        .map(
          (order) => [plan, [...headers, ...order.map((which): Step => ({ which, how: "block" }))]] as const,
        );
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(all, ([plan, steps]) => compare(plan, steps, seen)),
      { seed: 171, numRuns: 60 },
    );
    expect(seen).toContain("reorganisation");
    expect(seen).toContain("duplicate-invalid");
  });
});

describe("[U6] a random tree of 60 blocks, 15 % invalid, 10 % forks", () => {
  const ORDERS = 25;

  // Of some seeds' trees hardly anything is valid, because a block near the root is not: these are deep, and reorganize.

  test.each([3, 4, 7, 9, 11])(
    "tree %i: any order ends on the best valid block, by connected tip changes",
    (seed) => {
      const random = prng(seed);
      const plan: PlannedBlock[] = [{ parent: -1, body: "valid" }];
      while (plan.length <= 60) {
        plan.push({
          parent: random.below(10) === 0 ? random.below(plan.length) : plan.length - 1,
          body: random.below(100) < 15 ? "invalid" : "valid",
        });
      }
      const mined = mine(plan);
      const valid: boolean[] = [];
      for (const [i, { parent, body }] of plan.entries())
        valid[i] = body === "valid" && (valid[parent] ?? true);
      const best = Math.max(...mined.filter((_, i) => valid[i]).map(({ height }) => height));
      let reorganisations = 0;
      for (let order = 0; order < ORDERS; order++) {
        const chain = new ChainState(regtest);
        const follower = new TipFollower(chain);
        feedHeaders(chain, mined.slice(1));
        const waiting = mined.slice(1);
        while (waiting.length > 0) {
          const [next] = waiting.splice(random.below(waiting.length), 1);
          const verdict = chain.acceptBlock(next!.block, NOW);
          if (verdict.kind === "stored") follower.apply(verdict.tipChange);
          expect(chain.checkInvariants()).toEqual([]);
        }
        expect(chain.active.height).toBe(best);
        expect(follower.path.at(-1)).toBe(chain.tip);
        expect(follower.path.every((entry) => valid[entry])).toBe(true);
        expect(mined.map((_, entry) => chain.isFailed(entry))).toEqual(valid.map((isValid) => !isValid));
        expect(chain.audit()).toEqual([]);
        reorganisations += follower.reorganisations;
      }
      expect(best).toBeGreaterThanOrEqual(7);
      expect(reorganisations).toBeGreaterThanOrEqual(13);
    },
  );
});
