/** A world of one's own is made, tried, saved, opened again and given away without a line of JSON. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { parseScenarioText } from "../../src/world/scenario/scenario-schema.ts";
import { open } from "./page.ts";

async function openEditor(page: Page) {
  const chooser = page.locator(".bar .chooser button").first();
  await chooser.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Edit this world" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  return { dialog, chooser };
}

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);

test("three peers, one of them slow: it is tried and syncs, and saved it is a file that says the same", async ({
  page,
}) => {
  await open(page, "?scenario=first-visit");
  const { dialog } = await openEditor(page);
  await dialog.getByRole("button", { name: "Remove Peer D" }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Add a peer" })).toBeFocused();
  const last = dialog.getByRole("group", { name: "Peer C", exact: true });
  await last.getByLabel("Name", { exact: true }).fill("Snail");
  await page.keyboard.press("Enter");
  const snail = dialog.getByRole("group", { name: "Peer Snail" });
  await snail.getByLabel("Speed").selectOption({ label: "Very slow: 100 kB/s" });
  await snail.getByLabel("Bad habits").selectOption({ label: "slow" });
  await snail.getByLabel("how many times slower").fill("5");
  await dialog.getByRole("button", { name: "Add something that happens" }).click();
  const act = dialog.getByRole("group", { name: "What happens at 5 s" });
  await act.getByLabel("Happens").selectOption({ label: "its link is cut" });
  await expect(act.getByLabel("To whom")).toHaveValue("2");
  expect(await violations(page)).toEqual([]);
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("my-world.json");
  let text = "";
  for await (const piece of await download.createReadStream()) text += piece;
  const parsed = parseScenarioText(text);
  expect(parsed.ok && parsed.scenario.peers.map(({ id }) => id)).toEqual(["A", "B", "Snail"]);
  expect(parsed.ok && parsed.scenario.acts).toEqual([
    { atSeconds: 5, act: { kind: "cutLink", peer: "Snail" } },
  ]);
  await dialog.getByRole("button", { name: "Try it" }).click();
  await expect(dialog).toHaveCount(0);
  await expect
    .poll(() => page.evaluate(() => window.headway.run().then((run) => run.scenario.id)))
    .toBe("my-world");
  const { scenario } = await page.evaluate(() => window.headway.run());
  expect(parsed.ok && parsed.scenario).toEqual(scenario);
  expect(new URL(page.url()).searchParams.get("scenario")).toContain("Snail");
  expect((await page.evaluate(() => window.headway.runToEnd())).ended).toBe("synced");
  await page.reload();
  await page.evaluate(() => window.headway.ready);
  expect((await page.evaluate(() => window.headway.run())).scenario).toEqual(scenario);
});

test("an error stands at its field, and keeps it from being tried; closed by Escape nothing that was written is lost", async ({
  page,
}) => {
  await open(page, "?scenario=two-branches");
  const { dialog, chooser } = await openEditor(page);
  const fork = dialog.getByRole("group", { name: "Branch easy" }).getByLabel("Leaves after height");
  await fork.fill("49");
  await expect(fork).toHaveAttribute("aria-invalid", "true");
  await expect(fork).toHaveAccessibleDescription("expected at most chain.blocks, 48, found 49");
  await expect(dialog.getByRole("button", { name: "Try it" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Show it" }).click();
  await expect(fork).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(chooser).toBeFocused();
  await openEditor(page);
  await expect(fork).toHaveValue("49");
  await dialog.getByRole("button", { name: "Start over" }).click();
  await expect(fork).toHaveValue("7");
  await dialog.getByLabel("Open a scenario", { exact: true }).setInputFiles({
    name: "mine.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ version: 1, chain: { blocks: 7 }, peers: [{}] })),
  });
  await expect(dialog.getByText("mine.json is open.")).toBeVisible();
  await expect(dialog.getByRole("group", { name: /^Peer / })).toHaveCount(1);
  await dialog.getByRole("button", { name: "Address" }).click();
  await expect(dialog.getByRole("textbox", { name: "Address of this world" })).toHaveValue(
    /\?scenario=%7B%22version%22/,
  );
});

test("a file dropped while it is open goes into it, and one that is none is said; the world there is stays", async ({
  page,
}) => {
  await open(page, "?scenario=first-visit");
  const { dialog } = await openEditor(page);
  const drop = (name: string, text: string) =>
    page.evaluate(
      ([file, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], file));
        document
          .querySelector(".editor")
          ?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
      },
      [name, text] as const,
    );
  await drop("mine.json", JSON.stringify({ version: 1, title: "Mine", chain: { blocks: 7 }, peers: [{}] }));
  await expect(dialog.getByLabel("Name of the world")).toHaveValue("Mine");
  await drop("bad.json", JSON.stringify({ version: 1, title: "Bad", chain: { blocks: 0 }, peers: [{}] }));
  await expect(dialog.getByText(/^bad\.json: chain\.blocks: expected a whole number/)).toBeVisible();
  await expect(dialog.getByLabel("Name of the world")).toHaveValue("Mine");
  expect((await page.evaluate(() => window.headway.run())).scenario.id).toBe("first-visit");
});

test("where a lesson hides what comes, its world is not shown either", async ({ page }) => {
  await open(page, "?lesson=one-slow-peer");
  const { dialog } = await openEditor(page);
  await expect(dialog).toContainText("The lesson has not begun");
  await expect(dialog.getByRole("button", { name: "Try it" })).toHaveCount(0);
});

test("a class link has no editor", async ({ page }) => {
  await open(page, "?scenario=first-visit&class=play");
  await expect(page.getByRole("button", { name: "scenario" })).toHaveCount(0);
});
