/** Races and sweeps in a real browser: in workers, beside a page that stays alive, with the numbers that the runs have by themselves. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

async function openCompare(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);

test("a race of this run and another policy ends with the numbers of their summaries", async ({ page }) => {
  await open(page, "?scenario=first-visit");
  const seconds = async (policy: string) =>
    (
      await page.evaluate(async (id) => {
        await window.headway.load("first-visit", { policy: id, host: "single-thread" });
        return window.headway.runToEnd();
      }, policy)
    ).atSeconds;
  const [core, own] = [await seconds("core"), await seconds("learncoin")];
  await page.locator("body").press("v");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Core today", pressed: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Start the race" }).click();
  await expect(dialog.locator(".parting li")).toHaveCount(1);
  await expect(dialog.locator(".headline")).toHaveText(/\d/);
  const label = (await dialog.locator("canvas").getAttribute("aria-label")) ?? "";
  expect(label).toContain(`synced after ${own.toFixed(1)}`);
  expect(label).toContain(`Core today: synced after ${core.toFixed(1)}`);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Compare", exact: true })).toBeFocused();
});

test("a sweep goes on in workers, can be cancelled, and its table and picture can be saved", async ({
  page,
}) => {
  await open(page, "?scenario=first-visit");
  await openCompare(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sweep", exact: true }).click();
  await dialog.getByRole("button", { name: "20", exact: true }).click();
  await dialog.getByRole("button", { name: /^Run it: \d+ runs$/ }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("progressbar")).toHaveCount(0);
  await expect(dialog.getByText("What is varied")).toBeFocused();
  await dialog.getByText("What is varied").click();
  await dialog.getByRole("button", { name: "1", exact: true }).click();
  await dialog.getByRole("button", { name: /^Run it: 5 runs$/ }).click();
  await expect(dialog.locator(".chart-box canvas")).toHaveAttribute("aria-label", /16: [\d.]+\s?s/);
  expect(await violations(page)).toEqual([]);
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the table" }).click();
  const table = await (await saving).createReadStream();
  let text = "";
  for await (const piece of table) text += piece;
  expect(text).toMatch(/^seed,policy,peers,ended,.*\n1,LearnCoin,1,synced,/);
  expect(text.trim().split("\n")).toHaveLength(6);
  const drawing = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the picture" }).click();
  expect((await drawing).suggestedFilename()).toBe("headway-sweep.png");
});

/** The text of what is saved by this button. */
async function saved(page: Page, name: string): Promise<string> {
  const saving = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  let text = "";
  for await (const piece of await (await saving).createReadStream()) text += piece;
  return text;
}

async function openFile(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page
    .locator("header.bar input[type=file]")
    .setInputFiles({ name, mimeType: "application/json", buffer });
}

test("what is set in Compare is saved, and opened as a file it is set again, in any world", async ({
  page,
}) => {
  await open(page, "?scenario=first-visit");
  await openCompare(page);
  const dialog = page.getByRole("dialog");
  const race = await saved(page, "Save as a file");
  await dialog.getByRole("button", { name: "Sweep", exact: true }).click();
  const sweep = await saved(page, "Save as a file");
  await page.keyboard.press("Escape");
  await open(page, "?scenario=slow-peer");
  await openFile(page, "mine.json", race);
  await expect(dialog).toContainText("From mine.json:");
  expect(await violations(page)).toEqual([]);
  const inFile = dialog.locator(".who").getByRole("button", { pressed: true });
  await expect(inFile).toHaveText(["As it is: LearnCoin", "Core today"]);
  await dialog.getByRole("button", { name: "Start the race" }).click();
  await expect(dialog.locator(".parting li")).toHaveCount(1);
  expect(JSON.parse(await saved(page, "Save the race"))).toEqual(JSON.parse(race));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Compare", exact: true })).toBeFocused();
  await openFile(page, "mine.json", sweep);
  await expect(dialog.locator("li").first()).toHaveText("peers: 1, 2, 4, 8, 16");
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "This world instead" }).click();
  await expect(dialog).not.toContainText("From mine.json:");
  await page.keyboard.press("Escape");
  await openFile(page, "mine.json", race.replace('"seed": 1', '"seed": 2'));
  await expect(page.getByRole("alert").first()).toHaveText(/mine\.json: runs\.1\.run\.seed: expected/);
});

test("while a question of a lesson is open, no other run tells its answer", async ({ page }) => {
  await open(page, "?lesson=one-slow-peer");
  const band = page.locator(".lesson");
  await expect(band).toHaveAttribute("data-phase", "intro");
  await expect(async () => {
    if ((await band.getAttribute("data-phase")) !== "ask") await page.keyboard.press("PageDown");
    await expect(band).toHaveAttribute("data-phase", "ask", { timeout: 5000 });
  }).toPass();
  await page.keyboard.press("v");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The question is open");
  await expect(dialog.getByRole("button")).toHaveText(["Race", "Sweep", "Close"]);
});
