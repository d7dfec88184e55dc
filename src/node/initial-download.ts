/**
 * Is this node still catching up? Once it is not, it never is again (protocol.md §2.21; Core `UpdateIBDStatus`, 0.12
 * `IsInitialBlockDownload` without its checkpoints, which no network here has).
 */
import type { ChainState } from "../chain/chain-state.ts";
import type { Policy } from "./policy.ts";

/** What of the node's context decides it. */
interface Standing {
  readonly chain: ChainState;
  readonly policy: Policy;
  readonly nowSeconds: number;
  readonly minimumWork: bigint;
}

export class InitialDownload {
  readonly #context: Standing;
  #left = false;

  constructor(context: Standing) {
    this.#context = context;
  }

  /** The tip has enough work and is recent, or near enough to a recent best header; or was so once. */
  get left(): boolean {
    if (!this.#left) this.#left = this.#isCaughtUp();
    return this.#left;
  }

  /** As `left`, but what is not over by now is not made so by asking. */
  get isOver(): boolean {
    return this.#left || this.#isCaughtUp();
  }

  #isCaughtUp(): boolean {
    const { chain, policy, nowSeconds, minimumWork } = this.#context;
    const { index, tip, bestHeader } = chain;
    if (index.work(tip) < minimumWork) return false;
    const oldest = nowSeconds - policy.tipAgeMaxSeconds;
    const { tipBehindBlocksMax: behindMax } = policy;
    if (behindMax === null) return index.time(tip) >= oldest;
    return index.time(bestHeader) >= oldest && index.height(bestHeader) - index.height(tip) <= behindMax;
  }
}
