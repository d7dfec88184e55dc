/** The drawings on a phone and in a hall: nothing cut, nothing too small. */
import { expect, test } from "vitest";
import { letterSize } from "../../src/app/drawings/glyph.ts";
import { layoutRibbon } from "../../src/app/drawings/ribbon.ts";
import type { Shape } from "../../src/app/drawings/shapes.ts";
import { layoutStage } from "../../src/app/drawings/stage.ts";
import { textWidth, wrapped } from "../../src/app/drawings/text-width.ts";
import { layoutTree } from "../../src/app/drawings/tree.ts";
import { layoutWindow } from "../../src/app/drawings/window-strip.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd, scenario } from "../world/worlds.ts";

type Text = Extract<Shape, { kind: "text" }>;
const texts = (shapes: readonly Shape[]) =>
  shapes.filter((shape): shape is Text => shape.kind === "text" && shape.text !== "");

function walk(id: string, every: number, look: (view: WorldView, at: number) => void): void {
  const world = builtIn(id);
  const { records } = runToEnd(world);
  const view = new WorldView(world.peers);
  for (let i = 0; i < records.length && view.end === undefined; i += every) {
    view.apply(records.slice(i, i + every));
    look(view, records[Math.min(records.length, i + every) - 1]?.at ?? 0);
  }
}

/** The window's picture on phones upright, and on its side. */
const phones = [
  { width: 366, height: 160, scale: 1 },
  { width: 296, height: 160, scale: 1 },
  { width: 300, height: 96, scale: 1, isSilent: true },
];

test.each(phones)("in $width x $height px the window has its letters, and its sentence is whole", (box) => {
  let [stalls, letters] = [0, 0];
  walk("slow-peer", 3, (view, at) => {
    const shapes = layoutWindow(view, { ...box, at });
    for (const { text, x, y, size, align = "left", mono } of texts(shapes)) {
      const wide = textWidth(text, size, mono);
      const left = align === "left" ? x : align === "right" ? x - wide : x - wide / 2;
      expect(left, text).toBeGreaterThanOrEqual(-1);
      expect(left + wide, text).toBeLessThanOrEqual(box.width + 1);
      expect(y + size / 2, text).toBeLessThanOrEqual(box.height + 1);
    }
    for (const shape of shapes) if (shape.kind === "glyph" && shape.letter !== undefined) letters += 1;
    if (view.stall === undefined || box.isSilent) return;
    const said = texts(shapes)
      .filter(({ weight }) => weight === 700)
      .map(({ text }) => text)
      .join(" ");
    if (view.entries.state(view.stall.entry) !== "asked") return;
    stalls += 1;
    expect(said).toMatch(new RegExp(`^Everything waits for ${view.stall.height}, owed by D for .+\\.$`));
  });
  expect(letters).toBeGreaterThan(100);
  if (!box.isSilent) expect(stalls).toBeGreaterThan(10);
});

test.each([
  { peers: 8, blocks: 64, width: 300, height: 110, scale: 1, isSilent: true },
  { peers: 24, blocks: 32, width: 300, height: 110, scale: 1, isSilent: true },
  { peers: 24, blocks: 64, width: 366, height: 160, scale: 1 },
  { peers: 8, blocks: 64, width: 540, height: 78, scale: 1 },
  { peers: 24, blocks: 64, width: 866, height: 94, scale: 1 },
])(
  "a window of $blocks blocks of $peers peers has letters that can be read, in $width x $height px",
  (box) => {
    const peers = Array.from({ length: box.peers }, (_, i) => ({
      id: box.peers > 9 ? `P${i}` : "ABCDEFGHI"[i],
      uploadBytesPerSecond: 200_000,
    }));
    const constants = { headersPerMessage: 50, windowBlocks: box.blocks, inFlightPerPeer: 4 };
    const world = scenario({ chain: { blocks: 200, blockBytes: 100_000 }, constants, peers });
    const view = new WorldView(world.peers);
    const { records } = runToEnd(world);
    let letters = 0;
    for (let i = 0; i < records.length && view.end === undefined; i += 40) {
      view.apply(records.slice(i, i + 40));
      const at = records[Math.min(records.length, i + 40) - 1]?.at ?? 0;
      for (const shape of layoutWindow(view, { ...box, at })) {
        if (shape.kind !== "glyph") continue;
        expect(shape.x + shape.size / 2).toBeLessThanOrEqual(box.width);
        expect(shape.y + shape.size / 2).toBeLessThanOrEqual(box.height);
        if (shape.letter === undefined) continue;
        letters += 1;
        expect(letterSize(shape.size, shape.letter, 1)).toBeGreaterThan(7.9);
      }
    }
    expect(letters).toBeGreaterThan(100);
  },
);

test("a window of 32 blocks has cells of 18 px on a phone on its side, without running over its edge", () => {
  let cells = 0;
  walk("slow-peer", 40, (view, at) => {
    const box = { width: 300, height: 100, scale: 1, isSilent: true };
    for (const shape of layoutWindow(view, { ...box, at })) {
      if (shape.kind !== "glyph") continue;
      expect(shape.size).toBeGreaterThanOrEqual(18);
      expect(shape.x + shape.size / 2).toBeLessThanOrEqual(box.width);
      expect(shape.y + shape.size / 2).toBeLessThanOrEqual(box.height);
      cells += 1;
    }
  });
  expect(cells).toBeGreaterThan(100);
});

test("a window of few blocks in a hall has its heights in sight below its cells, also where they are large", () => {
  let heights = 0;
  walk("two-branches", 40, (view, at) => {
    // As hall.css has it at 1024 × 768.
    const box = { width: 980, height: 72.5, scale: 1.745, isSilent: true };
    for (const { text, y, size } of texts(layoutWindow(view, { ...box, at }))) {
      expect(y + size / 2, text).toBeLessThanOrEqual(box.height);
      heights += 1;
    }
  });
  expect(heights).toBeGreaterThan(100);
});

const halls = [
  { screen: [1024, 768], stage: { width: 760, height: 286, lane: 35 } },
  { screen: [1440, 900], stage: { width: 1120, height: 344, lane: 43 } },
  { screen: [1920, 1080], stage: { width: 1500, height: 424, lane: 53 } },
] as const;

test.each(halls)(
  "on a projector of $screen everything that is the point is a fortieth of the height",
  (hall) => {
    const [across, down] = hall.screen;
    const least = down / 40;
    // What hall.css and the palette make of it.
    const scale = least / 11;
    const width = across - 44;
    let asked = 0;
    walk("slow-peer", 60, (view, at) => {
      const stage = { ...hall.stage, scale, at, selected: undefined, isSparse: true };
      const onStage = texts(layoutStage(view, stage));
      expect(onStage.length).toBeGreaterThan(8);
      for (const { text, size } of onStage)
        expect(size, text).toBeGreaterThanOrEqual(text.length === 1 ? least * 0.94 : least - 0.01);
      expect(onStage.some(({ text }) => text.startsWith("idle:"))).toBe(false);
      const window = { width, height: least * 3.9 + 12, scale, at, isSilent: true };
      const shapes = [
        ...layoutWindow(view, window),
        ...layoutTree(view, { width, height: least * 7.3, scale }),
        ...layoutRibbon(view, { width, scale }),
      ];
      for (const { text, size } of texts(shapes)) expect(size, text).toBeGreaterThanOrEqual(least - 0.01);
      for (const shape of shapes) {
        if (shape.kind !== "glyph" || shape.letter === undefined) continue;
        asked += 1;
        expect(letterSize(shape.size, "A", scale)).toBeGreaterThanOrEqual(least - 0.01);
      }
    });
    expect(asked).toBeGreaterThan(20);
  },
);

test("a text is broken between words, as late as it can be, and no word is lost", () => {
  const text = "Everything waits for 29, owed by D for 9 s.";
  for (const width of [60, 120, 250, 1000]) {
    const lines = wrapped(text, 15, width);
    expect(lines.join(" ")).toBe(text);
    for (const line of lines) if (line.includes(" ")) expect(textWidth(line, 15)).toBeLessThanOrEqual(width);
    lines.slice(1).forEach((line, i) => {
      const [word = ""] = line.split(" ");
      expect(textWidth(`${lines[i]} ${word}`, 15)).toBeGreaterThan(width);
    });
  }
});
