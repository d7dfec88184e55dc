/** What a node has on its disk when the world begins: its chain, checked block by block like any other. */
import { decodeBlock } from "../bitcoin/block.ts";
import { describeDecodeError } from "../bitcoin/decoded.ts";
import { HEADER_BYTES } from "../bitcoin/header.ts";
import { ChainState } from "../chain/chain-state.ts";
import type { Policy } from "../node/policy.ts";
import { chainOptions } from "../node/published/chain-options.ts";
import { type BuiltChains, type ByteRange, bytesAt, type ChainData } from "./chain-builder.ts";
import { type NodePlan, networkOf, type WorldSetup } from "./setup.ts";
import { sharedBlocksOf } from "./shared-blocks.ts";

/**
 * The main chain as far as any node of the process has needed it, with all checks: each world's by how it counts work. What
 * one node has on its disk, another need not check again.
 */
const checkedMain = new WeakMap<BuiltChains<ByteRange>, Map<boolean, ChainState>>();

/**
 * The chain of this node, kept as its policy keeps it. Throws if a block of it is refused: the builder and the file reader have
 * checked them.
 */
export function loadDisk(setup: WorldSetup, { chain: id, height, policy }: NodePlan): ChainState {
  const { connects, ...options } = chainOptions(policy);
  const branch = id === "main" ? undefined : branchData(setup.chains, id);
  const onMain = Math.min(height, branch?.forkHeight ?? height, setup.chains.main.count);
  const state = mainTo(setup, onMain, options.workIsHeight).prefix(onMain, options);
  if (branch !== undefined) load(state, branch, height, setup.startTimeSeconds);
  // What the scenario gives it is its active chain, whatever it makes of blocks that come later.
  if (!connects) state.stopConnecting();
  return state;
}

/** The main chain up to `height` at least. */
function mainTo(setup: WorldSetup, height: number, workIsHeight: boolean): ChainState {
  const { main } = setup.chains;
  const chains = checkedMain.get(setup.chains) ?? new Map<boolean, ChainState>();
  checkedMain.set(setup.chains, chains);
  const chain =
    chains.get(workIsHeight) ??
    new ChainState(networkOf(setup), {
      headersOnly: main.headersOnly,
      shared: sharedBlocksOf(setup.chains),
      workIsHeight,
    });
  chains.set(workIsHeight, chain);
  load(chain, main, height, setup.startTimeSeconds);
  const [problem] = chain.checkInvariants();
  if (problem !== undefined) throw new Error(problem);
  return chain;
}

/** Makes it the disk of a node of this policy: it is read again if that keeps its chain in another way. */
export function convertDisk(disk: ChainState, policy: Policy, nowSeconds: number): void {
  const { connects, ...options } = chainOptions(policy);
  // Before headers came first a client had no header without its block, and no block without its parent.
  const wholeOnly = policy.strategy === "blocks-first";
  const isKeptSo =
    disk.checks === options.checks &&
    disk.index.workIsHeight === options.workIsHeight &&
    disk.witnesses === options.witnesses &&
    (disk.connects || !connects);
  if (!isKeptSo || wholeOnly) disk.reindex(options, nowSeconds, wholeOnly);
  if (!connects) disk.stopConnecting();
}

export function branchData(chains: BuiltChains<ByteRange>, id: string): ChainData<ByteRange> {
  const branch = chains.branches[id];
  if (branch === undefined) throw new Error(`no branch ${id}`);
  return branch;
}

/** The blocks of `data` up to `height` that the chain does not have yet. */
function load(state: ChainState, data: ChainData<ByteRange>, height: number, nowSeconds: number): void {
  const count = Math.min(data.count, height - data.forkHeight);
  for (let i = state.active.height - data.forkHeight; i < count; i++) {
    const refused = data.headersOnly
      ? loadHeader(state, data, i, nowSeconds)
      : loadBlock(state, data, i, nowSeconds);
    if (refused !== undefined) throw new Error(`height ${data.forkHeight + 1 + i}: ${refused}`);
  }
}

function loadHeader(
  state: ChainState,
  data: ChainData<ByteRange>,
  i: number,
  nowSeconds: number,
): string | undefined {
  const at = i * HEADER_BYTES;
  const verdict = state.acceptHeader(data.bytes.subarray(at, at + HEADER_BYTES), 0, nowSeconds);
  return verdict.kind === "rejected" ? verdict.reason : undefined;
}

function loadBlock(
  state: ChainState,
  data: ChainData<ByteRange>,
  i: number,
  nowSeconds: number,
): string | undefined {
  const decoded = decodeBlock(bytesAt(data, i));
  if (!decoded.ok) return describeDecodeError(decoded.error);
  const verdict = state.acceptBlock(decoded.value, nowSeconds);
  return verdict.kind === "rejected" ? verdict.reason : undefined;
}
