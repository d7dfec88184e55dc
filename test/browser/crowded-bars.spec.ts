/** Rows of buttons that are nearly full, in each language one can choose: nothing lies on anything, and what is chosen is read whole. */
import { expect, type Page, test } from "@playwright/test";
import { LANGUAGES } from "../../src/app/locales/languages.ts";
import { open } from "./page.ts";

/** How many names of what is chosen are cut. */
function cutNames(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll(".bar .value")].filter(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ).length,
  );
}

for (const language of LANGUAGES) {
  test(`${language}: the projector's legend lies on no button and not on the clock`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, `?lang=${language}&theme=projector&scenario=slow-peer&host=single-thread`);
    const found = await page.evaluate(() => {
      const box = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
      const signs = box(".transport .legend li").filter(({ height }) => height > 0);
      const isUnder = (other: DOMRect) =>
        signs.some(
          (sign) =>
            sign.left < other.right &&
            other.left < sign.right &&
            sign.top < other.bottom &&
            other.top < sign.bottom,
        );
      return { signs: signs.length, under: box(".transport :is(button, time)").filter(isUnder).length };
    });
    expect(found).toEqual({ signs: 6, under: 0 });
    expect(await cutNames(page)).toBe(0);
  });

  test(`${language}: with the list of defects in the bar, too, scenario and policy have their names`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, `?lang=${language}&policy=learncoin-as-published&host=single-thread`);
    expect(await cutNames(page)).toBe(0);
  });

  for (const [where, width, height, rows] of [
    ["on a phone", 390, 844, 2],
    ["on a low page", 844, 390, 1],
  ] as const)
    test(`${language}: ${where} the bar has rows: ${rows}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await open(page, `?lang=${language}&scenario=two-branches&host=single-thread`);
      const tops = await page.evaluate(() =>
        [...document.querySelectorAll(".bar button")]
          .map((button) => button.getBoundingClientRect())
          .flatMap(({ height, top }) => (height > 0 ? [Math.round(top)] : [])),
      );
      expect(new Set(tops).size).toBe(rows);
    });
}
