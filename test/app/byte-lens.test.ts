/** The byte lens: what is drawn is as long as it has bytes, and its bytes are said. */
import { expect, test } from "vitest";
import { perByte } from "../../src/app/drawings/byte-lens.ts";
import { layoutFlight } from "../../src/app/drawings/flights.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import type { Flight } from "../../src/replay/flight.ts";

const LANE = { left: 100, right: 900, y: 40, lane: 60, radius: 13, scale: 1, narrow: false, debtEnd: 100 };

function drawn(command: string, bytes: number, isWeighed = true, outgoing = false): readonly Shape[] {
  const summary =
    command === "headers" ? { count: 2000, heights: [1, 2000] } : command === "block" ? { heights: [7] } : {};
  const when = { at: 0, departAt: 0, arriveAt: 10, waits: false };
  const flight: Flight = { message: "m", peer: "A", outgoing, command, bytes, summary, ...when };
  const shapes: Shape[] = [];
  layoutFlight(shapes, flight, 0.4, {
    ...LANE,
    perByte: isWeighed ? perByte(LANE.right - LANE.left) : undefined,
  });
  return shapes;
}

const lengthOf = (shapes: readonly Shape[]) => {
  const [bar] = shapes.flatMap((shape) => (shape.kind === "rect" ? [shape.w] : []));
  return bar ?? 0;
};
const said = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

test("a block, a full headers message and a request are as long as they have bytes", () => {
  const block = lengthOf(drawn("block", 1_000_000));
  const headers = lengthOf(drawn("headers", 162_027));
  const request = lengthOf(drawn("getheaders", 709));
  expect(block).toBeCloseTo(100);
  expect(block / headers).toBeCloseTo(1_000_000 / 162_027, 1);
  // Next to nothing, and to be seen.
  expect(request).toBe(2);
  expect(lengthOf(drawn("block", 2_000_000))).toBeCloseTo(2 * block);
});

test("their bytes are said", () => {
  expect(said(drawn("block", 1_000_000))).toEqual(["7 · 1.0\u00a0MB"]);
  expect(said(drawn("headers", 162_027))).toEqual(["headers 1–2,000 · 162\u00a0kB"]);
  expect(said(drawn("getheaders", 709, true, true))).toEqual(["getheaders · 709\u00a0B"]);
});

test("without the lens nothing is said of bytes, and nothing is as long as they are many", () => {
  expect(said(drawn("block", 1_000_000, false))).toEqual(["7"]);
  expect(drawn("block", 1, false)).toEqual(drawn("block", 4_000_000, false));
});

test("whichever way it goes, it stays on its lane", () => {
  for (const outgoing of [true, false]) {
    for (const shape of drawn("block", 4_000_000, true, outgoing)) {
      if (shape.kind !== "rect") continue;
      expect(shape.x).toBeGreaterThanOrEqual(LANE.left);
      expect(shape.x + shape.w).toBeLessThanOrEqual(LANE.right);
    }
  }
});
