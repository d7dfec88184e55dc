/** What no field bounds alone: products of what a world has. */
import { describe, expect, it } from "vitest";
import { parseScenario } from "../../../src/world/scenario/scenario-schema.ts";

function error(value: object): string {
  const parsed = parseScenario({ version: 1, ...value });
  return parsed.ok ? "" : parsed.error;
}

const join = (id: string) => ({ atSeconds: 1, act: { kind: "addPeer", peer: { id } } });
const branches = [
  { id: "a", forkHeight: 1, blocks: 3000 },
  { id: "b", forkHeight: 1, blocks: 2000 },
];
const mining = { meanSeconds: 60, blocks: 1000 };
const mine = (blocks: number) => ({ atSeconds: 1, act: { kind: "mineBlock", node: "You", blocks } });

describe("blocks in all nodes together", () => {
  it.each([
    ["64 peers", { chain: { blocks: 20_000 }, peers: Array(64).fill({}) }, 6153, 65, 20_000],
    ["one block too many", { chain: { blocks: 6154 }, peers: Array(64).fill({}) }, 6153, 65, 6154],
    ["branches", { chain: { blocks: 45_000, branches }, peers: Array(7).fill({}) }, 50_000, 8, undefined],
    ["branches", { chain: { blocks: 45_001, branches }, peers: Array(7).fill({}) }, 50_000, 8, 50_001],
    [
      "peers that join",
      { chain: { blocks: 99_000 }, peers: [{}, {}], acts: [join("x"), join("y")] },
      80_000,
      5,
      99_000,
    ],
    [
      "blocks that are mined",
      { chain: { blocks: 99_900 }, peers: Array(3).fill({}), mining },
      100_000,
      4,
      100_900,
    ],
    [
      "acts that mine",
      { chain: { blocks: 99_950 }, peers: Array(3).fill({}), acts: [mine(30), mine(21)] },
      100_000,
      4,
      100_001,
    ],
    [
      "acts that mine",
      { chain: { blocks: 99_950 }, peers: Array(3).fill({}), acts: [mine(30), mine(20)] },
      100_000,
      4,
      undefined,
    ],
  ])("%s: %#", (_, world, most, nodes, found) => {
    expect(error(world)).toBe(
      found === undefined
        ? ""
        : `chain.blocks: expected at most ${most} blocks in all, on the main chain, in branches and mined, with ${nodes} nodes (400000 in all nodes together), found ${found}`,
    );
  });
});

describe("orphans", () => {
  const flood = (parameters: object) => ({ behaviours: [{ kind: "orphanFlood", ...parameters }] });
  const chain = { blocks: 10 };

  it("are no more at a time than a second allows", () => {
    const peers = [{ id: "A", ...flood({ count: 1000 }) }, { id: "B" }, { id: "C" }];
    expect(error({ chain, peers, links: [{ from: "A", to: "B" }] })).toBe("");
    const links = [
      { from: "A", to: "B" },
      { from: "C", to: "A" },
    ];
    expect(error({ chain, peers, links })).toBe(
      "peers.0.behaviours.0.count: expected at most 666 with 3 connections (2000 blocks at a time), found 1000",
    );
    const act = { kind: "setBehaviours", node: "A", ...flood({ count: 700 }) };
    expect(
      error({ chain, peers: [{ id: "A" }, { id: "B" }, { id: "C" }], links, acts: [{ atSeconds: 1, act }] }),
    ).toBe(
      "acts.0.act.behaviours.0.count: expected at most 666 with 3 connections (2000 blocks at a time), found 700",
    );
  });

  it.each([
    ["diskFill", 667, 666, "2000 blocks"],
    ["headerSpam", 2000, 666, "2000 blocks"],
    ["invSpam", 33_334, 33_333, "100000 hashes"],
    ["unknownBlockRequests", 50_000, 33_333, "100000 hashes"],
  ])("%s is bounded like them", (kind, count, most, all) => {
    const links = ["B", "C"].map((to) => ({ from: "A", to }));
    const world = (behaviours: object[]) => ({
      chain,
      peers: [{ id: "A", behaviours }, { id: "B" }, { id: "C" }],
      links,
    });
    expect(error(world([{ kind, count: most, messages: 1 }]))).toBe("");
    expect(error(world([{ kind, count }]))).toBe(
      `peers.0.behaviours.0.count: expected at most ${most} with 3 connections (${all} at a time), found ${count}`,
    );
  });

  it("are counted with all that floods at the same time", () => {
    const behaviours = [
      { kind: "diskFill", count: 1000 },
      { kind: "invSpam", count: 50_000 },
      { kind: "headerSpam", count: 1001 },
    ];
    expect(error({ chain, peers: [{ behaviours }] })).toBe(
      "peers.0.behaviours.2.count: expected at most 1000 with 1 connections (2000 blocks at a time), found 1001",
    );
  });

  it("are bounded where a node keeps them all", () => {
    const peers = Array(64).fill(flood({ count: 1000 }));
    expect(error({ chain, peers })).toBe("");
    expect(error({ chain, peers, policy: "blocks-first" })).toBe("");
    const tooMany =
      /^peers\.0\.behaviours\.0\.messages: expected fewer, .* at most 40000 in all, found 1000000$/;
    expect(error({ chain, peers, policy: "blocks-first-0.8" })).toMatch(tooMany);
    expect(error({ chain, peers, policy: "blocks-first", constants: { orphanBlocksMax: null } })).toMatch(
      tooMany,
    );
    const act = { kind: "setPolicy", node: "You", policy: "blocks-first-0.8" };
    expect(error({ chain, peers, acts: [{ atSeconds: 1, act }] })).toMatch(tooMany);
    const few = Array(40).fill(flood({ count: 1000, messages: 1 }));
    expect(error({ chain, peers: few, policy: "blocks-first-0.8" })).toBe("");
    expect(error({ chain, peers: few, policy: "blocks-first-0.8", deadlineSeconds: 1 })).toBe("");
    expect(error({ chain, peers: peers.slice(0, 1), policy: "blocks-first-0.8", deadlineSeconds: 39 })).toBe(
      "",
    );
    const more = [...few, flood({ count: 1, messages: 1 })];
    expect(error({ chain, peers: more, policy: "blocks-first-0.8" })).toMatch(
      /^peers\.40\.behaviours\.0\.messages: .* at most 40000 in all, found 40001$/,
    );
  });
});

describe("blocks that are sent unasked", () => {
  const world = (behaviour: object, more: object = {}) =>
    error({ chain: { blocks: 99_000 }, peers: [{ behaviours: [behaviour] }, {}, {}], ...more });

  it.each([
    [{ kind: "unsolicitedBlock" }, undefined],
    [{ kind: "unsolicitedBlock", messages: 1001 }, 100_001],
    [{ kind: "diskFill" }, 104_000],
    [{ kind: "diskFill", messages: 200 }, undefined],
    [{ kind: "diskFill", messages: 2, count: 501 }, 100_002],
  ])("may come to be in every node: %j", (behaviour, found) => {
    expect(world(behaviour)).toBe(
      found === undefined
        ? ""
        : `peers.0.behaviours.0.messages: expected fewer, so that there are at most 100000 blocks in all, in chains, mined and sent unasked, with 4 nodes (400000 in all nodes together), found ${found}`,
    );
  });

  it("are as many as the time allows", () => {
    expect(world({ kind: "diskFill", everySeconds: 10 }, { deadlineSeconds: 1999 })).toBe("");
    expect(world({ kind: "diskFill", everySeconds: 10 }, { deadlineSeconds: 2000 })).toMatch(/found 100005$/);
  });

  it("are counted with those of acts", () => {
    const act = {
      kind: "setBehaviours",
      node: "B",
      behaviours: [{ kind: "diskFill", count: 1, messages: 1 }],
    };
    expect(world({ kind: "unsolicitedBlock" }, { acts: [{ atSeconds: 1, act }] })).toMatch(
      /^acts\.0\.act\.behaviours\.0\.messages: .* found 100001$/,
    );
  });
});
