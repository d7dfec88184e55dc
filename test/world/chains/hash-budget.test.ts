import { describe, expect, it } from "vitest";
import { headerBits } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { encodeCompact } from "../../../src/bitcoin/target.ts";
import { workOf } from "../../../src/bitcoin/work.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { SingleThreadWorld } from "../../../src/runtime/single-thread-world.ts";
import { Prng } from "../../../src/sim/prng.ts";
import type { Behaviour } from "../../../src/world/behaviours/catalogue.ts";
import { mineBlock, parentInIndex } from "../../../src/world/chains/block-mining.ts";
import { HashBudget } from "../../../src/world/chains/hash-budget.ts";
import { Miner } from "../../../src/world/chains/miner.ts";
import type { Act } from "../../../src/world/scenario/act.ts";
import { parseScenario } from "../../../src/world/scenario/scenario-schema.ts";
import { prepareWorld } from "../../../src/world/setup.ts";

const { classroom } = networks;
/** Tries that a moment has. */
const MOMENT_TRIES = 125_000;

function tries(budget: HashBudget): number {
  let count = 0;
  while (budget.take()) count++;
  return count;
}

describe("a budget of hashes", () => {
  it("has so many for a moment, and anew for the next, until the node has none", () => {
    const budget = new HashBudget(25, 10);
    budget.begin(1);
    expect(tries(budget)).toBe(10);
    budget.begin(1);
    expect(tries(budget)).toBe(0);
    budget.begin(2);
    expect(tries(budget)).toBe(10);
    budget.begin(3);
    expect(tries(budget)).toBe(5);
    budget.begin(4);
    expect(tries(budget)).toBe(0);
  });

  it("does not let a block be begun that is harder than any here", () => {
    const budget = new HashBudget();
    const bitsOf = (hashes: bigint) => encodeCompact((1n << 256n) / hashes);
    expect(budget.allows(bitsOf(8_000n))).toBe(true);
    expect(budget.allows(bitsOf(8_300n))).toBe(false);
    expect(budget.allows(0x1d00ffff)).toBe(false);
    expect(tries(budget)).toBe(MOMENT_TRIES);
  });

  it("ends the mining of a block in the middle", () => {
    const chain = new ChainState(classroom);
    const time = chain.index.time(0) + 600;
    const parent = parentInIndex(chain.index, 0);
    const mine = (seed: number, budget: HashBudget) =>
      mineBlock(classroom, parent, time, Prng.fromSeed(seed), budget);
    const unlucky = [1, 2, 3, 4, 5, 6, 7, 8].find((seed) => mine(seed, new HashBudget(1)) === undefined) ?? 0;
    let needed = 1;
    while (mine(unlucky, new HashBudget(needed)) === undefined) needed++;
    expect(needed).toBeGreaterThan(1);
    expect(mine(unlucky, new HashBudget(needed - 1))).toBeUndefined();
    expect(mine(unlucky, new HashBudget(1000, needed - 1))).toBeUndefined();
  });
});

describe("a miner", () => {
  it("finds blocks at one moment until the next is too hard, and says at which height", () => {
    const chain = new ChainState(classroom);
    const miner = new Miner(classroom, Prng.fromSeed(1));
    const now = chain.index.time(0) + 100_000;
    const wanted = { at: 5, nowSeconds: now, blocks: 100, forkDepth: 0 };
    const tooHard = miner.find(chain, wanted, ({ block }) => chain.acceptBlock(block, now).kind === "stored");
    const { height } = chain.active;
    expect(tooHard).toBe(height + 1);
    expect(height).toBeGreaterThan(35);
    expect(height).toBeLessThan(70);
    expect(chain.audit()).toEqual([]);
  });
});

/** A classroom whose chain has become hard: some thousand hashes a block. */
function hardWorld(behaviours: readonly Behaviour[] = []) {
  const parsed = parseScenario({
    version: 1,
    network: "classroom",
    chain: { blocks: 110, spacingSeconds: 400 },
    peers: [{ id: "A", behaviours }, { id: "B" }],
    deadlineSeconds: 60,
  });
  if (!parsed.ok) throw new Error(parsed.error);
  const prepared = prepareWorld({ scenario: parsed.scenario, seed: 1 });
  if (!prepared.ok) throw new Error(prepared.error);
  return prepared.value;
}

describe("in a world where blocks are hard", () => {
  it("what a user wants mined beyond all measure ends, and the log says where", () => {
    const setup = hardWorld();
    const { main } = setup.chains;
    expect(
      workOf(headerBits(main.bytes.subarray(main.offsets[main.count - 1] ?? 0, main.bytes.length))),
    ).toBeGreaterThan(500n);
    const finds: Act[] = [
      { kind: "mineBlock", node: "A", blocks: 100 },
      { kind: "mineBlock", node: "B", blocks: 100, forkDepth: 3 },
    ];
    // A user is refused it as a file is; whoever gets past that is held by the budget.
    for (const act of finds) {
      const refused = /^act\.blocks: expected at most \d+ \(more would take too many hashes.*found 100$/;
      expect(() => new SingleThreadWorld(setup).act(act)).toThrow(refused);
    }
    const world = new SingleThreadWorld({ ...setup, acts: finds.map((act) => ({ at: 30_000_000, act })) });
    world.runToEnd();
    const given = world.takeRecords().filter((record) => record.kind === "miningGivenUp");
    expect(given.map(({ node }) => node).sort()).toEqual([1, 2]);
    for (const { height } of given) expect(height).toBeLessThan(150);
    expect(world.summary().invariants.violations).toBe(0);
  });

  it.each([
    { kind: "invalidTransaction", depth: 100 },
    { kind: "duplicateTransaction", depth: 100 },
    { kind: "unsolicitedBlock", forkHeight: 110 },
    { kind: "diskFill", forkHeight: 105, count: 1000 },
    { kind: "lowWorkFork", forkHeight: 90, blocks: 2000 },
    { kind: "orphanFlood", count: 1000 },
    { kind: "headerSpam", count: 2000 },
  ] as Behaviour[])("$kind ends, too", (behaviour) => {
    const world = new SingleThreadWorld(hardWorld([behaviour]));
    let longest = 0;
    for (let more = true; more; ) {
      const before = performance.now();
      more = world.advance(undefined);
      longest = Math.max(longest, performance.now() - before);
    }
    // Of a whole round, on a machine that does other things: what would not end took minutes.
    expect(longest).toBeLessThan(20_000);
    expect(world.summary().invariants.violations).toBe(0);
  });
});
