/** The orphan tray as it is drawn: whatever waits is in sight or counted, in every size. */
import { expect, test } from "vitest";
import { layoutTray } from "../../src/app/drawings/orphan-tray.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { textWidth } from "../../src/app/drawings/text-width.ts";
import { trayCounts, trayText } from "../../src/app/tray-text.ts";
import { hasTray } from "../../src/replay/orphan-tray.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { observed } from "../replay/every-record.ts";
import { builtIn } from "../world/worlds.ts";

const sizes = [
  { width: 866, height: 96, scale: 1 },
  { width: 334, height: 96, scale: 1 },
  { width: 1386, height: 84, scale: 2 },
];

function trayOf(hashes: number, evicted = 0): WorldView {
  const view = new WorldView(builtIn("slow-peer").peers);
  const hash = (i: number) => `${i}`.padStart(8, "0").repeat(8);
  view.apply([observed({ kind: "inventoryRequested", peer: "A", heights: [0], stop: "none" })]);
  for (let i = 0; i < hashes; i++)
    view.apply([observed({ kind: "orphanStored", peer: "B", hash: hash(i), count: i + 1, bytes: 250 })]);
  for (let i = 0; i < evicted; i++)
    view.apply([observed({ kind: "orphanEvicted", hash: hash(i), count: hashes - evicted })]);
  return view;
}

const glyphs = (shapes: readonly Shape[]) => shapes.filter((shape) => shape.kind === "glyph").length;
const texts = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

test.each(sizes)("in $width px all that wait are drawn, or it is said how many more", (box) => {
  for (const count of [1, 2, 5, 20, 100, 750]) {
    const shapes = layoutTray(trayOf(count), box);
    const more = texts(shapes).find((text) => text.startsWith("and "));
    expect(glyphs(shapes) + Number(/\d+/.exec(more ?? "0")?.[0])).toBe(count);
    expect(glyphs(shapes)).toBeGreaterThan(0);
    for (const shape of shapes) {
      if (shape.kind === "glyph") {
        expect(shape.x + shape.size / 2).toBeLessThanOrEqual(box.width);
        expect(shape.y + shape.size / 2).toBeLessThanOrEqual(box.height);
      } else if (shape.kind === "text" && shape.align === "left")
        expect(shape.x + textWidth(shape.text, shape.size, shape.mono)).toBeLessThanOrEqual(box.width);
    }
  }
});

test("whose it is, what it waits for, and that its height is not known", () => {
  const shapes = layoutTray(trayOf(1), { width: 866, height: 96, scale: 1 });
  expect(texts(shapes)).toEqual(["?", "?", "from B · waits for the parent of 00000000…"]);
});

test("what had to make room is crossed out and counted", () => {
  const view = trayOf(6, 2);
  expect(texts(layoutTray(view, { width: 1200, height: 96, scale: 1 }))).toContain(
    "thrown away: 00000001…, from B",
  );
  expect(trayCounts(view)).toBe("4 blocks wait for their parents · full: 2 had to make room");
  expect(trayText(view)).toContain("from B · waits for the parent of 00000002…");
});

test("there is a tray where no headers are known, and else none", () => {
  expect(hasTray(new WorldView(builtIn("slow-peer").peers))).toBe(false);
  const empty = trayOf(0);
  expect(hasTray(empty)).toBe(true);
  expect(trayCounts(empty)).toBe("");
  expect(texts(layoutTray(empty, { width: 866, height: 96, scale: 1 }))).toHaveLength(1);
});
