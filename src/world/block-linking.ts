/** Puts the blocks of a file in order by their links to each other: real nodes write them as they come. */
import { displayHash, equalBytes, toHex, ZERO_HASH } from "../bitcoin/bytes.ts";
import { hashHeader, headerPrev } from "../bitcoin/header.ts";
import type { Network } from "../bitcoin/networks.ts";
import { checkProofOfWork } from "../chain/header-checks.ts";
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
  /** What has no proof of work and stands on nothing that is known. */
  readonly strangers: readonly BlockFrame[];
}

interface Hashed {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** By the parent's hash, then by their own: the bodies found under it. */
type Children = Map<string, Map<string, Uint8Array[]>>;

/** Of several bodies under one hash at most one is right, so that two are enough to refuse the file. */
const BODIES_KEPT = 2;

/** What has no proof of work is nobody's block, and a file may hold millions of it: it is named, and left. */
export function linkBlocks(frames: readonly BlockFrame[], network: Network): LinkedBlocks {
  const genesis = network.genesis.bytes;
  const genesisHash = toHex(hashHeader(genesis));
  const { children, unproven } = sortByParent(frames, network);
  const blocks: LinkedBlock[] = [];
  let unprovenHeight: number | undefined;
  const linked = new Set<string>();
  let level = [genesisHash];
  for (let height = 1; level.length > 0; height++) {
    const above: string[] = [];
    for (const parent of level) {
      if (unproven.has(parent)) unprovenHeight ??= height;
      linked.add(parent);
      for (const [hash, bodies] of children.get(parent) ?? []) {
        for (const bytes of bodies) blocks.push({ height, bytes });
        above.push(hash);
      }
      children.delete(parent);
    }
    level = above;
  }
  const strangers = [...unproven].flatMap(([parent, found]) => (linked.has(parent) ? [] : found));
  const rest: Hashed[] = [];
  for (const siblings of children.values())
    for (const [hash, bodies] of siblings) for (const bytes of bodies) rest.push({ hash, bytes });
  const inFile = rest.filter(({ hash }) => hash === genesisHash);
  const problem = (): string | undefined => {
    if (inFile.some(({ bytes }) => !equalBytes(bytes, genesis)))
      return `height 0: expected the genesis block of ${network.name}, found another body`;
    const first = strangers.find((stranger) => stranger === frames[0] || isFirst(stranger));
    if (first !== undefined && inFile.length === 0) {
      const found = displayHash(hashHeader(first.bytes));
      return `height 0: expected the genesis block of ${network.name}, or the one after it, found ${found}`;
    }
    if (unprovenHeight !== undefined) return `height ${unprovenHeight}: high-hash`;
    const unlinked = rest.filter(({ hash }) => hash !== genesisHash);
    return describeUnlinked(unlinked, blocks, inFile.length > 0, frames, network);
  };
  return { blocks, problem: problem(), strangers };
}

/** It says that nothing was before it. */
function isFirst({ bytes }: BlockFrame): boolean {
  return equalBytes(headerPrev(bytes), ZERO_HASH);
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
function sortByParent(
  frames: readonly BlockFrame[],
  network: Network,
): { readonly children: Children; readonly unproven: ReadonlyMap<string, BlockFrame[]> } {
  const children: Children = new Map();
  /** Those without proof of work, by their parents. */
  const unproven = new Map<string, BlockFrame[]>();
  for (const frame of frames) {
    const { bytes } = frame;
    const id = hashHeader(bytes);
    const parent = toHex(headerPrev(bytes));
    if (checkProofOfWork(bytes, 0, id, network) !== undefined) {
      const others = unproven.get(parent);
      if (others === undefined) unproven.set(parent, [frame]);
      else others.push(frame);
      continue;
    }
    const hash = toHex(id);
    const siblings = children.get(parent);
    if (siblings === undefined) {
      children.set(parent, new Map([[hash, [bytes]]]));
      continue;
    }
    const bodies = siblings.get(hash);
    if (bodies === undefined) siblings.set(hash, [bytes]);
    else if (bodies.length < BODIES_KEPT && !bodies.some((other) => equalBytes(other, bytes)))
      bodies.push(bytes);
  }
  return { children, unproven };
}
