/** Takes blocks out of the framing of Core's blk*.dat files: magic, length, block; zeros may lie between. */
import { readUint32, toHex } from "../bitcoin/bytes.ts";
import { HEADER_BYTES } from "../bitcoin/header.ts";
import { type Network, networks } from "../bitcoin/networks.ts";

const FRAME_BYTES = 8;
const KEY_BYTES = 8;

export interface BlockFrame {
  /** Of its magic in the file. */
  readonly offset: number;
  /** The serialised block, not yet read: a view of the file. At least a header. */
  readonly bytes: Uint8Array;
}

export type BlockFrames =
  | { readonly ok: true; readonly network: Network; readonly frames: readonly BlockFrame[] }
  | { readonly ok: false; readonly error: string };

/** The bytes without the obfuscation that newer nodes put on their block files: each byte xor a key of 8, repeated. */
export function deobfuscate(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) plain[i] = (bytes[i] ?? 0) ^ (key[i % KEY_BYTES] ?? 0);
  return plain;
}

export function isObfuscationKey(key: Uint8Array): boolean {
  return key.length === KEY_BYTES;
}

/** In the order of the file. The first magic says which network it is. */
export function readFrames(bytes: Uint8Array): BlockFrames {
  const magic = toHex(bytes.subarray(0, 4));
  const network = Object.values(networks).find(({ magicBytes }) => toHex(magicBytes) === magic);
  if (network === undefined) {
    const known = Object.values(networks).map(({ name, magicBytes }) => `${toHex(magicBytes)} (${name})`);
    return wrong(0, 0, `the magic of a network, ${known.join(", ")}`, magic || "nothing");
  }
  const frames: BlockFrame[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    // Core sets room aside before it writes: the end of a file may be zeros.
    if (bytes[offset] === 0) {
      offset += 1;
      continue;
    }
    const found = toHex(bytes.subarray(offset, offset + 4));
    if (found !== toHex(network.magicBytes)) {
      return wrong(
        offset,
        frames.length,
        `the magic of ${network.name}, ${toHex(network.magicBytes)}`,
        found,
      );
    }
    const start = offset + FRAME_BYTES;
    if (start > bytes.length) {
      return wrong(
        offset,
        frames.length,
        "a length of 4 bytes",
        `${bytes.length - offset - 4}: the file is cut`,
      );
    }
    const size = readUint32(bytes, offset + 4);
    if (size < HEADER_BYTES) return wrong(offset, frames.length, "a block of at least 80 bytes", `${size}`);
    if (size > bytes.length - start) {
      const rest = `${bytes.length - start}: the file is cut`;
      return wrong(offset, frames.length, `a block of ${size} bytes`, rest);
    }
    frames.push({ offset, bytes: bytes.subarray(start, start + size) });
    offset = start + size;
  }
  return { ok: true, network, frames };
}

/** `count`: of the blocks before it. In a file that is in order, and begins with genesis, that is the height. */
function wrong(offset: number, count: number, expected: string, found: string): BlockFrames {
  const error = `blocks file, offset ${offset}, after ${count} blocks: expected ${expected}, found ${found}`;
  return { ok: false, error };
}
