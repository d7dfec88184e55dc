/**
 * What a drawing is made of. A layout turns the view of the world into a list of these, back to front, without
 * touching a canvas; `paint.ts` draws any such list. Lengths are CSS pixels.
 */
import type { BlockState } from "../../replay/entry-table.ts";

/** Names of colours; each theme has its own (`palette.ts`). */
/** The colours a drawing may use; `--asked-text` in the style sheet is `askedText`. */
export const INKS = [
  "ink",
  "muted",
  "faint",
  "line",
  "panel",
  "wash",
  "header",
  "asked",
  "askedText",
  "askedTint",
  "stored",
  "validated",
  "stale",
  "invalid",
  "accent",
] as const;
export type Ink = (typeof INKS)[number];

export type Shape =
  | {
      readonly kind: "line";
      readonly points: readonly (readonly [number, number])[];
      readonly ink: Ink;
      readonly width?: number;
      readonly dash?: readonly number[];
    }
  /** What is within these points. */
  | {
      readonly kind: "area";
      readonly points: readonly (readonly [number, number])[];
      readonly fill: Ink;
    }
  /** A bend from one point to another that leaves and arrives level. */
  | {
      readonly kind: "curve";
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly ink: Ink;
      readonly width?: number;
    }
  | {
      readonly kind: "rect";
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly radius?: number;
      readonly fill?: Ink;
      readonly stroke?: Ink;
      readonly width?: number;
      readonly dash?: readonly number[];
    }
  | {
      readonly kind: "circle";
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly fill?: Ink;
      readonly stroke?: Ink;
      readonly width?: number;
    }
  /** A clock: a ring of which `share` (0 … 1) is used up. */
  | {
      readonly kind: "clock";
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly share: number;
      readonly ink: Ink;
      readonly width?: number;
    }
  | {
      readonly kind: "text";
      readonly x: number;
      /** Middle of the line. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly ink: Ink;
      readonly weight?: 400 | 500 | 600 | 700;
      readonly align?: "left" | "center" | "right";
      readonly mono?: boolean;
      /** Colour behind the text, so that lines do not run through it. */
      readonly behind?: Ink;
    }
  /** A block, drawn with as much ink as is known of it. `x`, `y` is its middle. */
  | {
      readonly kind: "glyph";
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly state: BlockState;
      readonly letter?: string;
      /** It is of a branch that is left aside: what is known of it is drawn in that colour. */
      readonly isAside?: boolean;
    }
  | {
      readonly kind: "hatch";
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly ink: Ink;
    }
  /** A small triangle; `direction` is where it points. */
  | {
      readonly kind: "arrow";
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly direction: "left" | "right" | "down";
      readonly fill?: Ink;
      readonly stroke?: Ink;
    }
  /** Fades from nothing at `from` to `ink` at `to`. */
  | {
      readonly kind: "tail";
      readonly from: number;
      readonly to: number;
      readonly y: number;
      readonly width: number;
      readonly ink: Ink;
    };

/** How far the colour behind a text reaches above and below its middle, of its size. */
export const BEHIND = 0.6;

/** The share of a clock of radius `r` in steps that one sees, half a pixel each: it moves on only when that shows. */
export function shareSeen(share: number, r: number): number {
  const steps = Math.ceil(4 * Math.PI * r);
  return Math.round(share * steps) / steps;
}
