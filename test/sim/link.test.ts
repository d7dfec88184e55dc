import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Downlink, LinkDirection, type LinkOptions, Uplink } from "../../src/sim/link.ts";
import { Prng } from "../../src/sim/prng.ts";
import { US_PER_MS, US_PER_SECOND } from "../../src/sim/time.ts";

const MB = 1_000_000;
const plain: LinkOptions = { latencyUs: 50 * US_PER_MS, jitterUs: 0, bytesPerSecond: null };
const direction = (over: Partial<LinkOptions> = {}, seed = 1) =>
  new LinkDirection({ ...plain, ...over }, Prng.fromSeed(seed));
const unlimited = () => new Uplink(null);

describe("a message on a link", () => {
  it("takes the latency and nothing else where no rate is limited, whatever its size", () => {
    const link = direction();
    expect(link.send(7, 24, unlimited())).toEqual({ departAt: 7, arriveAt: 50_007 });
    expect(link.send(7, 4 * MB, unlimited())).toEqual({ departAt: 7, arriveAt: 50_007 });
  });

  it("takes its bytes' time on the link, and the next one waits for it", () => {
    const link = direction({ bytesPerSecond: MB });
    const uplink = unlimited();
    expect(link.send(0, 500_000, uplink)).toEqual({ departAt: 0, arriveAt: 550_000 });
    expect(link.send(100, 500_000, uplink)).toEqual({ departAt: 100, arriveAt: 1_050_000 });
    // Idle again.
    expect(link.send(2 * US_PER_SECOND, 10, uplink)).toEqual({ departAt: 2_000_000, arriveAt: 2_050_010 });
  });

  it("[classroom] 1 MB blocks over 2 MB/s and 50 ms arrive every half second", () => {
    const link = direction();
    const uplink = new Uplink(2 * MB);
    const arrivals = [0, 0, 0].map((now) => link.send(now, MB, uplink).arriveAt);
    expect(arrivals).toEqual([550_000, 1_050_000, 1_550_000]);
  });

  it("is never given a fraction of a microsecond: durations are rounded up", () => {
    const link = direction({ latencyUs: 1000 });
    expect(link.send(0, 1, new Uplink(3)).arriveAt).toBe(333_334 + 1000);
    expect(link.send(0, 0, new Uplink(3)).arriveAt).toBe(333_334 + 1000);
  });

  it("passes uplink and link at once: the slower one rules, they do not add up", () => {
    expect(direction({ bytesPerSecond: MB }).send(0, MB, new Uplink(2 * MB)).arriveAt).toBe(1_050_000);
    expect(direction({ bytesPerSecond: 2 * MB }).send(0, MB, new Uplink(MB)).arriveAt).toBe(1_050_000);
    expect(direction({ bytesPerSecond: MB }).send(0, MB, new Uplink(MB)).arriveAt).toBe(1_050_000);
  });
});

describe("an uplink", () => {
  it("is shared by a node's links: first come, first served", () => {
    const uplink = new Uplink(MB);
    const a = direction();
    const b = direction({ latencyUs: 10 * US_PER_MS });
    expect(a.send(0, 300_000, uplink)).toEqual({ departAt: 0, arriveAt: 350_000 });
    expect(b.send(0, 300_000, uplink)).toEqual({ departAt: 300_000, arriveAt: 610_000 });
    expect(a.send(50, 100_000, uplink)).toEqual({ departAt: 600_000, arriveAt: 750_000 });
  });

  it("does not wait for a link that is slower than itself", () => {
    const uplink = new Uplink(2 * MB);
    expect(direction({ bytesPerSecond: 100_000 }).send(0, MB, uplink).arriveAt).toBe(10_050_000);
    expect(direction().send(0, MB, uplink)).toEqual({ departAt: 500_000, arriveAt: 1_050_000 });
  });

  it("whose rate changes keeps the times of what it has taken, and has the new rate from then on", () => {
    const link = direction();
    const uplink = new Uplink(MB);
    expect(link.send(0, MB, uplink).arriveAt).toBe(1_050_000);
    uplink.setRate(MB / 20);
    expect(link.send(400_000, 50_000, uplink)).toEqual({ departAt: US_PER_SECOND, arriveAt: 2_050_000 });
    uplink.setRate(null);
    expect(link.send(400_000, MB, uplink)).toEqual({ departAt: 2_000_000, arriveAt: 2_050_000 });
    uplink.setRate(MB);
    expect(link.send(3_000_000, MB, uplink)).toEqual({ departAt: 3_000_000, arriveAt: 4_050_000 });
  });
});

const anyLink = fc.record({
  latencyUs: fc.integer({ min: 1000, max: 200_000 }),
  jitterUs: fc.nat(100_000),
  bytesPerSecond: fc.option(fc.integer({ min: 1000, max: 10 * MB })),
});
const anyTraffic = fc.array(fc.record({ pauseUs: fc.nat(80_000), bytes: fc.nat(20_000) }), {
  minLength: 1,
  maxLength: 60,
});

function run(
  options: LinkOptions,
  rate: number | null,
  traffic: { pauseUs: number; bytes: number }[],
  seed = 1,
) {
  const link = direction(options, seed);
  const uplink = new Uplink(rate);
  let now = 0;
  return traffic.map(({ pauseUs, bytes }) => {
    now += pauseUs;
    return { now, bytes, ...link.send(now, bytes, uplink) };
  });
}

describe("jitter", () => {
  it("adds up to its limit to the latency, and all of that range", () => {
    const options = { ...plain, jitterUs: 20 };
    const delays = Array.from(
      { length: 400 },
      (_, i) => direction(options, i).send(0, 1, unlimited()).arriveAt,
    );
    expect(Math.min(...delays)).toBe(50_000);
    expect(Math.max(...delays)).toBe(50_020);
    expect(new Set(delays).size).toBe(21);
  });

  it("never lets a message overtake the one before, arrive before the latency, or at half a microsecond", () => {
    fc.assert(
      fc.property(
        anyLink,
        fc.option(fc.integer({ min: 1000, max: MB })),
        anyTraffic,
        (options, rate, traffic) => {
          let before = 0;
          for (const { now, departAt, arriveAt } of run(options, rate, traffic)) {
            expect(Number.isSafeInteger(arriveAt)).toBe(true);
            expect(departAt).toBeGreaterThanOrEqual(now);
            expect(arriveAt).toBeGreaterThanOrEqual(departAt + options.latencyUs);
            expect(arriveAt).toBeGreaterThanOrEqual(before);
            before = arriveAt;
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it("makes some messages of a steady stream catch up with a late one, which they then follow at once", () => {
    const steady = Array.from({ length: 200 }, () => ({ pauseUs: 10, bytes: 1 }));
    const arrivals = run({ ...plain, jitterUs: 30_000 }, null, steady).map(({ arriveAt }) => arriveAt);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(new Set(arrivals).size).toBeLessThan(50);
  });

  it("is the same for the same seed, and is drawn message by message", () => {
    fc.assert(
      fc.property(anyLink, anyTraffic, (options, traffic) => {
        const whole = run(options, null, traffic, 9);
        expect(run(options, null, traffic, 9)).toEqual(whole);
        expect(run(options, null, traffic.slice(0, 5), 9)).toEqual(whole.slice(0, 5));
      }),
      { seed: 2, numRuns: 100 },
    );
    const steady = Array.from({ length: 20 }, () => ({ pauseUs: 50_000, bytes: 1 }));
    const jittery = { ...plain, jitterUs: 1000 };
    expect(run(jittery, null, steady, 1)).not.toEqual(run(jittery, null, steady, 2));
  });
});

describe("a rate", () => {
  it("is never exceeded: what has arrived fits into the time since the first byte left", () => {
    fc.assert(
      fc.property(anyLink, fc.integer({ min: 1000, max: MB }), anyTraffic, (options, rate, traffic) => {
        const slowest = Math.min(rate, options.bytesPerSecond ?? rate);
        const sent = run(options, rate, traffic);
        let bytes = 0;
        for (const message of sent) {
          bytes += message.bytes;
          const lasted = message.arriveAt - options.latencyUs - (sent[0]?.departAt ?? 0);
          expect((lasted * slowest) / US_PER_SECOND).toBeGreaterThanOrEqual(bytes - 1e-6 * bytes);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe("a downlink", () => {
  it("lets everything in at once where it is not limited", () => {
    const downlink = new Downlink(null);
    expect([downlink.deliver(5, MB), downlink.deliver(5, MB), downlink.deliver(6, 1)]).toEqual([5, 5, 6]);
  });

  it("makes what arrives faster than its rate wait at the door, in order", () => {
    const downlink = new Downlink(MB);
    expect(downlink.deliver(0, 500_000)).toBe(500_000);
    expect(downlink.deliver(100_000, 500_000)).toBe(1_000_000);
    expect(downlink.deliver(100_000, 0)).toBe(1_000_000);
    expect(downlink.deliver(3_000_000, 250_000)).toBe(3_250_000);
  });

  it("never lets anything in before it arrives, out of order, or faster than its rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: MB }), anyTraffic, (rate, traffic) => {
        const downlink = new Downlink(rate);
        let [now, before, bytesSinceStart] = [0, 0, 0];
        for (const { pauseUs, bytes } of traffic) {
          now += pauseUs;
          const at = downlink.deliver(now, bytes);
          bytesSinceStart += bytes;
          expect(Number.isSafeInteger(at)).toBe(true);
          expect(at).toBeGreaterThanOrEqual(Math.max(now, before));
          expect((at * rate) / US_PER_SECOND).toBeGreaterThanOrEqual(
            bytesSinceStart - 1e-6 * bytesSinceStart,
          );
          before = at;
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
