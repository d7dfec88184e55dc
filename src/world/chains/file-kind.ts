/** What a file holds, by its bytes and not by its name. */
import { equalBytes, readUint32 } from "../../bitcoin/bytes.ts";
import { HEADER_BYTES, hashHeader, headerPrev } from "../../bitcoin/header.ts";
import { networks } from "../../bitcoin/networks.ts";
import { readHexText } from "./hex-text.ts";

export type FileKind = "gzip" | "scenario" | "hex" | "headers" | "blocks" | "obfuscated" | "unknown";

/** Enough of a file to tell what it is. */
export const HEAD_BYTES = 1_000_000;

const KEY_BYTES = 8;
const MAGIC_BYTES = 4;
const FRAME_BYTES = 8;
const BLOCK_BYTES_MAX = 4_000_000;
/** Of text, so many characters are looked at, and fewer are no hex text. */
const DIGITS = { looked: 64, least: 8 };
/** A parent of zeros, or the coinbase's input, shows the key four times over. */
const KEY_SEEN_BYTES = 24;

const [OPENING_BRACE, OPENING_BRACKET] = [0x7b, 0x5b];

/** `head`: the file, or its first `HEAD_BYTES`. */
export function kindOfFile(head: Uint8Array): FileKind {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  const first = head.find((byte) => !isBlank(byte) && !isByteOrderMark(byte));
  if (first === OPENING_BRACE || first === OPENING_BRACKET) return "scenario";
  if (isHexText(head)) return "hex";
  if (layoutOfHeaders(head) !== undefined) return "headers";
  if (findMagic(head)) return "blocks";
  return looksObfuscated(head) ? "obfuscated" : "unknown";
}

/** The kind of the bytes that are meant where they are written in hex. */
export function kindOfContent(head: Uint8Array): FileKind {
  const kind = kindOfFile(head);
  if (kind !== "hex") return kind;
  const text = readHexText(head);
  return text.ok ? kindOfFile(text.bytes) : "unknown";
}

/** Where headers stand in their file: the first at `start`, the next `stride` bytes after it. */
export interface HeadersLayout {
  readonly start: number;
  readonly stride: number;
}

/**
 * Headers back to back, or as in the payload of a headers message: each followed by a count of no transactions, all of
 * them perhaps after their own count. Undefined: they are no headers of which the second follows the first.
 */
export function layoutOfHeaders(bytes: Uint8Array): HeadersLayout | undefined {
  for (const start of [0, 1, 3]) {
    if (start + HEADER_BYTES > bytes.length) return undefined;
    const hash = hashHeader(bytes, start);
    for (const stride of [HEADER_BYTES, HEADER_BYTES + 1]) {
      const next = start + stride;
      if (next + HEADER_BYTES > bytes.length) {
        if (isGenesis(hash) && bytes.length - start <= stride) return { start, stride };
      } else if (equalBytes(headerPrev(bytes, next), hash)) return { start, stride };
    }
  }
  return undefined;
}

/** What a person should know of a file in which no block is found; undefined: nothing. */
export function describeStranger(bytes: Uint8Array, key: Uint8Array): string | undefined {
  const hasKey = key.some((byte) => byte !== 0);
  const raw = hasKey ? bytes.map((byte, i) => byte ^ key[i % KEY_BYTES]!) : bytes;
  switch (kindOfFile(raw.subarray(0, HEAD_BYTES))) {
    case "blocks":
      return hasKey ? "the file is not obfuscated: expected no key, found one" : undefined;
    case "headers":
      return "it holds headers without blocks: expected it as a headers file (--headers-file)";
    case "scenario":
      return "it holds a scenario";
    case "obfuscated":
      return hasKey
        ? "expected the key of this file (xor.dat of the same folder), found another"
        : "it looks obfuscated: expected its key, xor.dat of the same folder (--key-file), found none";
    default:
      return hasKey
        ? "expected the key of this file (xor.dat of the same folder), found another, or no block file"
        : "if its node obfuscates block files, its key is xor.dat of the same folder (--key-file)";
  }
}

/** A record begins somewhere: a network's magic with a length that a block may have. */
function findMagic(bytes: Uint8Array): boolean {
  const magics = Object.values(networks).map(({ magicBytes }) => magicBytes);
  for (const magic of magics) {
    for (let at = bytes.indexOf(magic[0]!); at >= 0; at = bytes.indexOf(magic[0]!, at + 1)) {
      if (at + FRAME_BYTES > bytes.length) break;
      if (!equalBytes(bytes.subarray(at, at + MAGIC_BYTES), magic)) continue;
      const size = readUint32(bytes, at + MAGIC_BYTES);
      if (size >= HEADER_BYTES && size <= BLOCK_BYTES_MAX) return true;
    }
  }
  return false;
}

/** Where blocks have runs of zeros, an obfuscated file repeats its key. */
function looksObfuscated(bytes: Uint8Array): boolean {
  let [run, same] = [0, 0];
  for (let i = 1; i < bytes.length; i++) {
    same = bytes[i] === bytes[i - 1] ? same + 1 : 0;
    run = bytes[i] === bytes[i - KEY_BYTES] ? run + 1 : 0;
    // A run of one byte is no key.
    if (run >= KEY_SEEN_BYTES && same < KEY_BYTES) return true;
  }
  return false;
}

function isHexText(bytes: Uint8Array): boolean {
  const seen: number[] = [];
  for (let i = 0; i < bytes.length && seen.length < DIGITS.looked; i++) {
    if (!isBlank(bytes[i]!) && !isByteOrderMark(bytes[i]!)) seen.push(bytes[i]!);
  }
  const text = String.fromCharCode(...seen);
  return new RegExp(`^(0x)?[0-9a-f]{${DIGITS.least},}$`, "i").test(text.replace(/0x/gi, ""));
}

function isGenesis(hash: Uint8Array): boolean {
  return Object.values(networks).some(({ genesis }) => equalBytes(hashHeader(genesis.header), hash));
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** One of the three bytes that some editors put before text. */
function isByteOrderMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}
