/** Follows a chain state by its tip changes alone, as a page does, and refuses any that do not connect. */

import type { TipChange } from "../../src/chain/best-chain.ts";
import type { ChainState } from "../../src/chain/chain-state.ts";

export class TipFollower {
  readonly #chain: ChainState;
  readonly #path = [0];
  changes = 0;
  reorganisations = 0;

  constructor(chain: ChainState) {
    this.#chain = chain;
  }

  /** Throws unless the change leads from where we are, step by step, to its end. */
  apply(change: TipChange | undefined): void {
    if (change === undefined) return;
    this.changes += 1;
    if (change.disconnected.length > 0) this.reorganisations += 1;
    const { index } = this.#chain;
    this.#must(change.from === this.#path.at(-1), "begins at the tip");
    for (const entry of change.disconnected) this.#must(this.#path.pop() === entry, `disconnects ${entry}`);
    for (const entry of change.connected) {
      this.#must(index.parent(entry) === this.#path.at(-1), `connects ${entry}`);
      this.#path.push(entry);
    }
    this.#must(change.to === this.#path.at(-1), "ends at the new tip");
    this.#must(index.compareWork(change.to, change.from) > 0, "gains work");
  }

  get path(): readonly number[] {
    return this.#path;
  }

  #must(holds: boolean, what: string): void {
    if (!holds) throw new Error(`tip change ${this.changes}: not so: ${what}`);
  }
}
