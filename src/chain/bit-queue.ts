/** Bits in the order in which they came, eight to a byte: the commitments of a presync (Core `bitdeque`). */

const FIRST_BYTES = 16;

/** Written first and read afterwards, so what was read keeps its place. */
export class BitQueue {
  #bytes = new Uint8Array(FIRST_BYTES);
  #written = 0;
  #read = 0;

  /** Bits that are yet to be read. */
  get size(): number {
    return this.#written - this.#read;
  }

  push(bit: number): void {
    const at = this.#written >>> 3;
    if (at === this.#bytes.length) {
      const larger = new Uint8Array(at * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[at]! |= (bit & 1) << (this.#written & 7);
    this.#written += 1;
  }

  /** The oldest, 0 or 1; undefined if there is none. */
  shift(): number | undefined {
    if (this.#read === this.#written) return undefined;
    const at = this.#read++;
    return (this.#bytes[at >>> 3]! >>> (at & 7)) & 1;
  }

  /** Everything allocated, slack included. */
  memoryBytes(): number {
    return this.#bytes.byteLength;
  }
}
