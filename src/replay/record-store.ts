/** All records of a run, as small as they can be and still be found at once by their number: columns, and bodies as bytes. */
import type { WorldRecord } from "../world/record.ts";
import { Packer } from "./packed-values.ts";

/** Records a block of columns holds. */
const BLOCK = 4096;
/** Bytes of bodies that are kept together; a longer body has a page to itself. */
const PAGE_BYTES = 1 << 18;

interface Block {
  /** Virtual µs. */
  readonly at: Float64Array;
  readonly node: Int16Array;
  readonly page: Uint32Array;
  readonly offset: Uint32Array;
}

export class RecordStore {
  #count = 0;
  readonly #blocks: Block[] = [];
  readonly #pages: Uint8Array[] = [];
  #used = PAGE_BYTES;
  readonly #packer = new Packer();
  #bodyBytes = 0;

  get count(): number {
    return this.#count;
  }

  /** What columns and bodies take. */
  get bytes(): number {
    return this.#bodyBytes + this.#blocks.length * BLOCK * (8 + 2 + 4 + 4);
  }

  append(record: WorldRecord): void {
    const { at, node, ...body } = record;
    const packed = this.#packer.pack(body);
    const within = this.#count % BLOCK;
    if (within === 0) this.#blocks.push(emptyBlock());
    const block = this.#blocks.at(-1)!;
    if (this.#used + packed.length > PAGE_BYTES) {
      this.#pages.push(new Uint8Array(Math.max(PAGE_BYTES, packed.length)));
      this.#used = 0;
    }
    this.#pages.at(-1)!.set(packed, this.#used);
    block.at[within] = at;
    block.node[within] = node;
    block.page[within] = this.#pages.length - 1;
    block.offset[within] = this.#used;
    this.#used += packed.length;
    this.#bodyBytes += packed.length;
    this.#count += 1;
  }

  /** Forgets the record that was appended last. */
  dropLast(): void {
    this.#count -= 1;
    if (this.#count % BLOCK === 0) this.#blocks.pop();
  }

  /** Record `index`: a new object that is equal to what was appended. Throws a RangeError if there is none. */
  get(index: number): WorldRecord {
    const block = this.#block(index);
    const within = index % BLOCK;
    const body = this.#packer.unpack(this.#pages[block.page[within]!]!, block.offset[within]!);
    return Object.assign(body as object, {
      at: block.at[within],
      node: block.node[within],
    }) as unknown as WorldRecord;
  }

  /** Virtual µs. Throws a RangeError if there is no such record. */
  atOf(index: number): number {
    return this.#block(index).at[index % BLOCK]!;
  }

  /** Number of the node, −1: the world. Throws a RangeError if there is no such record. */
  nodeOf(index: number): number {
    return this.#block(index).node[index % BLOCK]!;
  }

  /** How many records there are of moments up to `at`, inclusive. */
  countUpTo(at: number): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.atOf(middle) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #block(index: number): Block {
    const block = index >= 0 && index < this.#count ? this.#blocks[Math.floor(index / BLOCK)] : undefined;
    if (block === undefined) throw new RangeError(`record ${index} of ${this.#count}`);
    return block;
  }
}

function emptyBlock(): Block {
  return {
    at: new Float64Array(BLOCK),
    node: new Int16Array(BLOCK),
    page: new Uint32Array(BLOCK),
    offset: new Uint32Array(BLOCK),
  };
}
