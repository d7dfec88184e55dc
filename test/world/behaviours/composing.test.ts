/** Behaviours together, changed while running, and over a stop and a start. */
import { describe, expect, it } from "vitest";
import { ZERO_HASH } from "../../../src/bitcoin/bytes.ts";
import { networks } from "../../../src/bitcoin/networks.ts";
import { encodeMessage } from "../../../src/bitcoin/wire/codec.ts";
import { INV_BLOCK } from "../../../src/bitcoin/wire/message.ts";
import { ChainState } from "../../../src/chain/chain-state.ts";
import { Prng } from "../../../src/sim/prng.ts";
import type { Behaviour, BehaviourKind } from "../../../src/world/behaviours/catalogue.ts";
import { catalogue } from "../../../src/world/behaviours/catalogue.ts";
import { HashBudget } from "../../../src/world/chains/hash-budget.ts";
import { BadPeer } from "../../../src/world/host/bad-peer.ts";
import type { Outgoing } from "../../../src/world/host/outgoing.ts";
import type { ScheduledAct } from "../../../src/world/scenario/scenario.ts";
import { worldOf } from "../worlds.ts";
import { BLOCKS, badWorld, problems, runFor, see } from "./bad-world.ts";

function plain(kind: BehaviourKind): Behaviour {
  return { kind, ...(kind === "slow" ? { factor: 5 } : {}) } as Behaviour;
}

describe("two at once", () => {
  // Every behaviour meets the next, the fifth and the twelfth after it.
  for (const step of [1, 5, 12]) {
    it(`every behaviour with the one ${step} further on ends right, twice the same`, () => {
      for (const [i, { kind }] of catalogue.entries()) {
        const other = catalogue[(i + step) % catalogue.length];
        if (other === undefined) throw new Error("no other");
        const base = badWorld([plain(kind), plain(other.kind)]);
        const seen = see(base);
        expect(problems(seen), `${kind} and ${other.kind}`).toEqual([]);
        expect(see(base).summary.traceHash).toBe(seen.summary.traceHash);
      }
    });
  }

  it("slow and lying: the lie comes, and late", () => {
    const lie: Behaviour = { kind: "corruptedBody", heights: [1] };
    const alone = see(badWorld([lie]));
    const slowly = see(badWorld([{ kind: "slow", factor: 3 }, lie]));
    expect(slowly.droppedFor).toBe(alone.droppedFor);
    expect(slowly.droppedAt).toBeGreaterThan(1.5 * (alone.droppedAt ?? 0));
  });

  it("what one sends passes the others: a dead spammer is silent", () => {
    for (const behaviours of [
      [plain("invSpam"), plain("dead")],
      [plain("dead"), plain("invSpam")],
    ]) {
      expect(see(badWorld(behaviours)).got).toEqual({});
    }
  });

  it("blocks of a fork are corrupted, too", () => {
    const seen = see(badWorld([{ kind: "lowWorkFork", blocks: 12 }, plain("corruptedBody")]));
    expect(seen.deeds).toContain("sent block of its own with a changed transaction");
    expect(seen.droppedFor).toBe("mutated block");
  });

  it("a block held back is not changed twice", () => {
    for (const behaviours of [
      [plain("corruptedBody"), plain("outOfOrder")],
      [plain("outOfOrder"), plain("corruptedBody")],
    ]) {
      const seen = see(badWorld(behaviours));
      expect(seen.droppedFor).toBe("mutated block");
    }
  });
});

describe("changed while running", () => {
  const act = (atSeconds: number, behaviours: readonly Behaviour[]): ScheduledAct => ({
    atSeconds,
    act: { kind: "setBehaviours", node: "bad", behaviours },
  });

  it("an honest peer turns into a spammer, and back", () => {
    const base = badWorld([], {
      chain: { blocks: BLOCKS, blockBytes: 4000 },
      acts: [act(5, [{ kind: "invSpam" }]), act(10.5, [])],
    });
    const seen = see(base);
    expect(problems(seen)).toEqual([]);
    const at = seen.records.flatMap((record) =>
      record.kind === "misbehaved" ? [record.at / 1_000_000] : [],
    );
    expect(at).toEqual([5, 6, 7, 8, 9, 10]);
  });

  it("what it withheld it gives when it is honest again", () => {
    const base = badWorld([plain("silentOnHeaders")], { acts: [act(1, [])] });
    const seen = see(base);
    expect(problems(seen)).toEqual([]);
    expect(seen.swallowed).toHaveLength(1);
    expect(seen.droppedFor).toBe("headers response timeout");
  });

  it("each behaviour may come and go in the middle of the download", () => {
    for (const { kind } of catalogue) {
      const seen = see(
        badWorld([], {
          chain: { blocks: BLOCKS, blockBytes: 2000 },
          acts: [act(2, [plain(kind)]), act(8.1, [])],
        }),
      );
      expect(problems(seen), kind).toEqual([]);
    }
  });
});

describe("stopped and started", () => {
  it("each behaviour goes on after its node comes back, and not while it is gone", () => {
    for (const { kind } of catalogue) {
      const base = badWorld([plain(kind)], {
        chain: { blocks: BLOCKS, blockBytes: 4000 },
        acts: [
          { atSeconds: 1, act: { kind: "stopNode", node: "bad" } },
          { atSeconds: 9, act: { kind: "startNode", node: "bad" } },
        ],
      });
      const seen = see(base);
      expect(problems(seen), kind).toEqual([]);
      const away = seen.records.filter(
        (record) =>
          record.node === 1 && record.at > 1_000_000 && record.at < 9_000_000 && record.kind !== "lost",
      );
      expect(away, kind).toEqual([]);
    }
  });

  it("a spammer spams again", () => {
    const world = worldOf(
      badWorld([plain("unknownBlockRequests")], {
        chain: { blocks: BLOCKS, blockBytes: 8000 },
        acts: [
          { atSeconds: 3.5, act: { kind: "stopNode", node: "bad" } },
          { atSeconds: 9, act: { kind: "startNode", node: "bad" } },
        ],
      }),
    );
    runFor(world, 12);
    const at = world.takeRecords().flatMap((record) => (record.kind === "misbehaved" ? [record.at] : []));
    expect(at.filter((moment) => moment < 3_500_000).length).toBe(4);
    expect(at.filter((moment) => moment > 9_000_000).length).toBeGreaterThan(1);
  });

  it("a fork is the same fork after a restart", () => {
    const base = badWorld([{ kind: "lowWorkFork", blocks: 15 }], {
      chain: { blocks: BLOCKS, blockBytes: 4000 },
      acts: [
        { atSeconds: 4, act: { kind: "stopNode", node: "bad" } },
        { atSeconds: 6, act: { kind: "startNode", node: "bad" } },
      ],
    });
    const seen = see(base);
    expect(seen.summary.local.headers).toBe(BLOCKS + 15);
    expect(problems(seen)).toEqual([]);
  });
});

it("every behaviour gives the same run however it is cut into bounds and steps", () => {
  for (const { kind } of catalogue) {
    const base = badWorld([plain(kind)], { chain: { blocks: BLOCKS, blockBytes: 2000 } });
    const whole = see(base).summary;
    const world = worldOf(base);
    const cuts = Prng.fromSeed(7).split(kind);
    for (let i = 0; i < 60; i++) {
      if (cuts.below(3) > 0) while (world.advance(world.now + cuts.below(900_000)));
      else for (let steps = cuts.below(20); steps > 0; steps--) world.advance(undefined, true);
    }
    world.runToEnd();
    expect(world.summary(), kind).toEqual(whole);
  }
});

it("where nobody can mine, every behaviour does without, and none throws", () => {
  const chain = new ChainState(networks.mainnet);
  const genesis = chain.index.hash(0).slice();
  for (const { kind } of catalogue) {
    const sent: Outgoing[] = [];
    const badPeer = new BadPeer(
      {
        network: networks.mainnet,
        chain,
        headersPerMessage: 2000,
        startTimeSeconds: 1_300_000_000,
        hashBudget: new HashBudget(),
        random: Prng.fromSeed(1),
        transmit: (_at, _peer, message) => sent.push(message),
        close: () => {},
        dial: () => {},
        misbehaved: () => {},
      },
      [plain(kind)],
    );
    badPeer.start(0);
    badPeer.incoming(1, "You", { command: "verack" });
    badPeer.incoming(2, "You", { command: "getheaders", version: 1, locator: [genesis], stop: ZERO_HASH });
    badPeer.incoming(3, "You", { command: "getblocks", version: 1, locator: [], stop: ZERO_HASH });
    badPeer.incoming(4, "You", { command: "getdata", items: [{ type: INV_BLOCK, hash: genesis }] });
    const bytes = networks.mainnet.genesis.header.slice();
    badPeer.outgoing(5, "You", { command: "headers", headers: { count: 1, bytes } });
    badPeer.outgoing(6, "You", { command: "block", block: networks.mainnet.genesis });
    const { wakeAt } = badPeer;
    if (wakeAt !== undefined) badPeer.wake(wakeAt);
    badPeer.gone(100_000_000, "You");
    badPeer.stop();
    for (const message of sent) if (message.command !== "raw") encodeMessage(message, networks.mainnet);
  }
});
