/** The projector theme on a page of 1440 × 900, in each language one can choose: the row of buttons has room for what the squares mean. */
import { expect, test } from "@playwright/test";
import { LANGUAGES } from "../../src/app/locales/languages.ts";
import { open } from "./page.ts";

for (const language of LANGUAGES)
  test(`${language}: the legend lies on nothing, and names of scenario and policy are read whole`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, `?lang=${language}&theme=projector&scenario=slow-peer&host=single-thread`);
    const found = await page.evaluate(() => {
      const box = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
      const signs = box(".transport .legend li");
      const others = box(".transport :is(button, time)");
      const isCut = ({ scrollWidth, clientWidth }: Element) => scrollWidth > clientWidth;
      return {
        signs: signs.filter(({ height }) => height > 0).length,
        under: others.filter((other) =>
          signs.some(
            (sign) =>
              sign.left < other.right &&
              other.left < sign.right &&
              sign.top < other.bottom &&
              other.top < sign.bottom,
          ),
        ).length,
        cut: [...document.querySelectorAll(".bar .value")].filter(isCut).length,
      };
    });
    expect(found).toEqual({ signs: 6, under: 0, cut: 0 });
  });
