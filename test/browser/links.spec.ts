/** A link to a moment opens on the same moment wherever it is opened, and one that cannot be used says why. */
import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { packed } from "../app/random-links.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { builtIn } from "../world/worlds.ts";
import { open } from "./page.ts";

/** The page of another person. */
async function opened(browser: Browser, link: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(link);
    await page.evaluate(() => window.headway.ready);
    await work(page);
  } finally {
    await context.close();
  }
}

const digest = (page: Page) => page.evaluate(() => window.headway.viewDigest());
const address = (page: Page) => page.evaluate(() => ({ hash: location.hash, search: location.search }));

test("a link made in one place opens in another on the same view, with what is done and selected", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await open(page, "?scenario=slow-peer&policy=core");
  await page.evaluate(() => window.headway.seek(4_000_000));
  await page.evaluate(() =>
    window.headway.act({ kind: "setBehaviours", node: "C", behaviours: [{ kind: "slow", factor: 20 }] }),
  );
  await page.evaluate(() => window.headway.until({ kind: "stall" }));
  await page.evaluate(() => window.headway.stepBack());
  await page.locator('.peer .row[aria-label^="Peer C:"]').click();
  const [link, view] = [await page.evaluate(() => window.headway.link()), await digest(page)];
  expect(link.length).toBeLessThan(1200);
  await opened(browser, link, async (other) => {
    expect(await digest(other)).toBe(view);
    expect((await address(other)).hash).toBe(new URL(link).hash);
    expect(await other.evaluate(() => window.headway.link())).toBe(link);
    await expect(other.locator(".messages .message")).toHaveCount(0);
    await other.reload();
    await other.evaluate(() => window.headway.ready);
    expect(await digest(other)).toBe(view);
    // Another seed is another run: the link is not what is shown any more.
    await other.getByRole("button", { name: /^seed 1/i }).click();
    await expect
      .poll(() => address(other))
      .toEqual({ hash: "", search: "?scenario=slow-peer&seed=2&policy=core" });
    // A link that is put into the address of this page is opened as well.
    await other.goto(link);
    await expect.poll(() => digest(other)).toBe(view);
    expect((await address(other)).search).toBe("");
    await other.evaluate(() => window.headway.act({ kind: "cutLink", peer: "B" }));
    await expect
      .poll(() => address(other))
      .toEqual({ hash: "", search: "?scenario=slow-peer&seed=1&policy=core" });
  });
});

test("links that cannot be used say in one line what was wrong and what is shown instead; nothing of them is markup", async ({
  browser,
  baseURL,
}) => {
  const run = { version: 1, scenario: builtIn("slow-peer"), seed: 1, acts: [] };
  const markup = { ...run, scenario: { ...run.scenario, title: "<img src=x onerror='window.hit = 1'>" } };
  const at = 1_000_000;
  for (const [hash, why] of [
    ["#1.%3Cimg%20src=x%20onerror=alert(1)%3E", /^This link cannot be shown: link: expected a link/],
    [`#${packed(new Uint8Array(40_000_000))}`, /1048576 bytes unpacked/],
    [`#${packed(JSON.stringify({ run, at, selected: "<b>x</b>" }))}`, /selected: expected a name/],
    [
      `#${packed(JSON.stringify({ run: { ...run, acts: [{ at, act: { kind: "cutLink", peer: "Z" } }] }, at }))}`,
      /expected a peer/,
    ],
    [
      `#${packed(JSON.stringify({ run: markup, at, records: 1 }))}`,
      /records: expected .* Shown instead: <img/,
    ],
  ] as const) {
    await opened(browser, `${baseURL}?scenario=two-branches${hash}`, async (page) => {
      const alert = page.getByRole("alert").first();
      await expect(alert).toContainText(why);
      await expect(alert).toContainText("Shown instead: ");
      await expect.poll(() => address(page)).toMatchObject({ hash: "" });
      expect(await page.locator("img").count()).toBe(0);
      expect(await page.evaluate(() => "hit" in window)).toBe(false);
      expect((await page.evaluate(() => window.headway.runToEnd())).ended, hash.slice(0, 40)).toBe("synced");
    });
  }
});

test("a link to a run over a chain file asks for the file, refuses another, and then shows its moment", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const file = (count: number) => ({
    name: `${count}.bin`,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(sampleChain(count).headers),
  });
  const give = (to: Page, count: number) => to.locator("input[type=file]").setInputFiles(file(count));
  await open(page);
  await give(page, 60);
  await expect(page.getByText(/60.bin/).first()).toBeVisible();
  await page.evaluate(() => window.headway.seek(700_000));
  const [link, view] = [await page.evaluate(() => window.headway.link()), await digest(page)];
  await opened(browser, link, async (other) => {
    const wants = other.getByText(/over a file of headers whose last block is [0-9a-f]{64}: open it/);
    await expect(wants).toBeVisible();
    expect((await address(other)).hash).toBe(new URL(link).hash);
    await give(other, 50);
    await expect(other.getByRole("alert").first()).toContainText(
      "expected a headers file whose last block is",
    );
    await expect(wants).toBeVisible();
    await give(other, 60);
    await expect(wants).toHaveCount(0);
    await expect.poll(() => digest(other)).toBe(view);
    expect((await address(other)).hash).toBe(new URL(link).hash);
  });
});

test("Share gives the link, the run as a file, and the drawings as a picture", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => {});
  await open(page, "?scenario=slow-peer");
  await page.evaluate(() => window.headway.seek(3_000_000));
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: "Its address" })).toHaveValue(
    await page.evaluate(() => window.headway.link()),
  );
  await dialog.getByRole("button", { name: "Copy: Its address" }).click();
  await expect(dialog.getByRole("status")).not.toBeEmpty();
  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const run = await saved("Run");
  expect(run.name).toBe("headway-slow-peer-1.json");
  expect(JSON.parse(run.bytes.toString())).toEqual(
    JSON.parse(JSON.stringify(await page.evaluate(() => window.headway.run()))),
  );
  const picture = await saved("PNG");
  expect(picture.name).toBe("headway-slow-peer-1.png");
  const [width, height] = [picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)];
  expect(width).toBeGreaterThan(400);
  expect(height).toBeGreaterThan(400);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Share" })).toBeFocused();
});
