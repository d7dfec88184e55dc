/** Puts the blocks of a file in order by their links to each other: real nodes write them as they come. */
import { displayHash, equalBytes, HASH_BYTES, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { hashHeader, hashHeaderInto, headerPrev, PREV_AT } from "../../bitcoin/header.ts";
import type { Network } from "../../bitcoin/networks.ts";
import { checkProofOfWork } from "../../chain/header-checks.ts";
import type { BlockFrame, FrameList } from "./frame-list.ts";
import { HashTable } from "./hash-table.ts";

/** Parents before children, genesis left out. There may be several of a height: real files have stale blocks. */
export interface LinkedBlocks {
  /** Numbers of their frames. */
  readonly frames: Int32Array;
  /** Of each: how many blocks there are between it and genesis, plus one. */
  readonly heights: Int32Array;
  /** About what does not lead back to genesis, as `height 5: expected …, found …`; undefined = all does. */
  readonly problem: string | undefined;
  /** What has no proof of work and stands on nothing that is known. */
  readonly strangers: readonly BlockFrame[];
}

const NONE = -1;

/** What has no proof of work is nobody's block, and a file may hold millions of it: it is named, and left. */
export function linkBlocks(frames: FrameList, network: Network): LinkedBlocks {
  return new Linking(frames, network).result();
}

/** Blocks go by the numbers of their frames; genesis, wherever it comes from, by one more than there are. */
class Linking {
  readonly #frames: FrameList;
  readonly #network: Network;
  readonly #genesis: number;
  readonly #genesisHash: Uint8Array;
  readonly #hashes: Uint8Array;
  /** Those with proof of work, by their own hashes: to find two that meet there, one must look for them. */
  readonly #byHash: HashTable;
  /**
   * Of those that come first with their hashes: another with the same hash and another body. Of several at most one is right, so
   * that two are enough to refuse the file. The very same block again, which a crash can leave behind, is left out.
   */
  readonly #twin: Int32Array;
  /** The first child of each, the next of its parent's children, its height, 0 = it is not known. */
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #height: Int32Array;
  /** In the order of the file. */
  readonly #proven: number[] = [];
  readonly #unproven: number[] = [];

  constructor(frames: FrameList, network: Network) {
    const { count } = frames;
    this.#frames = frames;
    this.#network = network;
    this.#genesis = count;
    this.#genesisHash = hashHeader(network.genesis.header);
    this.#hashes = new Uint8Array(count * HASH_BYTES);
    this.#byHash = new HashTable(count, (frame) => [this.#hashes, frame * HASH_BYTES]);
    this.#twin = new Int32Array(count).fill(NONE);
    this.#firstChild = new Int32Array(count + 1).fill(NONE);
    this.#nextSibling = new Int32Array(count).fill(NONE);
    this.#height = new Int32Array(count + 1);
  }

  result(): LinkedBlocks {
    this.#enter();
    this.#adopt();
    const { frames, heights } = this.#walk();
    const strangers = this.#unproven.filter((frame) => this.#heightOfParent(frame) === undefined);
    const problem = this.#problem(strangers, heights.at(-1) ?? 0);
    return { frames, heights, problem, strangers: strangers.map((frame) => this.#frames.at(frame)) };
  }

  /** Finds out what there is. */
  #enter(): void {
    for (let frame = 0; frame < this.#frames.count; frame++) {
      const bytes = this.#frames.bytes(frame);
      hashHeaderInto(bytes, 0, this.#hashes, frame * HASH_BYTES);
      if (checkProofOfWork(bytes, 0, this.#hash(frame), this.#network) !== undefined) {
        this.#unproven.push(frame);
        continue;
      }
      const first = this.#byHash.add(frame);
      if (first === undefined) this.#proven.push(frame);
      else if (this.#twin[first] === NONE && !equalBytes(this.#frames.bytes(first), bytes))
        this.#twin[first] = frame;
    }
  }

  /** Gives each its children, in the order of the file. */
  #adopt(): void {
    for (const frame of this.#proven.toReversed()) {
      const parent = this.#parent(frame);
      if (parent === undefined) continue;
      this.#nextSibling[frame] = this.#firstChild[parent]!;
      this.#firstChild[parent] = frame;
    }
  }

  /** From genesis on, height by height. */
  #walk(): Pick<LinkedBlocks, "frames" | "heights"> {
    const frames: number[] = [];
    const heights: number[] = [];
    let level = [this.#genesis];
    for (let height = 1; level.length > 0; height++) {
      const above: number[] = [];
      for (const parent of level) {
        for (let child = this.#firstChild[parent]!; child !== NONE; child = this.#nextSibling[child]!) {
          this.#height[child] = height;
          above.push(child);
          for (const body of this.#bodies(child)) {
            frames.push(body);
            heights.push(height);
          }
        }
      }
      level = above;
    }
    return { frames: Int32Array.from(frames), heights: Int32Array.from(heights) };
  }

  #problem(strangers: readonly number[], topHeight: number): string | undefined {
    const { name, genesis } = this.#network;
    const rest = this.#proven.filter((frame) => this.#height[frame] === 0);
    const isGenesis = (frame: number) => equalBytes(this.#hash(frame), this.#genesisHash);
    const inFile = rest.filter(isGenesis).flatMap((frame) => this.#bodies(frame));
    if (inFile.some((frame) => !equalBytes(this.#frames.bytes(frame), genesis.bytes)))
      return `height 0: expected the genesis block of ${name}, found another body`;
    const beginning = (frame: number) =>
      `height 0: expected the genesis block of ${name}, or the one after it, found ${displayHash(this.#hash(frame))}`;
    const stranger = strangers.find((frame) => frame === 0 || this.#isFirst(frame));
    if (stranger !== undefined && inFile.length === 0) return beginning(stranger);
    const unproven = this.#unproven.flatMap((frame) => this.#heightOfParent(frame) ?? []);
    if (unproven.length > 0) {
      const lowest = unproven.reduce((least, height) => Math.min(least, height));
      return `height ${lowest + 1}: high-hash`;
    }
    const unlinked = rest.filter((frame) => !isGenesis(frame));
    const [first] = unlinked;
    if (first === undefined) return undefined;
    if (inFile.length === 0 && first === 0) return beginning(first);
    const parent = displayHash(headerPrev(this.#frames.bytes(first)));
    const count = unlinked.reduce((sum, frame) => sum + this.#bodies(frame).length, 0);
    return `height ${topHeight + 1}: expected a block that leads back to genesis, found ${count} of which the first has the unknown parent ${parent}`;
  }

  #hash(frame: number): Uint8Array {
    return this.#hashes.subarray(frame * HASH_BYTES, (frame + 1) * HASH_BYTES);
  }

  #bodies(frame: number): readonly number[] {
    const twin = this.#twin[frame]!;
    return twin === NONE ? [frame] : [frame, twin];
  }

  /** Undefined: it is not known. */
  #parent(frame: number): number | undefined {
    const bytes = this.#frames.bytes(frame);
    return equalBytes(headerPrev(bytes), this.#genesisHash)
      ? this.#genesis
      : this.#byHash.find(bytes, PREV_AT);
  }

  /** Undefined: it leads back to nothing that is known. */
  #heightOfParent(frame: number): number | undefined {
    const parent = this.#parent(frame);
    if (parent === this.#genesis) return 0;
    const height = parent === undefined ? 0 : this.#height[parent]!;
    return height === 0 ? undefined : height;
  }

  /** It says that nothing was before it. */
  #isFirst(frame: number): boolean {
    return equalBytes(headerPrev(this.#frames.bytes(frame)), ZERO_HASH);
  }
}
