import { describe, expect, it } from "vitest";
import { handlerOf, type TimerKey, Timers } from "../../src/node/timers.ts";

const ofA: TimerKey = { timer: "ping", peer: "A" };
const ofB: TimerKey = { timer: "ping", peer: "B" };
const ofNode: TimerKey = { timer: "staleTip" };

describe("the table of deadlines", () => {
  it("reports the earliest, whatever the order they were set in", () => {
    const timers = new Timers();
    expect(timers.earliest).toBeUndefined();
    timers.set(ofB, 20);
    timers.set(ofA, 10);
    timers.set(ofNode, 30);
    expect(timers.earliest).toBe(10);
    expect(timers.keys).toEqual([ofB, ofA, ofNode]);
  });

  it("cancels by forgetting, and cancelling nothing is nothing", () => {
    const timers = new Timers();
    timers.set(ofA, 10);
    timers.cancel({ timer: "ping", peer: "A" });
    timers.cancel(ofNode);
    expect(timers.earliest).toBeUndefined();
    expect(timers.takeDue(100)).toEqual([]);
  });

  it("is due at its microsecond, not before, and once", () => {
    const timers = new Timers();
    timers.set(ofA, 10);
    expect(timers.takeDue(9)).toEqual([]);
    expect(timers.takeDue(10)).toEqual([ofA]);
    expect(timers.takeDue(10)).toEqual([]);
  });

  it("takes the earliest first and of equals the one set first, where setting anew counts", () => {
    const timers = new Timers();
    timers.set(ofNode, 9);
    timers.set(ofA, 5);
    timers.set(ofB, 5);
    timers.set(ofA, 5);
    expect(timers.takeDue(10)).toEqual([ofB, ofA, ofNode]);
  });

  it("keeps apart what is of different peers or of different timers, whatever peers are called", () => {
    const timers = new Timers();
    timers.set({ timer: "headers", peer: "sync A" }, 1);
    timers.set({ timer: "headersSync", peer: "A" }, 2);
    timers.set({ timer: "silence", peer: "" }, 3);
    timers.cancel({ timer: "headersSync", peer: "sync A" });
    expect(timers.takeDue(9)).toHaveLength(3);
  });
});

describe("what is done when a timer is due", () => {
  it("is said by whoever sets it; a timer of nobody is an error of ours", () => {
    const handler = () => undefined;
    expect(handlerOf({ ask: handler }, "ask")).toBe(handler);
    expect(() => handlerOf({ ask: handler }, "staleTip")).toThrow(/staleTip/);
  });
});
