/**
 * Reads a chain from a file, with every check of its network on: proof of work, retargets, median time, merkle roots. A
 * file that is cut, of another network, unlinked or broken anywhere is refused with the height and the reason.
 */

import { decodeBlock } from "../../bitcoin/block.ts";
import { displayHash, toHex } from "../../bitcoin/bytes.ts";
import { describeDecodeError } from "../../bitcoin/decoded.ts";
import { HEADER_BYTES, hashHeader } from "../../bitcoin/header.ts";
import { known } from "../../bitcoin/known.ts";
import { type Network, networks } from "../../bitcoin/networks.ts";
import { ChainState } from "../../chain/chain-state.ts";
import { isObfuscationKey, type NamedBytes, type PassedOver, readFrames } from "./block-framing.ts";
import { linkBlocks } from "./block-linking.ts";
import { type BuiltChains, bytesAt, type ChainData, packBlocks } from "./chain-builder.ts";
import { rememberChecked } from "./checked-chains.ts";
import { HEAD_BYTES, kindOfFile, layoutOfHeaders } from "./file-kind.ts";
import type { FrameList } from "./frame-list.ts";
import { readHexText } from "./hex-text.ts";
import { sharedBlocksOf } from "./shared-blocks.ts";

/** Files that hold a chain, unpacked. */
export type ChainFile = {
  readonly kind: "headers" | "blocks";
  /** Obfuscation key of newer nodes' block files (`xor.dat`). */
  readonly key?: Uint8Array | undefined;
} & (
  | { readonly bytes: Uint8Array }
  /** Headers are in one file; blocks may be in several, of any order. */
  | { readonly files: readonly NamedBytes[] }
);

export type ChainFileResult =
  | {
      readonly ok: true;
      readonly chains: BuiltChains;
      /** What was passed over or is not checked, one sentence each: worth knowing, and not wrong. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly error: string };

/** Told of a long reading: the share that is done, from 0 to 1. */
export type OnShare = (share: number) => void;

/** No header of a file is too new: the world's clock starts after the last. */
const END_OF_TIME_SECONDS = 0xffffffff;
/** So many places that were passed over are told one by one. */
const NOTES_MAX = 5;
const SHARE_EVERY = 1_000;

export function readChainFile(file: ChainFile, onShare: OnShare = () => {}): ChainFileResult {
  const { kind, key } = file;
  const files: NamedBytes[] = [];
  for (const { name, bytes, key: own } of "files" in file
    ? file.files
    : [{ name: "", bytes: file.bytes, key: undefined }]) {
    const lock = own ?? key;
    if (lock !== undefined && !isObfuscationKey(lock))
      return refused(`key file: expected 8 bytes, found ${lock.length}`);
    if (kindOfFile(bytes.subarray(0, HEAD_BYTES)) !== "hex") {
      files.push({ name, bytes, key: own });
      continue;
    }
    const read = readHexText(bytes);
    if (!read.ok) return refused(`${kind} file, ${name === "" ? "" : `${name}, `}${read.error}`);
    files.push({ name, bytes: read.bytes, key: own });
  }
  if (kind === "blocks") return readBlocks(files, key, onShare);
  const [only, ...more] = files;
  if (only === undefined || more.length > 0)
    return refused(`headers file: expected one, found ${files.length}`);
  return readHeaders(only.bytes, onShare);
}

function readHeaders(file: Uint8Array, onShare: OnShare): ChainFileResult {
  if (kindOfFile(file.subarray(0, HEAD_BYTES)) === "blocks") {
    return refused(
      "headers file, height 0: expected headers of 80 bytes, found records of whole blocks: expected them as a blocks file (--blocks-file)",
    );
  }
  const unframed = withoutCounts(file);
  if (typeof unframed === "string") return refused(unframed);
  const bytes = unframed;
  if (bytes.length === 0 || bytes.length % HEADER_BYTES !== 0) {
    const whole = Math.floor(bytes.length / HEADER_BYTES);
    return refused(
      `headers file, height ${whole}: expected a whole header of ${HEADER_BYTES} bytes, found ${bytes.length % HEADER_BYTES}: the file is cut`,
    );
  }
  const network = networkOfGenesis(bytes.subarray(0, HEADER_BYTES));
  if (network === undefined) {
    return refused(
      `headers file, height 0: expected the genesis header of ${Object.keys(networks).join(", ")}, found ${displayHash(hashHeader(bytes))}`,
    );
  }
  const count = bytes.length / HEADER_BYTES - 1;
  if (count === 0) return refused("headers file, height 1: expected a header on top of genesis, found none");
  const chain = new ChainState(network, { headersOnly: true });
  for (let height = 1; height <= count; height++) {
    if (height % SHARE_EVERY === 0) onShare(height / count);
    const verdict = chain.acceptHeader(bytes, height * HEADER_BYTES, END_OF_TIME_SECONDS);
    if (verdict.kind === "rejected") return refused(`headers file, height ${height}: ${verdict.reason}`);
    if (verdict.kind === "known") return refused(`headers file, height ${height}: the same header again`);
    if (chain.active.height !== height) {
      return refused(`headers file, height ${height}: does not follow the header before it`);
    }
  }
  const offsets = Uint32Array.from({ length: count + 1 }, (_, i) => i * HEADER_BYTES);
  const body = bytes.subarray(HEADER_BYTES);
  const chains: BuiltChains = {
    network: network.name,
    main: { forkHeight: 0, count, bytes: body, offsets, headersOnly: true },
    branches: {},
    tipTime: newestTime(chain),
  };
  rememberChecked(chains, chain);
  return { ok: true, chains, notes: notesOn(network) };
}

/** Headers back to back, also where they stand as in a headers message; what is wrong with one of its counts. */
function withoutCounts(file: Uint8Array): Uint8Array | string {
  const layout = layoutOfHeaders(file);
  if (layout === undefined || (layout.start === 0 && layout.stride === HEADER_BYTES)) return file;
  const { start, stride } = layout;
  // Without the last count, which some leave out.
  const count = Math.ceil((file.length - start) / stride);
  const bytes = new Uint8Array(count * HEADER_BYTES);
  for (let i = 0; i < count; i++) {
    const at = start + i * stride;
    const found = Math.min(HEADER_BYTES, file.length - at);
    const form = `as in a headers message, records of ${stride} bytes`;
    if (found < HEADER_BYTES)
      return `headers file, height ${i}: expected a whole header (${form}), found ${found} bytes: the file is cut`;
    const transactions = file[at + HEADER_BYTES] ?? 0;
    if (stride > HEADER_BYTES && transactions !== 0)
      return `headers file, height ${i}: expected a count of 0 transactions (${form}), found ${transactions}`;
    bytes.set(file.subarray(at, at + HEADER_BYTES), i * HEADER_BYTES);
  }
  return bytes;
}

function readBlocks(
  files: readonly NamedBytes[],
  key: Uint8Array | undefined,
  onShare: OnShare,
): ChainFileResult {
  const framed = readFrames(files, key);
  if (!framed.ok) return framed;
  const { network, frames } = framed;
  const linked = linkBlocks(frames, network);
  const passedOver = [
    ...framed.passedOver,
    ...linked.strangers.map(({ file, offset, bytes }) => ({
      file,
      offset,
      length: bytes.length,
      why: "high-hash",
    })),
  ];
  const notes = describePassedOver(passedOver, files.length > 1);
  const all = chainOf(frames, linked.frames);
  const shared = sharedBlocksOf({ main: all, branches: {} });
  const chain = new ChainState(network, { shared });
  for (const [i, height] of linked.heights.entries()) {
    if (i % SHARE_EVERY === 0) onShare(i / linked.heights.length);
    const reason = accept(chain, bytesAt(all, i));
    if (reason !== undefined) return refused(`blocks file, height ${height}: ${reason}`);
  }
  if (linked.problem !== undefined) return refused([`blocks file, ${linked.problem}`, ...notes].join("; "));
  const { height } = chain.active;
  if (height === 0) return refused("blocks file, height 1: expected a block on top of genesis, found none");
  // Stale blocks were checked, and are left out.
  const isSingle = height === all.count;
  const chains: BuiltChains = {
    network: network.name,
    main: isSingle ? all : chainOf(frames, activeFrames(chain, linked.frames)),
    branches: {},
    tipTime: newestTime(chain),
  };
  if (isSingle) rememberChecked(chains, chain);
  return { ok: true, chains, notes: [...notesOn(network), ...notes] };
}

/** What is not checked there although nodes do. */
function notesOn({ name }: Network): readonly string[] {
  return name === "signet" ? ["signet: the signatures that say who may mine there are not checked"] : [];
}

function describePassedOver(passedOver: readonly PassedOver[], several: boolean): string[] {
  const notes = passedOver
    .slice(0, NOTES_MAX)
    .map(
      ({ file, offset, length, why }) =>
        `passed over ${several ? `${file}, ` : ""}offset ${offset}, ${length} bytes${why === undefined ? "" : `: ${why}`}`,
    );
  const more = passedOver.slice(NOTES_MAX);
  if (more.length === 0) return notes;
  const bytes = more.reduce((sum, { length }) => sum + length, 0);
  return [...notes, `passed over ${more.length} more places, ${bytes} bytes`];
}

/** What is wrong with the block; undefined = nothing. */
function accept(chain: ChainState, bytes: Uint8Array): string | undefined {
  const decoded = decodeBlock(bytes);
  if (!decoded.ok) return describeDecodeError(decoded.error);
  const verdict = chain.acceptBlock(decoded.value, END_OF_TIME_SECONDS);
  if (verdict.kind === "duplicate") return "the same block again, with another body";
  return verdict.kind === "rejected" ? verdict.reason : undefined;
}

/** Of the chain with the most work, from height 1 up. `linked`: of each entry but genesis, in the order in which they were accepted. */
function activeFrames(chain: ChainState, linked: Int32Array): Int32Array {
  return Int32Array.from({ length: chain.active.height }, (_, i) => {
    const entry = chain.active.at(i + 1);
    if (entry === undefined) throw new Error(`no block at height ${i + 1} of the active chain`);
    return known(linked[entry - 1], `where entry ${entry} stands in its file`);
  });
}

/**
 * As they stand in their file, whatever stands between them: a copy would cost as much memory as the file. Blocks of several
 * files are brought together.
 */
function chainOf(frames: FrameList, numbers: Int32Array): ChainData {
  const count = numbers.length;
  const first = count === 0 ? new Uint8Array(0) : frames.bytes(numbers[0]!);
  if (numbers.some((frame) => frames.bytes(frame).buffer !== first.buffer))
    return packBlocks(
      Array.from(numbers, (frame) => frames.bytes(frame)),
      0,
    );
  const offsets = Uint32Array.from(numbers, (frame) => frames.bytes(frame).byteOffset);
  const lengths = Uint32Array.from(numbers, (frame) => frames.bytes(frame).length);
  const bytes = new Uint8Array(first.buffer);
  return { forkHeight: 0, count, bytes, offsets, lengths, headersOnly: false };
}

function networkOfGenesis(header: Uint8Array): Network | undefined {
  const hash = toHex(hashHeader(header));
  return Object.values(networks).find(({ genesis }) => toHex(hashHeader(genesis.header)) === hash);
}

function newestTime(chain: ChainState): number {
  let newest = 0;
  for (let entry = 0; entry < chain.index.size; entry++) newest = Math.max(newest, chain.index.time(entry));
  return newest;
}

function refused(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
