/** Is this node still catching up? Once it is not, it never is again (protocol.md §2.21; Core `UpdateIBDStatus`). */
import type { NodeContext } from "./context.ts";

export class InitialDownload {
  readonly #context: NodeContext;
  #left = false;

  constructor(context: NodeContext) {
    this.#context = context;
  }

  /** The tip has enough work and is recent, or was so once. */
  get left(): boolean {
    if (!this.#left) this.#left = this.#isCaughtUp();
    return this.#left;
  }

  #isCaughtUp(): boolean {
    const { chain, policy, nowSeconds, minimumWork } = this.#context;
    const { index, tip } = chain;
    return index.time(tip) >= nowSeconds - policy.tipAgeMaxSeconds && index.work(tip) >= minimumWork;
  }
}
