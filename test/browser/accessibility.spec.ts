import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { open } from "./page.ts";

for (const theme of ["light", "dark", "projector"]) {
  test(`the page has no accessibility violation that can be found by machine, ${theme}`, async ({ page }) => {
    await open(page, `?theme=${theme}&scenario=slow-peer`);
    expect(
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
    ).toEqual([]);
    await page.evaluate(() => window.headway.runToEnd());
    expect(
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
    ).toEqual([]);
  });
}

test("a button that has done its work keeps the keyboard's focus", async ({ page }) => {
  await open(page);
  await page.evaluate(async () => {
    await window.headway.load("classroom", { host: "single-thread" });
    while ((await window.headway.summary()).events < 80) await window.headway.step();
  });
  const cut = page.getByRole("button", { name: "Cut the link" });
  await cut.press("Enter");
  await expect(cut).toBeDisabled();
  await expect(cut).toBeFocused();
  await expect(page.getByRole("button", { name: "Mend the link" })).toBeEnabled();
});
