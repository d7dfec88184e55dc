/** A class link opens on the same moment for everybody, locked; a part of the page stands in another one. */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { decodeQR } from "qr/decode.js";
import { open } from "./page.ts";

const CLASS_SIZE = process.env["HEADWAY_DEEP"] === "1" ? 8 : 3;
const digest = (page: Page) => page.evaluate(() => window.headway.viewDigest());
const field = (page: Page, name: string) => page.getByRole("dialog").getByRole("textbox", { name });

test(`a class link opens for ${CLASS_SIZE} on the same view, and what one does reaches nobody else`, async ({
  page,
  browser,
}) => {
  test.setTimeout(60_000 * CLASS_SIZE);
  await open(page, "?scenario=slow-peer&policy=core");
  await page.evaluate(() => window.headway.seek(4_000_000));
  await page.evaluate(() => window.headway.act({ kind: "cutLink", peer: "B" }));
  const view = await digest(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Class link" }).click();
  const dialog = page.getByRole("dialog");
  const choices = ["Theme", "Language", "Level"].map((name) => dialog.getByRole("combobox", { name }));
  const boxes = await Promise.all(choices.map((choice) => choice.boundingBox()));
  // One below the other, all at one edge: which name is of which is seen.
  expect(new Set(boxes.map((box) => box?.x)).size).toBe(1);
  expect(new Set(boxes.map((box) => box?.y)).size).toBe(3);
  await choices[0]?.selectOption("dark");
  await expect(page.getByText(/Everybody sees One slow peer at 00:04/)).toBeVisible();
  await expect(field(page, "Its address")).toHaveValue(/\?class=play&theme=dark#1\./);
  const link = await field(page, "Its address").inputValue();
  const contexts: BrowserContext[] = [];
  try {
    for (let i = 0; i < CLASS_SIZE; i++) contexts.push(await browser.newContext());
    const pages = await Promise.all(contexts.map((context) => context.newPage()));
    await Promise.all(pages.map((student) => student.goto(link)));
    for (const student of pages) {
      await student.evaluate(() => window.headway.ready);
      expect(await digest(student)).toBe(view);
    }
    const [first, second] = pages as [Page, Page];
    await expect(first.getByRole("note")).toContainText("The world itself is locked");
    await expect(first.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(first.getByRole("button", { name: "Slow ×20", exact: true })).toHaveCount(0);
    await expect(first.getByRole("button", { name: "scenario" })).toHaveCount(0);
    const refused = await first.evaluate(() =>
      window.headway.act({ kind: "cutLink", peer: "C" }).then(
        () => "",
        (error) => error.message,
      ),
    );
    expect(refused).toContain("class link");
    await first.keyboard.press("Control+z");
    await first.evaluate(() => window.headway.seek(5_000_000));
    expect((await first.evaluate(() => window.headway.run())).acts).toHaveLength(1);
    expect(await digest(first)).not.toBe(view);
    for (const student of [page, second]) expect(await digest(student)).toBe(view);
    expect(new URL(first.url()).search).toBe("?theme=dark&class=play");
  } finally {
    for (const context of contexts) await context.close();
  }
});

test("before what a class link is about stands, no other page is seen", async ({ page, context }) => {
  await open(page, "?scenario=slow-peer");
  await page.evaluate(() => window.headway.seek(4_000_000));
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Class link" }).click();
  await expect(field(page, "Its address")).toHaveValue(/#1\./);
  const moment = await field(page, "Its address").inputValue();
  for (const [link, first] of [
    [moment, "One slow peer 00:04.00 "],
    ["./?lesson=sliding-window&class=play", "Eight good peers 00:00.22 intro"],
  ] as const) {
    const student = await context.newPage();
    await student.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        const of = (part: string) => document.querySelector(part);
        const title = of("main")?.getAttribute("aria-label");
        if (title !== undefined)
          seen.push(
            `${title} ${of(".clock time")?.textContent} ${of(".lesson")?.getAttribute("data-phase") ?? ""}`,
          );
        requestAnimationFrame(look);
      };
      look();
    });
    await student.goto(link);
    await student.evaluate(() => window.headway.ready);
    await expect(student.locator("main")).toBeVisible();
    expect(
      await student.evaluate(() => [...new Set((window as unknown as { seen: string[] }).seen)]),
    ).toEqual([first]);
    await student.close();
  }
});

test("where time is locked, too, nothing moves it; and the scenario's address has nothing of the moment", async ({
  page,
}) => {
  await open(page, "?scenario=two-branches&class=watch");
  await expect(page.getByRole("note")).toContainText("Time and the world are locked");
  const view = await digest(page);
  await expect(page.getByRole("button", { name: "Play" })).toHaveCount(0);
  for (const key of ["k", "ArrowRight", "End", "r"]) await page.keyboard.press(key);
  expect(await digest(page)).toBe(view);
  await open(page, "?scenario=two-branches&seed=3");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "This scenario" }).click();
  await expect(field(page, "Its address")).toHaveValue(/\/\?scenario=two-branches&seed=3$/);
});

test("a QR code is read as the address, and the code of a frame shows the part it names", async ({
  page,
}) => {
  await open(page, "?scenario=classroom");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "This scenario" }).click();
  await expect(field(page, "Its address")).toHaveValue(/scenario=classroom/);
  const address = await field(page, "Its address").inputValue();
  await page.getByRole("button", { name: "QR code" }).click();
  const code = page.getByRole("img", { name: "A QR code of the address" });
  const modules = await code.evaluate((svg) => {
    const size = Number(svg.getAttribute("viewBox")?.split(" ")[2]);
    const canvas = Object.assign(document.createElement("canvas"), { width: size * 4, height: size * 4 });
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size * 4, size * 4);
    context.scale(4, 4);
    context.fillStyle = "#000";
    context.fill(new Path2D(svg.querySelector("path")?.getAttribute("d") ?? ""));
    return {
      width: size * 4,
      height: size * 4,
      data: [...context.getImageData(0, 0, size * 4, size * 4).data],
    };
  });
  expect(decodeQR({ ...modules, data: Uint8Array.from(modules.data) })).toBe(address);
  await page.getByRole("button", { name: "Embed" }).click();
  await page.getByRole("button", { name: "the chain" }).click();
  const html = await field(page, "Code for a page").inputValue();
  expect(html).toContain("embed=chain");
  const host = `${new URL(page.url()).origin}/host`;
  await page.route(host, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(host);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("canvas.tree")).toBeVisible();
  await expect(frame.locator(".stage, .bar, .now")).toHaveCount(0);
  await frame.getByRole("button", { name: "Play" }).click();
  await expect(frame.locator(".clock")).toContainText("playing");
  await expect(frame.getByRole("link", { name: /Eight good peers: open in Headway/ })).toBeVisible();
});

test("on a phone one votes by finger: once, with room for it, and no key is shown", async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const context = await browser.newContext(phone);
  try {
    const page = await context.newPage();
    await open(page, "?lesson=sliding-window&class=play");
    await expect(page.getByRole("button", { name: "Begin", exact: true })).toBeVisible();
    await expect(page.locator(".lesson .ways kbd")).toBeHidden();
    const choices = page.locator(".lesson .choices button");
    await expect(async () => {
      if ((await choices.count()) === 0) await page.locator(".lesson .primary").tap({ timeout: 1000 });
      expect(await choices.count()).toBeGreaterThan(0);
    }).toPass();
    const letters = await choices.locator("kbd").allTextContents();
    // Nobody counts hands here: a choice is one button.
    expect(await choices.count()).toBe(letters.length);
    for (const box of await Promise.all((await choices.all()).map((choice) => choice.boundingBox()))) {
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
    const pressed = () =>
      choices.evaluateAll((all) => all.map((choice) => choice.getAttribute("aria-pressed") === "true"));
    for (const choice of [0, 1]) {
      await choices.nth(choice).tap();
      expect(await pressed()).toEqual(letters.map((_, i) => i === choice));
    }
    await page.getByRole("button", { name: "Reveal" }).tap();
    await expect(page.locator(".lesson .answer")).toContainText("You said", { timeout: 60_000 });
  } finally {
    await context.close();
  }
});

test("nothing of Share is cut where words are long and type is large", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, "?lesson=sliding-window&theme=projector&lang=es");
  await page.getByRole("button", { name: "Compartir" }).click();
  await page.getByRole("button", { name: "Enlace de clase" }).click();
  const popover = page.locator(".react-aria-Popover");
  await expect(popover.getByRole("combobox")).toHaveCount(3);
  expect(await popover.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
