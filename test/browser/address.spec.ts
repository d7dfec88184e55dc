import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

const search = (page: Page) => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.search)));

test("the address follows what is chosen, and opening it shows the same", async ({ page }) => {
  await open(page, "?scenario=two-branches&policy=core&seed=4&host=single-thread");
  await page.getByRole("button", { name: /^seed 4/i }).click();
  await expect
    .poll(() => search(page))
    .toMatchObject({ scenario: "two-branches", policy: "core", seed: "5" });
  await expect(page.getByRole("button", { name: /policy/i })).toContainText("Core today");
  await page.getByRole("button", { name: /theme/i }).click();
  await page.getByRole("option", { name: "Dark" }).click();
  await expect
    .poll(() => search(page))
    .toEqual({
      scenario: "two-branches",
      policy: "core",
      seed: "5",
      host: "single-thread",
      theme: "dark",
    });
  const before = await page.evaluate(() => window.headway.runToEnd());
  await page.reload();
  await page.evaluate(() => window.headway.ready);
  expect(await page.evaluate(() => window.headway.runToEnd())).toEqual(before);
});

test("another seed keeps the mended defects", async ({ page }) => {
  await open(page, "?scenario=classroom&policy=learncoin-as-published&defects=L-2&host=single-thread");
  await page.getByRole("button", { name: /^seed 1/i }).click();
  await expect.poll(() => search(page)).toMatchObject({ defects: "L-2", seed: "2" });
  await expect(page.getByRole("button", { name: /^1 of/ })).toBeVisible();
});

test("what cannot be used in the address is said by name", async ({ page }) => {
  await open(page, "?scenario=slow-peer&seed=1e3&host=zzz");
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("seed: expected a whole number");
  await expect(alert).toContainText("host: expected one of workers, single-thread, found zzz");
  await expect(page.getByRole("button", { name: /^seed 1\./i })).toBeVisible();
  // The rest of it stands, and begins as it does otherwise.
  expect((await page.evaluate(() => window.headway.summary())).events).toBeGreaterThan(0);
});
