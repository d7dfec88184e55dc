/**
 * What the local node knows of blocks, as a drawing needs it: columns by entry number, no object per header. Every operation
 * costs as much as what it changes, so that a header batch on a chain of 900 000 costs a batch; a copy, what changes after it.
 */
import type { HeaderEntries } from "../node/observation.ts";
import { Column } from "./column.ts";

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

/** Heights that are counted together. */
const BUCKET_BITS = 6;
/** Counts kept for each bucket: a power of two, not less than the states. */
const STATE_BITS = 3;

interface Columns {
  readonly parent: Column;
  readonly height: Column;
  /** What is known of the block itself: header, asked, stored, validated or invalid. */
  readonly known: Column;
  /** How many entries have this one as their parent; 255 is "that many or more". */
  readonly children: Column;
  /** The most-work chain of headers: entry at each height. */
  readonly best: Column;
  /** Shown state of the best chain at each height: what the ribbon draws. */
  readonly bestStates: Column;
  /** How many of a bucket of heights have a state, at `bucket × 8 + state`. */
  readonly buckets: Column;
}

export class EntryTable {
  #size = 0;
  #columns: Columns;
  #bestLength = 0;
  readonly #bestCounts = new Int32Array(BLOCK_STATES.length);
  readonly #tips: Set<number>;
  readonly #forks: Set<number>;
  #bestHeader = NO_ENTRY;
  #tip = NO_ENTRY;

  constructor(tips: Iterable<number> = [], forks: Iterable<number> = []) {
    this.#columns = emptyColumns();
    this.#tips = new Set(tips);
    this.#forks = new Set(forks);
  }

  /** Each of the two goes its own way from here on. */
  copy(): EntryTable {
    const copy = new EntryTable(this.#tips, this.#forks);
    const { parent, height, known, children, best, bestStates, buckets } = this.#columns;
    copy.#columns = {
      parent: parent.copy(),
      height: height.copy(),
      known: known.copy(),
      children: children.copy(),
      best: best.copy(),
      bestStates: bestStates.copy(),
      buckets: buckets.copy(),
    };
    copy.#size = this.#size;
    copy.#bestLength = this.#bestLength;
    copy.#bestCounts.set(this.#bestCounts);
    copy.#bestHeader = this.#bestHeader;
    copy.#tip = this.#tip;
    return copy;
  }

  /** Everything in it, as plain data. */
  toJSON(): object {
    const { parent, height, known, children, best, bestStates } = this.#columns;
    return {
      parent: parent.slice(this.#size),
      height: height.slice(this.#size),
      known: known.slice(this.#size),
      children: children.slice(this.#size),
      best: best.slice(this.#bestLength),
      bestStates: bestStates.slice(this.#bestLength),
      bestCounts: [...this.#bestCounts],
      tips: [...this.#tips],
      forks: [...this.#forks],
      bestHeader: this.#bestHeader,
      tip: this.#tip,
    };
  }

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
    return entry < this.#size ? (this.#columns.parent.get(entry) ?? NO_ENTRY) : NO_ENTRY;
  }

  height(entry: number): number {
    return entry < this.#size ? (this.#columns.height.get(entry) ?? -1) : -1;
  }

  /** The entry of the best chain at this height. */
  bestAt(height: number): number {
    return height >= 0 && height < this.#bestLength ? (this.#columns.best.get(height) ?? NO_ENTRY) : NO_ENTRY;
  }

  onBestChain(entry: number): boolean {
    return entry >= 0 && this.#bestLength > 0 && this.bestAt(this.height(entry)) === entry;
  }

  /** How the block is shown: a block of no use to the best chain is stale, whatever is known of it. */
  state(entry: number): BlockState {
    const known = this.#known(entry);
    const isSettled = known === HEADER || known === STORED;
    return BLOCK_STATES[isSettled && !this.onBestChain(entry) ? STALE : known] ?? "header";
  }

  /** Shown state of the best chain's block at `height`. */
  stateAtHeight(height: number): BlockState {
    return BLOCK_STATES[this.#bestState(height)] ?? "header";
  }

  /** Blocks of the best chain in this state. */
  countOnBest(state: BlockState): number {
    return this.#bestCounts[BLOCK_STATES.indexOf(state)]!;
  }

  /** Blocks of the best chain by state, in the order of `BLOCK_STATES`, over heights `from … to` inclusive. Walks whole buckets at once. */
  histogram(from: number, to: number): number[] {
    const counts = BLOCK_STATES.map(() => 0);
    const end = Math.min(to, this.bestHeight);
    for (let height = Math.max(0, from); height <= end; ) {
      const bucket = height >> BUCKET_BITS;
      const next = (bucket + 1) << BUCKET_BITS;
      if (height === bucket << BUCKET_BITS && next - 1 <= end) {
        for (let state = 0; state < counts.length; state++) {
          // Where nothing was ever counted there is no chunk.
          counts[state]! += this.#columns.buckets.get((bucket << STATE_BITS) | state) ?? 0;
        }
        height = next;
        continue;
      }
      for (; height < next && height <= end; height++) {
        counts[this.#bestState(height)]! += 1;
      }
    }
    return counts;
  }

  /** Adds entries `size …`, in which parents come before their children. */
  add({ parents, heights, count }: Pick<HeaderEntries, "parents" | "heights" | "count">): void {
    const first = this.#size;
    const { parent, height, known, children } = this.#columns;
    this.#size += count;
    parent.setAll(first, parents.subarray(0, count));
    height.setAll(first, heights.subarray(0, count));
    known.fill(HEADER, first, first + count);
    // Children of those that join: a long chain comes in one piece.
    const own = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const under = parents[i]!;
      if (under < 0) continue;
      const before = under < first ? children.get(under)! : own[under - first]!;
      const siblings = Math.min(255, before + 1);
      if (under < first) children.set(under, siblings);
      else own[under - first] = siblings;
      if (siblings === 2) this.#forks.add(under);
      if (under < first) this.#tips.delete(under);
    }
    children.setAll(first, own);
    for (let i = 0; i < count; i++) if (own[i] === 0) this.#tips.add(first + i);
  }

  setAsked(entry: number): void {
    if (this.#isKnownAs(entry, HEADER)) this.#know(entry, ASKED);
  }

  /** The request ended without the block. */
  setUnasked(entry: number): void {
    if (this.#isKnownAs(entry, ASKED)) this.#know(entry, HEADER);
  }

  setStored(entry: number): void {
    if (this.#isKnownAs(entry, HEADER) || this.#isKnownAs(entry, ASKED)) this.#know(entry, STORED);
  }

  setInvalid(entry: number): void {
    if (entry >= 0 && entry < this.#size) this.#know(entry, INVALID);
  }

  /**
   * The active chain moved: `disconnected` left it, `connected` joined it. Where a chain is followed by its headers alone,
   * blocks join that nobody has: they stay what they were.
   */
  moveTip(to: number, disconnected: Iterable<number>, connected: Iterable<number>): void {
    for (const entry of disconnected) if (this.#isKnownAs(entry, VALIDATED)) this.#know(entry, STORED);
    for (const entry of connected) if (this.#isKnownAs(entry, STORED)) this.#know(entry, VALIDATED);
    this.#tip = to;
  }

  /** The most-work header is now `to`: the best chain follows its parents down to where it already runs. */
  moveBestHeader(to: number): void {
    const height = this.height(to);
    this.#bestHeader = to;
    for (let at = height + 1; at < this.#bestLength; at++) this.#leave(at);
    const { best, bestStates } = this.#columns;
    // Those of one state in one bucket are counted together.
    let [high, state, count] = [height, HEADER, 0];
    for (let entry = to, at = height; entry >= 0; entry = this.parent(entry), at--) {
      if (at < this.#bestLength) {
        if (best.get(at) === entry) break;
        this.#leave(at);
      }
      const known = this.#known(entry);
      best.set(at, entry);
      bestStates.set(at, known);
      if (known !== state || at >> BUCKET_BITS !== high >> BUCKET_BITS) {
        this.#count(high, state, count);
        [high, state, count] = [at, known, 0];
      }
      count += 1;
    }
    this.#count(high, state, count);
    this.#bestLength = height + 1;
  }

  #leave(height: number): void {
    this.#count(height, this.#bestState(height), -1);
  }

  #know(entry: number, known: number): void {
    const before = this.#known(entry);
    this.#columns.known.set(entry, known);
    if (!this.onBestChain(entry)) return;
    const height = this.height(entry);
    this.#count(height, before, -1);
    this.#count(height, known, 1);
    this.#columns.bestStates.set(height, known);
  }

  #count(height: number, state: number, change: number): void {
    this.#bestCounts[state]! += change;
    this.#columns.buckets.add(((height >> BUCKET_BITS) << STATE_BITS) | state, change);
  }

  #known(entry: number): number {
    return this.#columns.known.get(entry) ?? HEADER;
  }

  #isKnownAs(entry: number, known: number): boolean {
    return entry >= 0 && entry < this.#size && this.#known(entry) === known;
  }

  #bestState(height: number): number {
    return this.#columns.bestStates.get(height) ?? HEADER;
  }
}

function emptyColumns(): Columns {
  return {
    parent: Column.ofInt32(),
    height: Column.ofInt32(),
    known: Column.ofUint8(),
    children: Column.ofUint8(),
    best: Column.ofInt32(),
    bestStates: Column.ofUint8(),
    buckets: Column.ofInt32(),
  };
}
