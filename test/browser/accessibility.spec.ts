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
