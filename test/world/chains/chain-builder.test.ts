import { describe, expect, it } from "vitest";
import { type Block, decodeBlock } from "../../../src/bitcoin/block.ts";
import { bip34Push, subsidy } from "../../../src/bitcoin/coinbase.ts";
import { hashHeader, headerBits, headerPrev, headerTime } from "../../../src/bitcoin/header.ts";
import { type NetworkName, networks } from "../../../src/bitcoin/networks.ts";
import { workOf } from "../../../src/bitcoin/work.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { type BuiltChains, buildChains, type ChainData } from "../../../src/world/chains/chain-builder.ts";
import type { BranchSpec, ChainSpec } from "../../../src/world/scenario/scenario.ts";

const spec = (blocks: number, over: Partial<ChainSpec> = {}): ChainSpec => ({
  blocks,
  spacingSeconds: 600,
  blockBytes: null,
  branches: [],
  ...over,
});
const branch = (id: string, forkHeight: number, blocks: number, spacingSeconds = 600): BranchSpec => ({
  id,
  forkHeight,
  blocks,
  spacingSeconds,
});

function blocksOf(data: ChainData | undefined): Block[] {
  if (data === undefined) throw new Error("no such chain");
  return Array.from({ length: data.count }, (_, i) => {
    const decoded = decodeBlock(data.bytes.subarray(data.offsets[i], data.offsets[i + 1]));
    if (!decoded.ok) throw new Error(`block ${i}: ${decoded.error.path}`);
    return decoded.value;
  });
}

/** What a node says to it, by the book. */
function verdicts(network: NetworkName, chains: BuiltChains): ChainState {
  const state = new ChainState(networks[network]);
  for (const data of [chains.main, ...Object.values(chains.branches)]) {
    blocksOf(data).forEach((block, i) => {
      const verdict = state.acceptBlock(block, chains.tipTime);
      expect(verdict.kind === "rejected" ? verdict.reason : verdict.kind).toBe("stored");
      if (verdict.kind === "stored") expect(state.index.height(verdict.entry)).toBe(data.forkHeight + 1 + i);
    });
  }
  return state;
}

describe("a built chain", () => {
  it.each<[NetworkName, ChainSpec]>([
    ["regtest", spec(300)],
    ["regtest", spec(40, { branches: [branch("a", 0, 5), branch("b", 40, 5), branch("c", 17, 60, 1)] })],
    ["classroom", spec(60, { spacingSeconds: 300, branches: [branch("easy", 7, 70)] })],
    ["classroom", spec(50, { spacingSeconds: 5000, branches: [branch("a", 15, 20, 300)] })],
    ["classroom", spec(30, { spacingSeconds: 1200, branches: [branch("a", 8, 9), branch("b", 9, 9)] })],
  ])("on %s stands every check of a node, with its branches", (network, chains) => {
    const built = buildChains(chains, networks[network], 7);
    const state = verdicts(network, built);
    const total = chains.branches.reduce((sum, { blocks }) => sum + blocks, chains.blocks);
    expect(state.index.size).toBe(total + 1);
    expect(state.audit()).toEqual([]);
    expect(built.network).toBe(network);
    expect(Object.keys(built.branches)).toEqual(chains.branches.map(({ id }) => id));
    for (const { id, forkHeight, blocks } of chains.branches) {
      expect(built.branches[id]).toMatchObject({ forkHeight, count: blocks, headersOnly: false });
    }
  });

  it("begins one spacing after genesis and keeps the pace; a branch keeps its own", () => {
    const chains = spec(20, {
      spacingSeconds: 601,
      branches: [branch("a", 5, 10, 7), branch("b", 20, 3, 900)],
    });
    const built = buildChains(chains, networks.regtest, 1);
    const genesis = headerTime(networks.regtest.genesis.header);
    const times = (data: ChainData | undefined) =>
      blocksOf(data).map(({ header }) => headerTime(header) - genesis);
    expect(times(built.main)).toEqual(Array.from({ length: 20 }, (_, i) => 601 * (i + 1)));
    expect(times(built.branches["a"])).toEqual(Array.from({ length: 10 }, (_, i) => 601 * 5 + 7 * (i + 1)));
    expect(times(built.branches["b"])).toEqual([1, 2, 3].map((i) => 601 * 20 + 900 * i));
    expect(built.tipTime).toBe(genesis + 601 * 20 + 900 * 3);
  });

  it("has a fork where the branch says: the parent is the main chain's block", () => {
    const chains = spec(12, { branches: [branch("root", 0, 2), branch("mid", 6, 2), branch("tip", 12, 2)] });
    const built = buildChains(chains, networks.regtest, 1);
    const main = [networks.regtest.genesis, ...blocksOf(built.main)];
    for (const { id, forkHeight } of chains.branches) {
      const [first, second] = blocksOf(built.branches[id]);
      if (first === undefined || second === undefined) throw new Error("no blocks");
      expect(headerPrev(first.header)).toEqual(hashHeader(main[forkHeight]?.header ?? new Uint8Array(80)));
      expect(headerPrev(second.header)).toEqual(hashHeader(first.header));
    }
  });

  it("has coinbases with their height and subsidy, and here and there a second transaction", () => {
    const blocks = blocksOf(buildChains(spec(400), networks.regtest, 1).main);
    for (const [i, { transactions }] of blocks.entries()) {
      const [coinbase] = transactions;
      const push = bip34Push(i + 1);
      expect(coinbase?.inputs[0]?.script.subarray(0, push.length)).toEqual(push);
      expect(coinbase?.outputs[0]?.value).toBe(subsidy(networks.regtest, i + 1));
    }
    const counts = blocks.map(({ transactions }) => transactions.length);
    expect(Math.max(...counts)).toBe(2);
    const busy = counts.filter((count) => count === 2).length;
    expect(busy).toBeGreaterThan(60);
    expect(busy).toBeLessThan(140);
    const ids = blocks.flatMap(({ transactions }) => transactions.map(({ txid }) => txid.join()));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has small bodies, back to back", () => {
    const { main } = buildChains(spec(400), networks.regtest, 1);
    const sizes = Array.from({ length: 400 }, (_, i) => (main.offsets[i + 1] ?? 0) - (main.offsets[i] ?? 0));
    expect(Math.min(...sizes)).toBeGreaterThan(150);
    expect(Math.max(...sizes)).toBeLessThan(500);
    expect(main.offsets).toHaveLength(401);
    expect(main.offsets[0]).toBe(0);
    expect(main.offsets[400]).toBe(main.bytes.length);
    expect(main.bytes.byteOffset).toBe(0);
    expect(main.bytes.buffer.byteLength).toBe(main.bytes.length);
  });

  it("retargets every 8 blocks in the classroom, and not between", () => {
    for (const [spacingSeconds, direction] of [
      [300, 1],
      [1200, 0],
    ] as const) {
      const { main } = buildChains(spec(40, { spacingSeconds }), networks.classroom, 1);
      const works = blocksOf(main).map(({ header }) => workOf(headerBits(header)));
      const genesisWork = workOf(headerBits(networks.classroom.genesis.header));
      for (const [i, work] of works.entries()) {
        const height = i + 1;
        const before = works[i - 1] ?? genesisWork;
        if (height % 8 !== 0) expect(work, `height ${height}`).toBe(before);
        else if (direction === 1) expect(work, `height ${height}`).toBeGreaterThan(before);
        // As easy as it may be already.
        else expect(work, `height ${height}`).toBe(genesisWork);
      }
    }
  });

  it("gets easier again where a hard main chain is left for a slow branch", () => {
    const chains = spec(40, { spacingSeconds: 300, branches: [branch("slow", 39, 20, 2400)] });
    const works = blocksOf(buildChains(chains, networks.classroom, 1).branches["slow"]).map(({ header }) =>
      workOf(headerBits(header)),
    );
    expect(works.at(-1)).toBeLessThan(works[0] ?? 0n);
  });
});

describe("the seed", () => {
  const chains = spec(30, { branches: [branch("a", 10, 10), branch("b", 10, 10)] });

  it("decides every byte", () => {
    expect(buildChains(chains, networks.regtest, 5)).toEqual(buildChains(chains, networks.regtest, 5));
  });

  it("makes every block another block", () => {
    const hashes = [1, 2, 3, 0x1_0000_0001].flatMap((seed) => {
      const { main, branches } = buildChains(chains, networks.regtest, seed);
      return [main, branches["a"], branches["b"]]
        .flatMap(blocksOf)
        .map(({ header }) => hashHeader(header).join());
    });
    expect(new Set(hashes).size).toBe(4 * 50);
  });

  it("gives a longer chain the same beginning, and a branch the same blocks beside others", () => {
    const { main, branches } = buildChains(chains, networks.regtest, 5);
    const long = buildChains(spec(80), networks.regtest, 5).main;
    expect(long.bytes.subarray(0, main.bytes.length)).toEqual(main.bytes);
    const alone = buildChains({ ...chains, branches: [branch("b", 10, 10)] }, networks.regtest, 5);
    expect(alone.branches["b"]).toEqual(branches["b"]);
  });
});

describe("built chains", () => {
  it("are plain data: a copy for a worker is the same", () => {
    const built = buildChains(spec(10, { branches: [branch("a", 3, 4)] }), networks.regtest, 1);
    expect(structuredClone(built)).toEqual(built);
  });
});
