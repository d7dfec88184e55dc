/**
 * SHA-256. The compression function comes from a library, of which this is the only importer; the padding is ours,
 * because most of what Bitcoin hashes is 80 or 64 bytes, hashed twice: for a header that is 2.5 times as fast as
 * the library's `sha256(sha256(bytes))`, which makes and wipes a hasher and an array for each half.
 */
import { _SHA256 } from "@noble/hashes/sha2.js";
import { HASH_BYTES } from "./bytes.ts";

const BLOCK_BYTES = 64;
const LENGTH_AT = 56;

/** One hasher for all calls; it holds nothing between them. */
class Hasher extends _SHA256 {
  /** The end of the message, padded; afterwards the result. */
  readonly #last = new Uint8Array(BLOCK_BYTES);
  readonly #lastView = new DataView(this.#last.buffer);
  /** A hash as a message of its own: its padding never changes. */
  readonly #inner = new DataView(new ArrayBuffer(BLOCK_BYTES));

  constructor() {
    super();
    this.#inner.setUint8(HASH_BYTES, 0x80);
    this.#inner.setUint32(BLOCK_BYTES - 4, HASH_BYTES * 8);
  }

  double(bytes: Uint8Array, offset: number, length: number, out: Uint8Array, outOffset: number): void {
    this.#compress(bytes, offset, length);
    this.#writeTo(this.#inner);
    this.#begin();
    this.process(this.#inner, 0);
    this.#writeTo(this.#lastView);
    for (let i = 0; i < HASH_BYTES; i++) out[outOffset + i] = this.#last[i]!;
  }

  #compress(bytes: Uint8Array, offset: number, length: number): void {
    this.#begin();
    const end = offset + length;
    let at = offset;
    if (length >= BLOCK_BYTES) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (; at + BLOCK_BYTES <= end; at += BLOCK_BYTES) this.process(view, at);
    }
    const last = this.#last;
    let filled = 0;
    while (at < end) last[filled++] = bytes[at++]!;
    last[filled++] = 0x80;
    if (filled > LENGTH_AT) {
      last.fill(0, filled);
      this.process(this.#lastView, 0);
      filled = 0;
    }
    last.fill(0, filled);
    // In bits, as a u64.
    this.#lastView.setUint32(LENGTH_AT, Math.floor(length / 0x2000_0000));
    this.#lastView.setUint32(LENGTH_AT + 4, length << 3);
    this.process(this.#lastView, 0);
  }

  /** FIPS 180-4 §5.3.3. */
  #begin(): void {
    this.set(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
  }

  #writeTo(view: DataView): void {
    view.setUint32(0, this.A);
    view.setUint32(4, this.B);
    view.setUint32(8, this.C);
    view.setUint32(12, this.D);
    view.setUint32(16, this.E);
    view.setUint32(20, this.F);
    view.setUint32(24, this.G);
    view.setUint32(28, this.H);
  }
}

const hasher = new Hasher();

/** SHA-256 of SHA-256: Bitcoin's hash of headers, transactions, merkle pairs and payloads. 32 bytes. */
export function sha256d(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(HASH_BYTES);
  hasher.double(bytes, 0, bytes.length, hash, 0);
  return hash;
}

/** `sha256d` of the `length` bytes at `offset`, written to `out` at `outOffset`. The two may overlap. */
export function sha256dInto(
  bytes: Uint8Array,
  offset: number,
  length: number,
  out: Uint8Array,
  outOffset: number,
): void {
  if (offset < 0 || length < 0 || offset + length > bytes.length) {
    throw new RangeError(`no ${length} bytes at ${offset} of ${bytes.length}`);
  }
  hasher.double(bytes, offset, length, out, outOffset);
}
