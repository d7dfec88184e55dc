/**
 * A long row of small whole numbers that can be copied for next to nothing: it lies in chunks, copies share them, and a chunk is
 * doubled when one of its owners writes to it. So a keyframe costs what changed since the one before.
 */

const CHUNK_BITS = 12;
/** Values a chunk holds. */
const CHUNK = 1 << CHUNK_BITS;
const WITHIN = CHUNK - 1;

type Chunk = Int32Array | Uint8Array;
type ChunkType = { new (length: number): Chunk };

export class Column {
  readonly #type: ChunkType;
  #chunks: Chunk[];
  /** By chunk: 1 where nobody else reads it. */
  #own: Uint8Array;

  private constructor(type: ChunkType, chunks: Chunk[]) {
    this.#type = type;
    this.#chunks = chunks;
    this.#own = new Uint8Array(Math.max(8, chunks.length));
  }

  /** −2³¹ … 2³¹ − 1. */
  static ofInt32(): Column {
    return new Column(Int32Array, []);
  }

  /** 0 … 255. */
  static ofUint8(): Column {
    return new Column(Uint8Array, []);
  }

  /** What was never written below the greatest index written reads 0; beyond the last chunk, undefined. */
  get(index: number): number | undefined {
    return this.#chunks[index >> CHUNK_BITS]?.[index & WITHIN];
  }

  set(index: number, value: number): void {
    const chunk = this.#writable(index >> CHUNK_BITS);
    chunk[index & WITHIN] = value;
  }

  add(index: number, change: number): void {
    const chunk = this.#writable(index >> CHUNK_BITS);
    const within = index & WITHIN;
    chunk[within]! += change;
  }

  /** `values` from `index` on. */
  setAll(index: number, values: Chunk): void {
    for (let taken = 0; taken < values.length; ) {
      const at = index + taken;
      const within = at & WITHIN;
      const count = Math.min(CHUNK - within, values.length - taken);
      this.#writable(at >> CHUNK_BITS).set(values.subarray(taken, taken + count), within);
      taken += count;
    }
  }

  /** `value` at `from … to − 1`. */
  fill(value: number, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const within = at & WITHIN;
      const end = Math.min(CHUNK, within + to - at);
      this.#writable(at >> CHUNK_BITS).fill(value, within, end);
      at += end - within;
    }
  }

  clear(): void {
    this.#chunks = [];
    this.#own.fill(0);
  }

  /** Each may be written to from now on without the other's noticing. */
  copy(): Column {
    this.#own.fill(0);
    return new Column(this.#type, [...this.#chunks]);
  }

  /** The first `length` values. */
  slice(length: number): number[] {
    return Array.from({ length }, (_, i) => this.get(i) ?? 0);
  }

  #writable(number: number): Chunk {
    const chunk = this.#chunks[number];
    if (chunk !== undefined && this.#own[number] === 1) return chunk;
    while (this.#chunks.length < number) this.#chunks.push(new this.#type(CHUNK));
    const writable = new this.#type(CHUNK);
    if (chunk !== undefined) writable.set(chunk);
    this.#chunks[number] = writable;
    if (number >= this.#own.length) {
      const longer = new Uint8Array(Math.max(number + 1, this.#own.length * 2));
      longer.set(this.#own);
      this.#own = longer;
    }
    this.#own[number] = 1;
    return writable;
  }
}
