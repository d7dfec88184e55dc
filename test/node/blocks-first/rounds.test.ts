import { describe, expect, it } from "vitest";
import type { Observation } from "../../../src/node/observation.ts";
import { blocksFirst } from "../../../src/node/policies/blocks-first.ts";
import { blocksFirst08 } from "../../../src/node/policies/blocks-first-0.8.ts";
import type { Policy } from "../../../src/node/policy.ts";
import { chainOf, SECOND } from "../bench.ts";
import { mainChain } from "../miner.ts";
import { Net } from "../net.ts";

function synced(policy: Policy, length: number) {
  const net = new Net(policy);
  net.add("server", chainOf(mainChain(length)));
  const you = net.add("you");
  net.connect("you", "server");
  net.run(100 * SECOND);
  const of = <K extends Observation["kind"]>(kind: K) =>
    you.observations.filter((seen): seen is Extract<Observation, { kind: K }> => seen.kind === kind);
  return { you, server: net.host("server"), of };
}

describe("[§3.1] the getblocks ping-pong", () => {
  it("one round for each 500 blocks: 1501 blocks take 3, and the tip is downloaded once, as an orphan", () => {
    const { you, of } = synced(blocksFirst, 1501);
    expect(you.chain.active.height).toBe(1501);
    expect(of("inventoryRequested").map(({ heights, stop }) => [heights[0], stop])).toEqual([
      [0, "none"],
      [500, "orphan root"],
      [1000, "orphan root"],
    ]);
    expect(of("inventoryReceived").map(({ count, newCount }) => [count, newCount])).toEqual([
      [500, 500],
      [1, 1],
      [500, 500],
      [1, 0],
      [500, 500],
      [1, 0],
    ]);
    expect(of("blockReceived").filter(({ verdict }) => verdict !== "stored")).toHaveLength(1);
    expect(of("blockReceived")).toHaveLength(1501);
    expect(of("orphanConnected").map(({ height }) => height)).toEqual([1501]);
  });

  it("0.8 asks once more, after a tip that it knows, and gets nothing", () => {
    const { you, of } = synced(blocksFirst08, 1501);
    expect(you.chain.active.height).toBe(1501);
    expect(of("inventoryRequested").map(({ heights }) => heights[0])).toEqual([0, 500, 1000, 1501]);
    expect(of("inventoryReceived")).toHaveLength(6);
    expect(of("blocksRequested").map(({ hashes }) => hashes?.length)).toEqual([500, 1, 500, 500]);
  });

  for (const [length, rounds] of [
    [499, 1],
    [500, 1],
    // A tip that is the next block anyway is no orphan.
    [501, 1],
    [502, 2],
    [1001, 2],
    [1002, 3],
  ] as const) {
    it(`${length} blocks take ${rounds}`, () => {
      const { you, of } = synced(blocksFirst, length);
      expect(you.chain.active.height).toBe(length);
      expect(of("inventoryRequested")).toHaveLength(rounds);
    });
  }

  it("the server of another policy answers as well, without remembering what the peer knows", () => {
    const net = new Net({ ...blocksFirst, knownInventoryMax: null });
    net.add("server", chainOf(mainChain(1100)));
    const you = net.add("you");
    net.connect("you", "server");
    net.run(100 * SECOND);
    expect(you.chain.active.height).toBe(1100);
  });

  it("[§7 row 21] a server that is itself behind gives what it has", () => {
    const { you } = synced({ ...blocksFirst, minimumChainWork: "ffffff" }, 700);
    expect(you.chain.active.height).toBe(700);
  });
});
