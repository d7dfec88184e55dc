/** What becomes of a disk when another kind of node goes on with it. */
import { expect, it } from "vitest";
import { networks } from "../../src/bitcoin/networks.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { convertDisk } from "../../src/world/disk.ts";
import { policies } from "../../src/world/policy-catalogue.ts";
import { mainChain } from "../node/miner.ts";

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
  const state = disk();
  convertDisk(state, policies.get(policy)!, NOW);
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
