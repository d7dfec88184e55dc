/**
 * The blocks that a node has, as bytes. What all nodes of a process have is kept once for all of them; of its own a node
 * keeps only what is in no common place, such as what was mined meanwhile.
 */

/** Blocks that several nodes have, each at a place of its own. */
export interface SharedBlocks {
  /** Where this very block is, byte by byte; undefined: it is not among them. */
  find(height: number, block: Uint8Array): number | undefined;
  /** Good for now: the bytes may be gone when others are read. */
  read(place: number): Uint8Array;
}

const FIRST_CAPACITY = 64;
const GROWTH = 1.5;

export class BlockBodies {
  readonly #shared: SharedBlocks | undefined;
  readonly #own = new Map<number, Uint8Array>();
  /** By entry: its place among the shared ones + 1, 0 = it is not there. */
  #places: Int32Array = new Int32Array(FIRST_CAPACITY);
  #size = 0;

  constructor(shared?: SharedBlocks) {
    this.#shared = shared;
  }

  get shared(): SharedBlocks | undefined {
    return this.#shared;
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  has(entry: number): boolean {
    return this.#placeOf(entry) > 0 || this.#own.has(entry);
  }

  get(entry: number): Uint8Array | undefined {
    const place = this.#placeOf(entry);
    return place > 0 ? this.#shared?.read(place - 1) : this.#own.get(entry);
  }

  /** Each entry once. */
  set(entry: number, height: number, block: Uint8Array): void {
    if (this.has(entry)) throw new Error(`entry ${entry} has a block already`);
    const place = this.#shared?.find(height, block);
    if (place === undefined) {
      this.#size += 1;
      this.#own.set(entry, block);
    } else this.setPlace(entry, place);
  }

  /** Each entry once: it is there among the shared ones. */
  setPlace(entry: number, place: number): void {
    this.#size += 1;
    if (entry >= this.#places.length) {
      const larger = new Int32Array(Math.max(entry + 1, Math.ceil(this.#places.length * GROWTH)));
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[entry] = place + 1;
  }

  /** Where it is among the shared ones; undefined: it is not. */
  placeOf(entry: number): number | undefined {
    const place = this.#placeOf(entry);
    return place === 0 ? undefined : place - 1;
  }

  /** Those of the entries below `size`, to have more of its own. */
  prefix(size: number): BlockBodies {
    const prefix = new BlockBodies(this.#shared);
    prefix.#places = this.#places.slice(0, size);
    for (const place of prefix.#places) if (place > 0) prefix.#size += 1;
    for (const [entry, block] of this.#own) {
      if (entry >= size) continue;
      prefix.#own.set(entry, block);
      prefix.#size += 1;
    }
    return prefix;
  }

  /** Those of entries that are all at these places, but for genesis. */
  static at(places: Int32Array, genesis: Uint8Array, shared: SharedBlocks | undefined): BlockBodies {
    const bodies = new BlockBodies(shared);
    bodies.#places = places;
    bodies.#own.set(0, genesis);
    bodies.#size = places.length;
    return bodies;
  }

  /** Place + 1 of each entry below `size`, 0 for genesis. Throws if another is at no place. */
  copyPlaces(size: number): Int32Array<ArrayBuffer> {
    const places = new Int32Array(size);
    for (let entry = 1; entry < size; entry++) {
      places[entry] = this.#placeOf(entry);
      if (places[entry] === 0) throw new Error(`entry ${entry} is at no place`);
    }
    return places;
  }

  #placeOf(entry: number): number {
    return this.#places[entry] ?? 0;
  }
}
