/** The page for other eyes and hands: colours of one's own, no motion, keys alone. */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

/** The colours that an element shows. */
function colours(page: Page, selector: string): Promise<{ ground: string; ink: string; edge: string }> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { backgroundColor, color, borderTopStyle, borderTopColor } = getComputedStyle(element);
      return { ground: backgroundColor, ink: color, edge: `${borderTopStyle} ${borderTopColor}` };
    });
}

/** Several worlds in one page would only be slow. */
async function inAStall(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.headway.load("slow-peer", { host: "single-thread" });
    while (document.querySelector(".now.warning") === null) await window.headway.step();
  });
  await page.getByRole("button", { name: "Show peer D" }).click();
}

test("in forced colours bars, pips, what is chosen and what cannot be used are apart", async ({
  browser,
}) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      forcedColors: "active",
      colorScheme,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await open(page, "?theme=light");
    await inAStall(page);
    const panel = await colours(page, ".now");
    for (const bar of [".bar.headers i", ".bar.stored i", ".bar.validated i"])
      expect((await colours(page, bar)).ground).not.toBe(panel.ground);
    const full = await colours(page, ".peer.holding .pips i.full");
    expect(full.ground).not.toBe((await colours(page, ".pips i:not(.full)")).ground);
    const chosen = await colours(page, ".segmented button[data-selected]");
    const other = await colours(page, ".segmented button:not([data-selected])");
    expect([chosen.ground === other.ground, chosen.ink === chosen.ground]).toEqual([false, false]);
    const idle = await colours(page, '.acts button[aria-disabled="true"]');
    const ready = await colours(page, '.acts button[aria-disabled="false"]');
    expect([idle.ink === ready.ink, idle.edge === ready.edge]).toEqual([false, false]);
    const width = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).borderLeftWidth);
    expect(await width(".peer.selected")).not.toBe(await width(".peer:not(.selected)"));
    // What is drawn is in the person's colours, and nothing else.
    const drawn = await page.locator(".window .drawing").evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const data =
        (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      const counts = new Map<string, number>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] !== 255) continue;
        const colour = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      return [...counts].filter(([, count]) => count > 500).map(([colour]) => colour);
    });
    const own = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("i"));
      const names = ["Canvas", "CanvasText", "Highlight", "LinkText", "GrayText"];
      const found = names.map((name) => {
        probe.style.color = name;
        return getComputedStyle(probe).color;
      });
      probe.remove();
      return found;
    });
    expect(drawn.length).toBeGreaterThan(1);
    for (const colour of drawn) expect(own).toContain(colour);
    await context.close();
  }
});

test("the first Tab leads to Play, each drawing speaks for itself, and what one does is announced", async ({
  page,
}) => {
  await open(page, "?scenario=slow-peer&host=single-thread");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to Play" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Play" })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const labels = await page
    .locator("canvas[role=img]")
    .evaluateAll((all) => all.map((canvas) => canvas.getAttribute("aria-label") ?? ""));
  expect(labels).toHaveLength(5);
  expect(new Set(labels).size).toBe(5);
  await page.evaluate(() =>
    window.headway.act({ kind: "setBehaviours", node: "D", behaviours: [{ kind: "slow", factor: 20 }] }),
  );
  await expect(page.locator('[aria-live="assertive"]')).toHaveText("You made D 20 times slower");
});
