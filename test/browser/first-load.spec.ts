/** How much has to be loaded before the page is ready; what is opened later comes later, and comes at all. */
import { expect, test } from "@playwright/test";
import { firstLoad } from "../bench/first-load.ts";
import { open } from "./page.ts";

/** Compressed JavaScript of the page. */
const PAGE_BYTES_MAX = 200_000;
/** And of the workers in which the nodes run. */
const WORKERS_BYTES_MAX = 120_000;

test("the first load keeps to its budget", async ({ page }) => {
  const { page: bytes, workers, files } = await firstLoad(page, "./");
  expect(bytes, JSON.stringify(files)).toBeLessThanOrEqual(PAGE_BYTES_MAX);
  expect(workers, JSON.stringify(files)).toBeLessThanOrEqual(WORKERS_BYTES_MAX);
  // Else nothing was counted.
  expect(bytes).toBeGreaterThan(50_000);
  expect(workers).toBeGreaterThan(10_000);
  // Of policies and behaviours only names are needed; what they do is the workers'.
  expect(files.filter(({ name }) => name.includes("catalogue"))).toEqual([]);
  // English is all that is here before another language is chosen.
  expect(files.filter(({ name }) => /^(de|es|all|pseudo)-/.test(name))).toEqual([]);
});

test("what is opened later is fetched when the page is idle, so that it opens without a connection", async ({
  page,
  context,
}) => {
  const asked: string[] = [];
  page.on("response", (response) => asked.push(new URL(response.url()).pathname));
  await open(page);
  await expect.poll(() => asked.filter((path) => /HelpDialog|load-files/.test(path))).toHaveLength(2);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("option", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "Help and keys" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("a part that cannot be had is said, and the page goes on", async ({ page }) => {
  await page.route(/HelpDialog.*\.js$/, (route) => route.abort());
  await open(page);
  await page.getByRole("button", { name: "Help and keys" }).click();
  await expect(page.getByRole("alert").first()).toContainText("could not be loaded");
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
});
