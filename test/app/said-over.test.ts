/** Words on a lane are read whole, and what they would cut of a message's words is not drawn. */
import { expect, test } from "vitest";
import { sayOver } from "../../src/app/drawings/said-over.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { textWidth } from "../../src/app/drawings/text-width.ts";
import { sumTexts } from "../../src/app/sum-text.ts";
import { sumOfPeers } from "../../src/replay/peers-sum.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { manyPeers } from "../world/many-peers.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

const word = (text: string, x: number, y: number): Shape & { kind: "text" } => ({
  kind: "text",
  x,
  y,
  text,
  size: 12,
  ink: "ink",
  behind: "panel",
});

test("a label in part below the words is left out, one beside them and what was there before stay", () => {
  const shapes: Shape[] = [word("before", 0, 10), word("messages", 60, 12), word("pong", 300, 12)];
  sayOver(shapes, 1, [word("owes 3 blocks", 0, 10)]);
  expect(shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []))).toEqual([
    "before",
    "pong",
    "owes 3 blocks",
  ]);
});

test("no arrow or block is drawn over what a peer owes", () => {
  const world = builtIn("slow-peer");
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  let behind = 0;
  for (let i = 0; i < records.length; i += 13) {
    view.apply(records.slice(i, i + 13));
    const at = records[Math.min(records.length, i + 13) - 1]?.at ?? 0;
    const shapes = layoutStage(view, {
      width: 866,
      height: 300,
      scale: 1,
      at,
      lane: 22,
      selected: undefined,
    });
    shapes.forEach((shape, index) => {
      if (shape.kind !== "text" || !/ ago$/.test(shape.text)) return;
      const to = shape.x + textWidth(shape.text, shape.size);
      const crosses = (other: Shape) =>
        (other.kind === "arrow" || other.kind === "glyph") &&
        other.x > shape.x &&
        other.x < to &&
        Math.abs(other.y - shape.y) < 12;
      behind += shapes.slice(0, index).filter(crosses).length;
      expect(shapes.slice(index).filter(crosses)).toEqual([]);
    });
  }
  expect(behind).toBeGreaterThan(0);
});

test("peers that are not connected yet are not said to owe nothing", () => {
  const world = manyPeers(24);
  const view = new WorldView(world.peers);
  const names = world.peers.map(({ id }) => id);
  expect(sumTexts(sumOfPeers(view, names), 0)).toEqual(["connecting …"]);
});
