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
    /** By canvas, in no order: what is gone has been cleared where it stood. */
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
    const { clearRect, fillText, beginPath, roundRect, fill } = context;
    let path: Omit<DrawnRect, "fill"> | undefined;
    context.clearRect = function (left, top, width, height) {
      const { texts, rects } = of(this.canvas);
      const isIn = (x: number, y: number) => x >= left && x <= left + width && y >= top && y <= top + height;
      drawn.set(this.canvas, {
        texts: texts.filter(({ x, y }) => !isIn(x, y)),
        rects: rects.filter(({ x, y, w, h }) => !isIn(x, y) || !isIn(x + w, y + h)),
      });
      clearRect.call(this, left, top, width, height);
    };
    context.fillText = function (text, x, y, ...rest) {
      const { texts } = of(this.canvas);
      // Where only a part of it was cleared, it is written once more.
      if (!texts.some((one) => one.text === text && one.x === x && one.y === y)) texts.push({ text, x, y });
      fillText.call(this, text, x, y, ...rest);
    };
    context.beginPath = function () {
      path = undefined;
      beginPath.call(this);
    };
    context.roundRect = function (x, y, w, h, ...rest) {
      path = { x, y, w, h };
      roundRect.call(this, x, y, w, h, ...rest);
    };
    context.fill = function (this: CanvasRenderingContext2D, ...rest: unknown[]) {
      if (path !== undefined) {
        const { rects } = of(this.canvas);
        const rect = { ...path, fill: String(this.fillStyle) };
        const at = rects.findIndex(
          ({ x, y, w, h }) => x === rect.x && y === rect.y && w === rect.w && h === rect.h,
        );
        rects.splice(at < 0 ? rects.length : at, at < 0 ? 0 : 1, rect);
      }
      path = undefined;
      Reflect.apply(fill, this, rest);
    };
  });
}
