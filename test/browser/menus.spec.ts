import { expect, type Page, test } from "@playwright/test";
import { glossary } from "../../src/app/locales/en-glossary.ts";
import { open } from "./page.ts";

const PHONE = { width: 390, height: 844 };

/** That all of it lies in the window, across. */
async function expectInSight(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(box, selector).not.toBeNull();
  expect(box?.x, selector).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0), selector).toBeLessThanOrEqual(width);
}

for (const viewport of [PHONE, { width: 1024, height: 768 }, { width: 1440, height: 900 }]) {
  test(`every menu opens in sight, closes by Escape and gives the focus back, ${viewport.width} px`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await open(page);
    await page.evaluate(() =>
      window.headway.load("classroom", { policy: "learncoin-as-published", host: "single-thread" }),
    );
    if (viewport === PHONE) await page.getByRole("button", { name: "Peers", exact: true }).click();
    for (const button of [
      page.locator(".bar .chooser button").first(),
      page.locator(".policy button"),
      page.locator("button.defects"),
      page.locator(".peer .menu").last(),
      page.locator("button.more"),
      page.locator("button.software"),
    ]) {
      await button.focus();
      await page.keyboard.press("Enter");
      await expectInSight(page, ".react-aria-Popover");
      await page.keyboard.press("Escape");
      await expect(page.locator(".react-aria-Popover")).toHaveCount(0);
      await expect(button).toBeFocused();
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });
}

for (const width of [390, 1024, 1440]) {
  test(`what a peer does is read whole, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 768 });
    await open(page);
    await page.evaluate(() => window.headway.load("classroom", { host: "single-thread" }));
    if (width === 390) await page.getByRole("button", { name: "Peers", exact: true }).click();
    await page.evaluate(async () => {
      while ((await window.headway.summary()).events < 80) await window.headway.step();
      await window.headway.act({
        kind: "setBehaviours",
        node: "D",
        behaviours: [{ kind: "silentOnHeaders" }],
      });
    });
    const phases = page.locator(".peer .phase");
    await expect(phases.first()).toHaveText(/^(is being asked|sends headers)$/);
    await expect(phases.nth(3)).toHaveText("silent on headers");
    expect(
      await phases.evaluateAll((all) =>
        all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
      ),
    ).toHaveLength(0);
  });
}

test("a finger finds every button on a phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page);
  await page.evaluate(() =>
    window.headway.load("classroom", { policy: "learncoin-as-published", host: "single-thread" }),
  );
  for (const view of ["Stage", "Peers", "Events"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    for (const button of await page.locator("button:visible").all()) {
      const box = await button.boundingBox();
      const name = (await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "";
      expect(box?.width, name).toBeGreaterThanOrEqual(32);
      expect(box?.height, name).toBeGreaterThanOrEqual(36);
    }
  }
});

test("nothing that a mouse is to hit is smaller than 24 px", async ({ page }) => {
  const tooSmall = () =>
    page
      .locator("button:visible, summary:visible, .dialog a:visible, [role=radio]:visible")
      .evaluateAll((all) =>
        all.flatMap((one) => {
          const { width, height } = one.getBoundingClientRect();
          // What only a screen reader finds has no size that counts.
          const isHidden = one.closest('[style*="position: absolute"][style*="clip"]') !== null;
          return isHidden || (width >= 24 && height >= 24) ? [] : [`${one.outerHTML} ${width}x${height}`];
        }),
      );
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, "?scenario=reorganisation&host=single-thread");
  const skip = page.getByRole("button", { name: "Skip it" });
  // Nothing moves before D mines.
  for (let i = 0; i < 1500 && !(await skip.isVisible()); i++)
    await page.evaluate(() => window.headway.step());
  await expect(skip).toBeVisible();
  await page.locator(".log").evaluate((log) => log.scrollTo(0, 300));
  await expect(page.getByRole("button", { name: "Back to the latest" })).toBeVisible();
  expect(await tooSmall()).toEqual([]);
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await tooSmall()).toEqual([]);
});

test("a menu opened by a key has the focus on what is in it, however often it was opened before", async ({
  page,
}) => {
  await open(page, "?scenario=classroom&host=single-thread");
  for (const selector of [".bar .chooser button", ".policy button", ".peer .menu", "button.software"])
    for (const key of ["Enter", "Enter", "Space", "ArrowDown", "Space"]) {
      await page.locator(selector).first().focus();
      await page.keyboard.press(key);
      await expect(page.locator("[role=option], [role^=menuitem]").and(page.locator(":focus"))).toHaveCount(
        1,
      );
      await page.keyboard.press("Escape");
      await expect(page.locator(".react-aria-Popover")).toHaveCount(0);
    }
});

test("on a phone, too, seed and theme can be chosen", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page);
  await page.getByRole("button", { name: /^seed 1/ }).click();
  await expect(page.getByRole("button", { name: /^seed 2/ })).toBeInViewport({ ratio: 1 });
  await page.locator("button", { hasText: /^Light/ }).click();
  await page.getByRole("option", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the list closes when what is chosen already is chosen again, and arrows open it", async ({ page }) => {
  await open(page);
  const theme = page.getByRole("button", { name: "Theme" });
  await theme.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(theme).toBeFocused();
});

test("left and right step, whichever of the transport's buttons has the focus", async ({ page }) => {
  await open(page);
  const shown = () => page.evaluate(() => window.headway.viewDigest());
  for (const button of [page.getByRole("button", { name: "Step" }), page.getByRole("radio").nth(1)]) {
    await button.focus();
    const before = await shown();
    await page.keyboard.press("ArrowRight");
    await expect.poll(shown).not.toBe(before);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(shown).toBe(before);
    await expect(button).toBeFocused();
  }
});

test("the speeds are one stop of the Tab key, up and down choose, and a key's choice is announced", async ({
  page,
}) => {
  await open(page);
  const speed = (name: string) => page.getByRole("radio", { name });
  await page.getByRole("button", { name: "On to the next event" }).focus();
  await page.keyboard.press("Tab");
  await expect(speed("normal")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(speed("fast")).toBeFocused();
  await expect(speed("fast")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio").and(page.locator(":focus"))).toHaveCount(0);
  await page.keyboard.press("[");
  await expect(speed("normal")).toBeChecked();
  await expect(page.locator("[aria-live=polite]", { hasText: "Speed: normal" })).toHaveCount(1);
});

test("the help gives the focus back to where it was, however it was opened", async ({ page }) => {
  await open(page);
  const step = page.getByRole("button", { name: "Step" });
  await step.focus();
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(step).toBeFocused();
  const help = page.getByRole("button", { name: "Help and keys" });
  await help.click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeFocused();
});

test("the help says what the words of the trade mean", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page);
  await page.keyboard.press("Shift+?");
  const words = page.getByText("Words", { exact: true });
  await words.focus();
  await page.keyboard.press("Enter");
  const { title: _, ...known } = glossary;
  for (const { word, means } of Object.values(known)) {
    await expect(page.getByRole("term").filter({ hasText: new RegExp(`^${word}$`) })).toBeVisible();
    await expect(page.getByRole("definition").filter({ hasText: means })).toBeVisible();
  }
  await expectInSight(page, ".dialog");
});

test("a peer that is added by keyboard is announced", async ({ page }) => {
  await open(page, "?scenario=classroom");
  await page.getByRole("button", { name: "Add a peer" }).focus();
  for (const name of ["I", "J"]) {
    await page.keyboard.press("Enter");
    await expect(page.locator('[aria-live="assertive"]')).toHaveText(`You added peer ${name}`);
  }
});

test("a peer gets other software in mid-run, and the log and the menu say so", async ({ page }) => {
  await open(page);
  await page.evaluate(async () => {
    await window.headway.load("classroom", { policy: "core", host: "single-thread" });
    while ((await window.headway.summary()).events < 80) await window.headway.step();
  });
  await page.getByRole("button", { name: "Make trouble with peer B" }).first().click();
  const button = page.locator("button.software");
  await button.click();
  await expect(page.getByRole("menuitemradio", { checked: true })).toContainText("Core today");
  await page.getByRole("menuitemradio", { name: "Core 0.12" }).click();
  await expect(page.locator(".log")).toContainText("You gave B other software, Core 0.12");
  await button.click();
  await expect(page.getByRole("menuitemradio", { checked: true })).toContainText("Core 0.12");
});

test("in a hall one button says with whom it makes trouble, and leads to acts, habits and software", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, "?theme=projector&scenario=first-visit&host=single-thread");
  await page.getByRole("button", { name: /^Peer C:/ }).click();
  const button = page.getByRole("button", { name: "Make trouble: C", exact: true });
  const menu = page.getByRole("menu");
  await button.click();
  await expect(page.locator(".menu-head")).toHaveText("Make trouble with C");
  await page.getByRole("menuitem", { name: "Software" }).click();
  await expect(menu).toHaveAccessibleName("Other software for C");
  await expect(page.getByRole("menuitemradio", { checked: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(button).toBeFocused();
});

for (const width of [600, 760, 900, 1024, 1180]) {
  test(`the bar has room for all of its buttons, whatever is chosen, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 768 });
    await open(page, "?scenario=slow-peer&policy=learncoin-as-published");
    const bar = page.locator("header.bar");
    expect(await bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    const chosen = await page.locator(".bar .chooser .value").first().boundingBox();
    expect(chosen?.width).toBeGreaterThan(50);
  });
}
