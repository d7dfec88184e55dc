/** The download window on small pages, in several rows: the heights below one row do not reach into the next. */
import { expect, test } from "vitest";
import { layoutWindow } from "../../src/app/drawings/window-strip.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

/** Of a digit's size, from the middle of its line. */
const DIGIT_REACH = 0.4;

test("no height of a block lies on another block", () => {
  const world = builtIn("slow-peer");
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  view.apply(records.filter(({ at }) => at < 8_000_000));
  let several = 0;
  for (const scale of [1, 1.2])
    for (let width = 280; width <= 420; width += 10)
      for (const height of [140, 160, 200]) {
        const shapes = layoutWindow(view, { width, height: height * scale, at: 8_000_000, scale });
        const cells = shapes.filter((shape) => shape.kind === "glyph");
        const heights = shapes.filter((shape) => shape.kind === "text" && shape.mono === true);
        const rows = new Set(cells.map(({ y }) => y)).size;
        if (rows > 1 && heights.length > rows) several += 1;
        for (const label of heights) {
          if (label.kind !== "text" || label.align !== "center") continue;
          for (const { x, y, size } of cells) {
            const isBeside = Math.abs(x - label.x) >= size / 2;
            const isApart = Math.abs(y - label.y) >= size / 2 + label.size * DIGIT_REACH;
            expect(isBeside || isApart, `${width} × ${height}: ${label.text}`).toBe(true);
          }
        }
      }
  expect(several).toBeGreaterThan(3);
});
