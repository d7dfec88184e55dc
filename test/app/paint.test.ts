/** What is drawn in a person's own colours, which are too few to tell all states apart. */
import { expect, test } from "vitest";
import { paint, type Tools } from "../../src/app/drawings/paint.ts";
import type { Ink } from "../../src/app/drawings/shapes.ts";

/** What a canvas is asked to do, by name. */
function asked(fill: Ink, isForced: boolean): readonly string[] {
  const calls: string[] = [];
  const context = new Proxy(
    {},
    { get: (_, name) => () => void calls.push(String(name)), set: () => true },
  ) as CanvasRenderingContext2D;
  const palette = { inks: {}, strokeExtra: 0, scale: 1, sans: "", mono: "", isForced };
  const tools = { palette, measure: () => 0, stamp: () => {} } as unknown as Tools<CanvasRenderingContext2D>;
  paint(context, { kind: "rect", x: 0, y: 0, w: 40, h: 6, fill }, tools);
  return calls;
}

test("in forced colours a strip of blocks left aside is hatched, of those asked for hollow, and what is validated full", () => {
  expect(asked("asked", true)).not.toContain("fill");
  expect(asked("asked", true)).toContain("stroke");
  expect(asked("asked", false)).toContain("fill");
  expect(asked("stale", true)).not.toContain("fill");
  expect(asked("stale", true).filter((name) => name === "lineTo").length).toBeGreaterThan(4);
  expect(asked("validated", true)).toContain("fill");
  expect(asked("stale", false)).toContain("fill");
});
