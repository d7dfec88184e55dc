/** Where nothing may move, the stage changes only when a message departs or arrives. */
import { expect, test } from "vitest";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { record } from "../replay/every-record.ts";
import { builtIn } from "../world/worlds.ts";

const ARRIVES = 100_000;

/** Messages as [from, to, command], numbered as nodes are: You, A, B, … */
function underWay(sent: readonly (readonly [number, string, string])[]): WorldView {
  const view = new WorldView(builtIn("living-network").peers);
  view.apply(
    sent.map(([from, to, command], i) =>
      record(
        {
          kind: "sent",
          message: `${from}.${i}`,
          to,
          command,
          bytes: 100,
          arriveAt: ARRIVES + i,
          summary: { heights: [7 + i], count: 1 },
        },
        0,
        from,
      ),
    ),
  );
  return view;
}

function draw(view: WorldView, at: number, still: boolean): Shape[] {
  return layoutStage(view, { width: 866, height: 300, lane: 50, scale: 1, at, selected: undefined, still });
}

const cases: Record<string, readonly (readonly [number, string, string])[]> = {
  "a request": [[0, "B", "getheaders"]],
  "a block": [[2, "You", "block"]],
  "headers and a greeting, both ways": [
    [0, "A", "verack"],
    [1, "You", "headers"],
  ],
  "a block from one peer to another": [[1, "B", "block"]],
};

test.each(Object.entries(cases))(
  "%s stands still while it is on its way, and is not drawn before",
  (_, sent) => {
    const view = underWay(sent);
    const early = draw(view, 10_000, true);
    expect(draw(view, 90_000, true)).toEqual(early);
    // The same moments with motion differ, so the comparison means something.
    expect(draw(view, 90_000, false)).not.toEqual(draw(view, 10_000, false));
    expect(early).not.toEqual(draw(new WorldView(builtIn("living-network").peers), 10_000, true));
  },
);

test("several on one lane are one line with the next to arrive and a count", () => {
  const view = underWay([
    [2, "You", "block"],
    [2, "You", "block"],
    [2, "You", "block"],
    [0, "B", "getdata"],
  ]);
  const shapes = draw(view, 50_000, true);
  expect(shapes.filter((shape) => shape.kind === "glyph")).toHaveLength(1);
  const texts = shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));
  expect(texts).toContain("+2");
  expect(texts).toContain("7");
});
