/** What becomes of a disk when another kind of node goes on with it. */
import { expect, it, vi } from "vitest";
import { equalBytes } from "../../../src/bitcoin/bytes.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import type { SharedBlocks } from "../../../src/chain/block-bodies.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { policies } from "../../../src/node/policies/all.ts";
import { convertDisk } from "../../../src/world/chains/disk.ts";
import { mainChain } from "../../node/miner.ts";

const NOW = 1_800_000_000;
const chain = mainChain(20);

/** All headers, and of the blocks 1 to 3, 6 and 7. */
function disk(): ChainState {
  const state = new ChainState(networks.regtest);
  for (const block of chain) state.acceptHeader(block.header, 0, NOW);
  for (const height of [1, 2, 3, 6, 7]) state.acceptBlock(chain[height - 1]!, NOW);
  return state;
}

function converted(policy: string) {
  const state = convertDisk(disk(), policies.get(policy)!, NOW);
  return {
    headers: state.index.size - 1,
    blocks: state.storedCount - 1,
    height: state.active.height,
    audit: state.audit(),
  };
}

it.each(["core", "core-0.12", "learncoin", "headers-then-blocks"])("%s goes on with all of it", (policy) => {
  expect(converted(policy)).toEqual({ headers: 20, blocks: 5, height: 3, audit: [] });
});

it.each(["blocks-first", "blocks-first-0.8"])("%s never had a block without its parent", (policy) => {
  expect(converted(policy)).toEqual({ headers: 3, blocks: 3, height: 3, audit: [] });
});

it("what the world has checked is not checked again, whatever the new rules; what came since is", () => {
  const bodies = chain.map(({ bytes }) => bytes);
  const shared: SharedBlocks = {
    find: (height, block) =>
      height <= 10 && equalBytes(bodies[height - 1] ?? block.subarray(1), block) ? height - 1 : undefined,
    read: (place) => bodies[place]!,
  };
  const state = new ChainState(networks.regtest, { shared, checks: false });
  for (const block of chain.slice(0, 12)) state.acceptBlock(block, NOW);
  const looked = vi.spyOn(state, "block");
  const read = convertDisk(state, policies.get("core")!, NOW);
  expect(looked.mock.calls).toEqual([[11], [12]]);
  expect([read.checks, read.active.height, read.storedCount, read.audit()]).toEqual([true, 12, 13, []]);
});
