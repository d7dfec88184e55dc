/** The drawings of the page, as they stand, as SVG: one below the other, under what they are of. */
import { drawGlyph } from "./drawings/glyph.ts";
import { escaped } from "./drawings/markup.ts";
import { measureWith } from "./drawings/measure.ts";
import { paint } from "./drawings/paint.ts";
import type { ShownShapes } from "./drawings/shown-shapes.ts";
import { shapesOn } from "./drawings/shown-shapes.ts";
import { SvgPen } from "./drawings/svg-pen.ts";
import { pageDrawings } from "./page-drawings.ts";
import { pictureText } from "./picture-text.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";
import { worldTitle } from "./world-title.ts";

/** Pixels of the page. */
const EDGE = 16;
const HEADING = 24;
const HEAD = 66;

/** As what stands within an `<svg>` of its size. Throws where the browser has no canvas to measure texts with. */
function svgShapes({ shapes, palette }: ShownShapes, prefix: string): string {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) throw new Error(t("share.noPicture"));
  const pen = new SvgPen(prefix);
  const measure = measureWith(context, palette);
  const stamp = (to: SvgPen, glyph: Parameters<typeof drawGlyph>[2]) => drawGlyph(to, palette, glyph);
  for (const shape of shapes) paint(pen, shape, { palette, measure, stamp });
  return pen.markup;
}

/** All drawings in sight as one `<svg>`. `prefix`: as an SvgPen's; `head`: title and moment stand above them. */
export function pageSvg(session: Session, prefix: string, head: boolean): string {
  const drawn = pageDrawings().flatMap(({ canvas, heading }) => {
    const shown = shapesOn(canvas);
    return shown === undefined ? [] : [{ shown, heading }];
  });
  const width = Math.ceil(Math.max(0, ...drawn.map(({ shown }) => shown.width))) + 2 * EDGE;
  const style = getComputedStyle(document.documentElement);
  const value = (property: string) => escaped(style.getPropertyValue(property).trim());
  const write = (text: string, y: number, size: number, look: string) =>
    `<text x="${EDGE}" y="${y}" font-family="${value("--sans")}" font-size="${size}" ${look}>${escaped(text)}</text>`;
  const strong = `font-weight="600" fill="${value("--ink")}"`;
  let body = "";
  if (head) {
    body += write(worldTitle(session.store.getState()), 32, 20, strong);
    body += write(pictureText(session), 52, 14, `fill="${value("--muted")}"`);
  }
  let y = head ? HEAD : 0;
  drawn.forEach(({ shown, heading }, i) => {
    if (heading !== "") body += write(heading, y + 18, 14, strong);
    y += HEADING;
    body += `<g transform="translate(${EDGE} ${y})">${svgShapes(shown, `${prefix}${i}-`)}</g>`;
    y += Math.round(shown.height) + EDGE;
  });
  const ground = `<rect width="${width}" height="${y}" fill="${value("--panel")}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}">${ground}${body}</svg>`;
}

export function svgFile(session: Session, name: string): File {
  return new File([`${pageSvg(session, "d", true)}\n`], `${name}.svg`, { type: "image/svg+xml" });
}
