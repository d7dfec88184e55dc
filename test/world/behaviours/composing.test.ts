/** Behaviours together, changed while running, and over a stop and a start. */
import { describe, expect, it } from "vitest";
import type { Behaviour, BehaviourKind } from "../../../src/world/behaviours/catalogue.ts";
import { catalogue } from "../../../src/world/behaviours/catalogue.ts";
import type { ScheduledAct } from "../../../src/world/scenario.ts";
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
    expect(seen.droppedFor).toBe("bad-txnmrklroot");
  });

  it("a block held back is not changed twice", () => {
    for (const behaviours of [
      [plain("corruptedBody"), plain("outOfOrder")],
      [plain("outOfOrder"), plain("corruptedBody")],
    ]) {
      const seen = see(badWorld(behaviours));
      expect(seen.droppedFor).toBe("bad-txnmrklroot");
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
