/** A page full of peers: whoever has no lane is one key away, and trouble can be made with anybody. */
import { expect, type Page, test } from "@playwright/test";
import { manyPeers } from "../world/many-peers.ts";
import { open } from "./page.ts";

/** Loads the world and goes on until blocks are owed. */
async function openCrowd(page: Page, count: number): Promise<void> {
  await open(page, "?host=single-thread");
  await page.evaluate((world) => window.headway.load(world, { host: "single-thread" }), manyPeers(count));
  await page.evaluate(() => window.headway.play("normal"));
  await expect(page.locator(".stage canvas")).toHaveAttribute("aria-label", /P\d+ owes you \d+ blocks/);
  await page.evaluate(() => window.headway.pause());
}

/** What is cut, what lies on something else, and what reads alike, among the peers. */
function faults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>(".peer .letter, .peer .phase, .picker, .badge")];
    const seen = all.filter((element) => element.checkVisibility());
    const cut = seen.filter(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight, tagName }) =>
        tagName !== "BUTTON" && (scrollWidth > clientWidth || scrollHeight > clientHeight + 1),
    );
    const letters = seen.filter((element) => element.matches(".letter"));
    const names = letters.map(({ textContent }) => textContent);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    const over = letters.filter((letter, i) => {
      const { bottom } = letter.getBoundingClientRect();
      const next = letters[i + 1]?.getBoundingClientRect();
      return next !== undefined && next.top < bottom;
    });
    const out = seen.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < 0 || right > window.innerWidth;
    });
    const said = (what: string, list: readonly HTMLElement[]) =>
      list.map(({ className, textContent }) => `${what}: ${className} ${textContent}`);
    return [
      ...said("cut", cut),
      ...twice.map((name) => `twice: ${name}`),
      ...said("over", over),
      ...said("out", out),
    ];
  });
}

for (const count of [24, 64]) {
  test(`${count} peers: every name is whole and stands alone, at every size`, async ({ page }) => {
    await openCrowd(page, count);
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [1920, 1080],
      [820, 1180],
      [390, 844],
      [844, 390],
    ] as const) {
      await page.setViewportSize({ width, height });
      const views = page.getByRole("navigation");
      if (await views.isVisible()) await views.getByRole("button", { name: "Peers" }).click();
      const rows = page.locator(".peer");
      await expect(rows.last()).toContainText(/\+\d+/);
      const own = (await rows.count()) - 1;
      await expect(rows.last().locator(".letter")).toHaveText(`+${count - own}`);
      expect(own).toBeLessThanOrEqual(11);
      expect(await faults(page), `${width} × ${height}`).toEqual([]);
    }
  });
}

test("one without a lane is chosen by keys, gets its lane, and is made slow", async ({ page }) => {
  await openCrowd(page, 64);
  const names = await page.locator(".peer .letter").allTextContents();
  const name = Array.from({ length: 64 }, (_, i) => `P${64 - i}`).find((one) => !names.includes(one)) ?? "";
  const row = page.locator(".peer.others button");
  await expect(row).toHaveAccessibleName(/^\+\d+ others: .+\. Choose one of \d+ peers$/);
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio")).toHaveCount(64 + 1 - names.length);
  await page.keyboard.type(name);
  await expect(page.getByRole("menuitemradio", { name })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".peer.selected .letter")).toHaveText(name);
  await expect(row).toBeFocused();
  // Another may have got a lane meanwhile; whoever keeps one keeps its place.
  const after = await page.locator(".peer .letter").allTextContents();
  expect(after).toHaveLength(names.length);
  expect(after.filter((letter, i) => names.includes(letter) && letter !== names[i])).toEqual([]);
  await expect(page.locator(".trouble .picker")).toContainText(name);
  await page.locator(".acts button").first().click();
  await expect(page.locator(".peer.selected .phase")).toHaveText("slow ×20");
  await expect(page.locator(".log")).toContainText(`You made ${name} 20 times slower`);
});

test("the lane of all others opens their list under the pointer, and who is chosen there stays to be cut", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openCrowd(page, 24);
  const lane = page.locator(".others-lane button");
  const box = await lane.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await lane.click();
  const item = page.getByRole("menuitemradio").last();
  const name = (await item.locator("b").textContent()) ?? "";
  await item.click();
  await expect(page.locator(".stage canvas")).toHaveAttribute(
    "aria-label",
    new RegExp(`\\b${name}\\b.* owe`),
  );
  await page.getByRole("navigation").getByRole("button", { name: "Peers" }).click();
  await page.locator(".acts button", { hasText: "Cut the link" }).click();
  await expect(page.locator(".peer.selected .phase")).toHaveText("gone");
  await page.getByRole("navigation").getByRole("button", { name: "Events" }).click();
  await expect(page.locator(".log")).toContainText(`You cut the link to ${name}`);
});
