/** What is written and drawn on the page's canvases, as it stands there now. */
import type { Page } from "@playwright/test";

export interface DrawnText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface DrawnRect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly fill: string;
}

export interface Drawn {
  readonly texts: DrawnText[];
  readonly rects: DrawnRect[];
}

declare global {
  interface Window {
    /** By canvas, since it was last cleared. */
    drawnOn: (canvas: Element | null) => Drawn;
  }
}

/** To be called before the page is opened. */
export async function listenToCanvases(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const drawn = new Map<Element, Drawn>();
    const nothing = (): Drawn => ({ texts: [], rects: [] });
    const of = (canvas: Element) => {
      const known = drawn.get(canvas) ?? nothing();
      drawn.set(canvas, known);
      return known;
    };
    window.drawnOn = (canvas) => (canvas === null ? nothing() : of(canvas));
    const context = CanvasRenderingContext2D.prototype;
    const { clearRect, fillText, roundRect, fill } = context;
    let path: Omit<DrawnRect, "fill"> | undefined;
    context.clearRect = function (...box) {
      drawn.set(this.canvas, nothing());
      clearRect.apply(this, box);
    };
    context.fillText = function (text, x, y, ...rest) {
      of(this.canvas).texts.push({ text, x, y });
      fillText.call(this, text, x, y, ...rest);
    };
    context.roundRect = function (x, y, w, h, ...rest) {
      path = { x, y, w, h };
      roundRect.call(this, x, y, w, h, ...rest);
    };
    context.fill = function (this: CanvasRenderingContext2D, ...rest: unknown[]) {
      if (path !== undefined) of(this.canvas).rects.push({ ...path, fill: String(this.fillStyle) });
      path = undefined;
      Reflect.apply(fill, this, rest);
    };
  });
}
