/**
 * What is true of the world, which no node can know: the work of the chain that each peer has. The local
 * node is synced when its tip has the most work that any honest peer it is connected to has.
 */
import { workOf } from "../../bitcoin/work.ts";
import type { BlockIndex } from "../../chain/block-index.ts";

/** The work of a block's chain as it is, however the node counts it; from that of another block, if it is known. */
export function trueWorkAt(index: BlockIndex, tip: number, from?: number, workAtFrom = 0n): bigint {
  if (!index.workIsHeight) return index.work(tip);
  const fork = from === undefined ? -1 : index.lastCommon(from, tip);
  let work = workAtFrom;
  for (let walk = from ?? -1; walk !== fork; walk = index.parent(walk)) work -= workOf(index.bits(walk));
  for (let walk = tip; walk !== fork; walk = index.parent(walk)) work += workOf(index.bits(walk));
  return work;
}
