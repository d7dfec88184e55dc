/** A canvas of which only the changed parts were painted looks as if all of it had been. */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

/** Device pixels in a cell's side. Soft edges come out a shade different where a part ends on them; whole marks do not. */
const CELL = 4;
/** Of 255: a shade in a few pixels of a cell is less, a letter's stroke more. */
const SHADE = 24;

declare global {
  interface Window {
    /** By canvas, as it was looked at last: in each cell how much there is of each colour, and of any. */
    looked: Map<Element, Float32Array>;
  }
}

interface Seen {
  readonly canvas: string;
  /** Cells that are otherwise than when it was looked at before. */
  readonly differences: number;
}

/** Looks at every canvas in sight. */
function look(page: Page): Promise<Seen[]> {
  return page.evaluate(
    ([cell, shade]) => {
      const cellsOf = ({ width, height, data }: ImageData) => {
        const columns = Math.ceil(width / cell);
        const cells = new Float32Array(columns * Math.ceil(height / cell) * 4);
        for (let i = 0; i < data.length; i++) {
          const pixel = i >> 2;
          const at = Math.floor(pixel / width / cell) * columns + Math.floor((pixel % width) / cell);
          const alpha = (data[i | 3] ?? 0) / 255;
          const ink = (data[i] ?? 0) * (i % 4 === 3 ? 1 : alpha);
          cells[at * 4 + (i % 4)] = (cells[at * 4 + (i % 4)] ?? 0) + ink / (cell * cell);
        }
        return cells;
      };
      window.looked ??= new Map();
      return [...document.querySelectorAll("main canvas")].flatMap((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return [];
        const image = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
        if (image === undefined) return [];
        const cells = cellsOf(image);
        const before = window.looked.get(canvas) ?? new Float32Array();
        window.looked.set(canvas, cells);
        const alike = cells.filter((ink, i) => Math.abs(ink - (before[i] ?? Number.NaN)) <= shade).length;
        const differences = Math.max(cells.length, before.length) - alike;
        return [{ canvas: `${canvas.closest("section")?.className} ${canvas.className}`, differences }];
      });
    },
    [CELL, SHADE] as const,
  );
}

/** Has every canvas painted as a whole, at the size it has. */
async function paintAnew(page: Page): Promise<void> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const frames = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.setViewportSize({ width: size.width - 40, height: size.height - 40 });
  await frames();
  await page.setViewportSize(size);
  await frames();
}

for (const { scenario, theme, speed, ratio } of [
  { scenario: "classroom", theme: "light", speed: "normal", ratio: 1 },
  { scenario: "slow-peer", theme: "dark", speed: "fast", ratio: 1.5 },
] as const) {
  test(`what is painted in parts is as if it were painted whole: ${scenario}, ${theme}`, async ({
    browser,
  }) => {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: ratio,
    });
    await open(page, `?scenario=${scenario}&theme=${theme}`);
    for (let i = 0; i < 3; i++) {
      await page.evaluate((to) => window.headway.play(to), speed);
      await page.waitForTimeout(900);
      await page.evaluate(() => window.headway.pause());
      const inParts = await look(page);
      // Time went on.
      expect(inParts.filter(({ differences }) => differences > 0).length).toBeGreaterThan(2);
      await paintAnew(page);
      for (const { canvas, differences } of await look(page)) expect(differences, canvas).toBe(0);
    }
    await page.close();
  });
}
