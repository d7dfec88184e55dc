/**
 * Unpacks gzip, alike in a page and on the command line: all members of it, checked to the last byte, and never more than
 * was asked for. Engines differ in what they make of a second member or of bytes that follow the last; so that they cannot,
 * each is given exactly one member.
 */

import { type Inflated, inflate, joined } from "./inflate.ts";

/** All files of a chain together, unpacked. */
export const CHAIN_BYTES_MAX = 512 * 1024 * 1024;

export type Unpacked =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** As `expected …, found …`. */
  | { readonly ok: false; readonly error: string };

const MEMBER_START = [0x1f, 0x8b, 8];
/** Flags of a member: the highest three bits are nobody's. */
const RESERVED_FLAGS = 0xe0;
const MEMBER_BYTES_MIN = 18;
/** CRC-32 and length of what was packed. */
const TRAILER_BYTES = 8;
/** So many members there may be, and one more for each of these bytes that are allowed: each takes a moment, also an empty one. */
const MEMBERS = { least: 200, bytesEach: 16 * 1024 };
/** What looks like the start of a member inside of one makes it be read again: at most this often all that is allowed. */
const VAIN_PASSES = 2;

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What is not gzip stays as it is. `atMost`: bytes, of both kinds. */
export async function unpack(bytes: Uint8Array, atMost: number): Promise<Unpacked> {
  if (!isGzip(bytes)) return bytes.length > atMost ? tooMuch(atMost) : { ok: true, bytes };
  const parts: Uint8Array[] = [];
  let left = atMost;
  let vain = VAIN_PASSES * atMost;
  const membersMax = MEMBERS.least + Math.floor(atMost / MEMBERS.bytesEach);
  for (let start = 0, member = 1; start < bytes.length; member++) {
    if (member > membersMax)
      return { ok: false, error: `expected at most ${membersMax} gzip members, found more` };
    if (!isMemberStart(bytes, start))
      return broken(member, start, "the start of a gzip member", "other bytes");
    let end = start;
    let inflated: Inflated | undefined;
    do {
      end = nextMemberStart(bytes, end + MEMBER_BYTES_MIN);
      inflated = await inflateMember(bytes.subarray(start, end), left);
      vain -= inflated.length + (end - start);
      if (inflated.kind === "long") return tooMuch(atMost);
    } while (inflated.kind === "broken" && end < bytes.length && vain > 0);
    if (inflated.kind === "broken") {
      return broken(member, start, "a whole gzip member and nothing after it", "damaged, cut or other bytes");
    }
    parts.push(...inflated.parts);
    left -= inflated.length;
    start = end;
  }
  return { ok: true, bytes: joined(parts, atMost - left) };
}

/** The first `count` bytes, or all if there are fewer; of what is damaged, those before. Never fails. */
export async function unpackHead(bytes: Uint8Array, count: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes.subarray(0, count);
  const { parts, length } = await inflate("gzip", bytes, count);
  return joined(parts, length).subarray(0, count);
}

/** Nothing may follow the member, and its trailer must be right. */
async function inflateMember(packed: Uint8Array, atMost: number): Promise<Inflated> {
  const inflated = await inflate("gzip", packed, atMost);
  const { kind, parts, length } = inflated;
  return kind === "whole" && !hasRightTrailer(packed, parts, length)
    ? { ...inflated, kind: "broken" }
    : inflated;
}

function isMemberStart(bytes: Uint8Array, at: number): boolean {
  return (
    MEMBER_START.every((byte, i) => bytes[at + i] === byte) &&
    ((bytes[at + MEMBER_START.length] ?? RESERVED_FLAGS) & RESERVED_FLAGS) === 0
  );
}

/** Where the next member may begin, or the end. */
function nextMemberStart(bytes: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(MEMBER_START[0]!, from);
    at >= 0;
    at = bytes.indexOf(MEMBER_START[0]!, at + 1)
  ) {
    if (isMemberStart(bytes, at)) return at;
  }
  return bytes.length;
}

/** Some engines pass over zeros that follow. */
function hasRightTrailer(packed: Uint8Array, parts: readonly Uint8Array[], length: number): boolean {
  if (packed.length < MEMBER_BYTES_MIN) return false;
  const view = new DataView(packed.buffer, packed.byteOffset + packed.length - TRAILER_BYTES, TRAILER_BYTES);
  return view.getUint32(4, true) === length % 2 ** 32 && view.getUint32(0, true) === crc32(parts);
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  return value;
});

function crc32(parts: readonly Uint8Array[]): number {
  let crc = -1;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) crc = CRC_TABLE[(crc ^ part[i]!) & 0xff]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

function tooMuch(atMost: number): Unpacked {
  return { ok: false, error: `expected at most ${atMost} bytes, found more` };
}

function broken(member: number, offset: number, expected: string, found: string): Unpacked {
  return {
    ok: false,
    error: `gzip member ${member}, offset ${offset}: expected ${expected}, found ${found}`,
  };
}
