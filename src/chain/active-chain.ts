/** The active chain: the one path through the block index that the node believes, by height (Core `CChain`). */
import type { BlockIndex } from "./block-index.ts";

export class ActiveChain {
  readonly #index: BlockIndex;
  /** Entry at each height. */
  readonly #entries: number[] = [0];

  /** Begins with genesis alone. */
  constructor(index: BlockIndex) {
    this.#index = index;
  }

  get tip(): number {
    return this.#entries.at(-1) ?? 0;
  }

  get height(): number {
    return this.#entries.length - 1;
  }

  at(height: number): number | undefined {
    return this.#entries[height];
  }

  contains(entry: number): boolean {
    return this.#entries[this.#index.height(entry)] === entry;
  }

  /** Connects a child of the tip. */
  connect(entry: number): void {
    if (this.#index.parent(entry) !== this.tip)
      throw new Error(`entry ${entry} is no child of the tip ${this.tip}`);
    this.#entries.push(entry);
  }

  /** Disconnects the tip and returns it. Genesis stays. */
  disconnect(): number {
    const tip = this.#entries.pop();
    if (tip === undefined || this.#entries.length === 0) throw new Error("genesis cannot be disconnected");
    return tip;
  }
}
