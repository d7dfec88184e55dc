import { expect, type Page, test } from "@playwright/test";
import { stageText, windowText } from "../../src/app/drawing-text.ts";
import { phaseText } from "../../src/app/phase-text.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd, worldOf } from "../world/worlds.ts";
import { open } from "./page.ts";

/** How often Tab is pressed before it is given up. */
const TABS_AT_MOST = 80;

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < TABS_AT_MOST; i++) {
    const label = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.test(label)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}

const clock = async (page: Page) => (await page.locator(".clock time").textContent()) ?? "";
const status = (page: Page) => page.locator(".clock small").textContent();

test("by keyboard alone: see the stall, step back to before it, make another peer slow there, compare the two ends", async ({
  page,
}) => {
  test.slow();
  await open(page, "?scenario=slow-peer");
  const body = page.locator("body");
  await body.press("Space");
  await expect.poll(() => status(page)).toBe("playing");
  await body.press("Space");
  await expect.poll(() => status(page)).toBe("paused");
  // On to the first trouble, which is a stall, with its peer selected.
  await body.press("n");
  await expect(page.locator(".peer.selected")).toContainText(/^D/);
  const stalled = await clock(page);
  // To the very end, which is the first of the two.
  for (const key of ["End", "]", "]", "Space"]) await body.press(key);
  await expect.poll(() => status(page), { timeout: 60_000 }).toBe("ended");
  const first = await clock(page);
  // Back to the stall, and before it.
  await page.locator(".track").focus();
  await body.press("Escape");
  for (let i = 0; i < 40 && (await clock(page)) > stalled; i++) await page.locator(".track").press("PageUp");
  await body.press("ArrowLeft");
  expect(await status(page)).toBe("looking back");
  expect((await clock(page)) < stalled).toBe(true);
  // Another peer is made slow there: the run parts.
  await body.press("Tab");
  await tabTo(page, /Make trouble with C/);
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: /Slow/ }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.locator(".rails button")).toHaveText(new RegExp(`1: .*${first}`), { timeout: 30_000 });
  await body.press("Escape");
  await page.locator(".track").focus();
  await page.keyboard.press("k");
  await expect.poll(() => status(page), { timeout: 60_000 }).toBe("ended");
  const second = await clock(page);
  expect(second).not.toBe(first);
  // What the page did is what the run's value does.
  const [summary, run] = await page.evaluate(
    async () => [await window.headway.summary(), await window.headway.run()] as const,
  );
  expect(run.acts).toHaveLength(1);
  const alone = worldOf(builtIn("slow-peer"), { acts: run.acts });
  while (alone.advance(undefined));
  expect(alone.summary()).toEqual(summary);
  // And back to the first future, by its rail.
  await tabTo(page, /Back to future 1/);
  await page.keyboard.press("Enter");
  await expect(page.locator(".rails button")).toHaveText(/2: /, { timeout: 30_000 });
  await body.press("End");
  await expect.poll(() => clock(page)).toBe(first);
  expect(await page.evaluate(() => window.headway.summary())).toEqual(runToEnd(builtIn("slow-peer")).summary);
});

test("every part is of the moment that is looked back on, whatever was shown before", async ({ page }) => {
  const scenario = builtIn("slow-peer");
  // Room for all of them.
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, "?scenario=slow-peer");
  await page.evaluate(() => window.headway.runToEnd());
  const { records } = runToEnd(scenario);
  const view = new WorldView(scenario.peers, scenario.policy);
  view.apply(records);
  for (const at of [15_000_000, 200_000_000, 3_000_000, 6_500_000]) {
    await page.evaluate((moment) => window.headway.seek(moment), at);
    view.show(view.history.positionAt(at));
    expect(await page.locator(".peer .phase").allTextContents()).toEqual(
      view.peers.map((peer) => phaseText(peer, view, at)),
    );
    for (const { name, inFlight, blocks } of view.peers)
      expect(
        await page.locator(`.peer .row[aria-label^="Peer ${name}:"]`).getAttribute("aria-label"),
      ).toContain(`${inFlight} block${inFlight === 1 ? "" : "s"} in flight, ${blocks} delivered.`);
    expect(await page.locator(".stage canvas").getAttribute("aria-label")).toBe(stageText(view, at));
    expect(await page.locator(".window canvas").getAttribute("aria-label")).toBe(windowText(view, at));
    expect(await page.locator(".events h2 small").textContent()).toBe(view.told.toLocaleString("en"));
  }
});

test("a hand that draws from a tick draws, and one that presses it goes there", async ({ page }) => {
  await open(page, "?scenario=slow-peer");
  await page.evaluate(() => window.headway.runToEnd());
  const box = await page.locator(".tick.stall").first().boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 8];
  await page.mouse.click(x, y);
  await expect.poll(() => status(page)).toBe("looking back");
  const pressed = await clock(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 6 });
  await expect.poll(async () => (await clock(page)) > pressed).toBe(true);
  const drawn = await clock(page);
  await page.mouse.up();
  await expect.poll(() => clock(page)).toBe(drawn);
});

test("a line of the log, a tick and a place on the time line lead to their moment", async ({ page }) => {
  await open(page, "?scenario=slow-peer&policy=core");
  await page.evaluate(() => window.headway.runToEnd());
  const end = await clock(page);
  const line = page.locator(".log li").nth(3);
  const at = (await line.locator("code").textContent()) ?? "";
  await line.click();
  await expect.poll(() => clock(page)).toBe(at);
  expect(await status(page)).toBe("looking back");
  // Only of the newest moment it is known how many steps it took.
  await expect(page.locator(".figures")).not.toContainText("steps");
  // The newest line is now the one that was pressed.
  expect(await page.locator(".log li").first().locator("code").textContent()).toBe(at);
  const stall = page.locator(".tick.stall").first();
  const box = await stall.boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 8);
  await expect(page.locator(".stage h2")).toContainText(/window/i);
  const track = await page.locator(".track").boundingBox();
  await page.mouse.click((track?.x ?? 0) + 2, (track?.y ?? 0) + 26);
  await expect.poll(() => clock(page)).toMatch(/^00:00/);
  await page.getByRole("button", { name: "To the newest moment" }).click();
  await expect.poll(() => clock(page)).toBe(end);
  await expect(page.locator(".figures")).toContainText("steps");
});
