/** The drawings as files: SVG looks as the page does, and a storyboard is the same however often it is made. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

async function saved(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Share of pixels that differ much between two pictures, and between the first and its ground. */
function compared(page: Page, one: string, other: string): Promise<{ differ: number; drawn: number }> {
  return page.evaluate(
    async ([first, second]) => {
      const read = async (src: string) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 700 });
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, 900, 700).data;
      };
      const [a, b] = [await read(first), await read(second)];
      let [differ, drawn] = [0, 0];
      for (let i = 0; i < a.length; i += 4) {
        const far = (of: Uint8ClampedArray, at: number) =>
          Math.abs((of[at] ?? 0) - (a[i] ?? 0)) + Math.abs((of[at + 1] ?? 0) - (a[i + 1] ?? 0)) > 120;
        if (far(b, i)) differ += 1;
        if (far(a, 0)) drawn += 1;
      }
      return { differ: (differ * 4) / a.length, drawn: (drawn * 4) / a.length };
    },
    [one, other] as const,
  );
}

test("SVG shows what PNG does", async ({ page, context }) => {
  await open(page, "?scenario=two-branches");
  await page.evaluate(() => window.headway.seek(4_000_000));
  await page.getByRole("button", { name: "Share" }).click();
  const png = await saved(page, "PNG");
  const svg = await saved(page, "SVG");
  expect(svg.name).toBe("headway-two-branches-1.svg");
  // Elsewhere no style and no font of the page is known; letters may look otherwise, and little else.
  const elsewhere = await context.newPage();
  const { differ, drawn } = await compared(
    elsewhere,
    `data:image/png;base64,${png.bytes.toString("base64")}`,
    `data:image/svg+xml;base64,${svg.bytes.toString("base64")}`,
  );
  expect(drawn).toBeGreaterThan(0.04);
  expect(differ).toBeLessThan(0.025);
});

test("a storyboard has the marked moments, is the same again, and the moment shown stays", async ({
  page,
}) => {
  await open(page, "?scenario=two-branches");
  await page.evaluate(() => window.headway.runToEnd());
  for (const at of [1_000_000, 3_000_000]) {
    await page.evaluate((us) => window.headway.seek(us), at);
    await page.getByRole("button", { name: "Share" }).click();
    if (at === 1_000_000) {
      const all = (await saved(page, "Storyboard")).bytes.toString();
      expect(all.match(/<figure>/g)?.length).toBeGreaterThan(2);
    }
    await page.getByRole("button", { name: "Mark this moment" }).click();
    await page.keyboard.press("Escape");
  }
  const view = await page.evaluate(() => window.headway.viewDigest());
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("2 are marked for the storyboard")).toBeVisible();
  const first = await saved(page, "Storyboard");
  expect(first.name).toBe("headway-two-branches-1-storyboard.html");
  expect((await saved(page, "Storyboard")).bytes.equals(first.bytes)).toBe(true);
  expect(await page.evaluate(() => window.headway.viewDigest())).toBe(view);
  const html = first.bytes.toString();
  expect([...html.matchAll(/<time>([^<]*)<\/time>/g)].map(([, time]) => time)).toEqual([
    "00:01.00",
    "00:03.00",
  ]);
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const log = await saved(page, "ShiViz log");
  await expect(page.getByRole("status").last()).toContainText("(?<host>");
  expect(log.bytes.toString()).toMatch(/^You {"You":1}\n00:00\.00 starts\n/);
  const history = JSON.parse((await saved(page, "History (JSON)")).bytes.toString());
  expect(history.records.length).toBeGreaterThan(100);
});
