/**
 * Reads untrusted bytes. The first thing wrong is kept, with the path of its field; from then on every read gives
 * zeros and takes no space, so that a decoder needs no checks between its lines, cannot throw and cannot loop for long.
 */
import { readUint32 } from "../bytes.ts";
import type { Decoded, DecodeError } from "../decoded.ts";

/** Core MAX_SIZE: the largest CompactSize that may stand for a length. */
const LENGTH_MAX = 0x02000000;
const NOTHING = new Uint8Array(0);

export class Reader {
  readonly #bytes: Uint8Array;
  readonly #path: (string | number)[] = [];
  #offset: number;
  readonly #end: number;
  #error: DecodeError | undefined;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#offset = offset;
    this.#end = end;
  }

  get failed(): boolean {
    return this.#error !== undefined;
  }

  get remaining(): number {
    return this.failed ? 0 : this.#end - this.#offset;
  }

  /** Reads a part under its name, which errors inside it bear. */
  at<T>(name: string | number, read: (reader: Reader) => T): T {
    this.#path.push(name);
    const value = read(this);
    this.#path.pop();
    return value;
  }

  fail(expected: string, found: string | number): void {
    this.#error ??= { path: this.#path.join("."), expected, found: String(found) };
  }

  uint8(): number {
    return this.#take(1) ? (this.#bytes[this.#offset - 1] ?? 0) : 0;
  }

  uint16(): number {
    if (!this.#take(2)) return 0;
    return (this.#bytes[this.#offset - 2] ?? 0) | ((this.#bytes[this.#offset - 1] ?? 0) << 8);
  }

  /** Network byte order: ports only. */
  uint16BigEndian(): number {
    const value = this.uint16();
    return ((value & 0xff) << 8) | (value >>> 8);
  }

  uint32(): number {
    return this.#take(4) ? readUint32(this.#bytes, this.#offset - 4) : 0;
  }

  int32(): number {
    return this.uint32() | 0;
  }

  uint64(): bigint {
    const low = this.uint32();
    return BigInt(low) | (BigInt(this.uint32()) << 32n);
  }

  int64(): bigint {
    return BigInt.asIntN(64, this.uint64());
  }

  /** A copy. */
  bytes(count: number): Uint8Array {
    return this.#take(count) ? this.#bytes.slice(this.#offset - count, this.#offset) : NOTHING;
  }

  hash(): Uint8Array {
    return this.#take(32) ? this.#bytes.slice(this.#offset - 32, this.#offset) : new Uint8Array(32);
  }

  skip(count: number): void {
    this.#take(count);
  }

  /** What has not been read yet: a view. */
  peek(): Uint8Array {
    return this.failed ? NOTHING : this.#bytes.subarray(this.#offset, this.#end);
  }

  /** A CompactSize, which must be in its shortest form. */
  compactSize(): number {
    const first = this.uint8();
    if (first < 0xfd) return first;
    if (first === 0xfd) return this.#shortest(this.uint16(), 0xfd);
    if (first === 0xfe) return this.#shortest(this.uint32(), 0x10000);
    const value = this.uint64();
    if (value < 0x1_0000_0000n && !this.failed)
      this.fail("the shortest form of the size", `${value} in 9 bytes`);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      this.fail(`at most ${LENGTH_MAX}`, value.toString());
      return 0;
    }
    return Number(value);
  }

  /** A CompactSize that counts items of at least `itemBytes` each: never more than `max`, nor than the bytes that follow could hold. */
  count(max: number, itemBytes: number): number {
    const count = this.compactSize();
    if (count > Math.min(max, LENGTH_MAX)) this.fail(`at most ${Math.min(max, LENGTH_MAX)}`, count);
    else if (count * itemBytes > this.remaining) {
      this.fail(`at least ${count * itemBytes} more bytes for ${count} items`, this.remaining);
    }
    return this.failed ? 0 : count;
  }

  /** Bytes behind their own length. */
  variableBytes(max = LENGTH_MAX): Uint8Array {
    return this.bytes(this.count(max, 1));
  }

  list<T>(max: number, itemBytes: number, read: (reader: Reader) => T): T[] {
    const count = this.count(max, itemBytes);
    const items: T[] = [];
    for (let i = 0; i < count && !this.failed; i++) items.push(this.at(i, read));
    return items;
  }

  /** Ends the reading: bytes left over are wrong. */
  finish<T>(value: T): Decoded<T> {
    if (this.remaining > 0) this.fail("no more bytes", `${this.remaining} left over`);
    return this.#error === undefined ? { ok: true, value } : { ok: false, error: this.#error };
  }

  #shortest(value: number, least: number): number {
    if (value < least) this.fail("the shortest form of the size", `${value} in a longer one`);
    return value;
  }

  #take(count: number): boolean {
    if (this.failed) return false;
    if (count > this.#end - this.#offset) {
      this.fail(`${count} more bytes`, this.#end - this.#offset);
      return false;
    }
    this.#offset += count;
    return true;
  }
}
