/** The page from a zip, on a plain static host and below a path: nobody else is asked for anything, and later nobody at all. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { ROOT } from "../../src/cli/prepare.mjs";
import { zipFolder } from "../../src/cli/site-zip.ts";
import { serve } from "./serve.mjs";

const ready = (page: Page) => page.evaluate(() => window.headway.ready);

/** Resolves once the page's files are all kept, and the page is served from there; with the names of what is kept. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return caches.keys();
  });

test("a zip is served anywhere, asks nobody else, and works offline; a new build takes the place of the old", async ({
  browser,
}) => {
  const zip = zipFolder(join(ROOT, "dist"));
  expect(Buffer.from(zip).equals(zipFolder(join(ROOT, "dist")))).toBe(true);
  const folder = mkdtempSync(join(tmpdir(), "headway-site-"));
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const { server, url } = await serve(0, `${folder}${sep}`);
  const context = await browser.newContext({ serviceWorkers: "allow" });
  try {
    const asked = new Set<string>();
    context.on("request", (request) => asked.add(new URL(request.url()).host));
    const page = await context.newPage();
    await page.goto(`${url}?scenario=two-branches`);
    await ready(page);
    const [first] = await kept(page);
    // Another build: one file has changed, and so has the name of all.
    const worker = join(folder, "service-worker.js");
    const index = join(folder, "index.html");
    writeFileSync(index, readFileSync(index, "utf8").replace("<title>", "<title>New: "));
    writeFileSync(worker, readFileSync(worker, "utf8").replace(/"name":"\w+"/, '"name":"another"'));
    await page.reload();
    await expect(page).toHaveTitle(/^New: /);
    await ready(page);
    await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(2);
    // No page of the old one is open any more.
    // No page of the old one is open any more; this one is outside of its folder.
    await page.goto(new URL("/", url).href);
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([first?.replace(/\w+$/, "another")]);
    await page.goto(url);
    await ready(page);
    await kept(page);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await page.goto(`${url}?scenario=slow-peer&policy=core`);
    await ready(page);
    await expect(page).toHaveTitle(/^New: /);
    await page.reload();
    await ready(page);
    expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "QR code" }).click();
    await expect(page.getByRole("img", { name: "A QR code of the address" })).toBeVisible();
    await page.evaluate(() => window.headway.load("first-visit", { host: "single-thread" }));
    expect([...asked]).toEqual([new URL(url).host]);
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});
