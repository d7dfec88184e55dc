/** What a node has on its disk when the world begins: its chain, checked block by block like any other. */
import { decodeBlock } from "../bitcoin/block.ts";
import { describeDecodeError } from "../bitcoin/decoded.ts";
import { HEADER_BYTES } from "../bitcoin/header.ts";
import { ChainState } from "../chain/chain-state.ts";
import type { BuiltChains, ChainData } from "./chain-builder.ts";
import { networkOf, type WorldSetup } from "./setup.ts";

/** The chain `id` up to `height`. Throws if a block of it is refused: the builder and the file reader have checked them. */
export function loadDisk(setup: WorldSetup, id: string, height: number): ChainState {
  const { chains } = setup;
  const state = new ChainState(networkOf(setup), { headersOnly: chains.main.headersOnly });
  if (id === "main") {
    load(state, chains.main, height, setup.startTimeSeconds);
    return state;
  }
  const branch = branchData(chains, id);
  load(state, chains.main, Math.min(height, branch.forkHeight), setup.startTimeSeconds);
  load(state, branch, height, setup.startTimeSeconds);
  return state;
}

export function branchData(chains: BuiltChains, id: string): ChainData {
  const branch = chains.branches[id];
  if (branch === undefined) throw new Error(`no branch ${id}`);
  return branch;
}

function load(state: ChainState, data: ChainData, height: number, nowSeconds: number): void {
  const count = Math.min(data.count, height - data.forkHeight);
  for (let i = 0; i < count; i++) {
    const refused = data.headersOnly
      ? loadHeader(state, data, i, nowSeconds)
      : loadBlock(state, data, i, nowSeconds);
    if (refused !== undefined) throw new Error(`height ${data.forkHeight + 1 + i}: ${refused}`);
  }
}

function loadHeader(state: ChainState, data: ChainData, i: number, nowSeconds: number): string | undefined {
  const verdict = state.acceptHeader(data.bytes, i * HEADER_BYTES, nowSeconds);
  return verdict.kind === "rejected" ? verdict.reason : undefined;
}

function loadBlock(state: ChainState, data: ChainData, i: number, nowSeconds: number): string | undefined {
  const decoded = decodeBlock(data.bytes.subarray(data.offsets[i], data.offsets[i + 1]));
  if (!decoded.ok) return describeDecodeError(decoded.error);
  const verdict = state.acceptBlock(decoded.value, nowSeconds);
  return verdict.kind === "rejected" ? verdict.reason : undefined;
}
