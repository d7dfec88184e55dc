/**
 * What the local node knows of blocks, as a drawing needs it: typed arrays by entry number, no object per
 * header. Every operation costs as much as what it changes, so that a header batch on a chain of 900 000
 * costs a batch.
 */

/** How much a node knows of a block; each step adds ink to its glyph (interface.md §1.2). */
export const BLOCK_STATES = ["header", "asked", "stored", "validated", "stale", "invalid"] as const;
export type BlockState = (typeof BLOCK_STATES)[number];

const HEADER = 0;
const ASKED = 1;
const STORED = 2;
const VALIDATED = 3;
const STALE = 4;
const INVALID = 5;

export const NO_ENTRY = -1;

export class EntryTable {
  #size = 0;
  #parent = new Int32Array(1024);
  #height = new Int32Array(1024);
  /** What is known of the block itself: header, asked, stored, validated or invalid. */
  #known = new Uint8Array(1024);
  #children = new Uint8Array(1024);
  /** The most-work chain of headers: entry at each height. */
  #best = new Int32Array(1024);
  #bestLength = 0;
  /** Shown state of the best chain at each height: what the ribbon draws. */
  #bestStates = new Uint8Array(1024);
  readonly #bestCounts = new Int32Array(BLOCK_STATES.length);
  readonly #tips = new Set<number>();
  readonly #forks = new Set<number>();
  #bestHeader = NO_ENTRY;
  #tip = NO_ENTRY;

  get size(): number {
    return this.#size;
  }

  /** Entry of the most-work header. */
  get bestHeader(): number {
    return this.#bestHeader;
  }

  /** Height of the most-work header; −1 before anything is known. */
  get bestHeight(): number {
    return this.#bestLength - 1;
  }

  /** Entry of the active chain's tip. */
  get tip(): number {
    return this.#tip;
  }

  /** Entries without children. */
  get tips(): ReadonlySet<number> {
    return this.#tips;
  }

  /** The greatest height of any header, on whatever branch; −1 while empty. */
  get topHeight(): number {
    let top = -1;
    for (const tip of this.#tips) top = Math.max(top, this.height(tip));
    return top;
  }

  /** Entries with more than one child. */
  get forks(): ReadonlySet<number> {
    return this.#forks;
  }

  parent(entry: number): number {
    return this.#parent[entry] ?? NO_ENTRY;
  }

  height(entry: number): number {
    return this.#height[entry] ?? -1;
  }

  /** The entry of the best chain at this height. */
  bestAt(height: number): number {
    return height >= 0 && height < this.#bestLength ? (this.#best[height] ?? NO_ENTRY) : NO_ENTRY;
  }

  onBestChain(entry: number): boolean {
    return entry >= 0 && this.bestAt(this.height(entry)) === entry;
  }

  /** How the block is shown: a block of no use to the best chain is stale, whatever is known of it. */
  state(entry: number): BlockState {
    return BLOCK_STATES[this.#shown(entry)] ?? "header";
  }

  /** Shown state of the best chain's block at `height`. */
  stateAtHeight(height: number): BlockState {
    return BLOCK_STATES[this.#bestStates[height] ?? HEADER] ?? "header";
  }

  /** Blocks of the best chain in this state. */
  countOnBest(state: BlockState): number {
    return this.#bestCounts[BLOCK_STATES.indexOf(state)] ?? 0;
  }

  /** Blocks of the best chain by state, in the order of `BLOCK_STATES`, over heights `from … to` inclusive. */
  histogram(from: number, to: number): number[] {
    const counts = BLOCK_STATES.map(() => 0);
    const end = Math.min(to, this.bestHeight);
    for (let height = Math.max(0, from); height <= end; height++) {
      const state = this.#bestStates[height] ?? HEADER;
      counts[state] = (counts[state] ?? 0) + 1;
    }
    return counts;
  }

  /** Forgets everything. */
  clear(): void {
    this.#size = 0;
    this.#bestLength = 0;
    this.#bestCounts.fill(0);
    this.#tips.clear();
    this.#forks.clear();
    this.#bestHeader = NO_ENTRY;
    this.#tip = NO_ENTRY;
  }

  /** Adds entry `size`. */
  add(parent: number, height: number): void {
    const entry = this.#size++;
    this.#reserve(entry);
    this.#parent[entry] = parent;
    this.#height[entry] = height;
    this.#known[entry] = HEADER;
    this.#children[entry] = 0;
    this.#tips.add(entry);
    if (parent >= 0) {
      this.#tips.delete(parent);
      const children = Math.min(255, (this.#children[parent] ?? 0) + 1);
      this.#children[parent] = children;
      if (children === 2) this.#forks.add(parent);
    }
  }

  setAsked(entry: number): void {
    if (this.#known[entry] === HEADER) this.#know(entry, ASKED);
  }

  /** The request ended without the block. */
  setUnasked(entry: number): void {
    if (this.#known[entry] === ASKED) this.#know(entry, HEADER);
  }

  setStored(entry: number): void {
    const known = this.#known[entry];
    if (known === HEADER || known === ASKED) this.#know(entry, STORED);
  }

  setInvalid(entry: number): void {
    this.#know(entry, INVALID);
  }

  /**
   * The active chain moved: `disconnected` left it, `connected` joined it. Where a chain is followed by its headers alone,
   * blocks join that nobody has: they stay what they were.
   */
  moveTip(to: number, disconnected: readonly number[], connected: readonly number[]): void {
    for (const entry of disconnected) if (this.#known[entry] === VALIDATED) this.#know(entry, STORED);
    for (const entry of connected) if (this.#known[entry] === STORED) this.#know(entry, VALIDATED);
    this.#tip = to;
  }

  /** The most-work header is now `to`: the best chain follows its parents down to where it already runs. */
  moveBestHeader(to: number): void {
    const height = this.height(to);
    this.#bestHeader = to;
    for (let at = height + 1; at < this.#bestLength; at++) this.#leave(at);
    for (let entry = to, at = height; entry >= 0; entry = this.parent(entry), at--) {
      if (at < this.#bestLength) {
        if (this.#best[at] === entry) break;
        this.#leave(at);
      }
      this.#join(at, entry);
    }
    this.#bestLength = height + 1;
  }

  #leave(height: number): void {
    const state = this.#bestStates[height] ?? HEADER;
    this.#bestCounts[state] = (this.#bestCounts[state] ?? 0) - 1;
  }

  #join(height: number, entry: number): void {
    this.#reserve(height);
    this.#best[height] = entry;
    const state = this.#known[entry] ?? HEADER;
    this.#bestStates[height] = state;
    this.#bestCounts[state] = (this.#bestCounts[state] ?? 0) + 1;
  }

  #know(entry: number, known: number): void {
    if (entry < 0 || entry >= this.#size) return;
    const before = this.#known[entry] ?? HEADER;
    this.#known[entry] = known;
    if (this.onBestChain(entry)) {
      this.#bestCounts[before] = (this.#bestCounts[before] ?? 0) - 1;
      this.#bestCounts[known] = (this.#bestCounts[known] ?? 0) + 1;
      this.#bestStates[this.height(entry)] = known;
    }
  }

  #shown(entry: number): number {
    const known = this.#known[entry] ?? HEADER;
    const settled = known === HEADER || known === STORED;
    return settled && !this.onBestChain(entry) ? STALE : known;
  }

  #reserve(index: number): void {
    if (index < this.#parent.length) return;
    const length = this.#parent.length * 2;
    this.#parent = copied(this.#parent, new Int32Array(length));
    this.#height = copied(this.#height, new Int32Array(length));
    this.#best = copied(this.#best, new Int32Array(length));
    this.#known = copied(this.#known, new Uint8Array(length));
    this.#children = copied(this.#children, new Uint8Array(length));
    this.#bestStates = copied(this.#bestStates, new Uint8Array(length));
  }
}

function copied<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
