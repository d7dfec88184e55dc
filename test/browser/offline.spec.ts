/** Without a connection: what cannot be had is named, and what is here goes on. */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

const alert = (page: Page) => page.getByRole("alert").first();

test("a world cannot be set up offline: it is said, the world before stays, and later it can", async ({
  page,
  context,
}) => {
  await open(page, "?scenario=classroom");
  const before = await page.evaluate(() => window.headway.summary());
  await context.setOffline(true);
  await page.keyboard.press("r");
  await expect(alert(page)).toContainText(/no connection: the program of a worker/);
  expect(await page.evaluate(() => window.headway.summary())).toEqual(before);
  await page.evaluate(() => window.headway.step());
  await context.setOffline(false);
  await page.keyboard.press("r");
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
});

test("what reads files, scenarios and addresses is named when it cannot be had", async ({ page }) => {
  await page.route(/(load-files|scenario-schema|single-thread-host).*\.js$/, (route) => route.abort());
  const own = encodeURIComponent(JSON.stringify({ version: 1, chain: { blocks: 5 }, peers: [{}] }));
  await open(page, `?scenario=${own}`);
  await expect(alert(page)).toContainText("could not be loaded: what reads scenarios");
  await expect(page.locator("#now-title")).not.toHaveText("scenario");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(alert(page)).toContainText("could not be loaded: what reads files");
  await page.evaluate(() => window.headway.load("classroom", { host: "single-thread" }).catch(() => {}));
  await expect(alert(page)).toContainText("could not be loaded: what runs a world in one thread");
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
});

test("a peer that cannot be had is said, the world goes on without it, and its name is free for the next", async ({
  page,
}) => {
  await open(page, "?scenario=classroom");
  const program = /node\.worker.*\.js$/;
  await page.route(program, (route) => route.abort());
  const add = page.getByRole("button", { name: "Add a peer" });
  await add.click();
  await expect(alert(page)).toContainText("could not be loaded: the program of a worker");
  await page.evaluate(() => window.headway.step());
  await page.unroute(program);
  await add.click();
  await expect(page.locator(".log")).toContainText("You added peer I");
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
});

test("a second press on + adds a second peer", async ({ page }) => {
  await open(page, "?scenario=classroom");
  await page.getByRole("button", { name: "Add a peer" }).dblclick();
  const names = () =>
    page.evaluate(() => window.headway.summary().then(({ peers }) => peers.map(({ id }) => id).join("")));
  await expect.poll(names).toBe("ABCDEFGHIJ");
  await expect(page.getByRole("alert")).toHaveCount(0);
});
