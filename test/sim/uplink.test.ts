import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinkOptions } from "../../src/sim/link.ts";
import { Prng } from "../../src/sim/prng.ts";
import { US_PER_MS, US_PER_SECOND } from "../../src/sim/time.ts";
import { LinkDirection, Uplink } from "../../src/sim/uplink.ts";

const MB = 1_000_000;
const plain: LinkOptions = { latencyUs: 50 * US_PER_MS, jitterUs: 0, bytesPerSecond: null };
const direction = (over: Partial<LinkOptions> = {}, seed = 1) =>
  new LinkDirection<string>({ ...plain, ...over }, Prng.fromSeed(seed));

/** An uplink and what becomes of what is sent: `[departs, arrives]`, arrival only of what is through. */
function bench(rate: number | null) {
  const departed: Record<string, number> = {};
  const arrived: Record<string, number> = {};
  const order: string[] = [];
  const uplink = new Uplink<string>(rate, {
    departed: (at, content) => {
      departed[content] = at;
      order.push(content);
    },
    through: (content, arriveAt) => {
      arrived[content] = arriveAt;
    },
  });
  return {
    uplink,
    order,
    departed,
    arrived,
    finish: () => uplink.advance(Number.MAX_SAFE_INTEGER),
    way: (content: string) => [departed[content], arrived[content]],
  };
}

describe("a message on a link", () => {
  it("takes the latency and nothing else where no rate is limited, whatever its size", () => {
    const { uplink, way } = bench(null);
    const link = direction();
    uplink.send(7, link, 24, "small");
    uplink.send(7, link, 4 * MB, "big");
    expect(way("small")).toEqual([7, 50_007]);
    expect(way("big")).toEqual([7, 50_007]);
    expect(uplink.nextAt).toBeUndefined();
  });

  it("takes its bytes' time on the link, and the next one waits for it", () => {
    const { uplink, way, finish } = bench(null);
    const link = direction({ bytesPerSecond: MB });
    uplink.send(0, link, 500_000, "a");
    uplink.send(100, link, 500_000, "b");
    expect(uplink.nextAt).toBe(500_000);
    finish();
    expect(way("a")).toEqual([0, 550_000]);
    expect(way("b")).toEqual([500_000, 1_050_000]);
    // Idle again.
    uplink.send(2 * US_PER_SECOND, link, 10, "c");
    finish();
    expect(way("c")).toEqual([2_000_000, 2_050_010]);
  });

  it("[classroom] 1 MB blocks over 2 MB/s and 50 ms arrive every half second", () => {
    const { uplink, arrived, finish } = bench(2 * MB);
    const link = direction();
    for (const block of ["a", "b", "c"]) uplink.send(0, link, MB, block);
    finish();
    expect(arrived).toEqual({ a: 550_000, b: 1_050_000, c: 1_550_000 });
  });

  it("is never given a fraction of a microsecond: durations are rounded up", () => {
    const { uplink, arrived, finish } = bench(3);
    uplink.send(0, direction({ latencyUs: 1000 }), 1, "a");
    finish();
    expect(arrived["a"]).toBe(333_334 + 1000);
  });

  it.each([
    [MB, 2 * MB],
    [2 * MB, MB],
    [MB, MB],
  ])(
    "passes a link of %i and an uplink of %i at once: the slower one rules, they do not add up",
    (link, up) => {
      const { uplink, arrived, finish } = bench(up);
      uplink.send(0, direction({ bytesPerSecond: link }), MB, "a");
      finish();
      expect(arrived["a"]).toBe(1_050_000);
    },
  );
});

describe("an uplink", () => {
  it("is shared by a node's links: by turns, message by message", () => {
    const { uplink, order, departed, finish } = bench(MB);
    const [a, b, c] = [direction(), direction(), direction()];
    for (const block of ["a1", "a2", "a3"]) uplink.send(0, a, 300_000, block);
    uplink.send(10, b, 300_000, "b1");
    uplink.send(20, b, 300_000, "b2");
    uplink.send(30, c, 1000, "c1");
    finish();
    expect(order).toEqual(["a1", "b1", "a2", "c1", "b2", "a3"].sort((x, y) => departed[x]! - departed[y]!));
    expect(order.indexOf("b1")).toBe(1);
    expect(order.indexOf("c1")).toBeLessThan(order.indexOf("a3"));
    expect(order.indexOf("c1")).toBeLessThan(order.indexOf("b2"));
  });

  it("does not wait for a link that is slower than itself", () => {
    const { uplink, way, finish } = bench(2 * MB);
    const [narrow, wide] = [direction({ bytesPerSecond: 100_000 }), direction()];
    uplink.send(0, narrow, MB, "n1");
    uplink.send(0, narrow, MB, "n2");
    uplink.send(0, wide, MB, "w");
    finish();
    expect(way("n1")).toEqual([0, 10_050_000]);
    expect(way("w")).toEqual([500_000, 1_050_000]);
    expect(way("n2")).toEqual([10_000_000, 20_050_000]);
  });

  it("lets what has no bytes go at once on a link where nothing waits, and in order where something does", () => {
    const { uplink, way, finish } = bench(MB);
    const [busy, idle] = [direction(), direction()];
    uplink.send(0, busy, MB, "block");
    uplink.send(5, idle, 0, "dial");
    uplink.send(5, busy, 0, "close");
    expect(way("dial")).toEqual([5, 50_005]);
    expect(way("close")).toEqual([undefined, undefined]);
    finish();
    expect(way("close")).toEqual([US_PER_SECOND, 1_050_000]);
  });

  it("whose rate changes keeps the times of what is leaving, and has the new rate for what waits", () => {
    const { uplink, arrived, finish } = bench(MB);
    const link = direction();
    uplink.send(0, link, MB, "a");
    uplink.send(0, link, 50_000, "b");
    uplink.advance(400_000);
    uplink.setRate(MB / 20);
    finish();
    expect(arrived).toEqual({ a: 1_050_000, b: 2_050_000 });
  });
});

describe("what is given up", () => {
  const ofA = (content: string) => content.startsWith("a");

  it("[TCP] stops filling the line: the next one leaves at once, not after it", () => {
    const { uplink, way, arrived, finish } = bench(100_000);
    const [a, b] = [direction(), direction()];
    for (const block of ["a1", "a2", "a3"]) uplink.send(0, a, MB, block);
    uplink.send(1000, b, 100, "hello");
    expect(uplink.drop(2_000_000, a, ofA)).toEqual(["a1", "a2", "a3"]);
    finish();
    expect(way("hello")).toEqual([2_000_000, 2_051_000]);
    expect(Object.keys(arrived)).toEqual(["hello"]);
  });

  it("[TCP] does not hold up what its own link sends next", () => {
    const { uplink, way, finish } = bench(null);
    const a = direction({ bytesPerSecond: 100_000, jitterUs: 5000 });
    uplink.send(0, a, 100, "a0");
    uplink.send(0, a, MB, "a1");
    uplink.send(0, a, 0, "close");
    uplink.advance(3_000_000);
    expect(uplink.drop(3_000_000, a, ofA)).toEqual(["a1"]);
    finish();
    expect(way("a0")[1]).toBeLessThan(60_000);
    expect(way("close")[0]).toBe(3_000_000);
    expect(way("close")[1]).toBeLessThanOrEqual(3_055_000);
  });

  it("leaves what others have on the way alone, and what is through", () => {
    const { uplink, way, finish } = bench(MB);
    const [a, b] = [direction(), direction()];
    uplink.send(0, b, MB, "b1");
    uplink.send(0, a, MB, "a1");
    uplink.send(0, b, MB, "b2");
    expect(uplink.drop(500_000, a, ofA)).toEqual(["a1"]);
    expect(uplink.drop(500_000, a, ofA)).toEqual([]);
    finish();
    expect(uplink.drop(5_000_000, b, () => true)).toEqual([]);
    expect([way("b1"), way("b2")]).toEqual([
      [0, 1_050_000],
      [1_000_000, 2_050_000],
    ]);
  });

  it("is older than now, or not", () => {
    const { uplink } = bench(MB);
    const a = direction();
    uplink.send(10, a, MB, "a1");
    expect([uplink.hasOlder(10, a, ofA), uplink.hasOlder(11, a, ofA)]).toEqual([false, true]);
    expect(uplink.hasOlder(11, a, (content) => content === "a2")).toBe(false);
    uplink.send(20, a, MB, "a2");
    expect(uplink.hasOlder(20, a, (content) => content === "a2")).toBe(false);
    expect(uplink.hasOlder(21, a, (content) => content === "a2")).toBe(true);
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

/** What becomes of this traffic on one link; looked after only when something is sent, or also in between. */
function run(
  options: LinkOptions,
  rate: number | null,
  traffic: { pauseUs: number; bytes: number }[],
  { seed = 1, looks = false } = {},
) {
  const { uplink, departed, arrived, finish } = bench(rate);
  const link = direction(options, seed);
  let now = 0;
  const sentAt = traffic.map(({ pauseUs, bytes }, i) => {
    if (looks) for (let at = now; at < now + pauseUs; at += 7001) uplink.advance(at);
    now += pauseUs;
    uplink.advance(now);
    uplink.send(now, link, bytes, `${i}`);
    return now;
  });
  finish();
  return traffic.map(({ bytes }, i) => ({
    now: sentAt[i]!,
    bytes,
    departAt: departed[i]!,
    arriveAt: arrived[i]!,
  }));
}

describe("jitter", () => {
  it("adds up to its limit to the latency, and all of that range", () => {
    const options = { ...plain, jitterUs: 20 };
    const one = [{ pauseUs: 0, bytes: 1 }];
    const delays = Array.from({ length: 400 }, (_, seed) => run(options, null, one, { seed })[0]!.arriveAt);
    expect(Math.min(...delays)).toBe(50_000);
    expect(Math.max(...delays)).toBe(50_020);
    expect(new Set(delays).size).toBe(21);
  });

  it("never lets a message overtake the one before, arrive before the latency, or at half a microsecond", () => {
    const rates = fc.option(fc.integer({ min: 1000, max: MB }));
    fc.assert(
      fc.property(anyLink, rates, anyTraffic, (options, rate, traffic) => {
        let before = 0;
        for (const { now, departAt, arriveAt } of run(options, rate, traffic)) {
          expect(Number.isSafeInteger(arriveAt)).toBe(true);
          expect(departAt).toBeGreaterThanOrEqual(now);
          expect(arriveAt).toBeGreaterThanOrEqual(departAt + options.latencyUs);
          expect(arriveAt).toBeGreaterThanOrEqual(before);
          before = arriveAt;
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("makes some messages of a steady stream catch up with a late one, which they then follow at once", () => {
    const steady = Array.from({ length: 200 }, () => ({ pauseUs: 10, bytes: 1 }));
    const arrivals = run({ ...plain, jitterUs: 30_000 }, null, steady).map(({ arriveAt }) => arriveAt);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(new Set(arrivals).size).toBeLessThan(50);
  });

  it("is the same for the same seed, however often one looks, and is drawn message by message", () => {
    fc.assert(
      fc.property(anyLink, anyTraffic, (options, traffic) => {
        const whole = run(options, 50_000, traffic, { seed: 9 });
        expect(run(options, 50_000, traffic, { seed: 9, looks: true })).toEqual(whole);
        expect(run(options, 50_000, traffic.slice(0, 5), { seed: 9 })).toEqual(whole.slice(0, 5));
      }),
      { seed: 2, numRuns: 100 },
    );
    const steady = Array.from({ length: 20 }, () => ({ pauseUs: 50_000, bytes: 1 }));
    const jittery = { ...plain, jitterUs: 1000 };
    expect(run(jittery, null, steady, { seed: 1 })).not.toEqual(run(jittery, null, steady, { seed: 2 }));
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
