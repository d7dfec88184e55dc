/** The active chain: the one path through the block index that the node believes, by height (Core `CChain`). */
import type { BlockIndex } from "./block-index.ts";

export class ActiveChain {
  readonly #index: BlockIndex;
  /** Entry at each height. */
  readonly #entries: number[];

  /** Begins with genesis alone, or with these entries, one for each height. */
  constructor(index: BlockIndex, entries: number[] = [0]) {
    this.#index = index;
    this.#entries = entries;
  }

  /** The part up to `height`, over an index with the same entries. */
  prefix(index: BlockIndex, height: number): ActiveChain {
    return new ActiveChain(index, this.#entries.slice(0, height + 1));
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
