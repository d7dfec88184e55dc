/** How it stands with a node when somebody asks why the local node is not synced: plain data, the same from every host. */
import type { WhileBehind } from "../../node/interface.ts";
import type { Policy } from "../../node/policy.ts";
import type { NodeDriver } from "../host/driver.ts";
import type { Questions } from "./open-questions.ts";

export interface NodeOutlook {
  readonly running: boolean;
  readonly policy: Policy;
  /** Of its tip. */
  readonly height: number;
  /** Of its best header. */
  readonly headers: number;
  /** The lowest block on the way to its best header that it does not have; undefined: it has them all. */
  readonly missing: number | undefined;
  /** What it says to getheaders instead of telling its chain. */
  readonly whileBehind: WhileBehind | undefined;
  /** From this height on blocks may have witnesses. */
  readonly segwitHeight: number;
  readonly questions: Questions;
}

export function outlookOf(driver: NodeDriver): NodeOutlook {
  const { chain, policy, running, whileBehind } = driver;
  return {
    running,
    policy,
    height: chain.active.height,
    headers: chain.index.height(chain.bestHeader),
    missing: lowestMissing(driver),
    whileBehind,
    segwitHeight: chain.network.segwitHeight,
    questions: driver.journal.recorder.questions.list(),
  };
}

function lowestMissing({ chain }: NodeDriver): number | undefined {
  let lowest: number | undefined;
  for (let walk = chain.bestHeader; !chain.active.contains(walk); walk = chain.index.parent(walk)) {
    if (!chain.hasBlock(walk)) lowest = chain.index.height(walk);
  }
  return lowest;
}
