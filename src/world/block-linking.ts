/** Puts the blocks of a file in order by their links to each other: real nodes write them as they come. */
import { displayHash, equalBytes, toHex } from "../bitcoin/bytes.ts";
import { hashHeader, headerPrev } from "../bitcoin/header.ts";
import type { Network } from "../bitcoin/networks.ts";
import type { BlockFrame } from "./block-framing.ts";

export interface LinkedBlock {
  /** Number of blocks between it and genesis, plus one. */
  readonly height: number;
  readonly bytes: Uint8Array;
}

export interface LinkedBlocks {
  /** Parents before children, genesis left out. May hold several of a height: real files have stale blocks. */
  readonly blocks: readonly LinkedBlock[];
  /** About what does not lead back to genesis, as `height 5: expected …, found …`; undefined = all does. */
  readonly problem: string | undefined;
}

interface Hashed {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export function linkBlocks(frames: readonly BlockFrame[], network: Network): LinkedBlocks {
  const genesis = network.genesis.bytes;
  const genesisHash = toHex(hashHeader(genesis));
  const children = childrenByParent(frames);
  const blocks: LinkedBlock[] = [];
  let level = [genesisHash];
  for (let height = 1; level.length > 0; height++) {
    const above: string[] = [];
    for (const parent of level) {
      for (const { hash, bytes } of children.get(parent) ?? []) {
        blocks.push({ height, bytes });
        above.push(hash);
      }
      children.delete(parent);
    }
    level = above;
  }
  const unlinked = [...children.values()].flat().filter(({ hash }) => hash !== genesisHash);
  const inFile = [...children.values()].flat().find(({ hash }) => hash === genesisHash);
  if (inFile !== undefined && !equalBytes(inFile.bytes, genesis)) {
    return { blocks, problem: `height 0: expected the genesis block of ${network.name}, found another body` };
  }
  return { blocks, problem: describeUnlinked(unlinked, blocks, inFile !== undefined, frames, network) };
}

function describeUnlinked(
  unlinked: readonly Hashed[],
  blocks: readonly LinkedBlock[],
  hasGenesis: boolean,
  frames: readonly BlockFrame[],
  network: Network,
): string | undefined {
  const [first] = unlinked;
  if (first === undefined) return undefined;
  if (!hasGenesis && first.bytes === frames[0]?.bytes) {
    const found = displayHash(hashHeader(first.bytes));
    return `height 0: expected the genesis block of ${network.name}, or the one after it, found ${found}`;
  }
  const height = (blocks.at(-1)?.height ?? 0) + 1;
  const parent = displayHash(headerPrev(first.bytes));
  const count = unlinked.length;
  return `height ${height}: expected a block that leads back to genesis, found ${count} of which the first has the unknown parent ${parent}`;
}

/** In the order of the file. The very same block again, which a crash can leave behind, is left out. */
function childrenByParent(frames: readonly BlockFrame[]): Map<string, Hashed[]> {
  const children = new Map<string, Hashed[]>();
  for (const { bytes } of frames) {
    const hash = toHex(hashHeader(bytes));
    const parent = toHex(headerPrev(bytes));
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [{ hash, bytes }]);
    else if (!siblings.some((other) => other.hash === hash && equalBytes(other.bytes, bytes))) {
      siblings.push({ hash, bytes });
    }
  }
  return children;
}
