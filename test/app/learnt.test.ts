/** The pictures of the chain are drawn anew when the node has learnt something, and not for every message on its way. */
import { expect, test } from "vitest";
import { layoutLocator } from "../../src/app/drawings/locator.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";

const FRAME = { width: 800, height: 90, scale: 1 };

function chainPictures(view: WorldView): string {
  return JSON.stringify([layoutRibbon(view, FRAME), layoutTree(view, FRAME), layoutLocator(view, FRAME)]);
}

for (const name of ["classroom", "reorganisation"]) {
  test(`${name}: while nothing is learnt, ribbon, tree and locator stay as they are`, () => {
    const world = builtIn(name);
    const view = new WorldView(world.peers);
    let [learnt, drawn] = [view.learnt, chainPictures(view)];
    let unlearnt = 0;
    for (const record of runToEnd(world).records) {
      view.apply([record]);
      const now = chainPictures(view);
      if (view.learnt === learnt) {
        unlearnt += 1;
        expect(now).toBe(drawn);
      }
      [learnt, drawn] = [view.learnt, now];
    }
    // Else it would be asked of everything, and save nothing.
    expect(unlearnt).toBeGreaterThan(100);
  });
}
