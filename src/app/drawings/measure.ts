/** How wide texts come out on a canvas; the same ones are asked for in every frame. */
import type { Palette } from "./palette.ts";
import type { Measure } from "./shape-box.ts";
import type { Shape } from "./shapes.ts";
import { layOutBy } from "./text-width.ts";

const KNOWN_AT_MOST = 2000;

export function fontOf(
  palette: Palette,
  { weight = 400, size, mono }: Pick<Shape & { kind: "text" }, "weight" | "size" | "mono">,
): string {
  return `${weight} ${size}px ${mono ? palette.mono : palette.sans}`;
}

/** Remembers what it has measured: fonts that come later need another one. */
export function measureWith(context: CanvasRenderingContext2D, palette: Palette): Measure {
  const known = new Map<string, number>();
  return (shape) => {
    const font = fontOf(palette, shape);
    const asked = `${font} ${shape.text}`;
    let width = known.get(asked);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(shape.text).width;
      if (known.size >= KNOWN_AT_MOST) known.clear();
      known.set(asked, width);
    }
    return width;
  };
}

let family: string | undefined;

/** The fonts are there: from now on layouts go by how wide texts come out in them. `palette`: of any drawing, all have the same. */
export function measureTexts(palette: Palette): void {
  if (family === palette.sans) return;
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return;
  family = palette.sans;
  const measure = measureWith(context, palette);
  layOutBy((text, size, weight) => measure({ text, size, weight }));
}
