/** Whether a node has left initial download, by the rule of its policy (protocol.md §2.21; 0.12 `IsInitialBlockDownload`). */
import type { Heard } from "./hearing.ts";

/** Its chain has less than the least work. */
export function isLight({ policy, chain: { index, tip } }: Pick<Heard, "chain" | "policy">): boolean {
  return index.work(tip) < BigInt(`0x${policy.minimumChainWork}`);
}

export function hasCaughtUp({ chain, policy, nowSeconds }: Heard): boolean {
  const { index, tip, bestHeader } = chain;
  if (isLight({ chain, policy })) return false;
  const oldest = nowSeconds - policy.tipAgeMaxSeconds;
  if (policy.tipBehindBlocksMax === null) return index.time(tip) >= oldest;
  const behind = index.height(bestHeader) - index.height(tip);
  return index.time(bestHeader) >= oldest && behind <= policy.tipBehindBlocksMax;
}
