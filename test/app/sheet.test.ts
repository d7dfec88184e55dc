/** What is painted anew of a picture that changes: all that differs, and only little else. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { areaOf, type Box, merged, overlap } from "../../src/app/drawings/box.ts";
import type { Palette } from "../../src/app/drawings/palette.ts";
import { boxOf } from "../../src/app/drawings/shape-box.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { Sheet } from "../../src/app/drawings/sheet.ts";
import { equalShapes, placesBefore } from "../../src/app/drawings/unchanged.ts";

const WIDTH = 400;
const HEIGHT = 200;
const LETTER = 6;

const place = fc.record({ x: fc.integer({ min: 0, max: WIDTH }), y: fc.integer({ min: 0, max: HEIGHT }) });
const shape: fc.Arbitrary<Shape> = fc.oneof(
  place.map(({ x, y }): Shape => ({ kind: "rect", x, y, w: 9, h: 5, fill: "ink" })),
  place.map(({ x, y }): Shape => ({ kind: "circle", x, y, r: 4, stroke: "ink", width: 2 })),
  place.map(({ x, y }): Shape => ({ kind: "text", x, y, text: "abc", size: 10, ink: "ink" })),
  place.map(
    ({ x, y }): Shape => ({
      kind: "line",
      points: [
        [x, y],
        [x + 30, y],
      ],
      ink: "line",
      dash: [2, 5],
    }),
  ),
);
const picture = fc.array(shape, { maxLength: 40 });
/** A picture, and one that came out of it: some shapes moved, some gone, some new. */
const frames = fc
  .tuple(picture, fc.array(fc.tuple(fc.nat(40), fc.option(shape)), { maxLength: 6 }))
  .map(([before, changes]): readonly [Shape[], Shape[]] => {
    const after = before.map((one) => structuredClone(one));
    for (const [at, other] of changes)
      after.splice(at, other === null ? 1 : at % 2, ...(other === null ? [] : [other]));
    return [before, after];
  });

test("what is found again is equal and in the same order", () => {
  fc.assert(
    fc.property(frames, ([before, after]) => {
      const places = [...placesBefore(before, after)];
      const found = places.filter((at) => at >= 0);
      expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
      places.forEach((at, i) => {
        if (at >= 0) expect(after[i]).toEqual(before[at]);
      });
    }),
  );
  const [a, b, c]: Shape[] = [1, 2, 3].map((x) => ({ kind: "rect", x, y: 0, w: 1, h: 1 }));
  if (a === undefined || b === undefined || c === undefined) throw new Error("three shapes");
  expect([...placesBefore([a, b, c], [a, c])]).toEqual([0, 2]);
  expect([...placesBefore([a, c], [a, b, c])]).toEqual([0, -1, 1]);
  expect([...placesBefore([a, b, c], [a, { ...b, x: 9 }, c])]).toEqual([0, -1, 2]);
});

test("shapes are equal when all that is said of them is", () => {
  const line: Shape = {
    kind: "line",
    points: [
      [1, 2],
      [3, 4],
    ],
    ink: "ink",
    dash: [2, 3],
  };
  expect(equalShapes(line, structuredClone(line))).toBe(true);
  expect(
    equalShapes(line, {
      ...line,
      points: [
        [1, 2],
        [3, 5],
      ],
    }),
  ).toBe(false);
  expect(equalShapes(line, { ...line, dash: [2] })).toBe(false);
  expect(equalShapes(line, { ...line, width: 2 })).toBe(false);
  expect(equalShapes({ ...line, width: 2 }, line)).toBe(false);
});

test("merged boxes cover what the others covered, and far ones stay apart", () => {
  const box = fc
    .record({ x: fc.nat(300), y: fc.nat(150), w: fc.nat(40), h: fc.nat(40) })
    .map(({ x, y, w, h }): Box => ({ left: x, top: y, right: x + w, bottom: y + h }));
  fc.assert(
    fc.property(fc.array(box, { maxLength: 20 }), (boxes) => {
      const parts = merged(boxes);
      expect(parts.length).toBeLessThanOrEqual(boxes.length);
      for (const { left, top, right, bottom } of boxes) {
        const isIn = (part: Box) =>
          part.left <= left && part.top <= top && part.right >= right && part.bottom >= bottom;
        expect(parts.some(isIn)).toBe(true);
      }
    }),
  );
  const far: Box[] = [0, 300].map((left) => ({ left, top: 0, right: left + 40, bottom: 40 }));
  expect(merged(far)).toEqual(far);
  expect(merged([...far, { left: 40, top: 0, right: 300, bottom: 40 }])).toHaveLength(1);
});

/** A canvas of which one learns what was cleared, and which texts and paths were begun where. */
function probe() {
  const cleared: Box[] = [];
  const calls: string[] = [];
  const context = {
    clearRect: (left: number, top: number, width: number, height: number) =>
      cleared.push({ left, top, right: left + width, bottom: top + height }),
    measureText: (text: string) => ({ width: text.length * LETTER }),
  };
  const recorded = new Proxy(context as unknown as CanvasRenderingContext2D, {
    get: (of, name) =>
      Reflect.get(of, name) ?? ((...values: unknown[]) => calls.push(`${String(name)} ${values}`)),
    set: () => true,
  });
  return { context: recorded, cleared, calls };
}

const palette = {
  inks: new Proxy({}, { get: () => "black" }) as Palette["inks"],
  isForced: false,
  strokeExtra: 1,
  scale: 1,
  sans: "sans-serif",
  mono: "monospace",
} satisfies Palette;

test("every mark that comes, goes or moves is painted over, and at rest nothing is", () => {
  fc.assert(
    fc.property(frames, fc.constantFrom(1, 1.5, 2), ([before, after], ratio) => {
      const { context, cleared, calls } = probe();
      const sheet = new Sheet(context, palette, { width: WIDTH, height: HEIGHT, ratio });
      sheet.show(before);
      expect(cleared).toEqual([{ left: 0, top: 0, right: WIDTH, bottom: HEIGHT }]);
      cleared.length = 0;
      sheet.show(after);
      const measure = ({ text }: { readonly text: string }) => text.length * LETTER;
      const isCovered = (one: Shape) => {
        const { left, top, right, bottom } = boxOf(one, measure, palette.strokeExtra);
        const [low, high] = [Math.max(0, left), Math.max(0, top)];
        const [end, floor] = [Math.min(WIDTH, right), Math.min(HEIGHT, bottom)];
        if (low >= end || high >= floor) return true;
        return cleared.some(
          (part) => part.left <= low && part.top <= high && part.right >= end && part.bottom >= floor,
        );
      };
      const places = new Set(placesBefore(before, after));
      before.forEach((one, i) => {
        if (!places.has(i)) expect(isCovered(one)).toBe(true);
      });
      [...placesBefore(before, after)].forEach((at, i) => {
        if (at < 0 && after[i] !== undefined) expect(isCovered(after[i])).toBe(true);
      });
      cleared.length = 0;
      calls.length = 0;
      sheet.show(structuredClone(after));
      expect(cleared).toEqual([]);
      expect(calls).toEqual([]);
    }),
  );
});

test("of a small change little is painted, and of a great one all", () => {
  const signs = Array.from(
    { length: 20 },
    (_, i): Shape => ({ kind: "circle", x: 20 * i, y: 100, r: 8, fill: "ink" }),
  );
  const { context, cleared, calls } = probe();
  const sheet = new Sheet(context, palette, { width: WIDTH, height: HEIGHT, ratio: 1 });
  sheet.show(signs);
  cleared.length = 0;
  calls.length = 0;
  sheet.show(signs.map((sign, i) => (i === 5 && sign.kind === "circle" ? { ...sign, y: 110 } : sign)));
  expect(cleared).toHaveLength(1);
  expect(cleared.reduce((sum, box) => sum + areaOf(box), 0)).toBeLessThan(WIDTH * HEIGHT * 0.02);
  expect(calls.filter((call) => call.startsWith("arc"))).toEqual([`arc 100,110,8,0,${Math.PI * 2}`]);
  cleared.length = 0;
  sheet.show([{ kind: "rect", x: 0, y: 0, w: WIDTH, h: HEIGHT, fill: "wash" }, ...signs]);
  expect(cleared).toEqual([{ left: 0, top: 0, right: WIDTH, bottom: HEIGHT }]);
  expect(overlap({ left: 0, top: 0, right: 1, bottom: 1 }, { left: 1, top: 0, right: 2, bottom: 1 })).toBe(
    false,
  );
});
