/** What stands on the canvases of the page, for whoever wants to draw it elsewhere. */
import type { Palette } from "./palette.ts";
import type { Shape } from "./shapes.ts";

export interface ShownShapes {
  readonly shapes: readonly Shape[];
  readonly palette: Palette;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

const shown = new WeakMap<HTMLCanvasElement, () => ShownShapes>();

export function showShapes(canvas: HTMLCanvasElement, read: () => ShownShapes): void {
  shown.set(canvas, read);
}

/** As it is now; undefined: nobody has drawn shapes there. */
export function shapesOn(canvas: HTMLCanvasElement): ShownShapes | undefined {
  return shown.get(canvas)?.();
}
