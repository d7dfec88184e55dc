import { describe, expect, it } from "vitest";
import { Rounds } from "../../src/runtime/rounds.ts";
import type { TimedAct } from "../../src/world/act.ts";
import type { Standing } from "../../src/world/member.ts";

/** Two peers, 50 µs and 80 µs away. */
function rounds(acts: readonly TimedAct[] = [], deadlineUs = 1_000_000): Rounds {
  const made = new Rounds({ reachUs: 160, deadlineUs, acts });
  made.addPeer(50);
  made.addPeer(80);
  return made;
}

function standing(nextAt: number | undefined, over: Partial<Standing> = {}): Standing {
  return { nextAt, quietUntil: 0, syncedAt: undefined, events: 0, lastAt: -1, ...over };
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

  it("lets the local node go on for as long as the peers' uploads are busy", () => {
    const plan = rounds();
    plan.report(0, standing(100));
    plan.report(1, standing(undefined, { quietUntil: 900 }));
    plan.report(2, standing(160, { quietUntil: 700 }));
    expect(plan.plan(undefined, false)).toMatchObject({
      grants: [
        { node: 0, until: 780 },
        { node: 2, until: 180 },
      ],
    });
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
    plan.report(0, standing(110, { syncedAt: 100, lastAt: 100 }));
    plan.report(1, standing(undefined));
    expect(plan.plan(undefined, false)).toMatchObject({ grants: [{ node: 0, until: 210 }] });
    plan.report(0, standing(260, { syncedAt: 100, lastAt: 110 }));
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "synced", at: 100 });
  });

  it("goes on when the local node is no longer synced", () => {
    const plan = rounds();
    plan.report(0, standing(110, { syncedAt: 100, lastAt: 100 }));
    plan.plan(undefined, false);
    plan.report(0, standing(150, { lastAt: 110 }));
    expect(plan.plan(undefined, false)).toMatchObject({ kind: "window" });
  });

  it("is stuck when nothing is due anywhere", () => {
    const plan = rounds();
    plan.report(0, standing(undefined, { lastAt: 900 }));
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "stuck", at: 900 });
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
    expect(plan.plan(undefined, false)).toEqual({ kind: "ended", ended: "deadline", at: 1000 });
  });

  it("lets an act of now take effect after all that has happened", () => {
    const plan = rounds();
    plan.report(0, standing(100));
    plan.plan(undefined, true);
    plan.report(0, standing(undefined, { lastAt: 100 }));
    expect(plan.actMoment).toBe(101);
  });
});
