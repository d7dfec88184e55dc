/**
 * A pen that writes SVG: what it is made to draw, `paint.ts` draws on a canvas by the same calls, so that both show the same shapes.
 * It knows as much of a canvas's context as `Pen` has; rectangles of negative size are none.
 */
import { escaped } from "./markup.ts";
import type { Pen } from "./pen.ts";

/** What is saved and restored. */
interface Style {
  strokeStyle: string | CanvasGradient | CanvasPattern;
  fillStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  /** Groups that have been opened since. */
  groups: number;
}

const ANCHOR: Partial<Record<CanvasTextAlign, string>> = { center: "middle", right: "end" };
/** How far below the middle of a line its letters stand, of their size. */
const MIDDLE = 0.35;

class Gradient implements CanvasGradient {
  readonly id: string;
  stops = "";

  constructor(id: string) {
    this.id = id;
  }

  addColorStop(offset: number, colour: string): void {
    // A colour of its own fading out would be of black here.
    const look = colour === "transparent" ? 'stop-opacity="0"' : `stop-color="${escaped(colour)}"`;
    this.stops += `<stop offset="${offset}" ${look}/>`;
  }
}

export class SvgPen implements Pen {
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  #dash: readonly number[] = [];
  #groups = 0;
  readonly #saved: Style[] = [];
  readonly #gradients: { readonly gradient: Gradient; readonly axis: string }[] = [];
  #path = "";
  #body = "";
  #names = 0;
  readonly #prefix: string;

  /** `prefix`: of the names in it; two drawings in one document have different ones. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** All that has been drawn, as what stands within an `<svg>`. */
  get markup(): string {
    const gradients = this.#gradients
      .map(
        ({ gradient: { id, stops }, axis }) =>
          `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${axis}>${stops}</linearGradient>`,
      )
      .join("");
    return `${gradients === "" ? "" : `<defs>${gradients}</defs>`}${this.#body}${"</g>".repeat(this.#groups)}`;
  }

  save(): void {
    const { strokeStyle, fillStyle, lineWidth, font, textAlign, textBaseline } = this;
    const look = { strokeStyle, fillStyle, lineWidth, font, textAlign, textBaseline };
    this.#saved.push({ ...look, dash: this.#dash, groups: this.#groups });
  }

  restore(): void {
    const style = this.#saved.pop();
    if (style === undefined) return;
    const { dash, groups, ...look } = style;
    Object.assign(this, look);
    this.#dash = dash;
    this.#body += "</g>".repeat(this.#groups - groups);
    this.#groups = groups;
  }

  beginPath(): void {
    this.#path = "";
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${of(x)} ${of(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `${this.#path === "" ? "M" : "L"}${of(x)} ${of(y)}`;
  }

  closePath(): void {
    this.#path += "Z";
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path += `C${[x1, y1, x2, y2, x, y].map(of).join(" ")}`;
  }

  /** Clockwise. */
  arc(x: number, y: number, r: number, from: number, to: number): void {
    const at = (angle: number) => `${of(x + r * Math.cos(angle))} ${of(y + r * Math.sin(angle))}`;
    const turn = Math.min(Math.PI * 2, to - from);
    // An arc that ends where it began is none in SVG.
    const half = from + turn / 2;
    const [first, second] = [half, from + turn].map((angle) => `A${of(r)} ${of(r)} 0 0 1 ${at(angle)}`);
    this.#path += `M${at(from)}${first}${second}`;
  }

  rect(x: number, y: number, w: number, h: number): void {
    this.#path += `M${of(x)} ${of(y)}h${of(w)}v${of(h)}h${of(-w)}Z`;
  }

  roundRect(
    x: number,
    y: number,
    w: number,
    h: number,
    radius: number | DOMPointInit | Iterable<number | DOMPointInit> = 0,
  ): void {
    const r = Math.min(typeof radius === "number" ? radius : 0, w / 2, h / 2);
    if (!(r > 0)) {
      this.rect(x, y, w, h);
      return;
    }
    const corner = (dx: number, dy: number) => `a${of(r)} ${of(r)} 0 0 1 ${of(dx)} ${of(dy)}`;
    this.#path += `M${of(x + r)} ${of(y)}h${of(w - 2 * r)}${corner(r, r)}v${of(h - 2 * r)}${corner(-r, r)}`;
    this.#path += `h${of(2 * r - w)}${corner(-r, -r)}v${of(2 * r - h)}${corner(r, -r)}Z`;
  }

  fill(): void {
    this.#body += `<path d="${this.#path}" fill="${this.#colour(this.fillStyle)}"/>`;
  }

  stroke(): void {
    const dash = this.#dash.length === 0 ? "" : ` stroke-dasharray="${this.#dash.map(of).join(" ")}"`;
    const look = `stroke="${this.#colour(this.strokeStyle)}" stroke-width="${of(this.lineWidth)}"${dash}`;
    this.#body += `<path d="${this.#path}" fill="none" ${look}/>`;
  }

  clip(): void {
    const id = this.#name();
    this.#body += `<clipPath id="${id}"><path d="${this.#path}"/></clipPath><g clip-path="url(#${id})">`;
    this.#groups += 1;
  }

  fillRect(x: number, y: number, w: number, h: number): void {
    const box = `x="${of(x)}" y="${of(y)}" width="${of(w)}" height="${of(h)}"`;
    this.#body += `<rect ${box} fill="${this.#colour(this.fillStyle)}"/>`;
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight = "400", size = "10", family = "sans-serif"] =
      /^(\d+) ([\d.]+)px (.*)$/.exec(this.font) ?? [];
    const middle = this.textBaseline === "middle" ? Number(size) * MIDDLE : 0;
    const anchor = ANCHOR[this.textAlign];
    const look = `font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}"`;
    const place = `x="${of(x)}" y="${of(y + middle)}"${anchor === undefined ? "" : ` text-anchor="${anchor}"`}`;
    this.#body += `<text ${place} ${look} fill="${this.#colour(this.fillStyle)}">${escaped(text)}</text>`;
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  createLinearGradient(x0: number, y0: number, x1: number, y1: number): CanvasGradient {
    const gradient = new Gradient(this.#name());
    this.#gradients.push({ gradient, axis: `x1="${of(x0)}" y1="${of(y0)}" x2="${of(x1)}" y2="${of(y1)}"` });
    return gradient;
  }

  #name(): string {
    this.#names += 1;
    return `${this.#prefix}${this.#names}`;
  }

  #colour(style: string | CanvasGradient | CanvasPattern): string {
    if (style instanceof Gradient) return `url(#${style.id})`;
    return escaped(typeof style === "string" ? style : "none");
  }
}

/** Hundredths of a pixel nobody sees. */
function of(value: number): string {
  return String(Math.round(value * 100) / 100);
}
