/** Requests over time on the page: what stands there is what the trace says, and what one does with it. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { layoutLanesOverTime } from "../../src/app/drawings/lanes-over-time.ts";
import { lanesRange } from "../../src/app/lanes-range.ts";
import { WorldView } from "../../src/replay/world-view.ts";
import { builtIn, runToEnd } from "../world/worlds.ts";
import { listenToCanvases } from "./drawn.ts";
import { open } from "./page.ts";

const CANVAS = ".lanes canvas";

/** Where the window has stood still for a while: at one moment, whatever the machine's pace. */
async function goIntoStall(page: Page): Promise<void> {
  await page.evaluate(() => window.headway.seek(8_000_000));
  await expect(page.locator(".now .sentence")).toContainText("owed by D for 5");
}

test("the bars on the page are those of the trace, in the stall, before it, and later", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await listenToCanvases(page);
  await open(page, "?scenario=slow-peer&seed=1");
  await page.getByRole("button", { name: "Requests over time" }).click();
  const scenario = builtIn("slow-peer");
  const { records } = runToEnd(scenario, { seed: 1 });
  const own = scenario.peers.map(({ id }) => id);
  for (const at of [9_000_000, 4_000_000, 50_000_000, 5_123_456]) {
    await page.evaluate((to) => window.headway.seek(to), at);
    const shown = await page.evaluate((selector) => {
      const canvas = document.querySelector(selector);
      const box = canvas?.getBoundingClientRect();
      const { rects, texts } = window.drawnOn(canvas);
      return {
        width: box?.width ?? 0,
        height: box?.height ?? 0,
        rects,
        texts: texts.map(({ text }) => text),
      };
    }, CANVAS);
    const view = new WorldView(scenario.peers);
    view.apply(records.filter((record) => record.at <= at));
    const range = lanesRange("follow", { at, reached: at, speed: "normal", isOver: false });
    const { width, height } = shown;
    const frame = { width, height, scale: 1, at, ...range, own, others: [] };
    const wanted = layoutLanesOverTime(view, frame).flatMap((shape) =>
      shape.kind === "rect" ? [[shape.x, shape.y, shape.w, shape.h]] : [],
    );
    const drawn = shown.rects.map(({ x, y, w, h }) => [x, y, w, h]);
    expect(wanted.length).toBeGreaterThan(30);
    expect(drawn.length).toBe(wanted.length);
    wanted.sort(byPlace);
    drawn.sort(byPlace).forEach((rect, i) => {
      // A host that has got to a moment stands a microsecond behind it.
      rect.forEach((value, place) => {
        expect(value, `${at}, ${rect}`).toBeCloseTo(wanted[i]?.[place] ?? Number.NaN, 3);
      });
    });
    expect(shown.texts.includes("stall D")).toBe(at > 6_000_000);
  }
});

function byPlace(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, place) => value !== b[place]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

test("a click on a bar selects whom it was asked of and says what became of it; elsewhere it goes to that time", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, "?scenario=slow-peer&seed=1");
  await page.getByRole("button", { name: "Requests over time" }).click();
  await goIntoStall(page);
  const box = await page.locator(CANVAS).boundingBox();
  if (box === null) throw new Error("no lanes");
  const lane = (box.height - 17 - 18) / 8;
  // D owes from 2.4 s on; twenty seconds are seen.
  const x = (seconds: number) => box.x + 28 + ((box.width - 34) * seconds) / 20;
  await page.mouse.click(x(4), box.y + 17 + lane * 3.5);
  await expect(page.getByRole("button", { name: /^Peer D:/ })).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".lanes h2 small")).toContainText(
    /^Block \d+, asked of D at 00:02.*not answered/,
  );
  await page.mouse.click(x(1), box.y + 17 + lane * 2.5);
  await expect(page.locator(".transport time")).toHaveText(/^00:0[01]\./);
  // A hand that draws marks a stretch, which can be played, and Esc leaves it; what it drew over is not pressed.
  const before = await page.locator(".transport time").textContent();
  await page.mouse.move(x(2), box.y + 17 + lane * 2.5);
  await page.mouse.down();
  await page.mouse.move(x(3), box.y + 17 + lane * 3.5, { steps: 5 });
  await page.mouse.up();
  await expect(page.locator(".lanes h2 small")).toContainText(
    /^00:0[12]\.\d+ to 00:0[23]\.\d+ · \d+ messages in, \d+ out$/,
  );
  expect(await page.locator(".transport time").textContent()).toBe(before);
  await page.getByRole("button", { name: "Play this range" }).click();
  await expect(page.locator(".clock small")).toHaveText("looking back");
  await expect(page.locator(".transport time")).toHaveText(/^00:0(2\.9|3\.0)/);
  await page.locator("body").press("Escape");
  await expect(page.locator(".lanes h2 small")).toContainText(/^Block \d+, asked of D/);
  await page.locator("body").press("Escape");
  await expect(page.locator(".lanes h2 small")).toContainText(/^bar: asked to answered/);
  await expect(page.getByRole("button", { name: /^Peer D:/ })).toHaveAttribute("aria-pressed", "true");
});

test("keys and buttons come closer and go along; the choice to see it is remembered; nothing is wrong for a reader", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await listenToCanvases(page);
  await open(page, "?scenario=slow-peer&seed=1");
  await page.getByRole("button", { name: "Requests over time" }).click();
  await goIntoStall(page);
  const ticks = () =>
    page.evaluate(
      (selector) =>
        window
          .drawnOn(document.querySelector(selector))
          .texts.map(({ text }) => text)
          .filter((text) => /^\d\d:\d\d(\.\d\d)?$/.test(text))
          .sort(),
      CANVAS,
    );
  const before = await ticks();
  expect(before).toContain("00:00");
  await page.locator(".lanes .field").focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect.poll(ticks).not.toContain("00:00");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(ticks).toContain("00:00");
  await expect(page.locator(CANVAS)).toHaveAttribute("aria-label", /D: .* 4 open, the oldest for 5/);
  const { violations } = await new AxeBuilder({ page }).include(".lanes").analyze();
  expect(violations).toEqual([]);
  await page.reload();
  await expect(page.locator(CANVAS)).toBeVisible();
  await page.getByRole("button", { name: "Close requests over time" }).click();
  await expect(page.locator(CANVAS)).toHaveCount(0);
  await expect(page.locator("canvas.tree")).toBeVisible();
});
