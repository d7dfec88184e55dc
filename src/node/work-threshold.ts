/**
 * How much work a chain must have before its headers are kept for good: not much less than our own, and the least that any
 * chain must have (protocol.md §2.4 step 7; Core `GetAntiDoSWorkThreshold`). A policy without presync has none.
 */
import { workOf } from "../bitcoin/work.ts";
import type { NodeContext } from "./context.ts";

export function workThreshold({ policy, chain, minimumWork }: NodeContext): bigint {
  if (!policy.presyncs) return 0n;
  const { index, tip } = chain;
  const near = index.work(tip) - BigInt(policy.workBufferBlocks) * workOf(index.bits(tip));
  return near > minimumWork ? near : minimumWork;
}
