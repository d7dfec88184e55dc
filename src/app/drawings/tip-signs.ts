/** Whose best block it is: the peers' letters around a block of the tree, and how many more there are. */
import { t } from "../text.ts";
import type { Shape } from "./shapes.ts";
import { layoutSign, signHalf } from "./sign.ts";

/** More than this would push the chain out of its picture, fewer of wide ones; the last one then says how many more. */
const SIGNS_AT_MOST = { narrow: 8, wide: 6 } as const;
/** Between two signs, and from the line to the middle of a row above or below it, by the radius of a sign. */
const GAP = 0.5;
const ROW = 1.2;

interface TipPlace {
  /** Middle of the block, and its size. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Half of the width of the height that stands below it. */
  readonly clear: number;
  /** From the line to signs that stand beside it. */
  readonly away: number;
  /** x of the word at the tip, which they must not stand on. */
  readonly avoid: number | undefined;
  /** Radius of a sign. */
  readonly badge: number;
  readonly scale: number;
  /** Of the picture. */
  readonly width: number;
}

/** What a block's signs take from its middle to the right, where they stand after it. */
export function tipSignsWidth(
  names: readonly string[],
  { size, badge, clear }: Pick<TipPlace, "size" | "badge" | "clear">,
  letters: ReadonlyMap<string, string>,
): number {
  const { texts, step } = signsOf(names, badge, letters);
  return startOf(size, clear) + Math.ceil(texts.length / 2) * step;
}

/** Of signs beside a block: half of one, and from the middle of the first to that of the last. */
export function sideSigns(
  names: readonly string[],
  badge: number,
  letters: ReadonlyMap<string, string>,
): { readonly half: number; readonly crowd: number } {
  const { texts, half, step } = signsOf(names, badge, letters);
  return { half, crowd: (texts.length - 1) * step };
}

/** `end`: after the block, in two rows; `side`: above or below it. `letters`: what stands for each peer. */
export function layoutTipSigns(
  shapes: Shape[],
  names: readonly string[],
  { x, y, size, clear, away, avoid, badge, scale, width }: TipPlace,
  where: "end" | "side",
  letters: ReadonlyMap<string, string>,
): void {
  const { texts, isSum, half, step } = signsOf(names, badge, letters);
  // Those above the line give way to the word at the tip.
  const fromTip = 16 * scale + half;
  const crowd = (texts.length - 1) * step;
  const inTheWay = avoid !== undefined && x + crowd > avoid - fromTip && x < avoid + fromTip;
  const start = !inTheWay ? x : x < avoid ? Math.max(half, avoid - fromTip - crowd) : avoid + fromTip;
  const row = Math.ceil(texts.length / 2);
  texts.forEach((text, i) => {
    const side = texts.length === 1 ? 0 : i < row ? -1 : 1;
    const [cx, cy] =
      where === "end"
        ? [x + startOf(size, clear) + half + (i % row) * step, y + side * badge * ROW]
        : [Math.min(start + i * step, width - half), y + away];
    const sign = { x: cx, y: cy, text, size: badge * 1.25, ink: "ink" } as const;
    if (isSum && i === texts.length - 1) {
      shapes.push({ kind: "text", ...sign, weight: 600, align: "center" });
      return;
    }
    layoutSign(shapes, { ...sign, radius: badge, fill: "panel", stroke: "ink", width: 1.3 });
  });
}

/** From a block's middle to the first sign: past the block, and past its height below it. */
function startOf(size: number, clear: number): number {
  return Math.max(size / 2 + 8, clear + 4);
}

interface Signs {
  readonly texts: readonly string[];
  /** The last one says how many more there are. */
  readonly isSum: boolean;
  /** Half of the widest. */
  readonly half: number;
  /** From one to the next. */
  readonly step: number;
}

function signsOf(names: readonly string[], badge: number, letters: ReadonlyMap<string, string>): Signs {
  const halfOf = (text: string) => signHalf(text, badge, badge * 1.25);
  const all = names.map((name) => letters.get(name) ?? name);
  const most = all.some((text) => halfOf(text) > badge) ? SIGNS_AT_MOST.wide : SIGNS_AT_MOST.narrow;
  const isSum = all.length > most;
  const texts = isSum ? all.slice(0, most - 1) : all;
  const half = Math.max(badge, ...texts.map(halfOf));
  if (isSum) texts.push(t("others.name", { count: names.length - texts.length }));
  return { texts, isSum, half, step: half * 2 + badge * GAP };
}
