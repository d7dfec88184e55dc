/** A chain's prefix, and its memory in another thread: a chain of its own, although it shares what does not change. */
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/bitcoin/block.ts";
import { hashHeader } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import type { SharedBlocks } from "../../src/chain/block-bodies.ts";
import { ChainState } from "../../src/chain/chain-state.ts";
import { mainChain, mineOn } from "../node/miner.ts";

const NOW = 1_800_000_000;
const { regtest } = networks;
const blocks = mainChain(150);

function loaded(upTo: number, headersOnly = false): ChainState {
  const chain = new ChainState(regtest, { headersOnly });
  for (const block of blocks.slice(0, upTo)) {
    const verdict = headersOnly ? chain.acceptHeader(block.header, 0, NOW) : chain.acceptBlock(block, NOW);
    expect(verdict.kind).not.toBe("rejected");
  }
  return chain;
}

/** Everything that can be asked of it. */
function whole(chain: ChainState) {
  const { index, active } = chain;
  const entries = Array.from({ length: index.size }, (_, entry) => ({
    hash: index.hashHex(entry),
    parent: index.parent(entry),
    height: index.height(entry),
    work: index.workHex(entry),
    times: index.medianTimePast(entry),
    ancestor: index.ancestor(entry, index.height(entry) >> 1),
    stored: chain.hasBlock(entry),
    block: chain.block(entry)?.bytes.length,
    active: active.contains(entry),
  }));
  const found = blocks.map((block) => index.find(hashHeader(block.header)));
  return {
    entries,
    found,
    tip: chain.tip,
    best: chain.bestHeader,
    stored: chain.storedCount,
    audit: chain.audit(),
  };
}

describe.each([false, true])("a prefix (headers only: %s)", (headersOnly) => {
  it.each([0, 1, 63, 64, 100, 149, 150])("up to %i is what had been loaded up to there", (height) => {
    const prefix = loaded(150, headersOnly).prefix(height);
    expect(whole(prefix)).toEqual(whole(loaded(height, headersOnly)));
    expect(prefix.checkInvariants()).toEqual([]);
  });

  it("goes its own way, and so does what it was taken of", () => {
    const base = loaded(100, headersOnly);
    const [same, lower, other] = [base.prefix(100), base.prefix(40), base.prefix(100)];
    const take = (chain: ChainState, block: Block) =>
      headersOnly ? chain.acceptHeader(block.header, 0, NOW) : chain.acceptBlock(block, NOW);
    for (const block of blocks.slice(100)) take(base, block);
    for (const block of blocks.slice(40, 45)) take(lower, block);
    const fork = mineOn(regtest, blocks.slice(0, 99), 600, 5);
    take(same, fork);
    expect(whole(base)).toEqual(whole(loaded(150, headersOnly)));
    expect(whole(lower)).toEqual(whole(loaded(45, headersOnly)));
    expect(whole(other)).toEqual(whole(loaded(100, headersOnly)));
    expect(same.index.find(hashHeader(fork.header))).toBe(101);
    expect(other.index.find(hashHeader(fork.header))).toBeUndefined();
    expect(same.index.find(hashHeader(blocks[100]!.header))).toBeUndefined();
    for (const chain of [base, same, lower, other]) expect(chain.audit()).toEqual([]);
  });
});

describe.each([false, true])("a memory (headers only: %s)", (headersOnly) => {
  const shared: SharedBlocks = {
    find: (height, block) => (blocks[height - 1]?.bytes === block ? height - 1 : undefined),
    read: (place) => blocks[place]!.bytes,
  };

  function sharing(upTo: number): ChainState {
    const chain = new ChainState(regtest, { headersOnly, shared });
    for (const block of blocks.slice(0, upTo))
      headersOnly ? chain.acceptHeader(block.header, 0, NOW) : chain.acceptBlock(block, NOW);
    return chain;
  }

  it.each([1, 63, 64, 150])("up to %i is the chain that it was taken of, and goes its own way", (height) => {
    const base = sharing(150);
    const memory = structuredClone(base.prefix(height).copyMemory());
    const copy = ChainState.of(regtest, { headersOnly, shared }, memory);
    expect(whole(copy)).toEqual(whole(loaded(height, headersOnly)));
    expect(copy.checkInvariants()).toEqual([]);
    for (const block of blocks.slice(height))
      headersOnly ? copy.acceptHeader(block.header, 0, NOW) : copy.acceptBlock(block, NOW);
    expect(whole(copy)).toEqual(whole(loaded(150, headersOnly)));
    expect(whole(base)).toEqual(whole(loaded(150, headersOnly)));
  });

  it("has no more than what is in it", () => {
    const { index } = sharing(100).prefix(99).copyMemory();
    expect(index.hashes.byteLength).toBe(100 * 32);
    expect(index.headers.byteLength).toBe(100 * 48);
  });
});

it("is not had of a block that is nowhere but here", () => {
  expect(() => loaded(3).copyMemory()).toThrow("is at no place");
});

it("is only had of a single chain of blocks that are all here", () => {
  const forked = loaded(10);
  forked.acceptBlock(mineOn(regtest, blocks.slice(0, 5), 600, 5), NOW);
  expect(() => forked.prefix(3)).toThrow("only a single chain");
  const ahead = loaded(10);
  ahead.acceptHeader(blocks[10]!.header, 0, NOW);
  expect(() => ahead.prefix(3)).toThrow("only a single chain");
});
