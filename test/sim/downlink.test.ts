import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Downlink } from "../../src/sim/downlink.ts";
import { US_PER_SECOND } from "../../src/sim/time.ts";

const MB = 1_000_000;

interface Arrival {
  readonly at: number;
  readonly source: number;
  readonly bytes: number;
}

/** When each of these is in; `stops`: what of a source waits then is thrown away. */
function run(
  rate: number | null,
  arrivals: readonly Arrival[],
  stops: readonly (readonly [number, number])[] = [],
) {
  const downlink = new Downlink<number>(rate);
  const inAt: (number | undefined)[] = arrivals.map(() => undefined);
  const letIn = (until: number) => {
    for (let next = downlink.next; next !== undefined && next.at <= until; next = downlink.next) {
      expect(downlink.take(next.at)).toBe(next.content);
      inAt[next.content] = next.at;
    }
  };
  const steps = [
    ...arrivals.map(({ at }, i) => ({ at, i })),
    ...stops.map(([at, source]) => ({ at, source })),
  ].sort((a, b) => a.at - b.at);
  for (const step of steps) {
    letIn(step.at - 1);
    if ("source" in step) downlink.drop(step.at, step.source, () => true);
    else {
      const { source, bytes } = arrivals[step.i]!;
      if (downlink.arrive(step.at, source, bytes, step.i)) inAt[step.i] = step.at;
    }
  }
  letIn(Number.MAX_SAFE_INTEGER);
  return inAt;
}

const at = (moment: number, source: number, bytes: number): Arrival => ({ at: moment, source, bytes });

describe("a downlink", () => {
  it("lets everything in at once where it is not limited", () => {
    expect(run(null, [at(5, 1, MB), at(5, 2, MB), at(6, 1, 1)])).toEqual([5, 5, 6]);
  });

  it("makes what one connection brings faster than its rate wait at the door, in order", () => {
    const arrivals = [
      at(0, 1, 500_000),
      at(100_000, 1, 500_000),
      at(100_000, 1, 0),
      at(3_000_000, 1, 250_000),
    ];
    expect(run(MB, arrivals)).toEqual([500_000, 1_000_000, 1_000_000, 3_250_000]);
  });

  it("[TCP] is shared evenly by the connections that have something waiting, byte by byte", () => {
    // Both halves until the small one is in; then the big one has the line to itself.
    expect(run(MB, [at(0, 1, MB), at(0, 2, 100_000)])).toEqual([1_100_000, 200_000]);
    // Three of the same size, the third half a second late.
    expect(run(MB, [at(0, 1, 500_000), at(0, 2, 500_000), at(500_000, 3, 500_000)])).toEqual([
      1_250_000, 1_250_000, 1_500_000,
    ]);
  });

  it("[TCP] never lets a small message wait for the blocks of another connection", () => {
    const blocks = Array.from({ length: 8 }, () => at(0, 1, 100_000));
    const [answer] = run(40_000, [at(1_000_000, 2, 200), ...blocks]);
    expect(answer).toBe(1_010_000);
  });

  it("[TCP] forgets what a closed connection had sent, and the others have its share", () => {
    const blocks = Array.from({ length: 4 }, () => at(0, 1, 100_000));
    const inAt = run(100_000, [at(0, 2, 100_000), ...blocks], [[1_000_000, 1]]);
    // Half of it in the first second, the rest at the whole rate.
    expect(inAt).toEqual([1_500_000, undefined, undefined, undefined, undefined]);
  });

  it("throws away only what is meant, and goes on with what stood behind it", () => {
    const downlink = new Downlink<string>(MB);
    for (const content of ["a1", "a2", "b1"]) downlink.arrive(0, 1, MB, content);
    expect(downlink.drop(500_000, 1, (content) => content.startsWith("a"))).toEqual(["a1", "a2"]);
    expect(downlink.next).toEqual({ at: 1_500_000, content: "b1" });
    expect(downlink.drop(500_000, 7, () => true)).toEqual([]);
  });

  it("gives nothing before its moment", () => {
    const downlink = new Downlink<string>(MB);
    expect(() => downlink.take(0)).toThrow("nothing has come in");
    downlink.arrive(0, 1, MB, "a");
    expect(() => downlink.take(999_999)).toThrow("nothing has come in");
  });

  const anyArrivals = fc.array(
    fc.record({ pauseUs: fc.nat(80_000), source: fc.integer({ min: 1, max: 5 }), bytes: fc.nat(20_000) }),
    { minLength: 1, maxLength: 60 },
  );

  it("lets nothing in before it arrives, out of its connection's order, or faster than its rate; and wastes no time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: MB }), anyArrivals, (rate, traffic) => {
        let now = 0;
        const arrivals = traffic.map(({ pauseUs, source, bytes }) => {
          now += pauseUs;
          return at(now, source, bytes);
        });
        const inAt = run(rate, arrivals) as number[];
        const before = new Map<number, number>();
        arrivals.forEach(({ at: arrived, source }, i) => {
          expect(Number.isSafeInteger(inAt[i])).toBe(true);
          expect(inAt[i]).toBeGreaterThanOrEqual(Math.max(arrived, before.get(source) ?? 0));
          before.set(source, inAt[i]!);
        });
        // All together they are in when one line without turns would have them in.
        let idleAt = 0;
        for (const { at: arrived, bytes } of arrivals) {
          idleAt = Math.max(idleAt, arrived) + (bytes * US_PER_SECOND) / rate;
        }
        const last = Math.max(...inAt);
        expect(last).toBeGreaterThanOrEqual(idleAt - 1e-3);
        expect(last).toBeLessThanOrEqual(Math.max(idleAt, now) + 2 * arrivals.length);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
