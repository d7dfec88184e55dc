/** The first minutes: a paused picture with a question, its answer, something to try, and where to go from there. */
import { expect, test } from "@playwright/test";
import { open } from "./page.ts";

test("the first run asks, answers, and leads on to a slow D and through each door", async ({ page }) => {
  await open(page);
  const now = page.locator(".now");
  await expect(now).toContainText("Who gives you the headers, and who the blocks?");
  await expect(now.locator(".next, .doors")).toHaveCount(0);
  await expect(page.locator(".pointed")).toHaveCount(0);
  await page.evaluate(() => window.headway.runToEnd());
  await expect(now).toContainText("The blocks came from all four, 10 from each.");
  await expect(page.locator(".pointed")).toHaveText("Slow ×20");
  // What is pointed at does what is said.
  await page.locator(".pointed").click();
  await expect(page.locator(".pointed")).toHaveCount(0);
  await expect(page.locator(".rail, .rails")).not.toHaveCount(0);
  expect((await page.evaluate(() => window.headway.run())).acts).toMatchObject([
    { at: 0, act: { kind: "setBehaviours", node: "D" } },
  ]);
  await page.evaluate(() => window.headway.runToEnd());
  await expect(now).toContainText("With a good D it took 5.7 s.");
  await now.getByRole("button", { name: "For teachers" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("listitem")).toHaveCount(11);
  await dialog.getByRole("button", { name: "Open One slow peer" }).click();
  await expect(page.locator("#now-title")).toHaveText("One slow peer");
  await page.goto("./");
  await page.evaluate(() => window.headway.runToEnd());
  await now.getByRole("button", { name: "For teachers" }).click();
  await page.getByText("Plan, questions and right answers").first().click();
  await expect(dialog).toContainText("The order of the blocks, and how much work they took");
  await dialog.getByRole("button", { name: "Begin the lesson 1. The map before the territory" }).click();
  await expect(page.locator(".lesson h2")).toContainText("The map before the territory");
  await page.goto("./");
  await page.evaluate(() => window.headway.runToEnd());
  await now.getByRole("button", { name: "Now make D slow" }).click();
  await expect(page.locator(".clock")).toContainText("playing");
  await page.evaluate(() => window.headway.runToEnd());
  await now.getByRole("button", { name: "Sandbox" }).click();
  await expect(page.locator("#now-title")).toHaveText("Eight good peers");
  await expect(page.getByRole("status").first()).toContainText("nothing is asked of you");
});
