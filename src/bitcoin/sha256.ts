/**
 * SHA-256, of which @noble/hashes does all the work; this is its only importer. Most of what Bitcoin hashes is 80 or 64
 * bytes, hashed twice: a new hasher for each half, its checks and its cleaning cost more than the hashing. So one hasher
 * is kept and begun anew for each call, and its compression is given whole blocks of 64 bytes with the padding in place.
 */
import { _SHA256, sha256 as hashOnce } from "@noble/hashes/sha2.js";
import { HASH_BYTES } from "./bytes.ts";

const BLOCK_BYTES = 64;
const WORDS = HASH_BYTES / 4;
/** Padding is a bit and the length in bits, which takes 64 bits at the end of the last block. */
const PADDING_BYTES_MIN = 9;
const END_OF_MESSAGE = 0x80;

/** As every hash begins. */
const fresh = new _SHA256();

class DoubleSha256 extends _SHA256 {
  /** The end of the message, padded: one block or two. */
  readonly #tail = new Uint8Array(2 * BLOCK_BYTES);
  readonly #tailView = new DataView(this.#tail.buffer);
  /** The hash that is hashed again, padded once and for all. */
  readonly #inner = new DataView(new ArrayBuffer(BLOCK_BYTES));

  constructor() {
    super();
    this.#inner.setUint8(HASH_BYTES, END_OF_MESSAGE);
    this.#inner.setUint32(BLOCK_BYTES - 4, HASH_BYTES * 8);
  }

  hash(bytes: Uint8Array, offset: number, length: number, out: Uint8Array, outOffset: number): void {
    this.#begin();
    const whole = this.#wholeBlocks(bytes, offset, length);
    this.#rest(bytes, offset + whole, length - whole, length);
    const inner = this.#inner;
    inner.setUint32(0, this.A);
    inner.setUint32(4, this.B);
    inner.setUint32(8, this.C);
    inner.setUint32(12, this.D);
    inner.setUint32(16, this.E);
    inner.setUint32(20, this.F);
    inner.setUint32(24, this.G);
    inner.setUint32(28, this.H);
    this.#begin();
    this.process(inner, 0);
    const state = this.get();
    for (let i = 0; i < WORDS; i++) {
      const word = state[i]!;
      const at = outOffset + 4 * i;
      out[at] = word >>> 24;
      out[at + 1] = word >>> 16;
      out[at + 2] = word >>> 8;
      out[at + 3] = word;
    }
  }

  #begin(): void {
    fresh._cloneInto(this);
  }

  /** Those of a long message are read where they are. How many bytes it has taken. */
  #wholeBlocks(bytes: Uint8Array, offset: number, length: number): number {
    if (length <= 2 * BLOCK_BYTES - PADDING_BYTES_MIN) return 0;
    const whole = length - (length % BLOCK_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, whole);
    for (let at = 0; at < whole; at += BLOCK_BYTES) this.process(view, at);
    return whole;
  }

  /** The last `rest` of `length` bytes, and the padding. */
  #rest(bytes: Uint8Array, offset: number, rest: number, length: number): void {
    const tail = this.#tail;
    const end = rest + PADDING_BYTES_MIN <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
    for (let i = 0; i < rest; i++) tail[i] = bytes[offset + i]!;
    tail[rest] = END_OF_MESSAGE;
    tail.fill(0, rest + 1, end);
    this.#tailView.setUint32(end - 8, Math.floor(length / 2 ** 29));
    this.#tailView.setUint32(end - 4, length << 3);
    for (let at = 0; at < end; at += BLOCK_BYTES) this.process(this.#tailView, at);
  }
}

const hasher = new DoubleSha256();

/** SHA-256, once: of what is no part of Bitcoin. 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hashOnce(bytes);
}

/** SHA-256 of SHA-256: Bitcoin's hash of headers, transactions, merkle pairs and payloads. 32 bytes. */
export function sha256d(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(HASH_BYTES);
  hasher.hash(bytes, 0, bytes.length, hash, 0);
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
  hasher.hash(bytes, offset, length, out, outOffset);
}
