import { describe, expect, it } from "vitest";
import { headerBits, headerTime } from "../../../src/bitcoin/header.ts";
import { type NetworkName, networks } from "../../../src/bitcoin/networks.ts";
import { workOf } from "../../../src/bitcoin/work.ts";
import { buildChains, type ChainData } from "../../../src/world/chains/chain-builder.ts";
import { HASHES_MAX, miningEffort } from "../../../src/world/scenario/mining-effort.ts";
import type { ChainSpec } from "../../../src/world/scenario/scenario.ts";

const spec = (blocks: number, spacingSeconds: number, branches: ChainSpec["branches"] = []): ChainSpec => ({
  blocks,
  spacingSeconds,
  blockBytes: null,
  branches,
});

/** What the blocks that were mined say. */
function measured(data: ChainData) {
  const starts = [...data.offsets.subarray(0, data.count)];
  return {
    hashes: starts.reduce((sum, at) => sum + Number(workOf(headerBits(data.bytes, at))), 0),
    tipTime: headerTime(data.bytes, starts.at(-1) ?? 0),
  };
}

const branch = (id: string, forkHeight: number, blocks: number, spacingSeconds: number) => ({
  id,
  forkHeight,
  blocks,
  spacingSeconds,
});

describe("the effort of mining", () => {
  it.each<[NetworkName, ChainSpec]>([
    ["regtest", spec(300, 600, [branch("a", 0, 20, 5), branch("b", 300, 160, 900)])],
    ["classroom", spec(60, 300, [branch("a", 0, 30, 900), branch("b", 7, 57, 600)])],
    [
      "classroom",
      spec(50, 400, [branch("a", 8, 9, 300), branch("b", 15, 30, 600), branch("c", 50, 25, 700)]),
    ],
    ["classroom", spec(100, 86_400)],
  ])("on %s is what the chains turn out to have taken", (name, chains) => {
    const built = buildChains(chains, networks[name], 1);
    const all = [built.main, ...chains.branches.map(({ id }) => built.branches[id] ?? built.main)];
    const efforts = miningEffort(chains, networks[name]);
    expect(efforts.map(({ hashes, tipTime }) => ({ hashes, tipTime }))).toEqual(all.map(measured));
  });

  it("is no effort to find out where it is endless", () => {
    const efforts = miningEffort(spec(100_000, 1, [branch("a", 90_000, 10_000, 1)]), networks.classroom);
    expect(efforts.map(({ hashes }) => hashes > HASHES_MAX)).toEqual([true]);
    const late = miningEffort(spec(400, 86_400, [branch("a", 300, 10_000, 1)]), networks.classroom);
    expect(late.map(({ hashes }) => hashes > HASHES_MAX)).toEqual([false, true]);
  });
});
