/** Exact chain work of what a node begins with, reckoned from the data and not by its node. */
import { headerBits } from "../../src/bitcoin/header.ts";
import { workOf } from "../../src/bitcoin/work.ts";
import type { BuiltChains, ByteRange, ChainData } from "../../src/world/chains/chain-builder.ts";
import { workUpTo } from "../../src/world/chains/minimum-work.ts";
import { type NodePlan, networkOf, type WorldSetup } from "../../src/world/setup.ts";

/** Genesis included. */
export function chainWorkOf(setup: WorldSetup, plan: NodePlan): bigint {
  const { chains } = setup;
  const genesis = workOf(headerBits(networkOf(setup).genesis.header));
  if (plan.chain === "main") return genesis + workUpTo(chains.main, plan.height);
  const branch = branchData(chains, plan.chain);
  return (
    genesis + workUpTo(chains.main, Math.min(plan.height, branch.forkHeight)) + workUpTo(branch, plan.height)
  );
}

function branchData(chains: BuiltChains<ByteRange>, id: string): ChainData<ByteRange> {
  const branch = chains.branches[id];
  if (branch === undefined) throw new Error(`no branch ${id}`);
  return branch;
}
