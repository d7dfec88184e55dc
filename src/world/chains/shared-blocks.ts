/** The blocks of the chains that a world begins with, for all nodes that have or get them. */
import { equalBytes } from "../../bitcoin/bytes.ts";
import type { SharedBlocks } from "../../chain/block-bodies.ts";
import { type BuiltChains, type ByteRange, bytesAt, type ChainData, lengthAt } from "./chain-builder.ts";

/** Places are counted through the main chain and then the branches. Undefined: the chains are of headers alone. */
export function sharedBlocksOf({
  main,
  branches,
}: Pick<BuiltChains<ByteRange>, "main" | "branches">): SharedBlocks | undefined {
  if (main.headersOnly) return undefined;
  const chains = [main, ...Object.values(branches)];
  return {
    find(height, block) {
      let first = 0;
      for (const chain of chains) {
        const i = height - chain.forkHeight - 1;
        if (i >= 0 && i < chain.count && isBlock(chain, i, block)) return first + i;
        first += chain.count;
      }
      return undefined;
    },
    read(place) {
      let i = place;
      for (const chain of chains) {
        if (i < chain.count) return bytesAt(chain, i);
        i -= chain.count;
      }
      throw new Error(`no block at place ${place}`);
    },
  };
}

function isBlock(chain: ChainData<ByteRange>, i: number, block: Uint8Array): boolean {
  if (lengthAt(chain, i) !== block.length) return false;
  const own = bytesAt(chain, i);
  const isItself = own.buffer === block.buffer && own.byteOffset === block.byteOffset;
  return isItself || equalBytes(own, block);
}
