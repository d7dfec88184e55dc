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

/** Whether it has left initial download, for as long as it runs. */
export class Download {
  isOver = false;

  restart(): void {
    this.isOver = false;
  }

  /** To be called once in each turn. */
  look(heard: Heard): void {
    this.isOver ||= looks(heard) && hasCaughtUp(heard);
  }
}

/**
 * A node does not watch the clock: it looks whether it has caught up when its tip moves, when it is asked for headers, and as
 * long as somebody is there who could be asked for something (0.12 calls `IsInitialBlockDownload` from `SendMessages`).
 * What was so before is not noticed.
 */
function looks({ chain, tipBefore, talks, from, input }: Heard): boolean {
  if (chain.tip !== tipBefore) return true;
  if (from !== undefined && input.kind === "message" && input.message.command === "getheaders") return true;
  return [...talks.values()].some(({ ready, servesBlocks }) => ready && servesBlocks);
}
