import { describe, expect, it } from "vitest";
import { Timers } from "../../src/node/timers.ts";

describe("the table of deadlines", () => {
  it("reports the earliest, whatever the order they were set in", () => {
    const timers = new Timers();
    expect(timers.earliest).toBeUndefined();
    timers.set("b", 20);
    timers.set("a", 10);
    timers.set("c", 30);
    expect(timers.earliest).toBe(10);
  });

  it("cancels by forgetting, and cancelling nothing is nothing", () => {
    const timers = new Timers();
    timers.set("a", 10);
    timers.cancel("a");
    timers.cancel("never set");
    expect(timers.earliest).toBeUndefined();
    expect(timers.takeDue(100)).toEqual([]);
  });

  it("is due at its microsecond, not before, and once", () => {
    const timers = new Timers();
    timers.set("a", 10);
    expect(timers.takeDue(9)).toEqual([]);
    expect(timers.takeDue(10)).toEqual(["a"]);
    expect(timers.takeDue(10)).toEqual([]);
  });

  it("takes the earliest first and of equals the one set first, where setting anew counts", () => {
    const timers = new Timers();
    timers.set("late", 9);
    timers.set("x", 5);
    timers.set("y", 5);
    timers.set("x", 5);
    expect(timers.takeDue(10)).toEqual(["y", "x", "late"]);
  });
});
