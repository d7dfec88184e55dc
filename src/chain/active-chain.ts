/** The active chain: the one path through the block index that the node believes, by height (Core `CChain`). */
import type { BlockIndex } from "./block-index.ts";

const FIRST_CAPACITY = 64;
const GROWTH = 1.25;

export class ActiveChain {
  readonly #index: BlockIndex;
  /** Entry at each height. */
  #entries: Int32Array;
  #height: number;

  /** Begins with genesis alone, or with the first `height + 1` entries of the index, each on top of the one before it. */
  constructor(index: BlockIndex, height = 0) {
    this.#index = index;
    this.#height = height;
    this.#entries = new Int32Array(Math.max(FIRST_CAPACITY, height + 1));
    for (let entry = 0; entry <= height; entry++) this.#entries[entry] = entry;
  }

  get tip(): number {
    return this.#entries[this.#height]!;
  }

  get height(): number {
    return this.#height;
  }

  at(height: number): number | undefined {
    return height <= this.#height ? this.#entries[height] : undefined;
  }

  contains(entry: number): boolean {
    return this.at(this.#index.height(entry)) === entry;
  }

  /** Connects a child of the tip. */
  connect(entry: number): void {
    if (this.#index.parent(entry) !== this.tip)
      throw new Error(`entry ${entry} is no child of the tip ${this.tip}`);
    this.#height += 1;
    if (this.#height === this.#entries.length) {
      const larger = new Int32Array(Math.ceil(this.#height * GROWTH));
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#entries[this.#height] = entry;
  }

  /** Disconnects the tip and returns it. Genesis stays. */
  disconnect(): number {
    if (this.#height === 0) throw new Error("genesis cannot be disconnected");
    const { tip } = this;
    this.#height -= 1;
    return tip;
  }
}
