/**
 * Builds the chains of a scenario from its seed: real headers, real proof of work at an easy target, real retargets,
 * real merkle roots, small bodies.
 */
import { hashHeader, headerBits, headerTime } from "../../bitcoin/header.ts";
import type { Network, NetworkName } from "../../bitcoin/networks.ts";
import type { TimedTarget } from "../../bitcoin/retarget.ts";
import { Prng } from "../../sim/prng.ts";
import { HASHES_MAX } from "../scenario/mining-effort.ts";
import type { ChainSpec } from "../scenario/scenario.ts";
import { type MiningParent, mineBlock } from "./block-mining.ts";
import { HashBudget } from "./hash-budget.ts";

/** A world's clock starts this long after the newest block, so that no header lies in the future. */
export const START_AFTER_TIP_SECONDS = 600;

/** Bytes in memory, or bytes that are read as they are needed. */
export interface ByteRange {
  readonly length: number;
  /** Good for now: of bytes that are read, what was read before may be gone. */
  subarray(from: number, to: number): Uint8Array;
}

export interface ChainData<Bytes extends ByteRange = Uint8Array> {
  /** Height of the block below the first; 0 for the main chain, whose blocks follow genesis. */
  readonly forkHeight: number;
  readonly count: number;
  /** Blocks, or headers where bodies are unknown: back to back, or as they stand in a file. */
  readonly bytes: Bytes;
  /** Where each begins; and, where they are back to back, where the last one ends: `count + 1` of them. */
  readonly offsets: Uint32Array;
  /** How long each is, where they are not back to back. */
  readonly lengths?: Uint32Array;
  readonly headersOnly: boolean;
}

/** The serialised block, or header, at place `i`: height `forkHeight + 1 + i`. Good for now, as `ByteRange` says. */
export function bytesAt({ bytes, offsets, lengths }: ChainData<ByteRange>, i: number): Uint8Array {
  const from = offsets[i]!;
  return bytes.subarray(from, lengths === undefined ? offsets[i + 1]! : from + lengths[i]!);
}

/** Its length. */
export function lengthAt({ offsets, lengths }: ChainData<ByteRange>, i: number): number {
  return lengths === undefined ? offsets[i + 1]! - offsets[i]! : lengths[i]!;
}

/** Bytes of all its blocks, or headers. */
export function bytesOf({ bytes, lengths }: ChainData<ByteRange>): number {
  return lengths === undefined ? bytes.length : lengths.reduce((sum, length) => sum + length, 0);
}

/** Plain data, structured-clonable. */
export interface BuiltChains<Bytes extends ByteRange = Uint8Array> {
  readonly network: NetworkName;
  readonly main: ChainData<Bytes>;
  readonly branches: Readonly<Record<string, ChainData<Bytes>>>;
  /** The newest timestamp of any block, unix seconds. */
  readonly tipTime: number;
}

export function buildChains(spec: ChainSpec, network: Network, seed: number): BuiltChains {
  const prng = Prng.fromSeed(seed).split("chains");
  const main = new Builder(network, prng.split("main"));
  main.extend(spec.blocks, spec.spacingSeconds);
  let { tipTime } = main;
  const branches = spec.branches.map((branch) => {
    const builder = new Builder(network, prng.split(`branch ${branch.id}`), main, branch.forkHeight);
    builder.extend(branch.blocks, branch.spacingSeconds);
    tipTime = Math.max(tipTime, builder.tipTime);
    return [branch.id, packBlocks(builder.blocks, branch.forkHeight)] as const;
  });
  return {
    network: network.name,
    main: packBlocks(main.blocks, 0),
    branches: Object.fromEntries(branches),
    tipTime,
  };
}

/** Serialised blocks, lowest first, the first at `forkHeight + 1`. */
export function packBlocks(blocks: readonly Uint8Array[], forkHeight: number): ChainData {
  const offsets = new Uint32Array(blocks.length + 1);
  blocks.forEach((block, i) => {
    offsets[i + 1] = offsets[i]! + block.length;
  });
  const bytes = new Uint8Array(offsets[blocks.length]!);
  blocks.forEach((block, i) => {
    bytes.set(block, offsets[i]);
  });
  return { forkHeight, count: blocks.length, bytes, offsets, headersOnly: false };
}

/** The schema sees to it that about `HASHES_MAX` do; chance may ask for some more. */
const TRIES_MAX = 16 * HASHES_MAX;

/** Mines one chain. Of what it has mined it keeps only what the next block needs: small objects cost more than hashing. */
class Builder {
  readonly #network: Network;
  readonly #prng: Prng;
  /** By height, from genesis on. */
  readonly #headers: TimedTarget[];
  #tipHash: Uint8Array;
  readonly #budget = new HashBudget(TRIES_MAX, TRIES_MAX, TRIES_MAX);
  /** What it has mined, serialised. */
  readonly blocks: Uint8Array[] = [];

  /** Begins after genesis, or after the block of `trunk` at `forkHeight`. */
  constructor(network: Network, prng: Prng, trunk?: Builder, forkHeight = 0) {
    const { header } = network.genesis;
    this.#network = network;
    this.#prng = prng;
    this.#headers = trunk === undefined ? [timedTarget(header)] : trunk.#headers.slice(0, forkHeight + 1);
    this.#tipHash = hashHeader(trunk?.blocks[forkHeight - 1] ?? header);
  }

  get tipTime(): number {
    return this.#headerAt(this.#headers.length - 1).time;
  }

  extend(count: number, spacingSeconds: number): void {
    for (let i = 0; i < count; i++) this.#mine(this.tipTime + spacingSeconds);
  }

  #mine(time: number): void {
    const parent: MiningParent = {
      height: this.#headers.length - 1,
      hash: this.#tipHash,
      ancestor: (height) => this.#headerAt(height),
    };
    const mined = mineBlock(this.#network, parent, time, this.#prng, this.#budget);
    if (mined === undefined) throw new Error("a chain that takes more hashes than was worked out");
    const { block, hash } = mined;
    this.#headers.push(timedTarget(block.header));
    this.blocks.push(block.bytes);
    this.#tipHash = hash;
  }

  #headerAt(height: number): TimedTarget {
    const header = this.#headers[height];
    if (header === undefined) throw new Error(`no block at height ${height}`);
    return header;
  }
}

function timedTarget(header: Uint8Array): TimedTarget {
  return { time: headerTime(header), bits: headerBits(header) };
}
