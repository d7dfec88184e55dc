/** The ledger: every byte is accounted for once, and what was for nothing says why. */
import { describe, expect, test } from "vitest";
import { randomWorld } from "../../../src/fuzz/random-world.ts";
import { IdleTime } from "../../../src/world/judging/idle-time.ts";
import type { RunSummary } from "../../../src/world/judging/summary.ts";
import { builtIn, runToEnd, scenario, worldOf } from "../worlds.ts";

const SECOND = 1_000_000;

/** Useful, wasted and unaccounted are what was received, to the byte, for each peer and in all. */
function expectToAddUp({ ledger, bytes }: Pick<RunSummary, "ledger" | "bytes">, label = ""): void {
  for (const [name, account] of Object.entries(ledger.peers)) {
    const { late, ...kinds } = account.wasted;
    const wasted = Object.values(kinds).reduce((sum, count) => sum + count, 0);
    const sum = account.useful + wasted + account.unaccounted;
    expect(sum, `${label} ${name}`).toBe(account.received);
    for (const part of [...Object.values(account.wasted), account.useful, account.unaccounted]) {
      expect(part, `${label} ${name} ${JSON.stringify(account)}`).toBeGreaterThanOrEqual(0);
    }
  }
  expect(bytes.useful + bytes.wasted + bytes.unaccounted, label).toBe(bytes.received);
  expect(bytes.unaccounted, label).toBeGreaterThanOrEqual(0);
}

describe("the ledger", () => {
  test.each(["classroom", "slow-peer", "withholding-peer", "two-branches"])("of %s adds up", (id) => {
    const { ledger, bytes, peers } = runToEnd(builtIn(id), { policy: "core" }).summary;
    const accounts = Object.values(ledger.peers);
    const total = (pick: (account: (typeof accounts)[number]) => number) =>
      accounts.reduce((sum, account) => sum + pick(account), 0);
    expect(total((account) => account.received)).toBe(bytes.received);
    expect(total((account) => account.sent)).toBe(bytes.sent);
    for (const account of accounts) {
      const byCommand = Object.values(account.receivedByCommand).reduce((sum, count) => sum + count, 0);
      expect(byCommand).toBe(account.received);
    }
    expectToAddUp({ ledger, bytes });
    const moved = total(({ wasted }) => wasted.offBestChain + wasted.lostBranch);
    expect(total((account) => account.useful) + moved).toBe(bytes.useful);
    for (const peer of peers) expect(ledger.peers[peer.id]?.received ?? 0).toBe(peer.bytesReceived);
  });

  const diskFill = [{ id: "A" }, { id: "B", behaviours: [{ kind: "diskFill", messages: 5 }] }];
  test.each([
    ["an unrequested block that brings its header", { policy: "learncoin", peers: diskFill }],
    ["the same, to a client of today", { policy: "core", peers: diskFill }],
    ["the same, to one that knows no headers", { policy: "blocks-first", peers: diskFill }],
    [
      "pushed blocks, to the article's node",
      {
        policy: "learncoin-as-published",
        defects: [],
        peers: [{ id: "A" }],
        mining: { meanSeconds: 1, blocks: 5 },
      },
    ],
    [
      "blocks that come after the connection is over",
      {
        policy: "core",
        chain: { blocks: 30, blockBytes: 100_000 },
        peers: [{ id: "A", link: { bytesPerSecond: 50_000 } }],
      },
    ],
    [
      "a second copy of everything",
      {
        policy: "core",
        peers: [{ id: "A" }, { id: "B", behaviours: [{ kind: "headerSpam" }] }],
        acts: [{ atSeconds: 0.3, act: { kind: "cutLink", peer: "A" } }],
      },
    ],
  ])("counts no byte twice: %s", (label, world) => {
    const acts = [{ atSeconds: 20, act: { kind: "mendLink", peer: "A" } }];
    const { summary } = runToEnd(scenario({ chain: { blocks: 30 }, deadlineSeconds: 3000, acts, ...world }));
    expectToAddUp(summary, label);
    expect(summary.bytes.received).toBeGreaterThan(0);
  });

  test("adds up in worlds drawn from seeds, whenever it is asked, and is the same text however often", () => {
    for (let seed = 0; seed < 30; seed++) {
      const drawn = randomWorld(seed, undefined);
      const [once, often] = [worldOf(drawn.scenario, { seed }), worldOf(drawn.scenario, { seed })];
      for (let rounds = 0; rounds < 600; rounds++) {
        once.advance(undefined);
        often.advance(undefined);
        if (rounds % 100 === 0) expectToAddUp(often.summary(), `seed ${seed}, round ${rounds}`);
      }
      const summary = once.summary();
      expectToAddUp(summary, `seed ${seed}`);
      expect(JSON.stringify(often.summary()), `seed ${seed}`).toBe(JSON.stringify(summary));
    }
  });

  test("calls no block wasted that only waits for the blocks before it", () => {
    const world = worldOf(builtIn("slow-peer"));
    let waited = 0;
    while (world.advance(undefined)) {
      const { local, ledger } = world.summary();
      if (local.blocks > local.height) waited += 1;
      const aside = Object.values(ledger.peers).map(({ wasted }) => wasted.offBestChain);
      expect(Math.max(...aside), `${world.now}`).toBe(0);
    }
    expect(waited).toBeGreaterThan(10);
  });

  test("names the peers in the order of the scenario, also those that never said a word", () => {
    const peers = [{ id: "z", behaviours: [{ kind: "dead" }] }, { id: "a", spare: true }, { id: "m" }];
    const world = worldOf(scenario({ chain: { blocks: 10 }, peers }));
    expect(Object.keys(world.summary().ledger.peers)).toEqual(["z", "a", "m"]);
    world.runToEnd();
    expect(Object.keys(world.summary().ledger.peers)).toEqual(["z", "a", "m"]);
  });

  test("knows blocks and headers of a branch that lost", () => {
    const { ledger } = runToEnd(builtIn("two-branches")).summary;
    const waste = Object.values(ledger.peers).map(({ wasted }) => wasted);
    expect(waste.reduce((sum, { lostBranch }) => sum + lostBranch, 0)).toBeGreaterThan(0);
    expect(waste.reduce((sum, { offBestChain }) => sum + offBestChain, 0)).toBeGreaterThan(0);
  });

  test("follows the blocks and headers that a node of other rules finds on its disk, under other numbers or no more", () => {
    const branches = [{ id: "b", forkHeight: 5, blocks: 3 }];
    const peers = [{ id: "A", chain: "b" }, { id: "B" }];
    const world = worldOf(
      scenario({
        policy: "learncoin",
        chain: { blocks: 60, blockBytes: 400_000, branches },
        peers,
        acts: [{ atSeconds: 0.8, act: { kind: "setPolicy", node: "You", policy: "blocks-first" } }],
      }),
    );
    while (world.advance(799_999));
    const { headers, blocks } = world.summary().local;
    // A client that knows no headers keeps none without its block.
    const forgotten = headers - blocks;
    expect(forgotten).toBeGreaterThan(0);
    while (world.advance(undefined)) expectToAddUp(world.summary(), `${world.now}`);
    const waste = Object.values(world.summary().ledger.peers).map(({ wasted }) => wasted);
    expect(waste.map(({ lostBranch }) => lostBranch)).toEqual([3 * 81, forgotten * 81]);
    expect(waste.map(({ offBestChain }) => offBestChain)).toEqual([3 * 400_024, 0]);
  });

  test("knows what came too late: blocks of a peer whose link was cut while they came in", () => {
    const base = builtIn("classroom");
    const { summary } = runToEnd({
      ...base,
      local: { ...base.local, downloadBytesPerSecond: 200_000 },
      acts: [{ atSeconds: 10, act: { kind: "cutLink", peer: "D" } }],
    });
    const { peers } = summary.ledger;
    expect(peers["D"]?.wasted.late).toBeGreaterThan(0);
    expect(peers["A"]?.wasted.late).toBe(0);
  });

  test("counts a block that came before its parent when it is clear what it was good for", () => {
    const world = scenario({
      policy: "blocks-first",
      chain: { blocks: 50, blockBytes: 1000 },
      constants: { inventoryPerMessage: 20 },
      peers: [{}],
    });
    const { ledger, bytes } = runToEnd(world).summary;
    expect(ledger.unprovenBytes).toEqual({ peak: 1024, now: 0 });
    expect(bytes).toMatchObject({ useful: 50 * 1024, wasted: 0 });
    expect(ledger.peers["A"]?.useful).toBe(50 * 1024);
  });

  test("counts as evicted what had to make room for other orphans", () => {
    const world = scenario({
      policy: "blocks-first",
      chain: { blocks: 50, branches: [{ id: "b", forkHeight: 0, blocks: 40 }] },
      constants: { inventoryPerMessage: 10, orphanBlocksMax: 1, syncNodeBehindBlocks: null },
      peers: [{}, { chain: "b", behaviours: [{ kind: "orphanFlood" }] }],
    });
    const { ledger, invariants } = runToEnd(world).summary;
    const evicted = Object.values(ledger.peers).reduce((sum, { wasted }) => sum + wasted.evicted, 0);
    expect(evicted).toBeGreaterThan(0);
    expect(invariants.violations).toBe(0);
  });

  test("counts the memory held for headers that have proven nothing, and that it is given back", () => {
    const world = scenario({
      policy: "core",
      chain: { blocks: 200 },
      constants: {
        headersPerMessage: 20,
        minimumChainWork: "12c",
        presyncPeriodHeaders: 7,
        redownloadBufferHeaders: 40,
      },
      peers: [{}],
    });
    const { unprovenBytes } = runToEnd(world).summary.ledger;
    expect(unprovenBytes.peak).toBeGreaterThan(0);
    expect(unprovenBytes.now).toBe(0);
    expect(runToEnd(world, { policy: "learncoin" }).summary.ledger.unprovenBytes.peak).toBe(0);
  });
});

describe("idle time", () => {
  test("runs while a peer is ahead of the tip and owes nothing", () => {
    const idle = new IdleTime();
    idle.observe(0, { kind: "peerReady", peer: "A", startHeight: 5, userAgent: "" });
    idle.observe(1 * SECOND, { kind: "peerBestKnownChanged", peer: "A", from: undefined, to: 5, height: 5 });
    expect(idle.seconds("A", 3 * SECOND)).toBe(2);
    idle.observe(4 * SECOND, {
      kind: "blocksRequested",
      peer: "A",
      entries: [1, 2],
      heights: [1, 2],
      timeoutAt: 9,
    });
    const block = {
      kind: "blockReceived",
      peer: "A",
      entry: 1,
      height: 1,
      hash: "",
      verdict: "stored",
    } as const;
    idle.observe(5 * SECOND, { ...block, reason: undefined });
    expect(idle.seconds("A", 6 * SECOND)).toBe(3);
    idle.observe(6 * SECOND, { ...block, reason: undefined });
    expect(idle.seconds("A", 8 * SECOND)).toBe(5);
    idle.observe(8 * SECOND, { kind: "peerLeft", peer: "A", why: "" });
    expect(idle.seconds("A", 100 * SECOND)).toBe(5);
  });

  test("does not run for a peer that has nothing we lack", () => {
    const idle = new IdleTime();
    idle.observe(0, { kind: "peerReady", peer: "A", startHeight: 0, userAgent: "" });
    expect(idle.seconds("A", SECOND)).toBe(0);
    expect(idle.seconds("nobody", SECOND)).toBe(0);
  });
});
