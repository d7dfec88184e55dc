/** A peer's sign at the far end of its lane: a circle, or as wide as its name needs. */
import type { Ink, Shape } from "./shapes.ts";
import { textWidth } from "./text-width.ts";

/** Names of up to so many letters stand on signs whole. */
export const SIGN_LETTERS_AT_MOST = 4;
/** Bold letters are wider than others. */
const BOLD = 1.16;

interface Sign {
  readonly text: string;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly size: number;
  readonly fill: Ink;
  readonly stroke: Ink;
  readonly ink: Ink;
  readonly width: number;
}

/** Half of how wide the sign of a text will be. */
export function signHalf(text: string, radius: number, size: number): number {
  return Math.max(radius, text.length > 2 ? (textWidth(text, size) * BOLD) / 2 + 6 : 0);
}

export function layoutSign(shapes: Shape[], sign: Sign): void {
  const { text, x, y, radius, size, fill, stroke, ink, width } = sign;
  const half = signHalf(text, radius, size);
  shapes.push(
    half <= radius
      ? { kind: "circle", x, y, r: radius, fill, stroke, width }
      : {
          kind: "rect",
          x: x - half,
          y: y - radius,
          w: half * 2,
          h: radius * 2,
          radius,
          fill,
          stroke,
          width,
        },
    { kind: "text", x, y, text, size, ink, weight: 700, align: "center" },
  );
}
