/** Takes blocks out of the framing of Core's blk*.dat files: magic, length, block; zeros may lie between. */
import { type Block, decodeBlock } from "../bitcoin/block.ts";
import { readUint32, toHex } from "../bitcoin/bytes.ts";
import { describeDecodeError } from "../bitcoin/decoded.ts";
import { type Network, networks } from "../bitcoin/networks.ts";

const FRAME_BYTES = 8;
const KEY_BYTES = 8;

export type FramedBlocks =
  | { readonly ok: true; readonly network: Network; readonly blocks: readonly Block[] }
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

/** In the order of the file. */
export function readFramedBlocks(bytes: Uint8Array): FramedBlocks {
  const magic = bytes.subarray(0, 4);
  const network = Object.values(networks).find(({ magicBytes }) => toHex(magicBytes) === toHex(magic));
  if (network === undefined) {
    const known = Object.values(networks).map(({ name, magicBytes }) => `${toHex(magicBytes)} (${name})`);
    return wrong(0, `the magic of a network, ${known.join(", ")}`, toHex(magic) || "nothing");
  }
  const blocks: Block[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    // Core sets room aside before it writes: the end of a file may be zeros.
    if (bytes[offset] === 0) {
      offset += 1;
      continue;
    }
    const found = bytes.subarray(offset, offset + 4);
    if (toHex(found) !== toHex(network.magicBytes)) {
      return wrong(offset, `the magic of ${network.name}, ${toHex(network.magicBytes)}`, toHex(found));
    }
    const size = readUint32(bytes, offset + 4);
    const start = offset + FRAME_BYTES;
    if (start > bytes.length || size > bytes.length - start) {
      return wrong(
        offset,
        `a whole block of ${size} bytes`,
        `${Math.max(0, bytes.length - start)}: the file is cut`,
      );
    }
    const decoded = decodeBlock(bytes.subarray(start, start + size));
    if (!decoded.ok)
      return { ok: false, error: `blocks file, offset ${offset}: ${describeDecodeError(decoded.error)}` };
    blocks.push(decoded.value);
    offset = start + size;
  }
  return { ok: true, network, blocks };
}

function wrong(offset: number, expected: string, found: string): FramedBlocks {
  return { ok: false, error: `blocks file, offset ${offset}: expected ${expected}, found ${found}` };
}
