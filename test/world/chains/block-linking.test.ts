/** Blocks of a file in whatever order, against the order in which they were mined. */
import { describe, expect, test } from "vitest";
import type { Block } from "../../../src/bitcoin/block.ts";
import { makeBlock } from "../../../src/bitcoin/block.ts";
import { decodeHeader } from "../../../src/bitcoin/header.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { Prng } from "../../../src/sim/prng.ts";
import { type LinkedBlocks, linkBlocks } from "../../../src/world/chains/block-linking.ts";
import { FrameList } from "../../../src/world/chains/frame-list.ts";
import { concat, frame } from "../../fixtures/chain-files.ts";
import { mainChain, mineOn } from "../../node/miner.ts";

const { regtest } = networks;
const chain = mainChain(40);
const fork = mineOn(regtest, chain.slice(0, 9), 600, 5);

function link(...files: Uint8Array[][]): LinkedBlocks & { bytes: Uint8Array[] } {
  const frames = new FrameList();
  for (const [i, blocks] of files.entries()) {
    const framed = blocks.map((block) => frame(block, regtest));
    frames.begin(`file ${i}`, concat(framed));
    let offset = 0;
    for (const block of blocks) {
      frames.add(offset, block.length);
      offset += 8 + block.length;
    }
  }
  const linked = linkBlocks(frames, regtest);
  return { ...linked, bytes: Array.from(linked.frames, (i) => frames.bytes(i)) };
}

const bytesOf = (blocks: readonly Block[]) => blocks.map(({ bytes }) => bytes);

describe("blocks", () => {
  test.each([1, 2, 3])("in the order of seed %i, in several files and some twice, are in order", (seed) => {
    const prng = Prng.fromSeed(seed);
    const pool = [...bytesOf(chain), regtest.genesis.bytes, chain[3]!.bytes, chain[20]!.bytes];
    for (let i = pool.length - 1; i > 0; i--) {
      const j = prng.below(i + 1);
      [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    }
    const linked = link(pool.slice(0, 7), pool.slice(7, 30), pool.slice(30));
    expect(linked.bytes).toEqual(bytesOf(chain));
    expect([...linked.heights]).toEqual(chain.map((_, i) => i + 1));
    expect([linked.problem, linked.strangers]).toEqual([undefined, []]);
  });

  test("of one height are in the order of the file", () => {
    const stale = [fork.bytes, ...bytesOf(chain)];
    expect(link(stale).bytes[9]).toEqual(fork.bytes);
    expect([...link(stale).heights].filter((height) => height === 10)).toEqual([10, 10]);
    expect(link(stale.toReversed()).bytes[9]).toEqual(chain[9]!.bytes);
  });

  test("under one hash with many bodies are two", () => {
    const block = chain[5]!;
    const bodies = [2, 3, 4].map((version) =>
      makeBlock(decodeHeader(block.header), [{ ...block.transactions[0]!, version }]),
    );
    const linked = link([...bytesOf(chain.slice(0, 5)), block.bytes, ...bytesOf(bodies)]);
    expect(linked.bytes.slice(5)).toEqual([block.bytes, bodies[0]!.bytes]);
    expect([...linked.heights.slice(5)]).toEqual([6, 6]);
  });
});

test("what leads nowhere is counted, and the first of it is named by its parent", () => {
  const { problem, bytes } = link(bytesOf([...chain.slice(0, 10), ...chain.slice(20)]));
  expect(bytes).toHaveLength(10);
  expect(problem).toMatch(
    /^height 11: expected a block that leads back to genesis, found 20 of which the first has/,
  );
});
