/** The published node on a test bench, with some of its defects mended. */
import type { Block } from "../../../src/bitcoin/block.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { learncoinAsPublished } from "../../../src/node/policies/learncoin-as-published.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { chainOptions } from "../../../src/node/published/chain-options.ts";
import type { DefectId } from "../../../src/node/published/defect-ids.ts";
import { Bench, START_SECONDS } from "../bench.ts";

export interface PublishedOptions {
  readonly without?: readonly DefectId[];
  readonly constants?: Partial<Policy>;
  /** On its disk. */
  readonly blocks?: readonly Block[];
  /** As the article has it: no block is ever connected (L-27). Left out: as its author made it later. */
  readonly part6?: boolean;
}

/** The published node without these defects. */
export function published({
  without = [],
  constants = {},
  blocks = [],
  part6 = false,
}: PublishedOptions = {}): Bench {
  const mended = part6 ? without : [...without, "L-27"];
  const defects = learncoinAsPublished.defects.filter((id) => !mended.includes(id));
  const policy = { ...learncoinAsPublished, ...constants, defects };
  const { connects: _, ...options } = chainOptions(policy);
  const chain = new ChainState(networks.regtest, options);
  for (const block of blocks) chain.acceptBlock(block, START_SECONDS);
  if (part6) chain.stopConnecting();
  return new Bench({ constants: policy, chain });
}

/** Heights asked of a peer so far, none of which it has sent. */
export function askedOf(bench: Bench, id: string): number[] {
  return bench.peers.get(id)?.owedHeights() ?? [];
}

/** All peers answer for headers, in turns, and nobody for blocks. */
export function settleHeaders(bench: Bench): void {
  const asked = () =>
    [...bench.peers.values()].filter((peer) => peer.received.some(({ command }) => command === "getheaders"));
  for (let peers = asked(); peers.length > 0; peers = asked()) for (const peer of peers) peer.answerHeaders();
}

/** With it on, then with it mended. */
export function onAndOff<T>(id: DefectId, run: (without: readonly DefectId[]) => T): { on: T; off: T } {
  return { on: run([]), off: run([id]) };
}
