/** A pill that says how many blocks of a line are folded away, with a bar of how far they are. */
import { BLOCK_STATES } from "../../replay/entry-table.ts";
import type { SkeletonItem } from "../../replay/skeleton.ts";
import { number, t } from "../text.ts";
import type { Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

interface PillPlace {
  readonly x: number;
  readonly y: number;
  /** Between the blocks at its sides. */
  readonly width: number;
  readonly scale: number;
}

/** Around (x, y), as much of it as has room in `width`; where there is none for its number, the dashed link alone. */
export function drawRun(
  shapes: Shape[],
  item: SkeletonItem & { readonly kind: "run" },
  { x, y, width, scale }: PillPlace,
): void {
  const count = item.high - item.low + 1;
  const values = { count, number: number(count) };
  const size = 11.5 * scale;
  const texts = [t("tree.run", values), t("tree.runShort", values)];
  const [margin, text] =
    texts
      .flatMap((words) => [10, 6].map((aside) => [aside, words] as const))
      .find(([aside, words]) => textWidth(words, size) + 2 * aside <= width) ?? [];
  if (margin === undefined || text === undefined) return;
  const w = textWidth(text, size) + 2 * margin;
  const h = 21 * scale;
  shapes.push({
    kind: "rect",
    x: x - w / 2,
    y: y - h / 2,
    w,
    h,
    radius: h / 2,
    fill: "wash",
    stroke: "line",
  });
  shapes.push({ kind: "text", x, y: y - 1.5 * scale, text, size, ink: "ink", align: "center" });
  const bar = { x: x - w / 2 + margin, y: y + h / 2 - 5 * scale, w: w - 2 * margin, h: 3 * scale };
  let from = bar.x;
  for (const state of ["validated", "stored", "asked", "header", "stale", "invalid"] as const) {
    const share = item.histogram[BLOCK_STATES.indexOf(state)]! / count;
    if (share <= 0) continue;
    shapes.push({
      kind: "rect",
      x: from,
      y: bar.y,
      w: bar.w * share,
      h: bar.h,
      fill: state === "header" ? "faint" : state,
    });
    from += bar.w * share;
  }
}
