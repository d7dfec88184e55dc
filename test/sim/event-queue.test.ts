import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareKeys, type EventKey, EventQueue } from "../../src/sim/event-queue.ts";

const key = (at: number, source: number, sequence: number): EventKey => ({ at, source, sequence });
/** Few distinct values, so that ties are the rule. */
const anyKey = fc.record({
  at: fc.oneof(fc.nat(3), fc.constantFrom(Number.MAX_SAFE_INTEGER, 9_000_000_000_000_000)),
  source: fc.nat(2),
  sequence: fc.nat(3),
});
const uniqueKeys = fc.uniqueArray(anyKey, {
  selector: (k) => `${k.at} ${k.source} ${k.sequence}`,
  maxLength: 60,
  size: "max",
});

/** Insertion sort: as plain as sorting gets. */
function naiveSort(keys: readonly EventKey[]): EventKey[] {
  const sorted: EventKey[] = [];
  for (const k of keys) {
    const at = sorted.findIndex((other) => comesBefore(k, other));
    sorted.splice(at === -1 ? sorted.length : at, 0, k);
  }
  return sorted;
}

function comesBefore(a: EventKey, b: EventKey): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.source !== b.source) return a.source < b.source;
  return a.sequence < b.sequence;
}

function drain(queue: EventQueue<EventKey>): EventKey[] {
  const popped: EventKey[] = [];
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) popped.push(event);
  return popped;
}

describe("the order of events", () => {
  it("is by time, then by source, then by the source's own count", () => {
    const inOrder = [key(1, 0, 9), key(1, 1, 0), key(1, 1, 1), key(1, 2, 0), key(2, 0, 0)];
    expect([...inOrder].reverse().sort(compareKeys)).toEqual(inOrder);
  });

  it("is total: exactly one of before, after and the same, and before is transitive", () => {
    fc.assert(
      fc.property(anyKey, anyKey, anyKey, (a, b, c) => {
        expect(Math.sign(compareKeys(a, b))).toBe(0 - Math.sign(compareKeys(b, a)));
        expect(compareKeys(a, b) < 0).toBe(comesBefore(a, b));
        expect(compareKeys(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
        if (compareKeys(a, b) < 0 && compareKeys(b, c) < 0) expect(compareKeys(a, c)).toBeLessThan(0);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe("the queue", () => {
  it("gives every event once, in order, however they were put in", () => {
    fc.assert(
      fc.property(uniqueKeys, (keys) => {
        const queue = new EventQueue<EventKey>();
        for (const k of keys) queue.push(k);
        expect(queue.size).toBe(keys.length);
        expect(drain(queue)).toEqual(naiveSort(keys));
        expect(queue.size).toBe(0);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it("does so when pushes and pops alternate", () => {
    const steps = fc.array(fc.option(fc.record({ at: fc.nat(20), source: fc.nat(3) })), {
      maxLength: 120,
      size: "max",
    });
    fc.assert(
      fc.property(steps, (script) => {
        const queue = new EventQueue<EventKey>();
        let naive: EventKey[] = [];
        script.forEach((step, sequence) => {
          if (step === null) {
            expect(queue.peek()).toEqual(naive[0]);
            expect(queue.pop()).toEqual(naive.shift());
          } else {
            queue.push({ ...step, sequence });
            naive = naiveSort([...naive, { ...step, sequence }]);
          }
          expect(queue.size).toBe(naive.length);
        });
        expect(drain(queue)).toEqual(naive);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("gives all but what was taken out of it, in order, and says whether it was there", () => {
    fc.assert(
      fc.property(uniqueKeys, anyKey, (keys, key) => {
        const queue = new EventQueue();
        for (const one of keys) queue.push(one);
        const rest = keys.filter((one) => compareKeys(one, key) !== 0);
        expect(queue.remove(key)).toBe(rest.length < keys.length);
        expect(rest.map(() => queue.pop())).toEqual(naiveSort(rest));
        expect(queue.size).toBe(0);
      }),
    );
  });

  it("is empty at first, and stays usable after it has been emptied", () => {
    const queue = new EventQueue<EventKey>();
    expect(queue.peek()).toBeUndefined();
    expect(queue.pop()).toBeUndefined();
    queue.push(key(5, 0, 0));
    expect(queue.pop()).toEqual(key(5, 0, 0));
    expect(queue.pop()).toBeUndefined();
    queue.push(key(1, 0, 1));
    expect(queue.peek()).toEqual(key(1, 0, 1));
    expect(queue.size).toBe(1);
  });
});
