import { expect, test } from "vitest";
import { BlockBodies, type SharedBlocks } from "../../src/chain/block-bodies.ts";

/** Shares these, in the order of their heights from 1. */
function sharing(...blocks: Uint8Array[]): SharedBlocks & { reads: number[] } {
  const reads: number[] = [];
  return {
    reads,
    find: (height, block) =>
      Buffer.compare(blocks[height - 1] ?? new Uint8Array(0), block) === 0 ? height - 1 : undefined,
    read: (place) => {
      reads.push(place);
      return blocks[place] ?? new Uint8Array(0);
    },
  };
}

const block = (...bytes: number[]) => Uint8Array.of(...bytes);

test("what is shared is kept once, and read where it is", () => {
  const shared = sharing(block(1), block(2), block(3));
  const bodies = new BlockBodies(shared);
  const copies = [block(3), block(1)];
  bodies.set(500, 3, copies[0]!);
  bodies.set(7, 1, copies[1]!);
  expect([bodies.get(500), bodies.get(7), bodies.get(8), bodies.size]).toEqual([
    block(3),
    block(1),
    undefined,
    2,
  ]);
  expect(shared.reads).toEqual([2, 0]);
  expect(bodies.get(7)).not.toBe(copies[1]);
});

test("what differs in one byte, has another height or more bytes is the node's own", () => {
  const bodies = new BlockBodies(sharing(block(1, 1), block(2, 2)));
  const own = [block(1, 2), block(2, 2), block(2, 2, 0)] as const;
  own.forEach((bytes, i) => {
    bodies.set(i, [1, 1, 2][i] ?? 0, bytes);
  });
  own.forEach((bytes, i) => {
    expect(bodies.get(i)).toBe(bytes);
  });
  expect([bodies.size, bodies.has(2), bodies.has(3)]).toEqual([3, true, false]);
});

test("without anything shared all is its own, and nothing is set twice", () => {
  const bodies = new BlockBodies();
  bodies.set(0, 0, block(9));
  expect(bodies.get(0)).toEqual(block(9));
  expect(() => bodies.set(0, 0, block(9))).toThrow("has a block already");
});
