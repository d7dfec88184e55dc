import { describe, expect, it } from "vitest";
import { Rounds } from "../../src/runtime/rounds.ts";
import type { Foreseen } from "../../src/world/host/foresight.ts";
import type { Standing } from "../../src/world/host/member.ts";
import { SyncJudge } from "../../src/world/judging/sync-judge.ts";
import type { TruthChange } from "../../src/world/judging/truth-watch.ts";
import type { TimedAct } from "../../src/world/scenario/act.ts";
import { scenario } from "../world/worlds.ts";

const peers = scenario({ chain: { blocks: 1 }, peers: [{}, {}] }).peers;

/** Two peers, 50 µs and 80 µs away. */
function rounds(acts: readonly TimedAct[] = [], deadlineUs = 1_000_000, quietUs = 0): Rounds {
  const judge = new SyncJudge(peers, acts);
  const made = new Rounds({ reachUs: 160, quietUs, deadlineUs, acts, judge });
  made.addPeer(50);
  made.addPeer(80);
  return made;
}

function standing(nextAt: number | undefined, over: Partial<Standing> = {}): Standing {
  return { nextAt, changes: [], events: 0, lastAt: -1, stirredAt: -1, ...over };
}

/** The local node is owed nothing, or something, and has as much as peer A, or less. */
function local(at: number, owed: boolean, work = 7n): TruthChange {
  return { at, work, local: { running: true, owed, crashedBecause: undefined, connected: ["A"] } };
}

const cutA = (at: number): TimedAct => ({ at, act: { kind: "cutLink", peer: "A" } });

describe("the plan of rounds", () => {
  it("lets a peer go on until the local node could reach it", () => {
    const plan = rounds();
    plan.report(0, standing(100));
    plan.report(1, standing(149));
    plan.report(2, standing(180));
    expect(plan.plan(undefined, false)).toMatchObject({
      grants: [
        { node: 0, until: 199 },
        { node: 1, until: 150 },
      ],
    });
  });

  it("lets the local node go on until a peer could reach it, on its own or in answer", () => {
    const plan = rounds();
    plan.report(0, standing(100));
    plan.report(1, standing(500));
    plan.report(2, standing(undefined));
    // What it sends at 100 reaches the nearer peer at 150, whose answer is back at 200.
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0, until: 200 }] });
  });

  it("judges what was done at the bound where nothing is due any more: that is the end, wherever it is cut", () => {
    for (const bound of [undefined, 100, 101, 5000]) {
      const plan = rounds();
      plan.report(1, standing(undefined, { changes: [{ at: 0, work: 7n }] }));
      plan.report(0, standing(undefined, { lastAt: 100, changes: [local(100, false)] }));
      expect(plan.plan(bound, false), `${bound}`).toMatchObject({ kind: "ended", ended: "synced", at: 100 });
    }
  });

  it("never opens a window beyond the bound, and rests there", () => {
    const plan = rounds();
    plan.report(0, standing(100));
    expect(plan.plan(120, false)).toMatchObject({ grants: [{ node: 0, until: 120 }] });
    plan.report(0, standing(120));
    expect(plan.plan(120, false)).toEqual({ kind: "rest" });
    expect(plan.now).toBe(120);
  });

  it("puts an act before everything else of its instant", () => {
    const plan = rounds([cutA(130)]);
    plan.report(0, standing(100));
    plan.report(1, standing(130));
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0, until: 130 }] });
    plan.report(0, standing(130));
    expect(plan.plan(undefined, false)).toMatchObject({ kind: "act", at: 130 });
    expect(plan.plan(undefined, false)).toMatchObject({ kind: "window", grants: [{ node: 0 }, { node: 1 }] });
  });

  it("steps to the earliest event, the lowest number first at equal times", () => {
    const plan = rounds();
    plan.report(0, standing(300));
    plan.report(1, standing(200));
    plan.report(2, standing(200));
    expect(plan.plan(undefined, true)).toEqual({
      kind: "window",
      grants: [{ node: 1, until: 201 }],
      limit: 1,
    });
  });

  it("counts an envelope under way as something due", () => {
    const plan = rounds();
    plan.report(0, standing(undefined));
    plan.report(1, standing(undefined));
    plan.expect(1, 77);
    plan.expect(1, 99);
    expect(plan.plan(undefined, true)).toMatchObject({ grants: [{ node: 1, until: 78 }] });
  });

  it("ends one reach after it was synced, and says when it was", () => {
    const plan = rounds();
    plan.report(1, standing(undefined, { changes: [{ at: 0, work: 7n }] }));
    plan.report(0, standing(110, { changes: [local(100, false)], lastAt: 100 }));
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0, until: 210 }] });
    plan.report(0, standing(260, { lastAt: 110 }));
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "synced", at: 100, settledAt: 100 });
  });

  it("goes on when the local node is no longer synced", () => {
    const plan = rounds();
    plan.report(1, standing(undefined, { changes: [{ at: 0, work: 7n }] }));
    plan.report(0, standing(110, { changes: [local(100, false)], lastAt: 100 }));
    plan.plan(undefined, false);
    plan.report(0, standing(400, { changes: [local(110, true)], lastAt: 110 }));
    expect(plan.plan(undefined, false)).toMatchObject({ kind: "window" });
    expect(plan.judge.overAt).toBeUndefined();
  });

  it("does not judge the local node before all others have got as far", () => {
    const plan = rounds();
    plan.report(1, standing(90, { changes: [{ at: 0, work: 7n }] }));
    plan.report(0, standing(250, { changes: [local(100, false)], lastAt: 100 }));
    // Peer A may still find a block before 100.
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 1, until: 190 }] });
    expect(plan.judge.overAt).toBeUndefined();
    plan.report(1, standing(300, { changes: [{ at: 95, work: 8n }], lastAt: 95 }));
    expect(plan.plan(undefined, false)).toMatchObject({ kind: "window" });
    plan.report(0, standing(700, { changes: [local(300, false, 8n)], lastAt: 300 }));
    plan.report(1, standing(700, { lastAt: 300 }));
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "synced", at: 300, settledAt: 300 });
  });

  it("lets a node go on until what comes by another way could reach it", () => {
    const plan = rounds();
    plan.addLink(1, 2, 10);
    plan.report(0, standing(1000));
    plan.report(1, standing(100));
    plan.report(2, standing(115));
    // B may answer A at 120; the local node may hear from B at 190, and A again from it.
    expect(plan.plan(undefined, false)).toMatchObject({
      grants: [{ node: 1, until: 120 }],
    });
  });

  describe("with a peer that has foreseen what it sends", () => {
    const none = { alertAt: undefined, askedAt: undefined, nextArrivalAt: undefined, lineEndsAt: undefined };
    /** What peer A, 50 µs away, has foreseen; B has nothing to do. */
    const localUntil = (foreseen: Partial<Foreseen>, said: (plan: Rounds) => void = () => {}) => {
      const plan = rounds();
      plan.report(0, standing(100));
      plan.report(1, standing(110, { foreseen: { ...none, ...foreseen } }));
      plan.report(2, standing(undefined, { foreseen: none }));
      said(plan);
      const round = plan.plan(undefined, false);
      const grants = round.kind === "window" ? round.grants : [];
      return grants.find(({ node }) => node === 0);
    };

    it("lets the local node go on to what may change the peer's mind, however much leaves before", () => {
      expect(localUntil({ alertAt: 5000, lineEndsAt: 9000 })?.until).toBe(5050);
    });

    it("or to the first arrival that it has not got, or to the end of the run", () => {
      expect(localUntil({ alertAt: 5000, nextArrivalAt: 3000 })?.until).toBe(3000);
      expect(localUntil({})?.until).toBe(1_000_001);
    });

    it("lets it go on to the end of the line when blocks are asked for, or to where they arrive behind it", () => {
      expect(localUntil({ askedAt: 400, lineEndsAt: 9000 })?.until).toBe(9000);
      expect(localUntil({ askedAt: 8990, lineEndsAt: 9000 })?.until).toBe(9040);
    });

    it("counts what is on its way to the peer, and what asks for blocks only where the peer just serves", () => {
      const serving = { lineEndsAt: 9000 };
      expect(localUntil(serving, (plan) => plan.expect(1, undefined, 300))?.until).toBe(9000);
      expect(localUntil(serving, (plan) => plan.expect(1, 300))?.until).toBe(350);
      expect(localUntil({}, (plan) => plan.expect(1, undefined, 300))?.until).toBe(350);
    });

    it("tells the local node where the lines end: it has to stop at what it says itself", () => {
      expect(localUntil({ lineEndsAt: 9000 })?.lineEnds).toEqual([undefined, 9000, 0]);
    });

    it("lets the peer go on until the local node could reach it", () => {
      const plan = rounds();
      plan.report(0, standing(700));
      plan.report(1, standing(110, { foreseen: { ...none, alertAt: 5000 } }));
      plan.report(2, standing(undefined, { foreseen: none }));
      expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0 }, { node: 1, until: 750 }] });
    });
  });

  it("is stuck when nothing is due anywhere", () => {
    const plan = rounds();
    plan.report(0, standing(undefined, { lastAt: 900 }));
    expect(plan.plan(undefined, false)).toEqual({
      kind: "ended",
      ended: "stuck",
      at: 900,
      settledAt: undefined,
    });
  });

  it("waits for an act that is still to come before it is stuck", () => {
    const plan = rounds([cutA(5000)]);
    plan.report(0, standing(undefined, { lastAt: 900 }));
    expect(plan.plan(undefined, false)).toMatchObject({ kind: "act", at: 5000 });
  });

  it("ends at the deadline, whose own events still happen", () => {
    const plan = rounds([], 1000);
    plan.report(0, standing(1000));
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0, until: 1001 }] });
    plan.report(0, standing(1001, { lastAt: 1000 }));
    expect(plan.plan(undefined, false)).toEqual({
      kind: "ended",
      ended: "deadline",
      at: 1000,
      settledAt: undefined,
    });
  });

  it("goes on until it has been quiet for as long as it is to be", () => {
    const plan = rounds([], 1_000_000, 1000);
    plan.report(1, standing(undefined, { changes: [{ at: 0, work: 7n }] }));
    plan.report(0, standing(900, { changes: [local(100, false)], lastAt: 100, stirredAt: 100 }));
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0 }] });
    // A ping at 900 is nothing; a message at 950 is something.
    plan.report(0, standing(950, { lastAt: 900, stirredAt: 100 }));
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0 }] });
    plan.report(0, standing(1960, { lastAt: 950, stirredAt: 950 }));
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "synced", at: 100, settledAt: 100 });
    expect(plan.now).toBe(1950);
  });

  it("is synced all the same if the deadline comes before the quiet", () => {
    const plan = rounds([], 500, 1000);
    plan.report(1, standing(undefined, { changes: [{ at: 0, work: 7n }] }));
    plan.report(0, standing(900, { changes: [local(100, false)], lastAt: 100, stirredAt: 100 }));
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "synced", at: 100, settledAt: 100 });
  });

  it("lets an act of now take effect after all that has happened", () => {
    const plan = rounds();
    plan.report(0, standing(100));
    plan.plan(undefined, true);
    plan.report(0, standing(undefined, { lastAt: 100 }));
    expect(plan.actMoment).toBe(101);
    plan.report(1, standing(undefined, { reachedAt: 340 }));
    expect(plan.actMoment).toBe(340);
  });
});
