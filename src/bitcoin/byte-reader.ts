/**
 * Reads bytes that somebody else wrote. It never throws: the first thing that is wrong is remembered with its path,
 * and from then on every read gives zero or nothing. Loops over counted items check `failed`.
 */
import { copyBytes, readUint32 } from "./bytes.ts";
import { MAX_SIZE } from "./compact-size.ts";
import type { Decoded, DecodeError } from "./decoded.ts";

const EMPTY = new Uint8Array(0);

export class ByteReader {
  readonly bytes: Uint8Array;
  #offset: number;
  readonly #end: number;
  readonly #path: (string | number)[];
  #error: DecodeError | undefined;

  /** Reads `bytes` from `start` to `end`; `root` begins every path. */
  constructor(bytes: Uint8Array, root: string, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.#offset = start;
    this.#end = end;
    this.#path = [root];
  }

  get failed(): boolean {
    return this.#error !== undefined;
  }

  /** The first thing that was wrong. */
  get error(): DecodeError | undefined {
    return this.#error;
  }

  /** Of the next byte, in `bytes`. */
  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#end - this.#offset;
  }

  /** Begins a part: a field by its name, an item of a list by its number. */
  enter(part: string | number): void {
    this.#path.push(part);
  }

  leave(): void {
    this.#path.pop();
  }

  /** Remembers what is wrong with `field` of the current part, unless something was wrong before. */
  fail(field: string, expected: string, found: string): void {
    this.#error ??= { path: this.#pathOf(field), expected, found };
  }

  uint8(field: string): number {
    const at = this.#advance(field, 1);
    return at < 0 ? 0 : this.bytes[at]!;
  }

  /** Big-endian, as only ports are. */
  uint16BigEndian(field: string): number {
    const at = this.#advance(field, 2);
    return at < 0 ? 0 : (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  uint32(field: string): number {
    const at = this.#advance(field, 4);
    return at < 0 ? 0 : readUint32(this.bytes, at);
  }

  int32(field: string): number {
    return this.uint32(field) | 0;
  }

  uint64(field: string): bigint {
    const at = this.#advance(field, 8);
    if (at < 0) return 0n;
    return BigInt(readUint32(this.bytes, at)) | (BigInt(readUint32(this.bytes, at + 4)) << 32n);
  }

  int64(field: string): bigint {
    return BigInt.asIntN(64, this.uint64(field));
  }

  /** A view, not a copy. Empty when it fails. */
  take(field: string, length: number): Uint8Array {
    const at = this.#advance(field, length);
    // One empty array for all: a witness of a million empty items costs nothing.
    return at < 0 || length === 0 ? EMPTY : this.bytes.subarray(at, at + length);
  }

  /** Copies the next `length` bytes to `target` at `at`; nothing when it fails. */
  copyTo(field: string, length: number, target: Uint8Array, at: number): void {
    const from = this.#advance(field, length);
    if (from >= 0) copyBytes(this.bytes, from, length, target, at);
  }

  /** A CompactSize in its shortest form, at most `max`. */
  compactSize(field: string, max = MAX_SIZE): number {
    const size = this.#anyCompactSize(field);
    if (size <= max) return Number(size);
    this.fail(field, `at most ${max}`, String(size));
    return 0;
  }

  /**
   * The number of items of a list: at most `max`, and no more than can follow when each takes at least
   * `minBytesEach`, so that no count makes us reserve more than the sender has sent.
   */
  count(field: string, minBytesEach: number, max = MAX_SIZE): number {
    return this.fitting(field, this.compactSize(field, max), minBytesEach);
  }

  /** `count`, if so many can follow when each takes at least `minBytesEach`. */
  fitting(field: string, count: number, minBytesEach: number): number {
    if (count * minBytesEach <= this.remaining) return count;
    this.fail(field, `${count} × at least ${minBytesEach} bytes`, `${this.remaining} bytes`);
    return 0;
  }

  /** A CompactSize and as many bytes: a view. */
  variableBytes(field: string, max = MAX_SIZE): Uint8Array {
    return this.take(field, this.compactSize(field, max));
  }

  /** The value, if nothing was wrong and nothing is left over. */
  finish<T>(value: T): Decoded<T> {
    if (this.remaining !== 0) this.fail("", "the end", `${this.remaining} more bytes`);
    return this.#error === undefined ? { ok: true, value } : { ok: false, error: this.#error };
  }

  /** Where the next `length` bytes begin, or −1. */
  #advance(field: string, length: number): number {
    if (this.#error !== undefined) return -1;
    if (length > this.remaining) {
      this.fail(field, `${length} bytes`, `${this.remaining} bytes`);
      return -1;
    }
    const at = this.#offset;
    this.#offset += length;
    return at;
  }

  /** Exact: what takes eight bytes is a bigint. */
  #anyCompactSize(field: string): number | bigint {
    const first = this.uint8(field);
    if (first < 0xfd) return first;
    const width = first === 0xfd ? 2 : first === 0xfe ? 4 : 8;
    const size = first === 0xff ? this.uint64(field) : this.#littleEndian(field, width);
    if (this.failed) return 0;
    const least = first === 0xfd ? 0xfd : first === 0xfe ? 0x1_0000 : 0x1_0000_0000;
    if (size < least) {
      this.fail(field, "the shortest CompactSize", `${size} in ${width + 1} bytes`);
      return 0;
    }
    return size;
  }

  #littleEndian(field: string, width: number): number {
    const at = this.#advance(field, width);
    let value = 0;
    for (let i = width - 1; at >= 0 && i >= 0; i--) value = value * 256 + this.bytes[at + i]!;
    return value;
  }

  #pathOf(field: string): string {
    let path = "";
    for (const part of field === "" ? this.#path : [...this.#path, field]) {
      if (typeof part === "number") path += `[${part}]`;
      else path += path === "" ? part : `.${part}`;
    }
    return path;
  }
}
