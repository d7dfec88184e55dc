import { describe, expect, test } from "vitest";
import { ZERO_HASH } from "../../src/bitcoin/bytes.ts";
import { type BlockHeader, decodeHeader, encodeHeader, hashHeader } from "../../src/bitcoin/header.ts";
import { type Network, networks } from "../../src/bitcoin/networks.ts";
import { nextBits } from "../../src/bitcoin/retarget.ts";
import { hashMeetsTarget } from "../../src/bitcoin/target.ts";
import { BlockIndex } from "../../src/chain/block-index.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { requiredBits } from "../../src/chain/header-checks.ts";
import { addTo, prng } from "./index-trees.ts";
import {
  feedBlocks,
  feedHeaders,
  genesisOf,
  type Mined,
  mineChain,
  mineHeader,
  mineOn,
  NOW,
} from "./mined.ts";

const { regtest, classroom, testnet3, mainnet } = networks;

/** A chain of `height` headers and what `acceptHeader` says of one more on its tip. */
function afterChain(network: Network, height: number, spacing = 600) {
  const chain = new ChainState(network);
  const blocks = mineChain(genesisOf(network), height, { spacing });
  feedHeaders(chain, blocks);
  const tip = blocks.at(-1) ?? genesisOf(network);
  const verdict = (fields: Partial<BlockHeader>, now = NOW) => {
    const { block } = mineOn(tip, { header: fields });
    return chain.acceptHeader(block.header, 0, now);
  };
  return { chain, blocks, tip, verdict };
}

const refused = (reason: string) => ({ kind: "rejected", reason });

describe("high-hash", () => {
  test("a hash above the target", () => {
    const { chain, tip } = afterChain(regtest, 3);
    const header = decodeHeader(mineOn(tip).block.header);
    let nonce = 0;
    while (hashMeetsTarget(hashHeader(encodeHeader({ ...header, nonce })), header.bits, regtest)) nonce++;
    expect(chain.acceptHeader(encodeHeader({ ...header, nonce }), 0, NOW)).toEqual(refused("high-hash"));
    expect(chain.index.size).toBe(4);
  });

  test.each([
    ["negative", 0x20ffffff],
    ["zero", 0],
    ["overflowing", 0xff123456],
    ["easier than the network allows", 0x2100ffff],
  ])("a target that is %s", (_, bits) => {
    expect(afterChain(regtest, 1).verdict({ bits })).toEqual(refused("high-hash"));
  });
});

describe("the parent", () => {
  test("prev-blk-not-found", () => {
    const { verdict } = afterChain(regtest, 2);
    expect(verdict({ prev: new Uint8Array(32).fill(5) })).toEqual(refused("prev-blk-not-found"));
    expect(verdict({ prev: ZERO_HASH })).toEqual(refused("prev-blk-not-found"));
  });

  test("bad-prevblk, and duplicate-invalid for the failed block itself", () => {
    const chain = new ChainState(regtest);
    const good = mineChain(genesisOf(regtest), 2);
    feedBlocks(chain, good);
    const bad = mineOn(good[1]!, { coinbaseHeight: 9 });
    expect(chain.acceptBlock(bad.block, NOW)).toMatchObject({ kind: "rejected", reason: "bad-cb-height" });
    expect(chain.acceptHeader(bad.block.header, 0, NOW)).toEqual(refused("duplicate-invalid"));
    expect(chain.acceptHeader(mineOn(bad).block.header, 0, NOW)).toEqual(refused("bad-prevblk"));
  });
});

describe("bad-diffbits", () => {
  test("regtest's bits never change, not even after a long wait", () => {
    const { verdict } = afterChain(regtest, 143, 60);
    expect(verdict({ bits: 0x201fffff })).toEqual(refused("bad-diffbits"));
    expect(verdict({})).toMatchObject({ kind: "new" });
  });

  test("classroom's change at multiples of 8 only", () => {
    const { verdict, tip } = afterChain(classroom, 6, 60);
    expect(tip.bits).toBe(0x207fffff);
    expect(verdict({ bits: 0x201fffff })).toEqual(refused("bad-diffbits"));
    expect(verdict({})).toMatchObject({ kind: "new" });
  });

  test("classroom's target shrinks to a quarter after 8 fast blocks", () => {
    const { verdict } = afterChain(classroom, 7, 60);
    expect(verdict({ bits: 0x207fffff })).toEqual(refused("bad-diffbits"));
    expect(verdict({ bits: 0x201ffffe })).toEqual(refused("bad-diffbits"));
    expect(verdict({ bits: 0x201fffff })).toMatchObject({ kind: "new" });
  });

  test("and by what the blocks took: 7 intervals of 300 s in place of 4800 s", () => {
    const { chain, blocks } = afterChain(classroom, 8, 300);
    // 0x7fffff × 2100 / 4800, rounded down.
    expect(blocks[7]?.bits).toBe(0x2037ffff);
    expect(chain.index.bits(chain.bestHeader)).toBe(0x2037ffff);
  });

  test("and grows again after slow blocks, up to the limit", () => {
    const fast = mineChain(genesisOf(classroom), 8, { spacing: 60 });
    const slow = mineChain(fast[7]!, 8, { spacing: 6000 });
    const chain = new ChainState(classroom);
    feedHeaders(chain, [...fast, ...slow]);
    expect([7, 8, 15, 16].map((height) => chain.index.bits(height))).toEqual([
      0x207fffff, 0x201fffff, 0x201fffff, 0x207ffffc,
    ]);
    const slower = mineChain(slow[7]!, 8, { spacing: 6000 });
    feedHeaders(chain, slower);
    expect(chain.index.bits(24)).toBe(0x207fffff);
  });
});

describe("time-too-old", () => {
  test("a time must be later than the median of the last 11", () => {
    const { chain, verdict } = afterChain(regtest, 20);
    const median = chain.index.medianTimePast(chain.bestHeader);
    expect(median).toBe(chain.index.time(15));
    expect(verdict({ time: median })).toEqual(refused("time-too-old"));
    expect(verdict({ time: median - 1 })).toEqual(refused("time-too-old"));
    expect(verdict({ time: median + 1 })).toMatchObject({ kind: "new" });
  });

  test("also where there are fewer than 11", () => {
    const { verdict, tip } = afterChain(regtest, 1);
    // Of two times the median is the later one.
    expect(verdict({ time: tip.time })).toEqual(refused("time-too-old"));
    expect(verdict({ time: tip.time + 1 })).toMatchObject({ kind: "new" });
  });
});

describe("time-timewarp-attack", () => {
  const network = { ...regtest, bip94: true, retargetInterval: 12 };

  /** Whether the block after `height` others may be so much older than the one before it. */
  function isLate(height: number, seconds: number, rules: Network = network) {
    const { tip, verdict } = afterChain(rules, height);
    return verdict({ time: tip.time - seconds });
  }

  test.each([11, 23, 35])(
    "the first block of a period may be 600 s before its parent at %i, no more",
    (height) => {
      expect(isLate(height, 601)).toEqual(refused("time-timewarp-attack"));
      expect(isLate(height, 1200)).toEqual(refused("time-timewarp-attack"));
      expect(isLate(height, 600)).toMatchObject({ kind: "new" });
    },
  );

  test("others may be as old as the median allows, and so may all where BIP94 does not rule", () => {
    for (const height of [10, 12, 22]) expect(isLate(height, 1200)).toMatchObject({ kind: "new" });
    expect(isLate(11, 1200, { ...network, bip94: false })).toMatchObject({ kind: "new" });
  });

  test("a time that is too old comes first", () => {
    expect(isLate(23, 600 * 6)).toEqual(refused("time-too-old"));
  });
});

describe("time-too-new", () => {
  test("7200 s ahead are allowed, 7201 not, and nothing is held against the header", () => {
    const { verdict, chain } = afterChain(regtest, 2);
    const time = 1_700_000_000;
    expect(verdict({ time }, time - 7201)).toEqual(refused("time-too-new"));
    expect(chain.index.size).toBe(3);
    expect(verdict({ time }, time - 7200)).toMatchObject({ kind: "new", entry: 3 });
  });
});

describe("bad-version", () => {
  test("4 from the first block on where BIP65 always ruled", () => {
    const { verdict } = afterChain(regtest, 1);
    expect(verdict({ version: 3 })).toEqual(refused("bad-version(0x00000003)"));
    expect(verdict({ version: -1 })).toEqual(refused("bad-version(0xffffffff)"));
    expect(verdict({ version: 4 })).toMatchObject({ kind: "new" });
  });

  test.each([
    [2, 1, { bip34Height: 3 }],
    [3, 2, { bip34Height: 1, bip66Height: 3 }],
    [4, 3, { bip34Height: 1, bip66Height: 1, bip65Height: 3 }],
  ])("at least %i where the next height asks for it", (least, before, heights) => {
    const never = { bip34Height: 1_000_000, bip66Height: 1_000_000, bip65Height: 1_000_000 };
    const network = { ...regtest, ...never, ...heights };
    expect(afterChain(network, 1).verdict({ version: before })).toMatchObject({ kind: "new" });
    const { verdict } = afterChain(network, 2);
    expect(verdict({ version: before })).toEqual(refused(`bad-version(0x0000000${before})`));
    expect(verdict({ version: least })).toMatchObject({ kind: "new" });
  });
});

test("a known header is known, at any offset", () => {
  const { chain, tip } = afterChain(regtest, 2);
  const bytes = new Uint8Array(120);
  bytes.set(tip.block.header, 33);
  expect(chain.acceptHeader(bytes, 33, NOW)).toEqual({ kind: "known", entry: 2 });
  expect(chain.acceptHeader(regtest.genesis.header, 0, NOW)).toEqual({ kind: "known", entry: 0 });
});

test("reasons come in Core's order", () => {
  const { chain, tip } = afterChain(classroom, 3);
  const wrong: BlockHeader = {
    version: 1,
    prev: tip.hash,
    merkleRoot: ZERO_HASH,
    time: 0,
    bits: 0x1d00ffff,
    nonce: 0,
  };
  const verdict = (header: BlockHeader) => {
    const found = chain.acceptHeader(encodeHeader(mineHeader(classroom, header)), 0, 0);
    return found.kind === "rejected" ? found.reason : found.kind;
  };
  const right = { bits: 0x207fffff };
  expect(verdict({ ...wrong, prev: ZERO_HASH })).toBe("high-hash");
  expect(verdict({ ...wrong, ...right, prev: ZERO_HASH })).toBe("prev-blk-not-found");
  expect(verdict({ ...wrong, bits: 0x207ffffe })).toBe("bad-diffbits");
  expect(verdict({ ...wrong, ...right })).toBe("time-too-old");
  expect(verdict({ ...wrong, ...right, time: tip.time + 1 })).toBe("time-too-new");
  expect(chain.index.size).toBe(4);
});

describe("required bits", () => {
  /** The parent's ancestors as a plain array, asked without the index's shortcuts. */
  function naive(network: Network, index: BlockIndex, parent: number, childTime: number): number {
    const path: Mined["bits"][] = [];
    for (let walk = parent; walk >= 0; walk = index.parent(walk)) path[index.height(walk)] = walk;
    const at = (entry: number) => ({ time: index.time(entry), bits: index.bits(entry) });
    const height = index.height(parent);
    return nextBits(network, { height, ...at(parent) }, childTime, (h) => at(path[h] ?? -1));
  }

  test.each([
    ["testnet3", testnet3, [0x1d00ffff, 0x1d00ffff, 0x1d00ffff, 0x1c05a3f4, 0x1b0404cb]],
    ["mainnet", mainnet, [0x1d00ffff, 0x1c05a3f4, 0x1b0404cb]],
    ["regtest", regtest, [0x207fffff]],
    ["classroom", classroom, [0x207fffff, 0x201fffff]],
  ] as const)("of %s on a random tree equal the naive ones", (_, network, bits) => {
    const index = new BlockIndex(network.genesis.header);
    const random = prng(21);
    let time = index.time(0);
    for (let i = 0; i < 2 * 2016 + 50; i++) {
      time += random.below(2000);
      const parent = index.size - 1 - (random.below(50) === 0 ? random.below(Math.min(index.size, 20)) : 0);
      addTo(index, parent, { time, bits: bits[random.below(bits.length)]! });
    }
    const boundaries = Array.from({ length: index.size }, (_entry, entry) => entry).filter(
      (entry) => (index.height(entry) + 1) % network.retargetInterval === 0,
    );
    expect(boundaries.length).toBeGreaterThan(0);
    const parents = [
      ...boundaries.slice(0, 50),
      ...Array.from({ length: 200 }, () => random.below(index.size)),
    ];
    for (const parent of parents) {
      for (const wait of [1, 1200, 1201]) {
        const childTime = index.time(parent) + wait;
        expect(requiredBits(index, parent, childTime, network)).toBe(
          naive(network, index, parent, childTime),
        );
      }
    }
  });
});
