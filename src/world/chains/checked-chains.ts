/**
 * The chains of a world as they were checked, each block once in a process: what one node has on its disk, another need not check
 * again. Only of chains that the world itself made or read; what a peer sends is checked by whoever gets it.
 */
import { decodeBlock } from "../../bitcoin/block.ts";
import { describeDecodeError } from "../../bitcoin/decoded.ts";
import { HEADER_BYTES } from "../../bitcoin/header.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { ChainState } from "../../chain/chain-state.ts";
import { type BuiltChains, type ByteRange, bytesAt, type ChainData } from "./chain-builder.ts";
import { sharedBlocksOf } from "./shared-blocks.ts";

const MAIN = "main";

/** By the chains of a world; then by the chain's id and how work is counted. */
const checked = new WeakMap<BuiltChains<ByteRange>, Map<string, ChainState>>();

interface Rules {
  readonly network: Network;
  /** Of the world's clock, unix seconds. */
  readonly nowSeconds: number;
  readonly workIsHeight: boolean;
}

/** Whoever read the main chain has checked it. */
export function rememberChecked(chains: BuiltChains<ByteRange>, chain: ChainState): void {
  checked.set(chains, new Map([[keyOf(MAIN, chain.index.workIsHeight), chain]]));
}

/**
 * The chain `id` up to `height` at least, as far as any node has needed it: a single chain. Throws if a block of it is refused: the
 * builder and the file reader have seen to it that none is.
 */
export function checkedChain(
  chains: BuiltChains<ByteRange>,
  id: string,
  height: number,
  rules: Rules,
): ChainState {
  const data = id === MAIN ? chains.main : chains.branches[id];
  if (data === undefined) throw new Error(`no branch ${id}`);
  if (id !== MAIN && height <= data.forkHeight) return checkedChain(chains, MAIN, height, rules);
  const known = checked.get(chains) ?? new Map<string, ChainState>();
  checked.set(chains, known);
  const key = keyOf(id, rules.workIsHeight);
  const chain = known.get(key) ?? begin(chains, data, rules);
  known.set(key, chain);
  load(chain, data, height, rules.nowSeconds);
  const [problem] = chain.checkInvariants();
  if (problem !== undefined) throw new Error(problem);
  return chain;
}

function keyOf(id: string, workIsHeight: boolean): string {
  return `${id} ${workIsHeight}`;
}

/** What is below the first block of `data`. */
function begin(chains: BuiltChains<ByteRange>, data: ChainData<ByteRange>, rules: Rules): ChainState {
  if (data !== chains.main) return checkedChain(chains, MAIN, data.forkHeight, rules).prefix(data.forkHeight);
  const { network, workIsHeight } = rules;
  const { headersOnly } = data;
  return new ChainState(network, { headersOnly, shared: sharedBlocksOf(chains), workIsHeight });
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
