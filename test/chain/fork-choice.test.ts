import { describe, expect, test } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { entryOf, feedBlocks, feedHeaders, genesisOf, type Mined, mineChain, mineOn, NOW } from "./mined.ts";
import { TipFollower } from "./tip-follower.ts";

const { regtest, classroom } = networks;
const genesis = genesisOf(regtest);

/** A chain state whose tip is named by the block that is there. */
function started(...blocks: readonly Mined[]) {
  const chain = new ChainState(regtest);
  const follower = new TipFollower(chain);
  const give = (mined: Mined) => {
    const verdict = chain.acceptBlock(mined.block, NOW);
    if (verdict.kind === "stored") follower.apply(verdict.tipChange);
    expect(chain.checkInvariants()).toEqual([]);
    return verdict.kind === "rejected" ? verdict.reason : verdict.kind;
  };
  for (const mined of blocks) give(mined);
  return { chain, follower, give, isTip: (mined: Mined) => entryOf(chain, mined) === chain.tip };
}

describe("[C17] fork choice", () => {
  const b1 = mineOn(genesis);
  const b2 = mineOn(b1, { salt: 2 });
  const b3 = mineOn(b1, { salt: 3 });
  const b4 = mineOn(b3);
  const b5 = mineOn(b2);
  const b6 = mineOn(b5);

  test("equal length: the first seen stays; longer wins; and back again", () => {
    const { give, isTip, follower, chain } = started(b1, b2);
    expect(give(b3)).toBe("stored");
    expect(isTip(b2)).toBe(true);
    give(b4);
    expect(isTip(b4)).toBe(true);
    give(b5);
    expect(isTip(b4)).toBe(true);
    give(b6);
    expect(isTip(b6)).toBe(true);
    expect(follower.reorganisations).toBe(2);
    expect(follower.path).toEqual([0, ...[b1, b2, b5, b6].map((mined) => entryOf(chain, mined))]);
    expect(chain.audit()).toEqual([]);
  });

  test("a longer chain with an invalid first block (b7, b8) leaves the tip alone", () => {
    const { give, isTip, chain } = started(b1, b2, b3, b4, b5, b6);
    const b7 = mineOn(b5, { coinbaseHeight: 99 });
    const b8 = mineOn(b7);
    expect(give(b7)).toBe("bad-cb-height");
    expect(give(b8)).toBe("bad-prevblk");
    expect(isTip(b6)).toBe(true);
    expect(chain.audit()).toEqual([]);
  });

  test("whatever comes first: headers and the later bodies before the invalid one", () => {
    const { give, isTip, chain } = started(b1, b2, b3, b4, b5, b6);
    const b10 = mineOn(b4, { coinbaseHeight: 99 });
    const rest = mineChain(b10, 5);
    feedHeaders(chain, [b10, ...rest]);
    for (const mined of rest) expect(give(mined)).toBe("stored");
    expect(isTip(b6)).toBe(true);
    expect(give(b10)).toBe("bad-cb-height");
    expect(isTip(b6)).toBe(true);
    expect(chain.bestHeader).toBe(entryOf(chain, b6));
    expect(chain.audit()).toEqual([]);
  });

  test("of a longer chain whose last block is invalid the valid part wins (b12 to b14: tip b13)", () => {
    const { give, isTip, chain } = started(b1, b2, b3, b4, b5, b6);
    const b12 = mineOn(b5, { salt: 12 });
    const b13 = mineOn(b12);
    const b14 = mineOn(b13, { coinbaseHeight: 99 });
    feedHeaders(chain, [b12, b13, b14]);
    expect(give(b14)).toBe("bad-cb-height");
    expect(give(b13)).toBe("stored");
    expect(isTip(b6)).toBe(true);
    expect(give(b12)).toBe("stored");
    expect(isTip(b13)).toBe(true);
    expect(chain.bestHeader).toBe(entryOf(chain, b13));
    expect(chain.audit()).toEqual([]);
  });

  test("57 and its twin: the first received stays", () => {
    const { give, isTip } = started(b1);
    const [one, twin] = [mineOn(b1, { salt: 57 }), mineOn(b1, { salt: 58 })];
    give(one);
    give(twin);
    expect(isTip(one)).toBe(true);
  });

  test("first received means first whole: a body that waited for its parent is later", () => {
    const { give, isTip, chain } = started(b1);
    const [a2, a3] = mineChain(b1, 2, { salt: 1 });
    const [z2, z3] = mineChain(b1, 2, { salt: 2 });
    feedHeaders(chain, [a2!, a3!, z2!, z3!]);
    give(a3!);
    give(z2!);
    give(z3!);
    expect(isTip(z3!)).toBe(true);
    give(a2!);
    expect(isTip(z3!)).toBe(true);
    expect(chain.audit()).toEqual([]);
  });

  test("more work wins, not more blocks", () => {
    const common = mineChain(genesisOf(classroom), 6, { spacing: 60 });
    // Height 8 begins a period: four times the difficulty after fast blocks, the old one after a slow seventh.
    const hard = mineChain(common[5]!, 4, { spacing: 60 });
    const [slow] = mineChain(common[5]!, 1, { spacing: 9000, salt: 1 });
    const easy = [slow!, ...mineChain(slow!, 6, { salt: 1 })];
    expect([hard[1]!.bits, easy[1]!.bits]).toEqual([0x201fffff, 0x207fffff]);
    expect([hard[3]!.height, easy[6]!.height]).toEqual([10, 13]);

    const chain = new ChainState(classroom);
    feedBlocks(chain, [...common, ...easy]);
    expect(chain.active.height).toBe(13);
    feedBlocks(chain, hard);
    // 2 + 3 × 8 against 7 × 2.
    expect(chain.active.height).toBe(10);
    expect(chain.index.work(chain.tip) - chain.index.work(entryOf(chain, easy[6]!))).toBe(12n);
    expect(chain.audit()).toEqual([]);

    const other = new ChainState(classroom);
    feedBlocks(other, [...common, ...hard, ...easy]);
    expect(other.active.height).toBe(10);
  });
});

test("[N1] two branches of 10: the first of each pair stays best, one more on the second reorganizes", () => {
  const shared = mineChain(genesis, 20);
  const { chain, follower, give, isTip } = started(...shared);
  const one = mineChain(shared[19]!, 10, { salt: 1 });
  const two = mineChain(shared[19]!, 11, { salt: 2 });
  for (let i = 0; i < 10; i++) {
    give(one[i]!);
    give(two[i]!);
    expect(isTip(one[i]!)).toBe(true);
  }
  expect(follower.reorganisations).toBe(0);
  const before = chain.index.work(chain.tip);
  give(two[10]!);
  expect(isTip(two[10]!)).toBe(true);
  expect(chain.index.work(chain.tip)).toBe(before + 2n);
  expect(follower.reorganisations).toBe(1);
  expect(chain.audit()).toEqual([]);
});

describe("[C17] a reorganization of 1088 blocks", () => {
  const root = mineOn(genesis);
  const one = mineChain(root, 1088, { salt: 1 });
  const two = mineChain(root, 1089, { salt: 2 });

  test("and back", () => {
    const { chain, follower, give, isTip } = started(root, ...one);
    // Bodies backwards: the longest wait of all, and one move at its end.
    feedHeaders(chain, two);
    for (const mined of two.slice(1).reverse()) expect(give(mined)).toBe("stored");
    expect(isTip(one[1087]!)).toBe(true);
    expect(follower.changes).toBe(1089);
    give(two[0]!);
    expect(isTip(two[1088]!)).toBe(true);
    expect(follower.changes).toBe(1090);
    expect(follower.path).toHaveLength(1091);
    for (const mined of mineChain(one[1087]!, 2)) give(mined);
    expect(chain.active.height).toBe(1091);
    expect(follower.reorganisations).toBe(2);
    expect(chain.active.at(2)).toBe(entryOf(chain, one[0]!));
    expect(chain.audit()).toEqual([]);
  });
});
