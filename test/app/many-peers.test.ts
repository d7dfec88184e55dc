/** The drawings of crowds: whole names, none on another, sums that are true, at every size. */
import { expect, test } from "vitest";
import { stageText } from "../../src/app/drawing-text.ts";
import { GLYPH_LETTERS, letterSize } from "../../src/app/drawings/glyph.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { textWidth } from "../../src/app/drawings/text-width.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { layoutWindow } from "../../src/app/drawings/window-strip.ts";
import { chooseLanes, LANE_LEAST_PX, type Lanes } from "../../src/app/lanes.ts";
import { debtorsOf, laneRoles } from "../../src/replay/lane-roles.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { manyPeers } from "../world/many-peers.ts";
import { runToEnd } from "../world/worlds.ts";

type Text = Shape & { readonly kind: "text" };
const textsOf = (shapes: readonly Shape[]) => shapes.filter((shape): shape is Text => shape.kind === "text");

function walk(count: number, every: number, look: (view: WorldView, at: number, lanes: Lanes) => void): void {
  const world = manyPeers(count);
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  const peers = world.peers.map(({ id }) => id);
  let lanes: Lanes | undefined;
  for (let i = 0; i < records.length; i += every) {
    view.apply(records.slice(i, i + every));
    const at = records[Math.min(records.length, i + every) - 1]?.at ?? 0;
    const roles = laneRoles(view, at, () => false);
    lanes = chooseLanes(
      { peers, roles, debtors: debtorsOf(view), selected: "P13", room: 12, now: at / 1000 },
      lanes,
    );
    look(view, at, lanes);
  }
}

const boxes = [
  { width: 866, height: 300, scale: 1 },
  { width: 560, height: 290, scale: 1 },
  { width: 340, height: 352, scale: 1 },
  { width: 1180, height: 560, scale: 2 },
];

test.each([24, 64])("%i peers: each sign is whole, apart from the others and in the picture", (count) => {
  walk(count, 701, (view, at, lanes) => {
    for (const box of boxes) {
      const lane = Math.floor(box.height / 12);
      const shapes = layoutStage(view, { ...box, at, lane, lanes, selected: "P13" });
      const signs = textsOf(shapes).filter(
        ({ text, weight }) => weight === 700 && /^(P\d+|\+\d+)$/.test(text),
      );
      expect(signs.map(({ text }) => text)).toEqual([
        ...lanes.own.map(({ peer }) => peer),
        `+${lanes.others.length}`,
      ]);
      signs.forEach(({ x, y, text, size }, i) => {
        const half = (textWidth(text, size) * 1.16) / 2;
        expect(x - half).toBeGreaterThan(0);
        expect(x + half).toBeLessThan(box.width);
        const above = signs[i - 1];
        if (above !== undefined) expect(y - above.y).toBeGreaterThanOrEqual(size);
      });
      for (const { x, text, size, align } of textsOf(shapes)) {
        const wide = textWidth(text, size);
        const left = align === "right" ? x - wide : align === "center" ? x - wide / 2 : x;
        expect(left + wide, text).toBeLessThanOrEqual(box.width + 1);
      }
    }
  });
});

test("the lane of all others says what they owe, draws what is theirs, and its words are the label's", () => {
  let seen = 0;
  walk(24, 173, (view, at, lanes) => {
    const others = lanes.others.flatMap((name) => view.peer(name) ?? []);
    const owed = others.reduce((sum, { inFlight }) => sum + inFlight, 0);
    const frame = { width: 866, height: 300, scale: 1, at, lane: LANE_LEAST_PX, lanes, selected: undefined };
    const shapes = layoutStage(view, frame);
    const top = lanes.own.length * LANE_LEAST_PX;
    const said = textsOf(shapes).filter(({ y, x }) => y > top && x > 100);
    if (owed === 0) return;
    const debtors = others.filter(({ inFlight }) => inFlight > 0).length;
    const blocks = `${owed} block${owed === 1 ? "" : "s"}`;
    expect(said.some(({ text }) => new RegExp(`^${debtors} of them owes? ${blocks} · `).test(text))).toBe(
      true,
    );
    expect(stageText(view, at, lanes.others)).toContain(`${debtors} of them owe`);
    const theirs = [...view.flights.values()].filter(
      ({ peer, command, departAt }) => command === "block" && departAt <= at && lanes.others.includes(peer),
    );
    const drawn = shapes.filter(({ kind, ...at }) => kind === "glyph" && "y" in at && (at.y as number) > top);
    const stream = said.some(({ text }) => /^\d+ messages?$/.test(text));
    if (!stream) expect(drawn).toHaveLength(theirs.length);
    if (theirs.length > 0) seen += 1;
  });
  expect(seen).toBeGreaterThan(10);
});

test("why a peer has its lane stands beside it, and is true", () => {
  const said = new Set<string>();
  walk(64, 211, (view, at, lanes) => {
    const shapes = layoutStage(view, {
      width: 866,
      height: 300,
      scale: 1,
      at,
      lane: 25,
      lanes,
      selected: undefined,
    });
    lanes.own.forEach(({ role }, i) => {
      const row = textsOf(shapes).filter(({ x, y }) => x > 780 && Math.floor(y / 25) === i);
      expect(row.length).toBe(role === undefined ? 0 : 1);
      for (const { text } of row) said.add(text);
    });
  });
  expect([...said].sort()).toEqual(["blocks all", "has the next", "owes most", "slowest", "sync peer"]);
});

test.each([24, 64])("%i peers: whose a block is can be told in window and tree", (count) => {
  let letters = 0;
  walk(count, 499, (view, at) => {
    for (const { width, scale } of boxes) {
      for (const shapes of [
        layoutWindow(view, { width, height: 160 * scale, at, scale }),
        layoutTree(view, { width, height: 100 * scale, scale }),
      ]) {
        for (const shape of shapes) {
          if (shape.kind !== "glyph" || shape.letter === undefined) continue;
          letters += 1;
          // Not its number alone, which would read as a height.
          expect(shape.letter).toMatch(/^P\d+$/);
          expect(shape.letter.length).toBeLessThanOrEqual(GLYPH_LETTERS);
          const size = letterSize(shape.size, shape.letter, scale);
          expect(textWidth(shape.letter, size)).toBeLessThan(shape.size);
        }
        for (const { x, text, size, align } of textsOf(shapes)) {
          if (align !== "center") continue;
          expect(x + textWidth(text, size) / 2, text).toBeLessThanOrEqual(width + 1);
        }
      }
    }
  });
  expect(letters).toBeGreaterThan(100);
});
