/** A sweep over the chain file that is open: in workers, with the table that the command line prints. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { runSweep } from "../../src/cli/run-sweep.ts";
import { sampleChain } from "../fixtures/chain-files.ts";
import { open } from "./page.ts";

const CHAIN = sampleChain(60);
const LONGER = sampleChain(4000);

async function openFile(page: Page, name: string, content: Uint8Array | string): Promise<void> {
  await page
    .locator("header.bar input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}

/** The sweep of the world at hand, before it is run. */
async function openSweep(page: Page) {
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sweep", exact: true }).click();
  return dialog;
}

async function saved(page: Page, name: string): Promise<string> {
  const saving = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  let text = "";
  for await (const piece of await (await saving).createReadStream()) text += piece;
  return text;
}

async function onCommandLine(...words: string[]): Promise<string> {
  let out = "";
  const code = await runSweep(words, {
    out: (text) => {
      out += text;
    },
    error: () => {},
  });
  expect(code).toBe(0);
  return out;
}

const isOver = (page: Page, tip: string) =>
  expect.poll(() => page.evaluate(() => window.headway.run().then((run) => run.chain?.digest))).toBe(tip);

for (const kind of ["headers", "blocks"] as const) {
  test(`over ${kind}, with the table of the command line`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), "headway-"));
    const path = join(folder, `chain-of-${kind}.dat`);
    writeFileSync(path, CHAIN[kind]);
    try {
      await open(page);
      await openFile(page, `chain-of-${kind}.dat`, CHAIN[kind]);
      await isOver(page, CHAIN.tip);
      const dialog = await openSweep(page);
      await dialog.getByRole("button", { name: /^Run it: 5 runs$/ }).click();
      await expect(dialog.locator(".chart-box canvas")).toHaveAttribute("aria-label", /16: [\d.]+\s?s/);
      await expect(dialog.getByRole("heading", { level: 3 })).toContainText(
        `chain-of-${kind}.dat · regtest · 61`,
      );
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      const table = await saved(page, "Save the table");
      const printed = await onCommandLine(
        "real-constants",
        `--${kind}-file`,
        path,
        "--vary",
        "peers=1,2,4,8,16",
        "--seeds",
        "1",
      );
      // The page calls policies by their names, the command line by their ids.
      expect(table.replaceAll(",LearnCoin,", ",learncoin,")).toBe(printed);
      // What is saved of it is a sweep's file of which both make the same again.
      const file = join(folder, "sweep.json");
      writeFileSync(file, await saved(page, "Save the sweep"));
      expect(await onCommandLine(file, `--${kind}-file`, path)).toBe(table);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("it can be cancelled, and a saved one is run once its file is open", async ({ page }) => {
  await open(page);
  await openFile(page, "longer.bin", LONGER.headers);
  await isOver(page, LONGER.tip);
  const dialog = await openSweep(page);
  await expect(dialog.getByRole("button", { name: "window, blocks" })).toHaveCount(0);
  const sweep = await saved(page, "Save as a file");
  await dialog.getByRole("button", { name: "20", exact: true }).click();
  await dialog.getByRole("button", { name: /^Run it: 100 runs$/ }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("progressbar")).toHaveCount(0);
  await page.keyboard.press("Escape");

  await open(page, "?scenario=first-visit");
  await openFile(page, "mine.json", sweep);
  await expect(dialog).toContainText(
    `a file of headers whose last block is ${LONGER.tip}: open that file first`,
  );
  const run = dialog.getByRole("button", { name: /^Run it: 5 runs$/ });
  await expect(run).toBeDisabled();
  await openFile(page, "longer.bin", LONGER.headers);
  await expect(run).toBeEnabled();
  await run.click();
  await expect(dialog.locator(".chart-box canvas")).toHaveAttribute("aria-label", /16: [\d.]+\s?s/);
});

test("a race over headers is run over the file, without who needs blocks, and tells of no first block", async ({
  page,
}) => {
  await open(page);
  await openFile(page, "headers.dat", CHAIN.headers);
  await isOver(page, CHAIN.tip);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("The blocks-first clients are left out")).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Blocks first/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Start the race" }).click();
  const lanes = dialog.locator(".lanes-box canvas");
  await expect(lanes).toHaveAttribute("aria-label", /2, .*useful/, { timeout: 60_000 });
  await expect(lanes).not.toHaveAttribute("aria-label", /first block|no block/);
  await expect(dialog.getByRole("alert")).toHaveCount(0);
});
