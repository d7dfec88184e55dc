/**
 * How a world gets to its nodes' workers. A long chain goes as a blob: the browser keeps its bytes once, outside of all
 * workers, and each reads of it what it needs when it needs it.
 */
import type { BuiltChains, ByteRange, ChainData } from "../world/chains/chain-builder.ts";
import type { WorldSetup } from "../world/setup.ts";

interface BlobChain extends Omit<ChainData, "bytes"> {
  readonly bytes: Uint8Array | Blob;
}

/** Structured-clonable; the copy of a blob costs nothing. */
export type ShippedSetup = Omit<WorldSetup, "chains"> & {
  readonly chains: Omit<BuiltChains, "main" | "branches"> & {
    readonly main: BlobChain;
    readonly branches: Readonly<Record<string, BlobChain>>;
  };
};

/** Shorter chains are copied: that is quicker than reading them. */
const COPIED_BYTES_MAX = 2 * 1024 * 1024;
const PIECE_BYTES = 512 * 1024;
/** Blocks are asked for nearly in order, by several peers at once. */
const PIECES_KEPT = 8;

export function shipSetup(setup: WorldSetup): ShippedSetup {
  const { main, branches } = setup.chains;
  return {
    ...setup,
    chains: { ...setup.chains, main: shipChain(main), branches: mapValues(branches, shipChain) },
  };
}

export function unshipSetup(shipped: ShippedSetup): WorldSetup {
  const { main, branches } = shipped.chains;
  return {
    ...shipped,
    chains: { ...shipped.chains, main: unshipChain(main), branches: mapValues(branches, unshipChain) },
  };
}

function shipChain(chain: ChainData<ByteRange>): BlobChain {
  const { bytes } = chain;
  if (!(bytes instanceof Uint8Array)) throw new Error("a chain that was shipped is not shipped once more");
  return { ...chain, bytes: bytes.length <= COPIED_BYTES_MAX ? bytes : new Blob([bytes as BlobPart]) };
}

function unshipChain(chain: BlobChain): ChainData<ByteRange> {
  const { bytes } = chain;
  return { ...chain, bytes: bytes instanceof Uint8Array ? bytes : new BlobBytes(bytes) };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Workers have it, and pages have not. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** A blob's bytes, of which only some pieces are in memory. */
class BlobBytes implements ByteRange {
  readonly length: number;
  readonly #blob: Blob;
  readonly #reader = new FileReaderSync();
  /** By number; the one used last is the last. */
  readonly #pieces = new Map<number, Uint8Array>();

  constructor(blob: Blob) {
    this.#blob = blob;
    this.length = blob.size;
  }

  subarray(from: number, to: number): Uint8Array {
    const first = Math.floor(from / PIECE_BYTES);
    const start = first * PIECE_BYTES;
    if (to <= start + PIECE_BYTES) return this.#piece(first).subarray(from - start, to - start);
    const bytes = new Uint8Array(to - from);
    for (let at = from; at < to; ) {
      const number = Math.floor(at / PIECE_BYTES);
      const end = Math.min(to, (number + 1) * PIECE_BYTES);
      bytes.set(
        this.#piece(number).subarray(at - number * PIECE_BYTES, end - number * PIECE_BYTES),
        at - from,
      );
      at = end;
    }
    return bytes;
  }

  #piece(number: number): Uint8Array {
    const known = this.#pieces.get(number);
    if (known !== undefined) {
      this.#pieces.delete(number);
      this.#pieces.set(number, known);
      return known;
    }
    const at = number * PIECE_BYTES;
    const piece = new Uint8Array(this.#reader.readAsArrayBuffer(this.#blob.slice(at, at + PIECE_BYTES)));
    this.#pieces.set(number, piece);
    for (const oldest of this.#pieces.keys()) {
      if (this.#pieces.size <= PIECES_KEPT) break;
      this.#pieces.delete(oldest);
    }
    return piece;
  }
}
