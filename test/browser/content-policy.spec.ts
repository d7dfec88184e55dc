/** The built page under its Content-Security-Policy: nothing breaks, nothing foreign is asked for. */
import { expect, test } from "@playwright/test";
import { open, run } from "./page.ts";

test.use({ serviceWorkers: "allow" });

test("a strict policy of content stands in the page, and nothing it does is against it", async ({ page }) => {
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await open(page, "?scenario=slow-peer");
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(content).toContain("default-src 'none'");
  expect(content).not.toMatch(/unsafe|\*|https?:/);
  // All that opens: menus, lists, the dialog, a message, files, both hosts.
  for (const name of [
    /scenario/i,
    /policy/i,
    /theme/i,
    /^make trouble with A/i,
    /^more bad habits/i,
    /^help/i,
  ]) {
    await page.getByRole("button", { name }).first().click();
    await expect(page.locator("[role=menu], [role=listbox], [role=dialog]").first()).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(page.getByRole("alert").first()).toBeVisible();
  for (const host of ["workers", "single-thread"] as const) await run(page, "first-visit", host, 1);
  expect(complaints).toEqual([]);
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});
