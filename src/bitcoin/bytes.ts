/** Bytes, hexadecimal text and little-endian integers. */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hex, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** For text written by us. Throws RangeError on anything but an even number of hex digits. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) {
    throw new RangeError(`expected an even number of hex digits, found ${JSON.stringify(hex.slice(0, 80))}`);
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The 32 bytes at `offset` as Bitcoin shows a hash: hex in reverse order. */
export function displayHash(hash: Uint8Array, offset = 0): string {
  let text = "";
  for (let i = offset + 31; i >= offset; i--) text += HEX[hash[i]!];
  return text;
}

/** Internal order of a hash as shown. For text written by us: throws RangeError unless it is 64 hex digits. */
export function hashFromDisplay(hex: string): Uint8Array {
  if (hex.length !== 64) throw new RangeError(`expected 64 hex digits, found ${hex.length}`);
  return fromHex(hex).reverse();
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Length of every hash. */
export const HASH_BYTES = 32;

/** 32 zero bytes: the parent of a genesis block, "no stop" in a locator. Never written to. */
export const ZERO_HASH: Uint8Array = new Uint8Array(HASH_BYTES);

/** u32, little-endian. Precondition: four bytes there. */
export function readUint32(bytes: Uint8Array, offset: number): number {
  return (
    (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24)) >>>
    0
  );
}

/** u32 or i32, little-endian: the low 32 bits of `value`. Precondition: room for four bytes. */
export function writeUint32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value;
  bytes[offset + 1] = value >>> 8;
  bytes[offset + 2] = value >>> 16;
  bytes[offset + 3] = value >>> 24;
}

/**
 * Copies `count` bytes. For the few bytes of a hash or a header this is several times as fast as `set` with a view made
 * for it.
 */
export function copyBytes(
  from: Uint8Array,
  fromAt: number,
  count: number,
  to: Uint8Array,
  toAt: number,
): void {
  for (let i = 0; i < count; i++) to[toAt + i] = from[fromAt + i]!;
}
