/** What a node has on its disk when the world begins: its chain, of which each block was checked once, like any other. */
import type { BlockIndex } from "../../chain/block-index.ts";
import type { ChainMemory } from "../../chain/chain-memory.ts";
import { ChainState } from "../../chain/chain-state.ts";
import type { Policy } from "../../node/policy.ts";
import { chainOptions } from "../../node/published/chain-options.ts";
import { type NodePlan, networkOf, type WorldSetup } from "../setup.ts";
import { checkedChain } from "./checked-chains.ts";
import { sharedBlocksOf } from "./shared-blocks.ts";

/** What a node has on its disk, as it goes from one thread to another: plain data. */
export type DiskMemory = ChainMemory;

/** The chain of this node, kept as its policy keeps it. `memory`: what `diskMemory` gave of it in another thread. */
export function loadDisk(setup: WorldSetup, plan: NodePlan, memory?: DiskMemory): ChainState {
  const { connects, workIsHeight, ...options } = chainOptions(plan.policy);
  const state =
    memory === undefined
      ? prefixOf(setup, plan, options)
      : ChainState.of(
          networkOf(setup),
          { ...options, headersOnly: setup.chains.main.headersOnly, shared: sharedBlocksOf(setup.chains) },
          memory,
        );
  // What the scenario gives it is its active chain, whatever it makes of blocks that come later.
  if (!connects) state.stopConnecting();
  return state;
}

/** The chain of this node for its own thread, so that no other need check it; undefined: it has none. */
export function diskMemory(setup: WorldSetup, plan: NodePlan): DiskMemory | undefined {
  return plan.height === 0 ? undefined : prefixOf(setup, plan).copyMemory();
}

/** The transferable parts of it. */
export function diskBuffers({ index, places }: DiskMemory): ArrayBuffer[] {
  const { headers, hashes, links, works, table } = index;
  const arrays = [headers, hashes, links, works, table, ...(places === undefined ? [] : [places])];
  return arrays.map(({ buffer }) => buffer);
}

function prefixOf(
  setup: WorldSetup,
  { chain: id, height, policy }: NodePlan,
  options?: Parameters<ChainState["prefix"]>[1],
): ChainState {
  const chain = checkedChain(setup.chains, id, height, {
    network: networkOf(setup),
    nowSeconds: setup.startTimeSeconds,
    workIsHeight: chainOptions(policy).workIsHeight,
  });
  return chain.prefix(Math.min(height, chain.active.height), options);
}

/** The disk of a node of this policy that goes on with it: read again if that keeps its chain in another way. */
export function convertDisk(disk: ChainState, policy: Policy, nowSeconds: number): ChainState {
  const { connects, ...options } = chainOptions(policy);
  // Before headers came first a client had no header without its block, and no block without its parent.
  const wholeOnly = policy.strategy === "blocks-first";
  const isKeptSo =
    disk.checks === options.checks &&
    disk.index.workIsHeight === options.workIsHeight &&
    disk.witnesses === options.witnesses &&
    (disk.connects || !connects);
  const converted = isKeptSo && !wholeOnly ? disk : disk.reindexed(options, nowSeconds, wholeOnly);
  if (!connects) converted.stopConnecting();
  return converted;
}

/** The number in `now` of each entry of `before`, -1 where it is gone. */
export function newNumbers(before: BlockIndex, now: BlockIndex): Int32Array {
  return Int32Array.from({ length: before.size }, (_, entry) => now.find(before.hash(entry)) ?? -1);
}
