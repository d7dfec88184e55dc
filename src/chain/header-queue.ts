/**
 * Headers of one chain, first in, first out, without their parents' hashes: 48 bytes each in a ring. Whoever takes them
 * out knows the hash of the one before (protocol.md §2.5; Core `CompressedHeader`).
 */
import { copyBytes, HASH_BYTES } from "../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeaderInto, PREV_AT } from "../bitcoin/header.ts";
import type { CheckedBatch } from "./header-batch.ts";

const QUEUED_BYTES = HEADER_BYTES - HASH_BYTES;
const PREV_END = PREV_AT + HASH_BYTES;
const FIRST_CAPACITY = 64;
/** Small, so that the queue never holds much more than it needs. */
const GROWTH = 1.25;

export class HeaderQueue {
  #ring = new Uint8Array(FIRST_CAPACITY * QUEUED_BYTES);
  #capacity = FIRST_CAPACITY;
  #front = 0;
  #size = 0;
  /** Hash of the header before the front. */
  readonly #prev = new Uint8Array(HASH_BYTES);

  /** `prev`: hash of the block that the first header builds on. */
  constructor(prev: Uint8Array) {
    copyBytes(prev, 0, HASH_BYTES, this.#prev, 0);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds the 80 bytes at `offset`, whose parent is the header added before. */
  push(bytes: Uint8Array, offset: number): void {
    if (this.#size === this.#capacity) this.#grow();
    const at = ((this.#front + this.#size) % this.#capacity) * QUEUED_BYTES;
    copyBytes(bytes, offset, PREV_AT, this.#ring, at);
    copyBytes(bytes, offset + PREV_END, HEADER_BYTES - PREV_END, this.#ring, at + PREV_AT);
    this.#size += 1;
  }

  /** Takes out the `count` oldest, whole again, with their hashes. Precondition: there are as many. */
  shift(count: number): CheckedBatch {
    if (count > this.#size) throw new RangeError(`${count} headers asked of ${this.#size}`);
    const bytes = new Uint8Array(count * HEADER_BYTES);
    const hashes = new Uint8Array(count * HASH_BYTES);
    for (let i = 0; i < count; i++) {
      const to = i * HEADER_BYTES;
      const at = this.#front * QUEUED_BYTES;
      copyBytes(this.#ring, at, PREV_AT, bytes, to);
      copyBytes(this.#prev, 0, HASH_BYTES, bytes, to + PREV_AT);
      copyBytes(this.#ring, at + PREV_AT, HEADER_BYTES - PREV_END, bytes, to + PREV_END);
      hashHeaderInto(bytes, to, this.#prev, 0);
      copyBytes(this.#prev, 0, HASH_BYTES, hashes, i * HASH_BYTES);
      this.#front = (this.#front + 1) % this.#capacity;
      this.#size -= 1;
    }
    return { count, bytes, hashes };
  }

  /** Everything allocated, slack included. */
  memoryBytes(): number {
    return this.#ring.byteLength;
  }

  #grow(): void {
    const capacity = Math.ceil(this.#capacity * GROWTH);
    const ring = new Uint8Array(capacity * QUEUED_BYTES);
    const split = this.#front * QUEUED_BYTES;
    ring.set(this.#ring.subarray(split));
    ring.set(this.#ring.subarray(0, split), this.#ring.length - split);
    this.#ring = ring;
    this.#capacity = capacity;
    this.#front = 0;
  }
}
