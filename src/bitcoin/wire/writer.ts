/** Writes Bitcoin's fields into one buffer of a size known beforehand. */
import { writeUint32 } from "../bytes.ts";

export class Writer {
  readonly bytes: Uint8Array;
  #offset: number;

  constructor(size: number, offset = 0) {
    this.bytes = new Uint8Array(size);
    this.#offset = offset;
  }

  uint8(value: number): this {
    this.bytes[this.#offset++] = value;
    return this;
  }

  uint16(value: number): this {
    return this.uint8(value).uint8(value >>> 8);
  }

  uint16BigEndian(value: number): this {
    return this.uint8(value >>> 8).uint8(value);
  }

  uint32(value: number): this {
    writeUint32(this.bytes, this.#offset, value);
    this.#offset += 4;
    return this;
  }

  uint64(value: bigint): this {
    const unsigned = BigInt.asUintN(64, value);
    return this.uint32(Number(unsigned & 0xffffffffn)).uint32(Number(unsigned >> 32n));
  }

  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#offset);
    this.#offset += bytes.length;
    return this;
  }

  compactSize(value: number): this {
    if (value < 0xfd) return this.uint8(value);
    if (value <= 0xffff) return this.uint8(0xfd).uint16(value);
    if (value <= 0xffffffff) return this.uint8(0xfe).uint32(value);
    return this.uint8(0xff).uint64(BigInt(value));
  }

  variableBytes(bytes: Uint8Array): this {
    return this.compactSize(bytes.length).raw(bytes);
  }
}

export function compactSizeBytes(value: number): number {
  if (value < 0xfd) return 1;
  if (value <= 0xffff) return 3;
  return value <= 0xffffffff ? 5 : 9;
}
