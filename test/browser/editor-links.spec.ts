/** Single links are added, changed and removed with the keys alone, and by touch on a phone. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

/** By Tab from where the focus is; fails where the keys do not lead there. */
async function tabTo(page: Page, goal: Locator) {
  for (let presses = 0; presses < 250; presses++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never came there");
}

async function openEditor(page: Page) {
  await page.locator(".bar .chooser button").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Edit this world" })).toBeVisible();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Links" })).toBeVisible();
  return dialog;
}

const shown = (page: Page) => page.evaluate(() => window.headway.run().then(({ scenario }) => scenario));

test("by keyboard alone: a link comes, is made slow, another goes; an error is named; it is tried and shared as written", async ({
  page,
}) => {
  await open(page, "?scenario=first-visit");
  const dialog = await openEditor(page);
  const each = dialog.locator("summary", { hasText: "Each link by itself (4)" });
  await tabTo(page, each);
  await page.keyboard.press("Enter");
  const own = dialog.getByRole("group", { name: "Link You → B" });
  await tabTo(page, own.getByLabel("Line, bytes/s"));
  await page.keyboard.type("64000");

  await tabTo(page, dialog.getByRole("button", { name: "Remove Link You → D" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("D is in reserve now")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Add this link" })).toBeFocused();

  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByLabel("Dials")).toBeFocused();
  await page.keyboard.press("B");
  await page.keyboard.press("Tab");
  await page.keyboard.press("C");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("B → C is there.")).toBeVisible();
  const link = dialog.getByRole("group", { name: "Link B → C" });
  await expect(link).toBeVisible();

  const latency = link.getByLabel("Latency");
  for (let back = 0; back < 12; back++) {
    if (await latency.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Shift+Tab");
  }
  await expect(latency).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("0");
  await expect(latency).toHaveAccessibleDescription("expected a whole number from 1 to 60000, found 0");
  await expect(dialog.getByText("links.0.link.latencyMs: expected a whole number")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Try it" })).toBeDisabled();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("250");

  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByRole("button", { name: "C dials B instead" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("group", { name: "Link C → B" })).toBeVisible();

  await tabTo(page, dialog.getByRole("button", { name: "Try it" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await shown(page)).id).toBe("my-world");
  const scenario = await shown(page);
  expect(scenario.links).toEqual([
    { from: "C", to: "B", link: { latencyMs: 250, jitterMs: 0, bytesPerSecond: null } },
  ]);
  expect(scenario.peers.map(({ link: { bytesPerSecond }, spare }) => [bytesPerSecond, spare])).toEqual([
    [null, undefined],
    [64_000, undefined],
    [null, undefined],
    [null, true],
  ]);
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
  await page.reload();
  await page.evaluate(() => window.headway.ready);
  expect(await shown(page)).toEqual(scenario);
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(`by touch at ${width}×${height}: every target is as large as a finger, and nothing is cut`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      hasTouch: true,
      isMobile: true,
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    await open(page, "?scenario=living-network");
    const dialog = await openEditor(page);
    await dialog.locator("summary", { hasText: "Each link by itself" }).tap();
    await dialog.getByRole("button", { name: "Remove Link A → B" }).tap();
    await expect(dialog.getByRole("group", { name: "Link A → B" })).toHaveCount(0);
    const section = dialog.locator("section", { has: page.getByRole("heading", { name: "Links" }) });
    const wrong = await section.evaluate((element) =>
      [...element.querySelectorAll("button, input, select, summary")].flatMap((target) => {
        const { width: w, height: h, left, right } = target.getBoundingClientRect();
        const isRight = w >= 44 && h >= 44 && left >= 0 && right <= window.innerWidth;
        return isRight ? [] : [`${target.ariaLabel ?? target.textContent}: ${w} by ${h}`];
      }),
    );
    expect(wrong).toEqual([]);
    await dialog.getByRole("button", { name: "Add this link" }).tap();
    await expect(dialog.getByRole("group", { name: "Link A → B" })).toHaveCount(1);
    await context.close();
  });
}
