/** The page for other eyes and hands: colours of one's own, no motion, keys alone. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

/** The colours that an element shows. */
function colours(page: Page, selector: string): Promise<{ ground: string; ink: string; edge: string }> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { backgroundColor, color, borderTopStyle, borderTopColor } = getComputedStyle(element);
      return { ground: backgroundColor, ink: color, edge: `${borderTopStyle} ${borderTopColor}` };
    });
}

/** Those that lie on one another, as their texts. */
function overlapping(elements: Locator): Promise<string[]> {
  return elements.evaluateAll((all) => {
    const boxes = all.map((element) => element.getBoundingClientRect());
    const isApart = (a: DOMRect, b: DOMRect) =>
      a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    return boxes.flatMap((a, i) =>
      boxes
        .slice(0, i)
        .flatMap((b, k) => (isApart(a, b) ? [] : [`${all[i]?.textContent} / ${all[k]?.textContent}`])),
    );
  });
}

async function inAStall(page: Page): Promise<void> {
  await page.evaluate(() => window.headway.play("normal"));
  await page.waitForSelector(".now.warning");
  await page.evaluate(() => window.headway.pause());
}

test("in forced colours bars, pips, what is chosen and what cannot be used are apart", async ({
  browser,
}) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      forcedColors: "active",
      colorScheme,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await open(page, "?theme=light&scenario=slow-peer&host=single-thread");
    await inAStall(page);
    await page.getByRole("button", { name: "Make trouble with peer D" }).click();
    const panel = await colours(page, ".now");
    for (const bar of [".bar.headers i", ".bar.stored i", ".bar.validated i"])
      expect((await colours(page, bar)).ground).not.toBe(panel.ground);
    const full = await colours(page, ".peer.holding .pips i.full");
    expect(full.ground).not.toBe((await colours(page, ".pips i:not(.full)")).ground);
    const chosen = await colours(page, '.segmented button[aria-checked="true"]');
    const other = await colours(page, '.segmented button[aria-checked="false"]');
    expect([chosen.ground === other.ground, chosen.ink === chosen.ground]).toEqual([false, false]);
    const idle = await colours(page, '.acts button[aria-disabled="true"]');
    const ready = await colours(page, '.acts button[aria-disabled="false"]');
    expect([idle.ink === ready.ink, idle.edge === ready.edge]).toEqual([false, false]);
    const width = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).borderLeftWidth);
    expect(await width(".peer.selected")).not.toBe(await width(".peer:not(.selected)"));
    // What is drawn is in the person's colours, as they come out on the ground, and nothing else.
    const strangers = await page.locator(".window .drawing").evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const own = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      if (own === null) throw new Error("no canvas");
      const probe = document.body.appendChild(document.createElement("i"));
      const known = ["Canvas", "CanvasText", "Highlight", "LinkText", "GrayText"].map((name) => {
        for (const colour of ["Canvas", name]) {
          probe.style.color = colour;
          own.fillStyle = getComputedStyle(probe).color;
          own.fillRect(0, 0, 1, 1);
        }
        return [...own.getImageData(0, 0, 1, 1).data];
      });
      probe.remove();
      const { width, height } = canvas;
      const data = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      const counts = new Map<string, number>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] !== 255) continue;
        const colour = [data[i], data[i + 1], data[i + 2]].join(" ");
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const isOwn = (colour: string) =>
        known.some((one) =>
          colour.split(" ").every((part, i) => Math.abs(Number(part) - (one[i] ?? 0)) < 24),
        );
      const large = [...counts].filter(([, count]) => count > 500).map(([colour]) => colour);
      return { count: large.length, strange: large.filter((colour) => !isOwn(colour)) };
    });
    expect(strangers.count).toBeGreaterThan(1);
    expect(strangers.strange).toEqual([]);
    await context.close();
  }
});

test("in forced colours what is chosen is told apart under the focus, too", async ({ browser }) => {
  const context = await browser.newContext({
    forcedColors: "active",
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await open(page, "?theme=light&policy=learncoin-as-published&host=single-thread");
  // The list opens on what is chosen.
  await page.getByRole("button", { name: "Theme" }).press("Enter");
  const option = page.getByRole("option", { selected: true });
  await expect(option).toBeFocused();
  const style = (of: Locator, name: string, pseudo?: string) =>
    of.evaluate((element, [what, part]) => getComputedStyle(element, part).getPropertyValue(what ?? ""), [
      name,
      pseudo,
    ] as const);
  const mark = /rgba?\([^)]*\)/.exec(await style(option, "box-shadow"))?.[0];
  expect(mark).toBeDefined();
  expect(mark).not.toBe(await style(option, "background-color"));
  await page.keyboard.press("Escape");
  await page.locator("button.defects").press("Enter");
  const item = page.locator("[role=menuitemcheckbox]:focus");
  await expect(item).toHaveCount(1);
  const ground = await style(item, "background-color");
  expect(await style(item, "border-top-color", "::before")).not.toBe(ground);
  expect(await style(item, "border-bottom-color", "::after")).not.toBe(ground);
  // Laid over itself a translucent colour is another one.
  expect(await style(item.locator("small").first(), "background-color")).toBe("rgba(0, 0, 0, 0)");
  await context.close();
});

test("a phone says on its first view what is about to be seen, and makes room once it is", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "?scenario=slow-peer&host=single-thread");
  await expect(page.locator(".now h2")).toHaveText("One slow peer");
  await expect(page.locator(".now .caption")).toBeInViewport({ ratio: 1 });
  await expect(page.locator(".stage .drawing")).toBeInViewport({ ratio: 1 });
  await page.evaluate(() => window.headway.step());
  await expect(page.locator(".now .caption")).toBeHidden();
});

test("on a low page that nothing is missing stands below the sentence, whole", async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await open(page, "?scenario=two-branches&host=single-thread");
  await page.evaluate(() => window.headway.runToEnd());
  const drawing = await page.locator(".window .drawing").boundingBox();
  const bar = await page.locator(".transport").boundingBox();
  expect((drawing?.y ?? 0) + (drawing?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
});

test("the first Tab leads to Play, each drawing speaks for itself, and what one does is announced", async ({
  page,
}) => {
  await open(page, "?scenario=slow-peer&host=single-thread");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to Play" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Play" })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const labels = await page
    .locator("canvas[role=img]")
    .evaluateAll((all) => all.map((canvas) => canvas.getAttribute("aria-label") ?? ""));
  expect(labels).toHaveLength(5);
  expect(new Set(labels).size).toBe(5);
  await page.evaluate(() =>
    window.headway.act({ kind: "setBehaviours", node: "D", behaviours: [{ kind: "slow", factor: 40 }] }),
  );
  await expect(page.locator('[aria-live="assertive"]')).toHaveText("You made D 40 times slower");
});

test("in a hall the point is a fortieth of the height, and what is beside it is away", async ({ page }) => {
  await open(page, "?theme=projector&scenario=slow-peer&host=single-thread");
  for (const [width, height] of [
    [1024, 768],
    [1280, 800],
    [1440, 900],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    const size = (selector: string) =>
      page.locator(selector).evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    // A drawing's smallest type is as large as the root's.
    expect(await size(":root")).toBeGreaterThanOrEqual(height / 40);
    expect(await size(".now .sentence")).toBeGreaterThanOrEqual(height / 40);
    expect(await size(".peer:first-child .phase")).toBeGreaterThanOrEqual(height / 40);
    for (const away of [".trouble", ".now .figures", ".events"])
      await expect(page.locator(away)).toBeHidden();
    // Where the page is wide there is room for what holds the sync up, once, and for what the squares mean.
    const isWide = 5 * width >= 8 * height;
    await expect(page.locator(".legend")).toBeVisible({ visible: isWide && width >= 1400 });
    await expect(page.locator(".badge")).toHaveCount(1);
    if (isWide) {
      await expect(page.locator(".now .badge")).toBeVisible();
      expect(await size(".now .badge")).toBeGreaterThanOrEqual(height / 40);
      const texts = page.locator(
        ".legend li:visible, .now .badge, .now .sentence, .clock time, .trouble-button",
      );
      expect(await overlapping(texts)).toEqual([]);
    }
    const lost = await page.evaluate(() =>
      [...document.querySelectorAll(".panel")]
        .map((panel) => panel.getBoundingClientRect())
        .filter(({ right, bottom }) => right > window.innerWidth || bottom > window.innerHeight),
    );
    expect(lost).toEqual([]);
  }
  // What one may do to a peer is in sight, though its panel is away.
  await page.getByRole("button", { name: /^Peer B:/ }).click();
  await page.locator(".trouble-button").click();
  await page.getByRole("menuitem", { name: "Cut the link" }).click();
  await expect(page.locator(".peer.selected")).toContainText("gone");
  await expect(page.locator(".now .acted")).toHaveText("You cut the link to B.");
});

test("a finger finds every button, on a phone upright and on its side, and nothing is wider than the page", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "?scenario=slow-peer&host=single-thread");
  for (const [width, height, views] of [
    [390, 844, ["Stage", "Window", "Chain", "Peers", "Events"]],
    [844, 390, ["Stage", "Peers"]],
    [720, 450, ["Stage"]],
    [820, 1180, ["Now", "Peers"]],
    [320, 640, ["Stage"]],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const view of views) {
      await page.getByRole("navigation").getByRole("button", { name: view }).click();
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, summary")]
          .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
          .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
      );
      expect([view, width, small]).toEqual([view, width, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});

test("the bar of time lies on nothing that is the point: phone, low page, tablet", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "?scenario=slow-peer&host=single-thread");
  await inAStall(page);
  for (const [width, height, view, points] of [
    [390, 844, "Stage", ".now .sentence, .stage"],
    [360, 740, "Stage", ".now .sentence"],
    [360, 740, "Chain", ".now .sentence, .ribbon, .tree"],
    [844, 390, "Chain", ".panel:not(.transport)"],
    [844, 390, "Peers", ".panel:not(.transport)"],
    [820, 1180, "Peers", ".peers, .trouble"],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.getByRole("navigation").getByRole("button", { name: view }).click();
    const under = await page.evaluate((selector) => {
      const bar = document.querySelector(".transport")?.getBoundingClientRect().top ?? 0;
      return [...document.querySelectorAll(selector)]
        .map((element) => ({ name: element.className, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && box.bottom > bar + 1)
        .map(({ name, box }) => `${name} ${box.bottom} below ${bar}`);
    }, points);
    expect([width, view, under]).toEqual([width, view, []]);
  }
});
