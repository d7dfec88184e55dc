/**
 * What is so, on the scale of heights: the chain with most work, as far as the local node knows it solid, beyond that a ghost; below it
 * what the node has instead. No glyph of a block stands here: those say what the node knows.
 */
import type { Truth } from "../../replay/truth.ts";
import type { WorldView } from "../../replay/world-view.ts";
import { number, t } from "../text.ts";
import { namesOf } from "../truth-text.ts";
import { heightScale } from "./height-scale.ts";
import type { Ink, Shape } from "./shapes.ts";
import { fitted, textWidth } from "./text-width.ts";

export interface TruthFrame {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Wider cells are drawn one by one. */
const CELL_LEAST = 7;
const TYPE = 12;
const WEIGHT = 600;

export function layoutTruth(view: WorldView, truth: Truth | undefined, frame: TruthFrame): Shape[] {
  if (truth === undefined) return [];
  const { width, scale, height: tall } = frame;
  const { height, fork, yours, have, aside } = truth;
  const top = Math.max(heightScale(view, width, scale).top, height, yours);
  const step = Math.max(0, width - 2) / (top + 1);
  const x = (at: number) => 1 + at * step;
  const bar = Math.min(18 * scale, tall * 0.34);
  const y = 3;
  const shapes: Shape[] = [];
  const size = Math.min(TYPE * scale, bar * 0.86);
  const place = (from: number, to: number, row: number, ink: Ink) => ({
    from,
    to,
    y: row + bar / 2,
    size,
    ink,
    width,
  });
  // What the node knows of it.
  shapes.push({
    kind: "rect",
    x: x(0),
    y,
    w: x(fork + 1) - x(0),
    h: bar,
    radius: 3,
    stroke: "ink",
    width: 1.6,
  });
  const known = [t("truth.known", { height: fork }), t("truth.knownShort")];
  shapes.push(...inside(known, place(x(0), x(fork + 1), y, "ink")));
  if (height > fork) {
    const [from, to] = [x(fork + 1), x(height + 1)];
    const ghost = { y, h: bar, stroke: "ink", width: 1.4, dash: [3, 3] } as const;
    if (step >= CELL_LEAST)
      for (let at = fork + 1; at <= height; at++)
        shapes.push({ kind: "rect", x: x(at) + 1, w: step - 2, radius: 3, ...ghost });
    else shapes.push({ kind: "rect", x: from, w: to - from, radius: 3, ...ghost });
    const count = height - fork;
    const said = [
      t("truth.ghost", { count, peers: namesOf(have) }),
      t("truth.ghostShort", { count }),
      number(count),
    ];
    shapes.push(...inside(said, place(from, to, y, "ink")));
  }
  if (yours <= fork) return shapes;
  const row = y + bar + 8 * scale;
  const [from, to] = [x(fork + 1), x(yours + 1)];
  shapes.push({
    kind: "curve",
    from: [from - 2, y + bar],
    to: [from, row + bar / 2],
    ink: "stale",
    width: 1.6,
  });
  shapes.push({
    kind: "rect",
    x: from,
    y: row,
    w: to - from,
    h: bar,
    radius: 3,
    fill: "panel",
    stroke: "stale",
  });
  shapes.push({ kind: "hatch", x: from, y: row, w: to - from, h: bar, ink: "stale" });
  const key = aside.length === 0 ? "truth.yoursOfNobody" : "truth.yours";
  const text = t(key, { count: yours - fork, peers: namesOf(aside) });
  shapes.push(beside(text, place(from, to, row, "stale")));
  return shapes;
}

interface TextPlace {
  /** What it is of. */
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly size: number;
  readonly ink: Ink;
  /** Of the drawing. */
  readonly width: number;
}

/** In the middle: the first that fits, or none. */
function inside(texts: readonly string[], { from, to, y, size, ink }: TextPlace): Shape[] {
  const text = texts.find((each) => textWidth(each, size, false, WEIGHT) + 8 <= to - from);
  const said = { kind: "text", x: (from + to) / 2, y, size, ink, weight: WEIGHT, behind: "wash" } as const;
  return text === undefined ? [] : [{ ...said, text, align: "center" }];
}

/** On the side that has more room, as much as fits there. */
function beside(text: string, { from, to, y, size, ink, width }: TextPlace): Shape {
  const isRight = width - to >= Math.min(from, textWidth(text, size, false, WEIGHT) + 8);
  const room = (isRight ? width - to : from) - 10;
  const said = { kind: "text", y, size, ink, weight: WEIGHT, behind: "wash" } as const;
  return {
    ...said,
    x: isRight ? to + 6 : from - 6,
    text: fitted(text, size, room, WEIGHT),
    align: isRight ? "left" : "right",
  };
}
