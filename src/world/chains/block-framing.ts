/**
 * Takes blocks out of the framing of Core's blk*.dat files: magic, length, block (Core `LoadExternalBlockFile`). What
 * stands between two records is passed over; what of it is more than room set aside is told.
 */
import { decodeBlock } from "../../bitcoin/block.ts";
import { displayHash, readUint32, toHex } from "../../bitcoin/bytes.ts";
import { describeDecodeError } from "../../bitcoin/decoded.ts";
import { HEADER_BYTES, hashHeader } from "../../bitcoin/header.ts";
import { type Network, networks } from "../../bitcoin/networks.ts";
import { checkProofOfWork } from "../../chain/header-checks.ts";
import { describeStranger } from "./file-kind.ts";
import { FRAME_BYTES, FrameList } from "./frame-list.ts";

const MAGIC_BYTES = 4;
const KEY_BYTES = 8;
/** Core MAX_BLOCK_SERIALIZED_SIZE: what claims to be longer is no record. */
const BLOCK_BYTES_MAX = 4_000_000;
/** What only looks like records is read in vain: at most this often all bytes of the files, and some more. */
const VAIN_PASSES = 4;
const VAIN_BYTES = 64 * 1024 * 1024;

/** Whether some network's magic begins with this byte. */
const MAY_BEGIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(Object.values(networks).some(({ magicBytes }) => magicBytes[0] === byte)),
);

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of its obfuscation, where it has one of its own. */
  readonly key?: Uint8Array | undefined;
}

/** What stands between records and is not empty. */
export interface PassedOver {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  /** Where it begins like a record: why it is none. */
  readonly why: string | undefined;
}

export type BlockFrames =
  | {
      readonly ok: true;
      readonly network: Network;
      readonly frames: FrameList;
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly ok: false; readonly error: string };

/** A block of the network whose record is cut or damaged: it matters unless a whole copy is found. */
interface Damaged {
  readonly hash: string;
  readonly error: string;
}

/** The bytes without the obfuscation that newer nodes put on their block files: each byte xor a key of 8, repeated. */
function deobfuscate(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) plain[i] = bytes[i]! ^ key[i % KEY_BYTES]!;
  return plain;
}

export function isObfuscationKey(key: Uint8Array): boolean {
  return key.length === KEY_BYTES;
}

/**
 * In the order of the files and of the records in each. The first record says which network it is. `common`: the key of
 * those without one of their own; none, or all zeros: not obfuscated.
 */
export function readFrames(files: readonly NamedBytes[], common?: Uint8Array): BlockFrames {
  const scan = new Scan(
    files.length > 1,
    VAIN_BYTES + VAIN_PASSES * files.reduce((total, { bytes }) => total + bytes.length, 0),
  );
  for (const { name, bytes, key: own } of files) {
    const key = own ?? common;
    const plain = key === undefined ? bytes : deobfuscate(bytes, key);
    const error = scan.file(name, plain, key ?? new Uint8Array(KEY_BYTES));
    if (error !== undefined) return { ok: false, error };
  }
  return scan.result();
}

/** Goes through one file after the other. */
class Scan {
  readonly #several: boolean;
  readonly #frames = new FrameList();
  readonly #passedOver: PassedOver[] = [];
  readonly #damaged: Damaged[] = [];
  #network: Network | undefined;
  /** Bytes that may yet be read in vain. */
  #vain: number;

  constructor(several: boolean, vain: number) {
    this.#several = several;
    this.#vain = vain;
  }

  /** What makes it unusable; undefined: nothing. */
  file(name: string, bytes: Uint8Array, key: Uint8Array): string | undefined {
    const before = this.#frames.count;
    this.#frames.begin(name, bytes);
    let gapAt = 0;
    let why: string | undefined;
    for (let offset = 0; offset < bytes.length; ) {
      const network = this.#networkAt(bytes, offset);
      if (network === undefined) {
        offset = nextMagicByte(bytes, offset + 1);
        continue;
      }
      const record = this.#record(bytes, offset);
      if (typeof record === "string") {
        why ??= record;
        this.#noteDamage(name, bytes, offset, network, record);
        if (this.#vain < 0) return this.#wrong(name, offset, "records", "too much that only begins like one");
        offset = nextMagicByte(bytes, offset + 1);
        continue;
      }
      if (this.#network !== undefined && network !== this.#network) {
        const expected = `the magic of ${this.#network.name}, ${toHex(this.#network.magicBytes)}`;
        return this.#wrong(name, offset, expected, toHex(network.magicBytes));
      }
      this.#network = network;
      this.#gap(name, bytes, key, gapAt, offset, why);
      this.#frames.add(offset, record.length);
      offset += FRAME_BYTES + record.length;
      gapAt = offset;
      why = undefined;
    }
    if (this.#frames.count === before && !isAllEmpty(bytes, key))
      return this.#noRecord(name, bytes, key, why);
    const cut = this.#cutMagic(name, bytes, gapAt);
    if (cut === undefined) this.#gap(name, bytes, key, gapAt, bytes.length, why);
    return cut;
  }

  result(): BlockFrames {
    if (this.#network === undefined) {
      return { ok: false, error: "blocks file, offset 0: expected the magic of a network, found no record" };
    }
    if (this.#damaged.length > 0) {
      const whole = new Set<string>();
      for (let i = 0; i < this.#frames.count; i++) whole.add(displayHash(hashHeader(this.#frames.bytes(i))));
      const missing = this.#damaged.find(({ hash }) => !whole.has(hash));
      if (missing !== undefined) return { ok: false, error: missing.error };
    }
    return { ok: true, network: this.#network, frames: this.#frames, passedOver: this.#passedOver };
  }

  #networkAt(bytes: Uint8Array, offset: number): Network | undefined {
    return Object.values(networks).find(({ magicBytes }) => startsWith(bytes, offset, magicBytes));
  }

  /** The block of the record at `offset`, or why there is none. */
  #record(bytes: Uint8Array, offset: number): Uint8Array | string {
    const start = offset + FRAME_BYTES;
    const rest = bytes.length - start;
    if (rest < 0) return `expected a length of 4 bytes, found ${rest + 4}: the file is cut`;
    const size = readUint32(bytes, offset + MAGIC_BYTES);
    if (size < HEADER_BYTES) return `expected a block of at least 80 bytes, found ${size}`;
    if (size > BLOCK_BYTES_MAX) return `expected a block of at most ${BLOCK_BYTES_MAX} bytes, found ${size}`;
    if (size > rest) return `expected a block of ${size} bytes, found ${rest}: the file is cut`;
    const block = bytes.subarray(start, start + size);
    const decoded = decodeBlock(block);
    if (decoded.ok) return block;
    this.#vain -= size;
    return describeDecodeError(decoded.error);
  }

  /** It is a block of this network, as its proof of work says, or so short that it cannot be told. */
  #noteDamage(name: string, bytes: Uint8Array, offset: number, network: Network, problem: string): void {
    const start = offset + FRAME_BYTES;
    const error = this.#wrong(name, offset, problem);
    if (bytes.length - start < HEADER_BYTES) {
      if (problem.endsWith("the file is cut")) this.#damaged.push({ hash: "", error });
      return;
    }
    const header = bytes.subarray(start, start + HEADER_BYTES);
    const hash = hashHeader(header);
    this.#vain -= HEADER_BYTES;
    if (checkProofOfWork(header, 0, hash, network) === undefined)
      this.#damaged.push({ hash: displayHash(hash), error });
  }

  /** A record that is cut in its magic. */
  #cutMagic(name: string, bytes: Uint8Array, from: number): string | undefined {
    const { magicBytes } = this.#network ?? networks.mainnet;
    const rest = bytes.length - from;
    if (rest === 0 || rest >= MAGIC_BYTES || !startsWith(magicBytes, 0, bytes.subarray(from)))
      return undefined;
    return this.#wrong(name, from, "a magic of 4 bytes", `${rest}: the file is cut`);
  }

  #gap(
    name: string,
    bytes: Uint8Array,
    key: Uint8Array,
    from: number,
    to: number,
    why: string | undefined,
  ): void {
    let start = from;
    let end = to;
    while (start < end && isEmpty(bytes, start, key)) start += 1;
    // Of what a record follows, zeros may be a part.
    if (to === bytes.length) while (end > start && isEmpty(bytes, end - 1, key)) end -= 1;
    if (start < end) this.#passedOver.push({ file: name, offset: start, length: end - start, why });
  }

  #noRecord(name: string, bytes: Uint8Array, key: Uint8Array, why: string | undefined): string {
    if (why !== undefined) return this.#damaged[0]?.error ?? this.#wrong(name, 0, why);
    const known = Object.values(networks).map(({ name: of, magicBytes }) => `${toHex(magicBytes)} (${of})`);
    const found = toHex(bytes.subarray(0, MAGIC_BYTES)) || "nothing";
    const hint = describeStranger(bytes, key);
    return `${this.#wrong(name, 0, `the magic of a network, ${known.join(", ")}`, found)}${hint === undefined ? "" : `: ${hint}`}`;
  }

  /** In files that are in order, and begin with genesis, the number of blocks before it is the height. */
  #wrong(name: string, offset: number, expected: string, found?: string): string {
    const where = this.#several ? `${name}, offset ${offset}` : `offset ${offset}`;
    const what = found === undefined ? expected : `expected ${expected}, found ${found}`;
    return `blocks file, ${where}, after ${this.#frames.count} blocks: ${what}`;
  }
}

/** The next place at which a record may begin. */
function nextMagicByte(bytes: Uint8Array, from: number): number {
  let offset = from;
  while (offset < bytes.length && !MAY_BEGIN[bytes[offset]!]) offset += 1;
  return offset;
}

function isAllEmpty(bytes: Uint8Array, key: Uint8Array): boolean {
  for (let offset = 0; offset < bytes.length; offset++) if (!isEmpty(bytes, offset, key)) return false;
  return bytes.length > 0;
}

function startsWith(bytes: Uint8Array, offset: number, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[offset + i] !== start[i]) return false;
  return true;
}

/** Nodes set room aside before they write: as plain zeros, which none that obfuscates reads as such. */
function isEmpty(bytes: Uint8Array, offset: number, key: Uint8Array): boolean {
  const byte = bytes[offset];
  return byte === 0 || byte === key[offset % KEY_BYTES];
}
