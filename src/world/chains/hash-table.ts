/** From hashes to small numbers, without an object for each: 32 bytes of memory and a slot or two. */
import { HASH_BYTES, readUint32 } from "../../bitcoin/bytes.ts";

/** Slots for each hash at least. */
const SLOTS_EACH = 2;

/**
 * Of at most `capacity` hashes. They stand where they are, and are looked at through `keyAt`: the array and the offset of the hash
 * of a number.
 */
export class HashTable {
  /** Open addressing: number + 1, 0 = free. */
  readonly #slots: Int32Array;
  readonly #keyAt: (number: number) => readonly [bytes: Uint8Array, offset: number];

  constructor(capacity: number, keyAt: (number: number) => readonly [Uint8Array, number]) {
    let slots = 1;
    while (slots < SLOTS_EACH * capacity) slots *= 2;
    this.#slots = new Int32Array(slots);
    this.#keyAt = keyAt;
  }

  /** The number with this hash; undefined: there is none. */
  find(bytes: Uint8Array, offset = 0): number | undefined {
    const found = this.#slots[this.#slot(bytes, offset)]!;
    return found === 0 ? undefined : found - 1;
  }

  /** Enters this number under its hash, unless there is one already: that is returned then. */
  add(number: number): number | undefined {
    const [bytes, offset] = this.#keyAt(number);
    const slot = this.#slot(bytes, offset);
    const found = this.#slots[slot]!;
    if (found !== 0) return found - 1;
    this.#slots[slot] = number + 1;
    return undefined;
  }

  /** Where it is, or where it would be. Hashes are as good as random but in the bytes that proof of work asks for, the last. */
  #slot(bytes: Uint8Array, offset: number): number {
    const mask = this.#slots.length - 1;
    let slot = readUint32(bytes, offset) & mask;
    for (let number = this.#slots[slot]!; number !== 0; number = this.#slots[slot]!) {
      const [other, at] = this.#keyAt(number - 1);
      if (isSame(bytes, offset, other, at)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

function isSame(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number): boolean {
  for (let i = 0; i < HASH_BYTES; i++) if (a[aAt + i] !== b[bAt + i]) return false;
  return true;
}
