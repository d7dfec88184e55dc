/** Which stretch of time is seen: the moment is always in it, and a gesture moves only what it should. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LanesMoment, lanesRange, panned, wholeRange, zoomed } from "../../src/app/lanes-range.ts";
import { SPEEDS } from "../../src/app/view-state.ts";

const moment: fc.Arbitrary<LanesMoment> = fc
  .record({
    at: fc.integer({ min: 0, max: 4_000_000_000 }),
    ahead: fc.integer({ min: 0, max: 1_000_000_000 }),
    speed: fc.constantFrom(...SPEEDS),
    isOver: fc.boolean(),
  })
  .map(({ at, ahead, speed, isOver }) => ({ at, speed, isOver, reached: isOver ? at : at + ahead }));

test("followed, the moment is in sight with room before it; the whole run is from its beginning to its newest moment", () => {
  fc.assert(
    fc.property(moment, (now) => {
      const followed = lanesRange("follow", now);
      expect(followed.from).toBeLessThanOrEqual(now.at);
      expect(followed.to).toBeGreaterThan(now.at);
      const whole = lanesRange("whole", now);
      expect(whole.from).toBe(0);
      expect(whole.to).toBeGreaterThan(now.reached);
      expect(whole.to).toBeLessThan(Math.max(2_500_000, now.reached * 1.6));
      if (now.isOver || now.speed === "max") expect(followed).toEqual(whole);
    }),
  );
});

test("while the moment passes the stretch stands still most of the time", () => {
  const at = (seconds: number): LanesMoment => ({
    at: seconds * 1_000_000,
    reached: 500_000_000,
    speed: "normal",
    isOver: false,
  });
  const seen = new Set(Array.from({ length: 400 }, (_, i) => lanesRange("follow", at(i / 4)).from));
  // A hundred seconds, twenty of which are seen at once.
  expect(seen.size).toBeGreaterThan(4);
  expect(seen.size).toBeLessThan(12);
});

test("closer or wider, what is under the pointer stays there; nothing leaves the run", () => {
  fc.assert(
    fc.property(
      moment,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.1, max: 8, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (now, share, factor, by) => {
        const whole = wholeRange(now);
        const first = { from: whole.to * 0.4, to: whole.to * 0.6 };
        const around = first.from + share * (first.to - first.from);
        for (const range of [zoomed(first, factor, around, whole), panned(first, by, whole)]) {
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeLessThanOrEqual(whole.to + 0.001);
          expect(range.to).toBeGreaterThan(range.from);
        }
        const near = zoomed(first, factor, around, whole);
        const isCut = near.from === 0 || near.to >= whole.to - 1;
        if (!isCut) expect((around - near.from) / (near.to - near.from)).toBeCloseTo(share, 6);
        const moved = panned(first, by, whole);
        expect(moved.to - moved.from).toBeCloseTo(first.to - first.from, 3);
      },
    ),
  );
});
