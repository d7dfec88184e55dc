/** Names of peers may have 24 letters: nothing leaves the box it stands in. */
import { expect, test } from "@playwright/test";
import { open } from "./page.ts";

const NAMES = ["W".repeat(24), `M${"W".repeat(23)}`, "A_B-C"];

test("a peer's long name stays in the story's box, and its sign in its chip", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, "?scenario=slow-peer&host=single-thread");
  await page.evaluate(
    (names) =>
      window.headway.load(
        JSON.stringify({
          version: 1,
          title: "Long names",
          policy: "learncoin",
          chain: { blocks: 5 },
          peers: names.map((id) => ({ id })),
        }),
        { host: "single-thread" },
      ),
    NAMES,
  );
  await page.evaluate(() => window.headway.seek(220_000));
  for (const [width, height] of [
    [1440, 900],
    [1280, 800],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (width < 600) await page.locator(".views button", { hasText: "Peers" }).click();
    const chips = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".trouble .chips button")].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    );
    expect(chips, `chips at ${width} px`).toEqual([0, 0, 0]);
    if (width < 600) await page.locator(".views button", { hasText: "Stage" }).click();
    const sentence = page.locator(".now .sentence");
    await expect(sentence).toContainText("WWW");
    expect(
      await sentence.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      `sentence at ${width} px`,
    ).toBe(0);
  }
});
