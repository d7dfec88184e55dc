import { describe, expect, test } from "vitest";
import { encodeHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { ActiveChain } from "../../src/chain/active-chain.ts";
import { BestChain } from "../../src/chain/best-chain.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { BlockStatuses } from "../../src/chain/block-status.ts";
import { type ChainView, checkEntry, checkWhole } from "../../src/chain/chain-invariants.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { addTo, madeUpHash } from "./index-trees.ts";
import { feedBlocks, feedHeaders, genesisOf, mineChain, mineOn, NOW } from "./mined.ts";

const { regtest } = networks;

/** A block index that can be made to lie. */
class LyingIndex extends BlockIndex {
  readonly heights = new Map<number, number>();
  readonly parents = new Map<number, number>();
  readonly skips = new Map<number, number>();
  readonly works = new Map<number, bigint>();
  lostHash: number | undefined;

  override height(entry: number): number {
    return this.heights.get(entry) ?? super.height(entry);
  }
  override parent(entry: number): number {
    return this.parents.get(entry) ?? super.parent(entry);
  }
  override skip(entry: number): number {
    return this.skips.get(entry) ?? super.skip(entry);
  }
  override work(entry: number): bigint {
    return this.works.get(entry) ?? super.work(entry);
  }
  override compareWork(a: number, b: number): number {
    return Number(this.work(a) - this.work(b));
  }
  override find(hash: Uint8Array, offset = 0): number | undefined {
    const entry = super.find(hash, offset);
    return entry === this.lostHash ? undefined : entry;
  }
}

/**
 * Active 0–1–2–3; a side branch 1–4–5 of which 5 waits for 4; a header 6 on 3; 7, invalid, on 2; and
 * a header 8 on genesis.
 */
function sound() {
  const index = new LyingIndex(regtest.genesis.header);
  for (const parent of [0, 1, 2, 1, 4, 3, 2, 0]) addTo(index, parent);
  const active = new ActiveChain(index);
  const status = new BlockStatuses();
  const best = new BestChain(index, active, status);
  const bodies = new Set([0, 1, 2, 3, 5]);
  for (const entry of [1, 2, 3, 5]) {
    best.stored(entry);
    best.activate();
  }
  status.setFailed(7);
  best.forget([7]);
  const view = {
    index,
    active,
    status,
    best,
    bestHeader: 6,
    checks: true,
    connects: true,
    hasBody: (entry: number) => bodies.has(entry),
  };
  return { ...view, bodies, view: view as ChainView };
}

type Sound = ReturnType<typeof sound>;

test("a sound chain has nothing wrong", () => {
  const { view, active } = sound();
  expect(active.tip).toBe(3);
  expect(checkWhole(view)).toEqual([]);
});

/** Found by looking at the entry alone, as after every event. */
const local: readonly (readonly [string, string, number, (s: Sound) => void])[] = [
  ["I1", "a wrong height", 6, (s) => s.index.heights.set(6, 5)],
  ["I1", "no more work than the parent", 6, (s) => s.index.works.set(6, s.index.work(3))],
  ["I2", "a skip to a wrong height", 6, (s) => s.index.skips.set(6, 3)],
  ["I3", "an active block that failed", 3, (s) => s.status.setFailed(3)],
  ["I3", "an active block whose body is missing", 6, (s) => s.active.connect(6)],
  ["I4", "a stored block without body", 3, (s) => s.bodies.delete(3)],
  ["I4", "a body that nobody stored", 6, (s) => s.bodies.add(6)],
  ["I5", "linked without data", 6, (s) => s.status.setLinked(6)],
  ["I5", "linked without its parent", 5, (s) => s.status.setLinked(5)],
  ["I6", "a failed parent of a block that is not", 5, (s) => s.status.setFailed(4)],
  ["I7", "a better header than the best", 6, (s) => Object.assign(s.view, { bestHeader: 3 })],
  ["I7", "a failed best header", 6, (s) => s.status.setFailed(6)],
  ["I8", "a tip that is no candidate", 3, (s) => s.best.forget([3])],
  ["I8", "a candidate that is worse than the tip", 3, (s) => s.active.connect(6)],
  ["I8", "a candidate better than the tip", 3, (s) => s.active.disconnect()],
  ["I9", "a waiting block that is forgotten", 5, (s) => s.best.forget([5])],
  ["I10", "a second entry without parent", 6, (s) => s.index.parents.set(6, -1)],
  ["I10", "genesis with a parent", 0, (s) => s.index.parents.set(0, 0)],
  ["I11", "a parent that came later", 4, (s) => s.index.parents.set(4, 6)],
];

/** Found by the audit only. */
const whole: readonly (readonly [string, string, number, (s: Sound) => void])[] = [
  ["I1", "work that is not the sum", 6, (s) => s.index.works.set(6, s.index.work(6) + 1n)],
  ["I2", "a skip to the right height of another branch", 3, (s) => s.index.skips.set(3, 8)],
  ["I11", "a hash that is not found", 6, (s) => Object.assign(s.index, { lostHash: 6 })],
];

describe("planted corruption", () => {
  test.each(local)("%s: %s", (id, _, entry, corrupt) => {
    const s = sound();
    corrupt(s);
    const problems: string[] = [];
    checkEntry(s.view, entry, problems);
    const ids = problems.map((problem) => problem.slice(0, problem.indexOf(":")));
    expect(ids).toContain(`${id} entry ${entry}`);
    expect(checkWhole(s.view).join("\n")).toContain(`${id} entry ${entry}:`);
  });

  test.each(whole)("%s: %s, in the audit", (id, _, entry, corrupt) => {
    const s = sound();
    corrupt(s);
    expect(checkWhole(s.view).join("\n")).toContain(`${id} entry ${entry}:`);
  });
});

describe("a chain state sees it", () => {
  function running() {
    const chain = new ChainState(regtest);
    const blocks = mineChain(genesisOf(regtest), 4);
    feedBlocks(chain, blocks);
    expect(chain.checkInvariants()).toEqual([]);
    return { chain, blocks };
  }

  test("after every event: a header that came in behind its back", () => {
    const { chain } = running();
    chain.index.insert(encodeHeader(HEADER), 0, madeUpHash(1), 4);
    expect(chain.checkInvariants().join()).toContain("I7 entry 5:");
    // Told once: a broken invariant is one record, not one an event.
    expect(chain.checkInvariants()).toEqual([]);
    expect(chain.audit().join()).toContain("I7 entry 5:");
  });

  test("after the next event: a tip that moved behind its back", () => {
    const { chain, blocks } = running();
    chain.active.disconnect();
    expect(chain.audit().join()).toContain("I8 entry 4:");
    feedHeaders(chain, [mineOn(blocks[1]!, { salt: 1 })]);
    expect(chain.checkInvariants().join()).toContain("I8 entry 3:");
  });

  test("after a reorganization: at the old tip and all that was connected", () => {
    const { chain, blocks } = running();
    const side = mineChain(blocks[1]!, 3, { salt: 1 });
    feedBlocks(chain, side.slice(0, 2));
    chain.checkInvariants();
    const looked = new Set<number>();
    const { skip } = chain.index;
    chain.index.skip = function (this: BlockIndex, entry: number) {
      looked.add(entry);
      return skip.call(this, entry);
    };
    feedBlocks(chain, side.slice(2));
    looked.clear();
    expect(chain.checkInvariants()).toEqual([]);
    expect([...looked].sort((a, b) => a - b)).toEqual([4, 5, 6, 7]);
  });

  test("and looks only at what an event touched", () => {
    const { chain, blocks } = running();
    let looks = 0;
    const { height } = chain.index;
    chain.index.height = function (this: BlockIndex, entry: number) {
      looks += 1;
      return height.call(this, entry);
    };
    chain.checkInvariants();
    expect(looks).toBe(0);
    expect(chain.acceptHeader(blocks[3]!.block.header, 0, NOW)).toEqual({ kind: "known", entry: 4 });
    chain.checkInvariants();
    expect(looks).toBe(0);
    const cost = (count: number) => {
      const more = mineChain(blocks[3]!, count, { salt: count });
      feedHeaders(chain, more);
      looks = 0;
      chain.checkInvariants();
      return looks;
    };
    const [five, fifty] = [cost(5), cost(50)];
    expect(five).toBeGreaterThan(0);
    expect(fifty).toBeLessThan(11 * five);
  });
});

const HEADER = {
  version: 4,
  prev: new Uint8Array(32),
  merkleRoot: new Uint8Array(32),
  time: 1_400_000_000,
  bits: 0x207fffff,
  nonce: 0,
};
