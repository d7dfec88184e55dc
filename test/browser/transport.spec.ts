import { expect, type Page, test } from "@playwright/test";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { open } from "./page.ts";

const events = (page: Page) =>
  page.evaluate(() => window.headway.summary().then((summary) => summary.events));

test("opens paused on a small scenario with one obvious Play, which syncs it", async ({ page }) => {
  await open(page);
  const play = page.getByRole("button", { name: /^play/i });
  await expect(play).toBeVisible();
  await expect(page.locator("p.caption")).toContainText(builtIn("first-visit").caption);
  const before = await events(page);
  await play.click();
  await expect
    .poll(() => page.evaluate(() => window.headway.summary().then((summary) => summary.ended)), {
      timeout: 60_000,
    })
    .toBe("synced");
  expect(await events(page)).toBeGreaterThan(before);
  expect(await page.evaluate(() => window.headway.summary())).toEqual(
    runToEnd(builtIn("first-visit")).summary,
  );
});

test("a step is exactly one event, by key and by script", async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.headway.load("classroom", { seed: 1, host: "workers" }));
  let before = await events(page);
  for (let i = 0; i < 30; i++) {
    await page.evaluate(() => window.headway.step());
    const after = await events(page);
    expect(after).toBe(before + 1);
    before = after;
  }
  await page.locator("body").press("ArrowRight");
  await expect.poll(() => events(page)).toBe(before + 1);
});

test("pausing in mid-flight freezes what is on the wire; going on changes nothing in the trace", async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => window.headway.load("classroom", { seed: 2, host: "workers" }));
  for (const speed of ["normal", "fast", "slow"] as const) {
    const moments = await page.evaluate(async (band) => {
      window.headway.play(band);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await window.headway.pause();
      const first = await window.headway.summary();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return [first, await window.headway.summary()];
    }, speed);
    expect(moments[1]).toEqual(moments[0]);
    expect(moments[0]?.ended).toBe("running");
  }
  const canvases = page.locator("canvas");
  const frozen = await canvases.first().screenshot();
  expect(await canvases.first().screenshot()).toEqual(frozen);
  const summary = await page.evaluate(() => window.headway.runToEnd());
  expect(summary).toEqual(runToEnd(builtIn("classroom"), { seed: 2 }).summary);
});

test("a malformed scenario gives a readable message and leaves the page usable", async ({ page }) => {
  await open(page);
  const file = (text: string) => ({
    name: "scenario.json",
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
  await page
    .locator("input[type=file]")
    .setInputFiles(file('{"version":1,"chain":{"blocks":0},"peers":[{}]}'));
  await expect(page.getByRole("alert").first()).toContainText("chain.blocks: expected a whole number");
  await page.locator("input[type=file]").setInputFiles(file("{"));
  await expect(page.getByRole("alert").first()).toContainText("line 1, column 2");
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
});

test("after a click on Play and on Pause the arrows step, there and back", async ({ page }) => {
  await open(page, "?scenario=slow-peer&host=single-thread");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => page.locator(".transport time").textContent()).toMatch(/0[1-9]\.\d\d$/);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const shown = () => page.evaluate(() => window.headway.viewDigest());
  const before = await shown();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(shown).not.toBe(before);
  await page.keyboard.press("ArrowRight");
  await expect.poll(shown).toBe(before);
});
