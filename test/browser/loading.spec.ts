/** A world that takes long to load: it is said, and can be given up. */
import { expect, type Page, test } from "@playwright/test";
import { sampleChain } from "../fixtures/chain-files.ts";
import { open } from "./page.ts";

/** From now on no world is built before what this returns is called. */
async function holdWorlds(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/conductor\.worker/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return release;
}

const summary = (page: Page) => page.evaluate(() => window.headway.summary());
const card = (page: Page) => page.getByRole("status").filter({ hasText: "Loading" });
const file = (count: number, name: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(sampleChain(count).headers),
});

test("a file that takes long says so, and gives way to Esc and to Cancel: the world before goes on", async ({
  page,
}) => {
  await open(page, "?scenario=classroom&seed=3");
  for (let i = 0; i < 30; i++) await page.evaluate(() => window.headway.step());
  const before = await summary(page);
  const release = await holdWorlds(page);
  for (const leave of ["key", "button"]) {
    await page.locator("input[type=file]").setInputFiles(file(400, "long-headers.bin"));
    await expect(card(page)).toContainText("long-headers.bin");
    await expect(card(page).getByRole("progressbar")).toBeVisible();
    if (leave === "key") await page.keyboard.press("Escape");
    else
      await card(page)
        .getByRole("button", { name: /cancel/i })
        .click();
    await expect(card(page)).toHaveCount(0);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect.poll(() => page.workers().length).toBe(10);
    expect(await summary(page)).toEqual(before);
  }
  await page.evaluate(() => window.headway.step());
  expect((await summary(page)).events).toBe(before.events + 1);
  release();
});

test("what is chosen while something else is loading takes its place", async ({ page }) => {
  await open(page);
  const release = await holdWorlds(page);
  await page.locator("input[type=file]").setInputFiles(file(400, "first.bin"));
  await expect(card(page)).toContainText("first.bin");
  await page.locator("input[type=file]").setInputFiles(file(300, "second.bin"));
  await expect(card(page)).toContainText("second.bin");
  release();
  await expect(page.locator("#now-title")).toHaveText("second.bin · regtest · 301 headers");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(10);
});

test("the run of a file is seen: it starts slow, and its name, network and length are its title", async ({
  page,
}) => {
  await open(page);
  await page.locator("input[type=file]").setInputFiles(file(400, "four hundred \u202e.bin"));
  const title = "four hundred \\u202e.bin · regtest · 401 headers";
  await expect(page.locator("#now-title")).toHaveText(title);
  await expect(page.getByRole("main", { name: title })).toBeVisible();
  await expect(page.getByRole("button", { name: title })).toBeVisible();
  await expect(page.getByRole("radio", { name: "slow" })).toBeChecked();
  // Nothing speaks of blocks that nobody has.
  await expect(page.locator(".now .bars")).not.toContainText("blocks");
  await page.getByRole("radio", { name: "normal" }).click();
  await page.keyboard.press("r");
  await expect(page.getByRole("radio", { name: "normal" })).toBeChecked();
});

for (const [width, height] of [
  [1024, 768],
  [820, 1180],
] as const)
  test(`a long name of a file costs no other button its words or its place at ${width}×${height}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await page.locator("input[type=file]").setInputFiles(file(400, `${"a long name ".repeat(6)}.bin`));
    await expect(page.locator("#now-title")).toContainText("regtest · 401 headers");
    const { cut, rows } = await page.evaluate(() => {
      const isCut = (value: Element) => {
        const words = document.createRange();
        words.selectNodeContents(value);
        return words.getBoundingClientRect().width > value.getBoundingClientRect().width;
      };
      const buttons = [...document.querySelectorAll(".bar button")].map((one) => one.getBoundingClientRect());
      return {
        cut: [...document.querySelectorAll(".bar .value")].map(isCut),
        rows: new Set(
          buttons
            .filter((box) => box.height > 0)
            .map(({ top, height }) => Math.round((top + height / 2) / 8)),
        ).size,
      };
    });
    expect(rows).toBe(1);
    // The world's own name; policy, level, theme and language are whole.
    expect(cut).toEqual([true, ...cut.slice(1).map(() => false)]);
    expect(cut.length).toBeGreaterThan(3);
  });
