import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Prng } from "../../src/sim/prng.ts";
import type { Act } from "../../src/world/scenario/act.ts";
import { livingWorld } from "../world/living-world.ts";
import { builtIn, runToEnd, troubledScenarios, worldOf } from "../world/worlds.ts";

describe("the same scenario and seed", () => {
  for (const base of troubledScenarios()) {
    it(`${base.id}: gives the same trace hash, another seed another`, () => {
      const first = runToEnd(base, { seed: 5 }).summary;
      expect(runToEnd(base, { seed: 5 }).summary).toEqual(first);
      expect(runToEnd(base, { seed: 6 }).summary.traceHash).not.toBe(first.traceHash);
    });
  }

  it("gives the same run however it is cut into bounds and steps", () => {
    for (const base of troubledScenarios()) {
      const whole = runToEnd(base).summary;
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 4_000_000 })), { maxLength: 40 }),
          (cuts) => {
            const world = worldOf(base);
            for (const [step, us] of cuts) {
              if (step) for (let i = 0; i < us % 50; i++) world.advance(undefined, true);
              else while (world.advance(world.now + us));
            }
            world.runToEnd();
            expect(world.summary()).toEqual(whole);
          },
        ),
        { numRuns: 4, seed: 20 },
      );
    }
  });

  it("gives the same run in a living network, in bounded steps and event by event", () => {
    for (let seed = 1; seed <= 25; seed++) {
      const base = livingWorld(seed);
      const whole = runToEnd(base);
      expect(whole.summary.invariants.violations).toBe(0);
      const steps = worldOf(base);
      while (steps.advance(undefined, true));
      expect(steps.summary()).toEqual(whole.summary);
      const bounds = worldOf(base);
      const prng = Prng.fromSeed(seed);
      while (bounds.ended === undefined) {
        const to = bounds.now + 1 + prng.below(300_000);
        while (bounds.advance(to));
      }
      expect(bounds.summary()).toEqual(whole.summary);
      expect(bounds.takeRecords()).toEqual(whole.records);
    }
  });

  it("gives the same run when every event is stepped, one at a time", () => {
    const base = builtIn("first-visit");
    const world = worldOf(base);
    let events = 0;
    while (world.advance(undefined, true)) {
      expect(world.events).toBe(events + 1);
      events += 1;
    }
    expect(world.summary()).toEqual(runToEnd(base).summary);
  });
});

describe("an act of the user", () => {
  it("gives the same run as the same act in the scenario", () => {
    const acts: Act[] = [
      { kind: "setBehaviours", node: "B", behaviours: [{ kind: "slow", factor: 10 }] },
      { kind: "cutLink", peer: "C" },
      { kind: "stopNode", node: "A" },
      { kind: "startNode", node: "A" },
    ];
    const base = builtIn("classroom");
    const world = worldOf(base);
    const scheduled = acts.map((act, i) => {
      while (world.advance((i + 1) * 3_000_000));
      return { atSeconds: world.act(act).at / 1_000_000, act };
    });
    world.runToEnd();
    expect(scheduled.map(({ atSeconds }) => atSeconds)).toEqual([3, 6, 9, 12]);
    expect(world.summary()).toEqual(runToEnd({ ...base, acts: scheduled }).summary);
  });

  it("that this world cannot do is refused by name and changes nothing", () => {
    const world = worldOf(builtIn("first-visit"));
    expect(() => world.act({ kind: "cutLink", peer: "Q" })).toThrow(
      "peer: expected a peer that is there by then, found Q",
    );
    world.runToEnd();
    expect(world.summary()).toEqual(runToEnd(builtIn("first-visit")).summary);
  });

  it("after the end lets the run go on", () => {
    const world = worldOf(builtIn("first-visit"));
    world.runToEnd();
    world.act({ kind: "stopNode", node: "You" });
    expect(world.ended).toBeUndefined();
    world.runToEnd();
    expect(world.summary()).toMatchObject({ ended: "stuck", why: "You are stopped" });
  });
});
