/** Words on a lane stand over the messages that pass behind them, and no message's words are cut by them. */
import { BEHIND, type Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

type Text = Shape & { readonly kind: "text" };

/** Lays `said` over what `shapes` holds from index `from` on; words it would cover in part are left out. */
export function sayOver(shapes: Shape[], from: number, said: readonly Shape[]): void {
  const backed = said.filter((shape): shape is Text => shape.kind === "text" && shape.behind !== undefined);
  const under = shapes.splice(from);
  for (const shape of under) {
    if (shape.kind !== "text" || !backed.some((text) => overlap(text, shape))) shapes.push(shape);
  }
  shapes.push(...said);
}

/** With what is painted behind them. */
function overlap(a: Text, b: Text): boolean {
  const [aFrom, aTo] = extent(a);
  const [bFrom, bTo] = extent(b);
  return aFrom < bTo && bFrom < aTo && Math.abs(a.y - b.y) < a.size * BEHIND + b.size * 0.5;
}

function extent({ x, text, size, mono, weight, align }: Text): readonly [number, number] {
  const width = textWidth(text, size, mono, weight);
  const from = align === "right" ? x - width : align === "center" ? x - width / 2 : x;
  return [from - 4, from + width + 4];
}
