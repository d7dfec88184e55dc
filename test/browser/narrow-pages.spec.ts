/** Pages between a phone's width and a desk's: nothing leaves them, and all of it can be read. */
import { expect, type Page, test } from "@playwright/test";
import { LANGUAGES } from "../../src/app/locales/languages.ts";
import { open } from "./page.ts";

/** How wide what is on the page is, how much of the clock is off it or off its panel, and what lies on it. CSS px. */
function clockPlace(page: Page) {
  return page.evaluate(() => {
    const box = (element: Element) => element.getBoundingClientRect();
    const panel = box(document.querySelector(".transport")!);
    const digits = box(document.querySelector(".clock .digits")!);
    const words = box(document.querySelector(".clock small")!);
    const lies = [...document.querySelectorAll(".transport :is(button, .track)")]
      .map(box)
      .filter(
        (other) =>
          other.height > 0 &&
          [digits, words].some(
            ({ left, right, top, bottom }) =>
              other.left < right - 0.5 &&
              left < other.right - 0.5 &&
              other.top < bottom &&
              top < other.bottom,
          ),
      );
    return {
      wide: document.documentElement.scrollWidth,
      beyond: Math.max(0, digits.right - panel.right, words.right - panel.right, panel.left - words.left),
      lies: lies.length,
    };
  });
}

for (const language of LANGUAGES)
  test(`${language}: from 600 to 900 px the clock stays on the page, whatever it says`, async ({ page }) => {
    await open(page, `?lang=${language}&scenario=slow-peer&host=single-thread`);
    await page.evaluate(() => window.headway.seek(1_000_000));
    await page.locator(".transport button").nth(1).click();
    for (const theme of ["light", "projector"]) {
      await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
      for (let width = 600; width <= 900; width += width < 700 ? 8 : 40) {
        await page.setViewportSize({ width, height: 900 });
        expect(await clockPlace(page), `${width} px, ${theme}`).toEqual({ wide: width, beyond: 0, lies: 0 });
      }
      for (const width of [600, 640, 667, 720, 760, 800]) {
        await page.setViewportSize({ width, height: 390 });
        expect(await clockPlace(page), `${width} x 390 px, ${theme}`).toEqual({
          wide: width,
          beyond: 0,
          lies: 0,
        });
      }
    }
  });

for (const room of ["play", "watch"])
  test(`a class link to ${room} shows nothing that would change the world, on any page`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, `?class=${room}&scenario=slow-peer&host=single-thread`);
    const tabs = page.locator(".views button");
    for (const [width, height] of [
      [390, 844],
      [844, 390],
      [760, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect(tabs.getByText("Events")).toBeVisible();
      for (const tab of await tabs.all()) {
        await tab.click();
        const which = `${await tab.textContent()} at ${width} px`;
        await expect(page.locator(".trouble"), which).toBeHidden();
        for (const button of await page.getByRole("button", { name: /Slow ×20|Actions for peer/ }).all())
          await expect(button, which).toBeHidden();
        // Neither is there a hole in its place.
        const holes = await page.evaluate(() =>
          [...document.querySelectorAll("main > .panel.peers")]
            .map((panel) => panel.getBoundingClientRect())
            .filter(({ width, height }) => height > 0 && width < 0.55 * innerWidth),
        );
        expect(holes, which).toEqual([]);
      }
    }
  });

test("on a tablet the button of bytes is whole", async ({ page }) => {
  await page.setViewportSize({ width: 760, height: 900 });
  await open(page, "?scenario=slow-peer&host=single-thread");
  const [button, panel] = await Promise.all(
    [".stage .weigh", ".stage"].map((selector) => page.locator(selector).boundingBox()),
  );
  expect(button?.height).toBeGreaterThanOrEqual(44);
  expect(button?.y).toBeGreaterThanOrEqual(panel?.y ?? Number.POSITIVE_INFINITY);
});

test("on a phone on its side a class link leaves the whole stage above the bar of time", async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await open(page, "?class=play&scenario=slow-peer&host=single-thread");
  const box = async (selector: string) => (await page.locator(selector).boundingBox()) ?? { y: 0, height: 0 };
  const [stage, bar, own] = [await box(".stage"), await box(".transport"), await box(".message a")];
  expect(stage.height).toBeGreaterThan(180);
  expect(stage.y + stage.height).toBeLessThanOrEqual(bar.y);
  expect(own.height).toBeGreaterThanOrEqual(44);
  // While a question is open half of the lanes can be seen, and all of its choices.
  await open(page, "?class=play&lesson=one-slow-peer&host=single-thread");
  const choices = page.locator(".lesson .choices");
  await expect(async () => {
    await page.locator(".lesson .ways .primary").click({ timeout: 1000 });
    await expect(choices).toBeVisible({ timeout: 2000 });
  }).toPass();
  const [field, sheet] = [await box(".stage .field"), await box(".lesson")];
  expect(sheet.y - field.y).toBeGreaterThan(field.height / 2);
  const hidden = await page.evaluate(() => {
    const { scrollHeight, clientHeight } = document.querySelector(".lesson-text")!;
    return scrollHeight - clientHeight;
  });
  expect(hidden).toBeLessThanOrEqual(0);
});
