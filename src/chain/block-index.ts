/**
 * The block index: every header a node knows, in a tree. A struct of typed arrays, no object per header; entries are
 * numbers, genesis 0, then in order of arrival (protocol.md §2.18; Core chain.{h,cpp}).
 */

import { copyBytes, displayHash, HASH_BYTES, readUint32 } from "../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerBits, MEDIAN_TIME_SPAN } from "../bitcoin/header.ts";
import { known } from "../bitcoin/known.ts";
import { WORK_WORDS, workOf, workWords } from "../bitcoin/work.ts";
import { skipHeight } from "./skip-height.ts";

/** A header without its `prev`, which the parent's hash says already. */
const STORED_HEADER_BYTES = 48;
const PREV_OFFSET = 4;
const PREV_END = 36;
/** Of the stored form: version 4, merkle root 32, time 4, bits 4, nonce 4. */
const STORED_TIME = 36;
const STORED_BITS = 40;

const NONE = -1;
/** Words of an entry in `#links`, and where each stands. */
const LINKS = 4;
const PARENT = 0;
const SKIP = 1;
const HEIGHT = 2;
const RUN = 3;
const FIRST_CAPACITY = 64;
/** Small, so that the index never holds much more than it needs. */
const GROWTH = 1.25;
/** The hash table is rebuilt when it is fuller than this. */
const TABLE_LOAD_MAX = 0.75;

export interface IndexOptions {
  /** Each block counts 1 and genesis 0, whatever its target: the article's node counts so (protocol.md §1.3, L-9). */
  readonly workIsHeight?: boolean | undefined;
}

/** All that an index holds, without slack: plain data, whose buffers may be transferred to another thread. */
export interface IndexMemory {
  readonly workIsHeight: boolean;
  /** Entries, genesis among them. */
  readonly size: number;
  readonly headers: Uint8Array<ArrayBuffer>;
  readonly hashes: Uint8Array<ArrayBuffer>;
  readonly links: Int32Array<ArrayBuffer>;
  readonly works: Uint32Array<ArrayBuffer>;
  readonly table: Int32Array<ArrayBuffer>;
}

const ONE = Uint32Array.of(1);

export class BlockIndex {
  readonly workIsHeight: boolean;
  #size = 0;
  #headers = new Uint8Array(FIRST_CAPACITY * STORED_HEADER_BYTES);
  #hashes = new Uint8Array(FIRST_CAPACITY * HASH_BYTES);
  /**
   * Parent, skip, height and run of each entry side by side: a walk looks at several and misses the cache once. An
   * entry that arrived right after its parent belongs to its parent's run, named by its first entry: within a run an
   * ancestor is found by counting, and nearly every chain arrives in one run.
   */
  #links = new Int32Array(FIRST_CAPACITY * LINKS);
  /** Least significant word first. */
  #works = new Uint32Array(FIRST_CAPACITY * WORK_WORDS);
  /** Open addressing: entry + 1, 0 = free. */
  #table = new Int32Array(2 * FIRST_CAPACITY);
  readonly #times = new Uint32Array(MEDIAN_TIME_SPAN);
  /** Others read the same arrays: before anything is written they are copied. */
  #shared = false;

  constructor(genesisHeader: Uint8Array, options: IndexOptions = {}) {
    this.workIsHeight = options.workIsHeight ?? false;
    this.insert(genesisHeader, 0, hashHeader(genesisHeader), NONE);
  }

  get size(): number {
    return this.#size;
  }

  /** The entry with the hash (internal order) at `offset`. */
  find(hash: Uint8Array, offset = 0): number | undefined {
    // In a run of headers each asks for the one before it: no need to look it up.
    const newest = this.#size - 1;
    if (newest >= 0 && this.#hasHash(newest, hash, offset)) return newest;
    const mask = this.#table.length - 1;
    for (let slot = readUint32(hash, offset) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#table[slot]! - 1;
      if (entry < 0) return undefined;
      if (this.#hasHash(entry, hash, offset)) return entry;
    }
  }

  /** Adds a header whose parent is `parent`. The caller has checked it. Returns its entry. */
  insert(header: Uint8Array, offset: number, hash: Uint8Array, parent: number): number {
    const entry = this.#size;
    if (parent >= entry || parent < 0 !== (entry === 0))
      throw new Error(`entry ${entry}: no parent ${parent}`);
    if (entry === this.#capacity || this.#shared) this.#grow();
    this.#size += 1;
    const at = entry * STORED_HEADER_BYTES;
    copyBytes(header, offset, PREV_OFFSET, this.#headers, at);
    copyBytes(header, offset + PREV_END, HEADER_BYTES - PREV_END, this.#headers, at + PREV_OFFSET);
    copyBytes(hash, 0, HASH_BYTES, this.#hashes, entry * HASH_BYTES);
    this.#link(entry, parent);
    if (this.workIsHeight) {
      if (parent >= 0) this.#addWork(entry, parent, ONE);
    } else this.#addWork(entry, parent, workWords(headerBits(header, offset)));
    if (this.#size > this.#table.length * TABLE_LOAD_MAX) this.#rebuildTable();
    else this.#enter(entry);
    return entry;
  }

  /** Its first `size` entries as an index of their own. Nothing large is copied before either gets another entry. */
  prefix(size: number): BlockIndex {
    if (size < 1 || size > this.#size) throw new Error(`no ${size} entries of ${this.#size}`);
    const prefix = BlockIndex.of({
      workIsHeight: this.workIsHeight,
      size,
      headers: this.#headers,
      hashes: this.#hashes,
      links: this.#links,
      works: this.#works,
      table: this.#table,
    });
    prefix.#shared = true;
    this.#shared = true;
    // The table alone knows of entries that are not in the prefix.
    if (size < this.#size) prefix.#rebuildTable();
    return prefix;
  }

  /** The index that somebody else had in memory. What is in it is believed. */
  static of(memory: IndexMemory): BlockIndex {
    const genesis = new Uint8Array(HEADER_BYTES);
    copyBytes(memory.headers, 0, PREV_OFFSET, genesis, 0);
    copyBytes(memory.headers, PREV_OFFSET, HEADER_BYTES - PREV_END, genesis, PREV_END);
    const index = new BlockIndex(genesis, memory);
    index.#size = memory.size;
    index.#headers = memory.headers;
    index.#hashes = memory.hashes;
    index.#links = memory.links;
    index.#works = memory.works;
    index.#table = memory.table;
    return index;
  }

  /** A copy of all that it holds. */
  copyMemory(): IndexMemory {
    const size = this.#size;
    return {
      workIsHeight: this.workIsHeight,
      size,
      headers: this.#headers.slice(0, size * STORED_HEADER_BYTES),
      hashes: this.#hashes.slice(0, size * HASH_BYTES),
      links: this.#links.slice(0, size * LINKS),
      works: this.#works.slice(0, size * WORK_WORDS),
      table: this.#table.slice(),
    };
  }

  /** −1 for genesis. */
  parent(entry: number): number {
    return this.#links[this.#checked(entry) * LINKS + PARENT]!;
  }

  height(entry: number): number {
    return this.#links[this.#checked(entry) * LINKS + HEIGHT]!;
  }

  /** What it adds to its parent's work. */
  ownWork(entry: number): bigint {
    if (this.workIsHeight) return entry === 0 ? 0n : 1n;
    return workOf(this.bits(entry));
  }

  /** The ancestor that the skip list jumps to. */
  skip(entry: number): number {
    return this.#links[this.#checked(entry) * LINKS + SKIP]!;
  }

  time(entry: number): number {
    return readUint32(this.#headers, this.#checked(entry) * STORED_HEADER_BYTES + STORED_TIME);
  }

  bits(entry: number): number {
    return readUint32(this.#headers, this.#checked(entry) * STORED_HEADER_BYTES + STORED_BITS);
  }

  /** A view that the next insertion may leave behind: not to be kept, not to be written to. */
  hash(entry: number): Uint8Array {
    return this.#hashes.subarray(this.#checked(entry) * HASH_BYTES, (entry + 1) * HASH_BYTES);
  }

  /** The hashes of all entries, one after the other: a view of what never changes, to be kept by whoever likes. */
  allHashes(): Uint8Array {
    return this.#hashes.subarray(0, this.#size * HASH_BYTES);
  }

  /** In display order. */
  hashHex(entry: number): string {
    return displayHash(this.#hashes, this.#checked(entry) * HASH_BYTES);
  }

  /** The 80 bytes of the header into `target`. */
  copyHeader(entry: number, target: Uint8Array, offset: number): void {
    const at = this.#checked(entry) * STORED_HEADER_BYTES;
    copyBytes(this.#headers, at, PREV_OFFSET, target, offset);
    const parent = this.parent(entry);
    if (parent < 0) target.fill(0, offset + PREV_OFFSET, offset + PREV_END);
    else this.copyHash(parent, target, offset + PREV_OFFSET);
    copyBytes(this.#headers, at + PREV_OFFSET, HEADER_BYTES - PREV_END, target, offset + PREV_END);
  }

  /** The 32 bytes of the hash, in internal order, into `target`. */
  copyHash(entry: number, target: Uint8Array, offset: number): void {
    copyBytes(this.#hashes, this.#checked(entry) * HASH_BYTES, HASH_BYTES, target, offset);
  }

  /** Exact chain work, genesis's own included. */
  work(entry: number): bigint {
    const at = this.#checked(entry) * WORK_WORDS;
    let work = 0n;
    for (let i = WORK_WORDS - 1; i >= 0; i--) work = (work << 32n) | BigInt(this.#works[at + i]!);
    return work;
  }

  workHex(entry: number): string {
    return this.work(entry).toString(16);
  }

  /** Negative: `a` has less chain work than `b`. */
  compareWork(a: number, b: number): number {
    const works = this.#works;
    const aAt = this.#checked(a) * WORK_WORDS;
    const bAt = this.#checked(b) * WORK_WORDS;
    for (let i = WORK_WORDS - 1; i >= 0; i--) {
      const difference = works[aAt + i]! - works[bAt + i]!;
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** The ancestor of `entry` at `height`, itself included; undefined if out of range. Core `GetAncestor`. */
  ancestor(entry: number, height: number): number | undefined {
    const links = this.#links;
    let walk = entry;
    let at = this.height(entry);
    if (height > at || height < 0) return undefined;
    while (at > height) {
      const inRun = walk - links[walk * LINKS + RUN]!;
      if (at - height <= inRun) return walk - (at - height);
      const skip = skipHeight(at);
      if (skip === height || (skip > height && !isParentSkipBetter(at, skip, height))) {
        walk = links[walk * LINKS + SKIP]!;
        at = skip;
      } else {
        walk = links[walk * LINKS + PARENT]!;
        at -= 1;
      }
    }
    return walk;
  }

  /** Core `LastCommonAncestor`. */
  lastCommon(a: number, b: number): number {
    const height = Math.min(this.height(a), this.height(b));
    let x = known(this.ancestor(a, height), "an ancestor");
    let y = known(this.ancestor(b, height), "an ancestor");
    while (x !== y) {
      if (this.skip(x) !== this.skip(y)) {
        x = this.skip(x);
        y = this.skip(y);
      } else {
        x = this.parent(x);
        y = this.parent(y);
      }
    }
    return x;
  }

  /** True also for the entry itself. */
  isAncestor(ancestor: number, descendant: number): boolean {
    return this.ancestor(descendant, this.height(ancestor)) === ancestor;
  }

  /** Median of the last 11 timestamps (fewer near genesis), the entry's own included: element n/2 of the sorted list. */
  medianTimePast(entry: number): number {
    const times = this.#times;
    let count = 0;
    for (let walk = entry; walk >= 0 && count < MEDIAN_TIME_SPAN; walk = this.parent(walk)) {
      // Insertion into the part already sorted, latest first: the way back is nearly in that order, and nothing is
      // allocated.
      const time = this.time(walk);
      let i = count++;
      for (; i > 0 && times[i - 1]! < time; i--) times[i] = times[i - 1]!;
      times[i] = time;
    }
    return times[count - 1 - (count >> 1)]!;
  }

  /** Everything allocated, slack included. */
  memoryBytes(): number {
    const arrays = [this.#headers, this.#hashes, this.#links, this.#works, this.#table];
    return arrays.reduce((total, array) => total + array.byteLength, 0);
  }

  /** Throws if there is no such entry, which nobody but us can have asked for: it must not be answered with what is 0. */
  #checked(entry: number): number {
    if (entry >= 0 && entry < this.#size) return entry;
    throw new Error(`the block index has no entry ${entry}`);
  }

  #hasHash(entry: number, hash: Uint8Array, offset: number): boolean {
    const at = entry * HASH_BYTES;
    for (let i = 0; i < HASH_BYTES; i++) if (this.#hashes[at + i] !== hash[offset + i]) return false;
    return true;
  }

  get #capacity(): number {
    return this.#links.length / LINKS;
  }

  #link(entry: number, parent: number): void {
    const at = entry * LINKS;
    const height = parent < 0 ? 0 : this.height(parent) + 1;
    this.#links[at + PARENT] = parent;
    this.#links[at + SKIP] = parent < 0 ? 0 : known(this.ancestor(parent, skipHeight(height)), "an ancestor");
    this.#links[at + HEIGHT] = height;
    const follows = parent >= 0 && parent === entry - 1;
    this.#links[at + RUN] = follows ? this.#links[parent * LINKS + RUN]! : entry;
  }

  #addWork(entry: number, parent: number, own: Uint32Array): void {
    let carry = 0;
    for (let i = 0; i < WORK_WORDS; i++) {
      const sum = (parent < 0 ? 0 : this.#works[parent * WORK_WORDS + i]!) + own[i]! + carry;
      this.#works[entry * WORK_WORDS + i] = sum;
      carry = sum > 0xffffffff ? 1 : 0;
    }
  }

  #grow(): void {
    const size = this.#size;
    const capacity = Math.max(FIRST_CAPACITY, Math.ceil(size * GROWTH));
    this.#headers = grown(
      this.#headers,
      size * STORED_HEADER_BYTES,
      new Uint8Array(capacity * STORED_HEADER_BYTES),
    );
    this.#hashes = grown(this.#hashes, size * HASH_BYTES, new Uint8Array(capacity * HASH_BYTES));
    this.#links = grown(this.#links, size * LINKS, new Int32Array(capacity * LINKS));
    this.#works = grown(this.#works, size * WORK_WORDS, new Uint32Array(capacity * WORK_WORDS));
    if (this.#shared) this.#table = this.#table.slice();
    this.#shared = false;
  }

  #rebuildTable(): void {
    let slots = 2 * FIRST_CAPACITY;
    while (this.#size > slots * TABLE_LOAD_MAX) slots *= 2;
    this.#table = new Int32Array(slots);
    for (let entry = 0; entry < this.#size; entry++) this.#enter(entry);
  }

  /**
   * Takes the slot from the hash's first bytes. They are the ones proof of work leaves free, so an attacker could aim
   * at one slot, but pays a block's work for every header he places there.
   */
  #enter(entry: number): void {
    const mask = this.#table.length - 1;
    let slot = readUint32(this.#hashes, entry * HASH_BYTES) & mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
    this.#table[slot] = entry + 1;
  }
}

/** The parent's skip is worth a step to the parent if it gets much closer without overshooting. */
function isParentSkipBetter(at: number, skip: number, height: number): boolean {
  const parentSkip = skipHeight(at - 1);
  return parentSkip < skip - 2 && parentSkip >= height;
}

/** `larger` with the first `count` elements of `old`. */
function grown<T extends Uint8Array | Int32Array | Uint32Array>(old: T, count: number, larger: T): T {
  larger.set(old.subarray(0, count));
  return larger;
}
