/** Writes into an array whose exact size was computed before: one allocation, and a wrong size is noticed. */
import { copyBytes, writeUint32 } from "./bytes.ts";
import { compactSizeBytes } from "./compact-size.ts";

export class ByteWriter {
  readonly bytes: Uint8Array;
  #offset: number;

  /** Writes to `bytes` from `offset` on. */
  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.#offset = offset;
  }

  /** Of the next byte. */
  get offset(): number {
    return this.#offset;
  }

  uint8(value: number): void {
    this.bytes[this.#advance(1)] = value;
  }

  /** Big-endian, as only ports are. */
  uint16BigEndian(value: number): void {
    const at = this.#advance(2);
    this.bytes[at] = value >>> 8;
    this.bytes[at + 1] = value;
  }

  /** u32 or i32. */
  uint32(value: number): void {
    writeUint32(this.bytes, this.#advance(4), value);
  }

  /** u64 or i64. */
  uint64(value: bigint): void {
    const at = this.#advance(8);
    const small = Number(value);
    // As any amount of coins is: sums of large integers cost more than all else that is written of one.
    const isSmall = small >= 0 && small <= Number.MAX_SAFE_INTEGER;
    writeUint32(this.bytes, at, isSmall ? small % 0x1_0000_0000 : Number(value & 0xffff_ffffn));
    writeUint32(
      this.bytes,
      at + 4,
      isSmall ? Math.floor(small / 0x1_0000_0000) : Number((value >> 32n) & 0xffff_ffffn),
    );
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#advance(bytes.length));
  }

  /** `count` bytes of an array: without a view, which costs more than a few bytes do. */
  part(bytes: Uint8Array, from: number, count: number): void {
    copyBytes(bytes, from, count, this.bytes, this.#advance(count));
  }

  compactSize(size: number): void {
    const width = compactSizeBytes(size);
    const at = this.#advance(width);
    this.bytes[at] = width === 1 ? size : width === 3 ? 0xfd : 0xfe;
    for (let i = 1; i < width; i++) this.bytes[at + i] = size >>> (8 * (i - 1));
  }

  /** A CompactSize and the bytes. */
  variableBytes(bytes: Uint8Array): void {
    this.compactSize(bytes.length);
    this.raw(bytes);
  }

  /** The array, which must be full. Throws if it is not: the size was computed wrongly. */
  finish(): Uint8Array {
    if (this.#offset !== this.bytes.length) {
      throw new Error(`wrote ${this.#offset} of ${this.bytes.length} bytes`);
    }
    return this.bytes;
  }

  #advance(length: number): number {
    const at = this.#offset;
    this.#offset += length;
    if (this.#offset > this.bytes.length) throw new Error(`wrote past ${this.bytes.length} bytes`);
    return at;
  }
}
