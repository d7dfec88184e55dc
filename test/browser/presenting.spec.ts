/** Presenting to a hall: what is left is large, a clicker is enough, and the second window has what only the presenter knows. */
import { expect, test } from "@playwright/test";
import { open } from "./page.ts";

test("one key leaves stage, window and sentence, in type of a fortieth of the height, and takes it back", async ({
  page,
}) => {
  await open(page, "?scenario=slow-peer");
  await page.keyboard.press("p");
  await expect(page.locator("header.bar")).toBeHidden();
  for (const part of [".stage", ".window", ".now .sentence", ".now .caption"])
    await expect(page.locator(part)).toBeVisible();
  for (const part of [".chain", ".peers", ".trouble", ".events", ".transport"])
    await expect(page.locator(part)).toBeHidden();
  const sizes = await page.evaluate(() =>
    [".now .sentence", ".now .caption"].map((part) =>
      Number.parseFloat(getComputedStyle(document.querySelector(part) as Element).fontSize),
    ),
  );
  const height = page.viewportSize()?.height ?? 0;
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(height / 40);
  await page.mouse.move(400, 300);
  await expect(page.locator(".pointer-ring")).toBeVisible();
  await page.mouse.click(400, 300);
  await expect(page.locator(".pointer-mark")).not.toHaveCount(0);
  // A clicker: on is time, and then its standing still; blank pauses, too.
  const isPlaying = () => page.evaluate(() => document.querySelector(".clock")?.getAttribute("data-status"));
  await page.keyboard.press("PageDown");
  await expect.poll(isPlaying).toBe("playing");
  await page.keyboard.press(".");
  await expect(page.locator(".blank")).toBeVisible();
  await expect.poll(isPlaying).toBe("paused");
  await page.keyboard.press(".");
  await expect(page.locator(".blank")).toHaveCount(0);
  const before = await page.evaluate(() => window.headway.viewDigest());
  await page.keyboard.press("PageUp");
  await expect.poll(() => page.evaluate(() => window.headway.viewDigest())).not.toBe(before);
  // A class sees what was pressed, for a while.
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.locator(".key-said kbd")).toHaveText("Shift →");
  await expect(page.locator(".key-said")).toHaveCount(0);
  await page.getByRole("button", { name: "Freeze a copy" }).click();
  await expect(page.getByRole("figure", { name: "The picture as it stood" }).locator("canvas")).toBeVisible();
  const [frozen, stage] = await Promise.all([
    page.locator(".frozen").boundingBox(),
    page.locator(".stage").boundingBox(),
  ]);
  expect((frozen?.x ?? 0) + (frozen?.width ?? 0)).toBeLessThanOrEqual(stage?.x ?? 0);
  await page.keyboard.press("p");
  await expect(page.locator("header.bar")).toBeVisible();
  await expect(page.locator(".frozen, .pointer-ring")).toHaveCount(0);
});

test("the presenter's buttons lie on no picture, and what names a pressed key on no button, whole", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const rect = (part: string) =>
    page.evaluate((selector) => {
      const found = [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
      return found
        .filter(({ width }) => width > 0)
        .map(({ top, right, bottom, left }) => ({ top, right, bottom, left }));
    }, part);
  for (const language of ["en", "de", "es"]) {
    await open(page, `?scenario=slow-peer&lang=${language}`);
    await page.keyboard.press("p");
    const tools = page.locator(".present-tools button");
    await expect(tools.first()).toBeVisible();
    const lowest = Math.max(...(await rect(".present-tools button")).map(({ bottom }) => bottom));
    const pictures = await rect(".page > main .panel");
    expect(pictures.length).toBeGreaterThan(2);
    for (const { top } of pictures) expect(top).toBeGreaterThanOrEqual(lowest);
    // The longest meaning that a key has.
    await page.keyboard.press("Escape");
    const said = page.locator(".key-said");
    await expect(said).toBeVisible();
    const [box] = await rect(".key-said");
    const first = Math.min(...(await rect(".present-tools button")).map(({ left }) => left));
    expect(box?.left).toBeGreaterThanOrEqual(0);
    expect(box?.right).toBeLessThanOrEqual(first);
    const isCut = await said.evaluate(
      (one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight,
    );
    expect(isCut).toBe(false);
  }
});

test("the second window has question, answer and clock of this page", async ({ page, context }) => {
  await open(page, "?scenario=two-branches");
  await page.getByRole("button", { name: "Present" }).click();
  const [notes] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("button", { name: "Notes" }).click(),
  ]);
  await expect(notes.getByRole("heading", { level: 1 })).toHaveText("More blocks or more work?");
  await expect(notes.locator(".question")).toContainText("Which one do you follow?");
  await expect(notes.locator(".answer")).toContainText("It cost you 10 blocks fetched in vain.");
  await page.evaluate(() => window.headway.seek(3_000_000));
  await expect(notes.locator("time").first()).toHaveText("00:03.00");
});

for (const theme of ["light", "dark", "projector"])
  test(`${theme}: presenting, what one may try at a lesson's end stands three in a row, whole`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, `?lesson=sliding-window&theme=${theme}`);
    await page.keyboard.press("p");
    const phase = () => page.locator(".lesson").getAttribute("data-phase");
    await expect(async () => {
      if ((await phase()) !== "end") await page.keyboard.press((await phase()) === "ask" ? "y" : "PageDown");
      expect(await phase()).toBe("end");
    }).toPass({ timeout: 90_000, intervals: [200] });
    const boxes = await page.locator(".lesson .variants li").evaluateAll((all) =>
      all.map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return { top, bottom };
      }),
    );
    expect(boxes.length).toBeGreaterThanOrEqual(3);
    expect(new Set(boxes.slice(0, 3).map(({ top }) => top)).size).toBe(1);
    await expect(page.locator(".lesson .next")).toBeInViewport({ ratio: 1 });
    const rest = await page.locator(".lesson-text").evaluate((text) => text.scrollHeight - text.clientHeight);
    expect(rest).toBeLessThanOrEqual(1);
  });

test("a lesson about requests over time shows them in a hall, too, and what leads on at its end is in sight", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, "?lesson=sliding-window&theme=projector");
  const phase = () => page.locator(".lesson").getAttribute("data-phase");
  const onTo = async (wanted: string) => {
    await expect(async () => {
      if ((await phase()) === wanted) return;
      await page.keyboard.press((await phase()) === "ask" ? "y" : "PageDown");
      expect(await phase()).toBe(wanted);
    }).toPass({ timeout: 60_000, intervals: [200] });
  };
  await onTo("ask");
  const lanes = page.locator(".lanes canvas");
  const overlap = () =>
    page.evaluate(() => {
      const [lanes, window] = [".lanes", ".window"].map((part) =>
        document.querySelector(part)?.getBoundingClientRect(),
      );
      const { width = 0, bottom = 0, top = 0 } = lanes ?? {};
      return [width > 1200, bottom - top > 150, bottom <= (window?.top ?? 0) || top >= (window?.bottom ?? 0)];
    });
  await expect(lanes).toBeVisible();
  await expect.poll(overlap).toEqual([true, true, true]);
  await page.keyboard.press("p");
  await expect(lanes).toBeVisible();
  await expect.poll(overlap).toEqual([true, true, true]);
  // The name of the topmost one stands on its upper edge.
  expect((await page.locator(".window h2").boundingBox())?.y).toBeGreaterThanOrEqual(0);
  await onTo("end");
  await expect(page.getByRole("button", { name: "Next: 10. One slow peer" })).toBeInViewport({ ratio: 1 });
});

test("on a panel's edge its title covers nothing of what is drawn, nor do buttons", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, "?lesson=start-or-wait&theme=projector");
  const phase = () => page.locator(".lesson").getAttribute("data-phase");
  await page.keyboard.press("p");
  // The second part is about chain and lanes.
  await expect(async () => {
    if (!(await page.locator(".lanes canvas").isVisible())) await page.keyboard.press("PageDown");
    expect([await page.locator(".lanes canvas").isVisible(), await phase()]).toEqual([true, "before"]);
  }).toPass({ timeout: 60_000, intervals: [300] });
  const boxOf = async (part: string) => {
    const box = await page.locator(part).boundingBox();
    if (box === null) throw new Error(`no ${part}`);
    return { top: box.y, bottom: box.y + box.height };
  };
  // The ribbon's frame begins some pixels below the upper edge of its picture.
  expect((await boxOf(".chain h2")).bottom).toBeLessThanOrEqual((await boxOf(".chain .ribbon")).top + 8);
  expect((await boxOf(".lanes-tools")).bottom).toBeLessThanOrEqual((await boxOf(".lanes canvas")).top + 1);
});
