/** A run is synced since its tip was the best, and settled since nothing that was asked for besides is owed any more. */
import { describe, expect, it } from "vitest";
import { SyncJudge } from "../../src/world/judging/sync-judge.ts";
import type { LocalTruth, TruthChange } from "../../src/world/judging/truth-watch.ts";
import { observed, runToEnd, scenario, troubledScenarios, worldOf } from "./worlds.ts";

const peer = (id: string) => ({ id });
const peers = scenario({ chain: { blocks: 1 }, peers: ["A", "B"].map(peer) }).peers;

function change(at: number, work: bigint, over: Partial<LocalTruth> = {}): TruthChange {
  return {
    at,
    work,
    local: { running: true, owed: true, crashedBecause: undefined, connected: ["A"], ...over },
  };
}

/** A judge who knows that A has a work of 9, after these changes at the local node. */
function judged(...changes: readonly TruthChange[]): SyncJudge {
  const judge = new SyncJudge(peers, []);
  judge.report(1, [{ at: 0, work: 9n }]);
  judge.report(2, [{ at: 0, work: 9n }]);
  judge.report(0, changes);
  judge.advance(1_000);
  return judge;
}

describe("the judge", () => {
  it("takes the moment of the tip for synced, and that when nothing is owed for settled", () => {
    const judge = judged(change(10, 3n), { at: 20, work: 9n }, change(70, 9n, { owed: false }));
    expect([judge.syncedSince, judge.settledSince, judge.overAt]).toEqual([20, 70, 70]);
  });

  it("keeps what it said while nobody is connected, and begins anew once a peer has more", () => {
    const alone = { connected: [] };
    expect(judged(change(20, 9n), change(30, 9n, alone)).syncedSince).toBe(20);
    expect(judged(change(20, 9n), change(30, 9n, alone), change(40, 9n)).syncedSince).toBe(20);
    const outdated = judged(change(20, 9n), change(30, 9n, alone));
    outdated.report(1, [{ at: 1_010, work: 10n }]);
    outdated.report(0, [change(1_020, 9n)]);
    outdated.advance(1_030);
    expect(outdated.syncedSince).toBeUndefined();
  });

  it("calls settled whom nobody is connected to any more and who is owed nothing, but ends no run by that", () => {
    const alone = { connected: [], owed: false };
    const left = judged(change(20, 9n), change(30, 9n, alone));
    expect([left.syncedSince, left.settledSince, left.overAt]).toEqual([20, 30, undefined]);
    const back = judged(
      change(20, 9n, { owed: false }),
      change(30, 9n, alone),
      change(40, 9n, { owed: false }),
    );
    expect([back.syncedSince, back.settledSince, back.overAt]).toEqual([20, 20, 40]);
    expect(judged(change(20, 3n, alone)).settledSince).toBeUndefined();
  });

  it("calls no node synced that has stopped, or has not yet met anybody", () => {
    expect(judged(change(20, 9n, { connected: [] })).syncedSince).toBeUndefined();
    const stopped = change(30, 9n, { running: false, owed: false, connected: [] });
    expect(judged(change(20, 9n), stopped).syncedSince).toBeUndefined();
    expect(judged(change(20, 9n), stopped, change(40, 9n)).syncedSince).toBe(40);
  });
});

/** Three peers, the first of them bad, in the numbers of a classroom. */
function lesson(behaviours: readonly object[], over: object = {}) {
  return scenario({
    chain: { blocks: 60, blockBytes: 100_000 },
    constants: { headersPerMessage: 20, windowBlocks: 32, inFlightPerPeer: 4 },
    peers: [behaviours, [], []].map((own) => ({ behaviours: own, uploadBytesPerSecond: 400_000 })),
    ...over,
  });
}

const kinds = [
  ["headerSpam", "core-0.12", true],
  ["invSpam", "core-0.12", true],
  ["garbageFrames", "core", false],
] as const;

describe("a run", () => {
  for (const [kind, policy, isLater] of kinds) {
    it(`of ${policy} with ${kind} is synced at its last tip, and settled when nothing invented is owed`, () => {
      const { summary, records } = runToEnd(lesson([{ kind }]), { policy });
      const lastTip = observed(records, "tipChanged").at(-1)?.at ?? -1;
      expect(summary).toMatchObject({ ended: "synced", local: { height: 60 }, atSeconds: lastTip / 1e6 });
      if (isLater) expect(summary.settledSeconds).toBeGreaterThan(summary.atSeconds + 60);
      else expect(summary.settledSeconds).toBe(summary.atSeconds);
      expect(records.find((record) => record.kind === "ended")).toMatchObject({ syncedAt: lastTip });
    });
  }

  it("is synced, but not settled, where time is over before that", () => {
    const world = lesson([{ kind: "headerSpam" }], { deadlineSeconds: 60 });
    const { summary, records } = runToEnd(world, { policy: "core-0.12" });
    expect(summary).toMatchObject({ ended: "synced", settledSeconds: null });
    expect(summary.atSeconds).toBeLessThan(30);
    expect(summary.why).toContain("is still owed");
    expect(records.find((record) => record.kind === "ended")).toMatchObject({
      at: 60e6,
      syncedAt: summary.atSeconds * 1e6,
    });
  });

  it("of which nothing was synced has no such moment", () => {
    const { summary, records } = runToEnd(lesson([], { deadlineSeconds: 1 }), { policy: "core" });
    expect(summary).toMatchObject({ ended: "deadline", atSeconds: 1, settledSeconds: null });
    expect(records.find((record) => record.kind === "ended")).toMatchObject({ syncedAt: undefined });
  });

  it("is not made later by an act that changes nothing", () => {
    const { summary } = runToEnd(lesson([]), { policy: "core" });
    const act = { kind: "setBehaviours", node: "A", behaviours: [] };
    const later = runToEnd(lesson([], { acts: [{ atSeconds: 100, act }] }), { policy: "core" }).summary;
    expect(later).toMatchObject({ atSeconds: summary.atSeconds, settledSeconds: summary.settledSeconds });
  });

  it("is the same however it is cut into windows", () => {
    for (const base of troubledScenarios()) {
      const whole = runToEnd(base).summary;
      const world = worldOf(base);
      for (let bound = 700_000; world.ended === undefined; bound += 700_000) while (world.advance(bound));
      expect(world.summary()).toEqual(whole);
    }
  });
});
