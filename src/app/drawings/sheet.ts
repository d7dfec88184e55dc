/**
 * What stands on a canvas. Another picture is laid over it by painting only those parts anew in which the two differ: of a
 * frame that follows another that is little.
 */
import { areaOf, type Box, merged, overlap } from "./box.ts";
import { measureWith } from "./measure.ts";
import { paint, type Tools } from "./paint.ts";
import type { Palette } from "./palette.ts";
import { boxOf } from "./shape-box.ts";
import type { Shape } from "./shapes.ts";
import { stampWith } from "./stamp.ts";
import { placesBefore } from "./unchanged.ts";

/** From so much of a canvas on, it is painted as a whole. */
const MOST_OF_IT = 0.6;
/** Boxes are looked for in so many changes; more of them are most of the picture. */
const CHANGES_AT_MOST = 160;

export class Sheet {
  readonly #context: CanvasRenderingContext2D;
  readonly #tools: Tools<CanvasRenderingContext2D>;
  /** CSS pixels. */
  readonly #whole: Box;
  /** Device pixels in one of CSS. */
  readonly #ratio: number;
  #shapes: readonly Shape[] = [];
  /** Of each shape. */
  #boxes: readonly Box[] = [];
  #isBlank = true;

  constructor(
    context: CanvasRenderingContext2D,
    palette: Palette,
    size: { readonly width: number; readonly height: number; readonly ratio: number },
  ) {
    this.#context = context;
    this.#whole = { left: 0, top: 0, right: size.width, bottom: size.height };
    this.#ratio = size.ratio;
    const measure = measureWith(context, palette);
    this.#tools = { palette, measure, stamp: stampWith(palette, size.ratio) };
  }

  /** What stands on it. */
  get shapes(): readonly Shape[] {
    return this.#shapes;
  }

  show(shapes: readonly Shape[]): void {
    const { measure, palette } = this.#tools;
    const places = placesBefore(this.#shapes, shapes);
    const boxes: Box[] = [];
    const changes: Box[] = [];
    let next = 0;
    shapes.forEach((shape, i) => {
      const place = places[i] ?? -1;
      const box = this.#boxes[place] ?? boxOf(shape, measure, palette.strokeExtra);
      boxes.push(box);
      if (place < 0) changes.push(box);
      else {
        for (; next < place; next++) changes.push(this.#boxes[next] ?? this.#whole);
        next = place + 1;
      }
    });
    changes.push(...this.#boxes.slice(next));
    this.#shapes = shapes;
    this.#boxes = boxes;
    const parts = this.#isBlank ? [this.#whole] : this.#partsOf(changes);
    this.#isBlank = false;
    for (const part of parts) this.#paint(part);
  }

  /** Where to paint so that all these are painted. */
  #partsOf(changes: readonly Box[]): readonly Box[] {
    if (changes.length > CHANGES_AT_MOST) return [this.#whole];
    const seen = changes.map((box) => this.#onPixels(box)).filter((box) => areaOf(box) !== 0);
    // What has no place is nowhere, and everywhere.
    if (seen.some((box) => Number.isNaN(areaOf(box)))) return [this.#whole];
    const parts = merged(seen);
    const area = parts.reduce((sum, part) => sum + areaOf(part), 0);
    return area > areaOf(this.#whole) * MOST_OF_IT ? [this.#whole] : parts;
  }

  /** The pixels of the canvas that lie in it, whole ones: cut through the middle of one, it would be painted twice. */
  #onPixels({ left, top, right, bottom }: Box): Box {
    const { right: width, bottom: height } = this.#whole;
    const ratio = this.#ratio;
    const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
    const low = (value: number, most: number) => clamp(Math.floor(value * ratio) / ratio, most);
    const high = (value: number, most: number) => clamp(Math.ceil(value * ratio) / ratio, most);
    const box = {
      left: low(left, width),
      top: low(top, height),
      right: high(right, width),
      bottom: high(bottom, height),
    };
    return box.right <= box.left || box.bottom <= box.top ? NOTHING : box;
  }

  #paint(part: Box): void {
    const context = this.#context;
    const ratio = this.#ratio;
    const isWhole = part === this.#whole;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { left, top, right, bottom } = part;
    if (!isWhole) {
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      context.clip();
    }
    context.clearRect(left, top, right - left, bottom - top);
    this.#shapes.forEach((shape, i) => {
      const box = this.#boxes[i];
      if (isWhole || (box !== undefined && overlap(box, part))) paint(context, shape, this.#tools);
    });
    context.restore();
  }
}

const NOTHING: Box = { left: 0, top: 0, right: 0, bottom: 0 };
