/**
 * Builds the chains of a scenario from its seed: real headers, real proof of work at an easy target, real retargets,
 * real merkle roots, small bodies.
 */
import { type Block, makeBlock } from "../bitcoin/block.ts";
import { writeUint32 } from "../bitcoin/bytes.ts";
import { coinbaseTransaction, subsidy } from "../bitcoin/coinbase.ts";
import { encodeHeader, HEADER_BYTES, hashHeader, headerBits, headerTime } from "../bitcoin/header.ts";
import { merkleRoot } from "../bitcoin/merkle.ts";
import type { Network, NetworkName } from "../bitcoin/networks.ts";
import { nextBits, type TimedTarget } from "../bitcoin/retarget.ts";
import { hashMeetsTarget } from "../bitcoin/target.ts";
import { makeTransaction, type Transaction } from "../bitcoin/transaction.ts";
import { Prng } from "../sim/prng.ts";
import type { ChainSpec } from "./scenario.ts";

export interface ChainData {
  /** Height of the block below the first; 0 for the main chain, whose blocks follow genesis. */
  readonly forkHeight: number;
  readonly count: number;
  /** Blocks back to back; headers back to back where bodies are unknown. */
  readonly bytes: Uint8Array;
  /** Where each begins, and the end: `count + 1` of them. */
  readonly offsets: Uint32Array;
  readonly headersOnly: boolean;
}

/** Plain data, structured-clonable. */
export interface BuiltChains {
  readonly network: NetworkName;
  readonly main: ChainData;
  readonly branches: Readonly<Record<string, ChainData>>;
  /** The newest timestamp of any block, unix seconds. */
  readonly tipTime: number;
}

/** Every how many blocks one has a second transaction, so that merkle trees are trees. */
const BUSY_BLOCK_EVERY = 4;
/** Bytes of seeded extra in a coinbase: no two chains have a block in common by accident. */
const EXTRA_BYTES = 8;
const BLOCK_VERSION = 0x20000000;
const NONCE_OFFSET = 76;

export function buildChains(spec: ChainSpec, network: Network, seed: number): BuiltChains {
  const prng = Prng.fromSeed(seed).split("chains");
  const main = new Builder(network, prng.split("main"), []);
  main.extend(spec.blocks, spec.spacingSeconds);
  const built = { tipTime: main.tipTime };
  const branches = spec.branches.map((branch) => {
    const builder = new Builder(
      network,
      prng.split(`branch ${branch.id}`),
      main.blocks.slice(0, branch.forkHeight),
    );
    builder.extend(branch.blocks, branch.spacingSeconds);
    built.tipTime = Math.max(built.tipTime, builder.tipTime);
    return [branch.id, packBlocks(builder.blocks.slice(branch.forkHeight), branch.forkHeight)] as const;
  });
  return {
    network: network.name,
    main: packBlocks(main.blocks, 0),
    branches: Object.fromEntries(branches),
    tipTime: built.tipTime,
  };
}

/** Blocks, lowest first, the first at `forkHeight + 1`. */
export function packBlocks(blocks: readonly Pick<Block, "bytes">[], forkHeight: number): ChainData {
  const offsets = new Uint32Array(blocks.length + 1);
  blocks.forEach((block, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + block.bytes.length;
  });
  const bytes = new Uint8Array(offsets[blocks.length] ?? 0);
  blocks.forEach((block, i) => {
    bytes.set(block.bytes, offsets[i]);
  });
  return { forkHeight, count: blocks.length, bytes, offsets, headersOnly: false };
}

class Builder {
  readonly #network: Network;
  readonly #prng: Prng;
  /** Heights 1, 2, 3 … */
  readonly blocks: Block[];
  #tipHash: Uint8Array;

  constructor(network: Network, prng: Prng, shared: readonly Block[]) {
    this.#network = network;
    this.#prng = prng;
    this.blocks = [...shared];
    this.#tipHash = hashHeader(this.#headerAt(shared.length));
  }

  get tipTime(): number {
    return headerTime(this.#headerAt(this.blocks.length));
  }

  extend(count: number, spacingSeconds: number): void {
    for (let i = 0; i < count; i++) this.#mine(this.tipTime + spacingSeconds);
  }

  #mine(time: number): void {
    const height = this.blocks.length + 1;
    const transactions = this.#transactions(height);
    const fields = {
      version: BLOCK_VERSION,
      prev: this.#tipHash,
      merkleRoot: merkleRoot(transactions.map((tx) => tx.txid)).root,
      time,
      bits: nextBits(
        this.#network,
        { height: height - 1, ...this.#timedTarget(height - 1) },
        time,
        (ancestor) => this.#timedTarget(ancestor),
      ),
    };
    const nonce = this.#grind(encodeHeader({ ...fields, nonce: 0 }));
    const block = makeBlock({ ...fields, nonce }, transactions);
    this.#tipHash = hashHeader(block.header);
    this.blocks.push(block);
  }

  /** The first nonce with which the header's hash is small enough. */
  #grind(header: Uint8Array): number {
    const bits = headerBits(header);
    for (let nonce = 0; ; nonce++) {
      writeUint32(header, NONCE_OFFSET, nonce);
      if (hashMeetsTarget(hashHeader(header), bits, this.#network)) return nonce;
    }
  }

  #transactions(height: number): Transaction[] {
    const coinbase = coinbaseTransaction(height, subsidy(this.#network, height), this.#random(EXTRA_BYTES));
    if (this.#prng.below(BUSY_BLOCK_EVERY) !== 0) return [coinbase];
    const payment = makeTransaction({
      version: 1,
      inputs: [{ txid: this.#random(32), index: 0, script: this.#random(107), sequence: 0xffffffff }],
      outputs: [
        { value: BigInt(1 + this.#prng.below(100_000_000)), script: this.#random(25) },
        { value: BigInt(1 + this.#prng.below(100_000_000)), script: this.#random(25) },
      ],
      witness: undefined,
      lockTime: 0,
    });
    return [coinbase, payment];
  }

  #timedTarget(height: number): TimedTarget {
    const header = this.#headerAt(height);
    return { time: headerTime(header), bits: headerBits(header) };
  }

  #headerAt(height: number): Uint8Array {
    const block = height === 0 ? this.#network.genesis : this.blocks[height - 1];
    if (block === undefined) throw new Error(`no block at height ${height}`);
    return block.header.subarray(0, HEADER_BYTES);
  }

  #random(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i++) bytes[i] = this.#prng.below(256);
    return bytes;
  }
}
