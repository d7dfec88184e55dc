/** Whose best block it is, where many peers are at many heights: no sign lies on another. */
import { expect, test } from "vitest";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { runToEnd, scenario } from "../world/worlds.ts";

/** Left, right, middle and height of each sign of a peer. */
function signsIn(shapes: readonly Shape[]): { from: number; to: number; y: number; high: number }[] {
  return shapes.flatMap((shape) => {
    if (shape.kind === "circle")
      return [{ from: shape.x - shape.r, to: shape.x + shape.r, y: shape.y, high: 2 * shape.r }];
    if (shape.kind !== "rect" || shape.fill !== "panel" || shape.radius === undefined) return [];
    return [{ from: shape.x, to: shape.x + shape.w, y: shape.y + shape.h / 2, high: shape.h }];
  });
}

test.each([
  { width: 1180, height: 120, scale: 1 },
  { width: 760, height: 112, scale: 1 },
  { width: 1860, height: 190, scale: 1.9 },
])("24 peers in $width px", (box) => {
  const peers = Array.from({ length: 24 }, (_, i) => ({
    id: `P${i}`,
    uploadBytesPerSecond: 200_000 + 10_000 * i,
  }));
  const constants = { headersPerMessage: 20, windowBlocks: 64, inFlightPerPeer: 4 };
  const world = scenario({ policy: "core", chain: { blocks: 400, blockBytes: 100_000 }, constants, peers });
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers, world.policy);
  let crowded = 0;
  for (let i = 0; i < records.length && view.end === undefined; i += 60) {
    view.apply(records.slice(i, i + 60));
    const signs = signsIn(layoutTree(view, box)).sort((a, b) => a.y - b.y || a.from - b.from);
    crowded = Math.max(crowded, signs.length);
    signs.forEach((sign, at) => {
      expect(sign.from).toBeGreaterThanOrEqual(-0.5);
      expect(sign.to).toBeLessThanOrEqual(box.width + 0.5);
      for (const other of signs.slice(at + 1)) {
        // Those of two rows may stand above each other; beside each other they do not touch.
        if (other.y - sign.y >= sign.high - 1) continue;
        expect(other.from >= sign.to - 1 || other.to <= sign.from + 1, `${i}: ${sign.y} ${other.y}`).toBe(
          true,
        );
      }
    });
  }
  expect(crowded).toBeGreaterThan(9);
});
