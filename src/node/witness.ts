/**
 * Blocks with and without their witnesses: which kind is asked of whom, and which is given (protocol.md §2.8, §4; BIP144; Core
 * `GetFetchFlags`, `FindNextBlocks`, `ProcessGetBlockData`).
 */
import { type Block, withoutWitness } from "../bitcoin/block.ts";
import { INV_BLOCK, INV_COMPACT_BLOCK, INV_WITNESS_BLOCK, SERVICE_WITNESS } from "../bitcoin/wire/message.ts";
import type { NodeContext } from "./context.ts";
import type { Peer } from "./peer.ts";
import type { Policy } from "./policy.ts";

/** What a block is asked for as. */
export function askedType({ fetchesWitness }: Policy, servesWitnesses: boolean): number {
  return fetchesWitness && servesWitnesses ? INV_WITNESS_BLOCK : INV_BLOCK;
}

/** This block has witnesses to be checked, and the peer has none to give: it is not asked for it. */
export function lacksWitness({ policy, chain }: NodeContext, peer: Peer, entry: number): boolean {
  if (!policy.fetchesWitness || peer.version?.servesWitnesses === true) return false;
  return chain.index.height(entry) >= chain.network.segwitHeight;
}

/** Older nodes know blocks without witnesses alone. Whoever asks for a compact block may be given a whole one. */
export function isBlockRequest(type: number, { services }: Policy): boolean {
  if (type === INV_BLOCK) return true;
  const gives = (BigInt(services) & SERVICE_WITNESS) !== 0n;
  return gives && (type === INV_WITNESS_BLOCK || type === INV_COMPACT_BLOCK);
}

/** The block as it was asked for. */
export function blockOfType(type: number, block: Block): Block {
  return type === INV_BLOCK ? withoutWitness(block) : block;
}
