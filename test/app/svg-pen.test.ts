/** Shapes as SVG: every kind is written, where it stands on a canvas, and nothing of a text is markup. */
import { expect, test } from "vitest";
import { drawGlyph } from "../../src/app/drawings/glyph.ts";
import { paint } from "../../src/app/drawings/paint.ts";
import type { Palette } from "../../src/app/drawings/palette.ts";
import type { Ink, Shape } from "../../src/app/drawings/shapes.ts";
import { SvgPen } from "../../src/app/drawings/svg-pen.ts";
import { textWidth } from "../../src/app/drawings/text-width.ts";

const inks = new Proxy({}, { get: (_, ink) => `var(--${String(ink)})` }) as Record<Ink, string>;
const palette: Palette = { inks, strokeExtra: 0, scale: 1, sans: '"Inter"', mono: "mono", isForced: false };

function svgOf(...shapes: readonly Shape[]): string {
  const pen = new SvgPen("d");
  const tools = {
    palette,
    measure: ({ text, size, mono }: { text: string; size: number; mono?: boolean }) =>
      textWidth(text, size, mono),
    stamp: (to: SvgPen, glyph: Parameters<typeof drawGlyph>[2]) => drawGlyph(to, palette, glyph),
  };
  for (const shape of shapes) paint(pen, shape, tools);
  return pen.markup;
}

/** One of each kind, and what has to stand for it. */
const KINDS: Readonly<Record<Shape["kind"], readonly [Shape, RegExp]>> = {
  line: [
    {
      kind: "line",
      points: [
        [1, 2],
        [30, 2.5],
      ],
      ink: "ink",
      width: 2,
      dash: [4, 2],
    },
    /^<path d="M1 2L30 2.5" fill="none" stroke="var\(--ink\)" stroke-width="2" stroke-dasharray="4 2"\/>$/,
  ],
  area: [
    {
      kind: "area",
      points: [
        [0, 0],
        [9, 0],
        [9, 9],
      ],
      fill: "wash",
    },
    /^<path d="M0 0L9 0L9 9" fill="var\(--wash\)"\/>$/,
  ],
  curve: [
    { kind: "curve", from: [0, 0], to: [10, 10], ink: "line" },
    /d="M0 0C0 7 2 10 10 10" fill="none" stroke="var\(--line\)"/,
  ],
  rect: [
    { kind: "rect", x: 5, y: 6, w: 20, h: 10, radius: 3, fill: "panel", stroke: "ink" },
    /d="M8 6h14a3 3 0 0 1 3 3v4a3 3 0 0 1 -3 3h-14a3 3 0 0 1 -3 -3v-4a3 3 0 0 1 3 -3Z" fill="var\(--panel\)".*stroke="var\(--ink\)"/,
  ],
  circle: [
    { kind: "circle", x: 10, y: 10, r: 5, fill: "panel" },
    /d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10" fill/,
  ],
  clock: [
    { kind: "clock", x: 10, y: 10, r: 5, share: 0.25, ink: "asked" },
    /stroke="var\(--line\)".*d="M10 5A5 5 0 0 1 13.54 6.46A5 5 0 0 1 15 10" fill="none" stroke="var\(--asked\)"/,
  ],
  text: [
    { kind: "text", x: 3, y: 20, text: "a < b", size: 12, ink: "ink", align: "right", behind: "panel" },
    /<rect [^>]*fill="var\(--panel\)"\/><text x="3" y="24.7" text-anchor="end" font-family="&quot;Inter&quot;" font-size="12" font-weight="400" fill="var\(--ink\)">a &lt; b<\/text>/,
  ],
  glyph: [
    { kind: "glyph", x: 20, y: 20, size: 16, state: "stored", letter: "D" },
    /<clipPath id="d1">.*<g clip-path="url\(#d1\)"><rect [^>]*fill="var\(--stored\)"\/><\/g>.*>D<\/text>$/,
  ],
  hatch: [
    { kind: "hatch", x: 0, y: 0, w: 10, h: 5, ink: "faint" },
    /<clipPath id="d1"><path d="M0 0h10v5h-10Z"\/><\/clipPath><g clip-path="url\(#d1\)"><path d="M-5 5L0 0M2 5L7 0M9 5L14 0"[^>]*\/><\/g>$/,
  ],
  arrow: [
    { kind: "arrow", x: 10, y: 10, size: 10, direction: "right", fill: "ink" },
    /d="M5 4L15 10L5 16Z" fill="var\(--ink\)"/,
  ],
  tail: [
    { kind: "tail", from: 0, to: 40, y: 5, width: 2, ink: "stored" },
    /<defs><linearGradient id="d1" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="40" y2="0"><stop offset="0" stop-opacity="0"\/><stop offset="1" stop-color="var\(--stored\)"\/><\/linearGradient><\/defs>.*stroke="url\(#d1\)"/,
  ],
};

test.each(Object.entries(KINDS))("%s", (_, [shape, markup]) => {
  expect(svgOf(shape)).toMatch(markup);
});

test("groups that are opened are closed, whatever is drawn after each other", () => {
  const svg = svgOf(...Object.values(KINDS).map(([shape]) => shape));
  expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length);
  expect(new Set(svg.match(/ id="[^"]*"/g)).size).toBe(svg.match(/ id="/g)?.length);
});

test("a name that somebody wrote is text", () => {
  const text = '</text><script>alert("1")</script>&';
  const svg = svgOf({ kind: "text", x: 0, y: 0, text, size: 9, ink: "ink" });
  expect(svg).not.toContain("<script");
  expect(svg).toContain("&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;</text>");
});
