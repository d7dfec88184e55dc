/**
 * `npm run bench -- worlds [--only cli|page] [--match text]`: what the largest worlds cost that a scenario may describe: until they
 * stand, the most memory, and the longest event, on the command line and in Chromium.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { chromiumFlags, findChromium } from "../browser/find-chromium.mjs";
import { BrowserMemory, costOf, mb } from "./cost.ts";
import { type LargeWorld, largestWorlds } from "./largest-worlds.ts";
import type { WorldCost } from "./run-world.ts";

/** How long each is let run at Max. */
const RUN_MS = 20_000;
const VIRTUAL_SECONDS = 300;

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values: given } = parseArgs({
  options: { only: { type: "string" }, match: { type: "string", default: "" } },
});
const worlds = largestWorlds.filter(({ bound }) => bound.includes(given.match));
const work = mkdtempSync(join(tmpdir(), "headway-bench-"));
try {
  if (given.only !== "page") for (const world of worlds) await onCommandLine(world);
  if (given.only !== "cli") await inChromium();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function onCommandLine({ bound, scenario }: LargeWorld): Promise<void> {
  const path = join(work, "world.json");
  writeFileSync(path, JSON.stringify(scenario));
  const { out, peakBytes } = await costOf("test/bench/run-world.ts", [path, String(VIRTUAL_SECONDS)]);
  const { ready, worstEvent, worstAt, events, at, refused } = JSON.parse(out) as WorldCost;
  console.log(
    refused === undefined
      ? `command line, ${bound}: stands in ${ready.toFixed(1)} s, peak ${mb(peakBytes)}; ${events} events until ${at.toFixed(1)} s, the longest ${(1000 * worstEvent).toFixed(0)} ms at ${worstAt.toFixed(1)} s`
      : `command line, ${bound}: refused: ${refused}`,
  );
}

async function inChromium(): Promise<void> {
  const outDir = join(work, "site");
  await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: "warn",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  try {
    for (const world of worlds) await inPage(server.resolvedUrls?.local[0] ?? "", world);
  } finally {
    await server.close();
  }
}

/** In a browser of its own: what one has once had it keeps for a while. */
async function inPage(url: string, { bound, scenario }: LargeWorld): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
  const memory = new BrowserMemory();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.evaluate(() => window.headway.ready);
    memory.take();
    const start = performance.now();
    const refused = await page.evaluate(
      (text) =>
        window.headway.load(text).then(
          () => undefined,
          (error: unknown) => String(error),
        ),
      JSON.stringify(scenario),
    );
    const ready = (performance.now() - start) / 1000;
    const built = memory.take();
    if (refused === undefined) {
      await page.evaluate(() => window.headway.play("max"));
      await page.waitForTimeout(RUN_MS);
    }
    const ran = memory.take();
    const alert = await page.locator("[role=alert]").allTextContents();
    console.log(
      `Chromium, ${bound}: ${refused === undefined ? "stands in" : `refused (${refused}) after`} ${ready.toFixed(1)} s, peak ${mb(built.peakBytes)} (tab ${mb(built.tabPeakBytes)}); ` +
        `running ${mb(ran.peakBytes)} (tab ${mb(ran.tabPeakBytes)})${alert.length === 0 ? "" : `; ${alert.join(" ")}`}`,
    );
  } finally {
    memory.end();
    await browser.close();
  }
}
