/** How often a screen reader is told where the sync stands. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Calm } from "../../src/app/calm.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function heard() {
  const now = { state: "" };
  const said: string[] = [];
  const calm = new Calm(() => said.push(now.state));
  const hear = (state: string, timePasses: boolean) => {
    now.state = state;
    calm.hear(timePasses);
  };
  return { said, hear, calm };
}

test("while a page opens only the picture that stays is told, and soon", () => {
  const { said, hear } = heard();
  for (let i = 0; i < 30; i++) {
    hear(`opening ${i}`, false);
    vi.advanceTimersByTime(20);
  }
  hear("open", false);
  vi.advanceTimersByTime(400);
  expect(said).toEqual(["open"]);
});

test("while time passes it is told every two seconds, and at once when it stops", () => {
  const { said, hear } = heard();
  for (let i = 0; i < 450; i++) {
    hear(`at ${i}`, true);
    vi.advanceTimersByTime(10);
  }
  expect(said).toHaveLength(3);
  hear("paused", false);
  vi.advanceTimersByTime(400);
  expect(said.at(-1)).toBe("paused");
});

test("nothing is told after the end", () => {
  const { said, hear, calm } = heard();
  hear("gone", true);
  calm.end();
  vi.advanceTimersByTime(5000);
  expect(said).toEqual([]);
});
