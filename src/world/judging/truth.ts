/**
 * What is true of the world, which no node can know: the work of the chain that each peer has. The local
 * node is synced when its tip has the most work that any honest peer it is connected to has.
 */
import { headerBits } from "../../bitcoin/header.ts";
import { workOf } from "../../bitcoin/work.ts";
import type { BlockIndex } from "../../chain/block-index.ts";
import { branchData } from "../chains/disk.ts";
import { workUpTo } from "../chains/minimum-work.ts";
import type { NodePlan, WorldSetup } from "../setup.ts";
import { networkOf } from "../setup.ts";

/** Exact chain work of what this node begins with, genesis included. */
export function chainWorkOf(setup: WorldSetup, plan: NodePlan): bigint {
  const { chains } = setup;
  const genesis = workOf(headerBits(networkOf(setup).genesis.header));
  if (plan.chain === "main") return genesis + workUpTo(chains.main, plan.height);
  const branch = branchData(chains, plan.chain);
  return (
    genesis + workUpTo(chains.main, Math.min(plan.height, branch.forkHeight)) + workUpTo(branch, plan.height)
  );
}

/** The work of a block's chain as it is, however the node counts it; from that of another block, if it is known. */
export function trueWorkAt(index: BlockIndex, tip: number, from?: number, workAtFrom = 0n): bigint {
  if (!index.workIsHeight) return index.work(tip);
  const fork = from === undefined ? -1 : index.lastCommon(from, tip);
  let work = workAtFrom;
  for (let walk = from ?? -1; walk !== fork; walk = index.parent(walk)) work -= workOf(index.bits(walk));
  for (let walk = tip; walk !== fork; walk = index.parent(walk)) work += workOf(index.bits(walk));
  return work;
}
