/** What a lesson lets one do besides: change its numbers, weigh its messages, and see what is so where that tells no answer. */
import { expect, type Page, test } from "@playwright/test";
import { open } from "./page.ts";

const phase = (page: Page) => page.locator(".lesson").getAttribute("data-phase");

/** On, by its key alone, until it stands there. */
async function onTo(page: Page, wanted: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const now = await phase(page);
        if (now !== wanted) await page.keyboard.press("PageDown");
        return now;
      },
      { intervals: [300] },
    )
    .toBe(wanted);
}

test("a number in a lesson's text is dragged, its world runs anew, and it is as it was again", async ({
  page,
}) => {
  await open(page, "?lesson=the-map");
  await onTo(page, "before");
  await onTo(page, "after");
  await onTo(page, "before");
  await expect(page.getByRole("button", { name: "Bytes", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const number = page.getByRole("spinbutton", { name: /headers in a message/ });
  await expect(number).toHaveValue("20");
  const digest = await page.evaluate(() => window.headway.viewDigest());
  const box = await number.boundingBox();
  if (box === null) throw new Error("no number in sight");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 80, y, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator(".changed")).toContainText("headers in a message 30");
  await expect(number).toHaveValue("30");
  expect(await page.evaluate(() => window.headway.viewDigest())).not.toBe(digest);
  await number.focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(".changed")).toContainText("headers in a message 31");
  await page.getByRole("button", { name: "As it was" }).click();
  await expect(page.locator(".changed")).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.headway.viewDigest())).toBe(digest);
});

test("what is so is shut while a lesson hides what comes, and is there when its part is over", async ({
  page,
}) => {
  await open(page, "?lesson=lying-guide");
  await onTo(page, "before");
  await page.keyboard.press("t");
  await expect(page.locator(".message")).toContainText("would tell the answer");
  await expect(page.locator(".truth-title")).toHaveCount(0);
  await onTo(page, "after");
  await expect(page.locator(".truth-title")).toContainText("Of 150 blocks after 250 you have not heard");
  await page.keyboard.press("t");
  await expect(page.locator(".truth-title")).toHaveCount(0);
});
