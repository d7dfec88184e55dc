import { expect, test } from "vitest";
import { networks } from "../../../src/bitcoin/networks.ts";
import { buildChains, bytesAt } from "../../../src/world/chains/chain-builder.ts";
import { sharedBlocksOf } from "../../../src/world/chains/shared-blocks.ts";
import { builtIn, worldOf } from "../worlds.ts";

const spec = {
  blocks: 12,
  spacingSeconds: 600,
  blockBytes: null,
  branches: [
    { id: "a", forkHeight: 5, blocks: 4, spacingSeconds: 600 },
    { id: "b", forkHeight: 10, blocks: 6, spacingSeconds: 600 },
  ],
};

test("every block of main chain and branches has its place, and only at its height", () => {
  const chains = buildChains(spec, networks.regtest, 1);
  const shared = sharedBlocksOf(chains);
  const places = new Set<number>();
  for (const data of [chains.main, ...Object.values(chains.branches)]) {
    for (let i = 0; i < data.count; i++) {
      const bytes = bytesAt(data, i).slice();
      const height = data.forkHeight + 1 + i;
      const place = shared?.find(height, bytes);
      expect(shared?.read(place ?? -1)).toEqual(bytes);
      places.add(place ?? -1);
      expect([shared?.find(height + 1, bytes), shared?.find(height - 1, bytes)]).toEqual([
        undefined,
        undefined,
      ]);
      const changed = bytes.slice();
      changed[100] = (changed[100] ?? 0) ^ 1;
      expect(shared?.find(height, changed)).toBeUndefined();
    }
  }
  expect(places.size).toBe(12 + 4 + 6);
});

test("a node that got a chain from others holds no copy of it", () => {
  const world = worldOf(builtIn("first-visit"));
  world.runToEnd();
  const [you, peer] = world.chains();
  if (you === undefined || peer === undefined) throw new Error("no nodes");
  const tip = [you, peer].map((chain) => chain.block(chain.tip)?.bytes);
  expect(tip[0]).toEqual(tip[1]);
  expect(tip[0]?.buffer).toBe(tip[1]?.buffer);
});
