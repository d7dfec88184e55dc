/** What stands beside a panel's title is read whole: on as many lines as it takes, or not at all where its place is elsewhere. */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

const SIZES = [
  [1440, 1100],
  [1440, 900],
  [1280, 800],
  [1024, 768],
  [900, 700],
  [820, 1180],
  [390, 844],
] as const;

/** Of the lines that are to be seen, those that are cut, or that leave their panel. */
function cutLines(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".panel :is(h2, h3)")].flatMap((title) => {
      const panel = title.closest(".panel")?.getBoundingClientRect();
      const { width, height } = title.getBoundingClientRect();
      if (panel === undefined || width <= 1 || height <= 1) return [];
      return [title, ...title.querySelectorAll("small")].flatMap((one) => {
        const { right, bottom } = one.getBoundingClientRect();
        // Buttons for a finger are higher than their row.
        const isHigh = one !== title && one.scrollHeight > one.clientHeight + 1;
        const isCut = isHigh || one.scrollWidth > one.clientWidth + 1;
        return isCut || right > panel.right + 1 || bottom > panel.bottom + 1 ? [one.textContent ?? ""] : [];
      });
    }),
  );
}

for (const language of ["en", "de", "es"]) {
  test(`${language}: titles, counts, locator, truth and requests over time are not cut`, async ({ page }) => {
    test.setTimeout(300_000);
    await open(page, `?scenario=slow-peer&policy=core&level=lab&lang=${language}`);
    await page.evaluate(() => window.headway.seek(8_000_000));
    const cut: Record<string, string[]> = {};
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const look = async (what: string) => {
        // Two frames: the drawings hear of their new size in the first.
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        const lines = await cutLines(page);
        if (lines.length > 0) cut[`${width} ${what}`] = lines;
      };
      await look("plain");
      await page.keyboard.press("t");
      if (width >= 600) await expect(page.locator(".truth-title small")).toBeVisible();
      await look("truth");
      await page.keyboard.press("t");
      const lanes = page.locator(".over-time");
      if (await lanes.isVisible()) {
        if ((await lanes.getAttribute("aria-expanded")) === "false") await lanes.click();
        await expect(page.locator(".lanes h2 small")).toBeVisible();
        await look("lanes");
        await page.locator(".lanes-tools button").last().click();
      }
    }
    expect(cut).toEqual({});
  });
}

test("no button of trouble breaks within a word that it need not", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  for (const language of ["en", "de", "es"]) {
    await open(page, `?scenario=slow-peer&lang=${language}`);
    // Its habits are counted beside the word.
    await page.locator(".trouble .chips button", { hasText: "D" }).click();
    await expect(page.locator(".trouble .count")).toHaveText("1");
    const lines = await page.locator(".trouble :is(.more, .software)").evaluateAll((buttons) =>
      buttons.map((button) => {
        const range = document.createRange();
        range.setStart(button, 0);
        range.setEndBefore(button.querySelector(".count") ?? button);
        if (button.querySelector(".count") === null) range.selectNodeContents(button);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      }),
    );
    expect(lines, language).toEqual([1, 1]);
  }
});

test("what a peer does is read whole in its row", async ({ page }) => {
  for (const [width, height, theme] of [
    [1024, 768, "light"],
    [1280, 800, "projector"],
  ] as const)
    for (const language of ["en", "de", "es"]) {
      await page.setViewportSize({ width, height });
      await open(page, `?scenario=silent-sync-peer&policy=core&lang=${language}&theme=${theme}`);
      await page.evaluate(() => window.headway.seek(30_000_000));
      const cut = await page.locator(".peer .phase").evaluateAll((phases) =>
        phases.flatMap((phase) => {
          const row = phase.closest(".peer")?.getBoundingClientRect();
          const { top, bottom } = phase.getBoundingClientRect();
          const isOut = row === undefined || top < row.top - 2 || bottom > row.bottom + 2;
          return isOut || phase.scrollWidth > phase.clientWidth + 1 ? [phase.textContent] : [];
        }),
      );
      expect(cut, `${width} ${language}`).toEqual([]);
    }
});
