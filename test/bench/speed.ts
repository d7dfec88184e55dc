/**
 * `npm run bench [-- speed --browser chromium|firefox]`: what Headway costs, each figure measured against another in the same run, so
 * that it means the same on any machine. Finds itself a browser as the tests do.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, preview } from "vite";
import { benchBlockIndex } from "./block-index.ts";
import { type BenchBrowser, type BenchPage, openChromium, openFirefox, Switchboard } from "./browsers.ts";

const REPEATS = 5;

const { browser: wanted } = parseArgs({
  options: { browser: { type: "string", default: "chromium" } },
}).values;
if (wanted !== "chromium" && wanted !== "firefox") {
  throw new Error(`--browser: expected chromium or firefox, found ${wanted}`);
}
const switchboard = new Switchboard();
const root = fileURLToPath(new URL("../../", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "headway-bench-"));
// Built, as a user has it: what is not takes every worker a fifth of a second to load.
await build({
  root,
  logLevel: "error",
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(root, "test/bench/index.html") } },
});
const server = await preview({
  root,
  logLevel: "warn",
  build: { outDir },
  preview: { port: 0, host: "127.0.0.1" },
  plugins: [switchboard.plugin],
});
const address = server.resolvedUrls?.local[0] ?? "";
const browser = wanted === "firefox" ? openFirefox(switchboard) : await openChromium();
console.log(browser.name);
try {
  const headers = await headersRatio(browser);
  print(
    "headers end to end between two workers ÷ bare double SHA-256 of @noble/hashes, a new hasher each",
    headers,
    "",
    "≥ 0.6",
    headers >= 0.6,
  );
  const sync = await syncRatio(browser);
  print("5 000-block sync, workers ÷ single thread", sync, "", "≤ 1.5", sync <= 1.5);
  const inThread = await standing(browser, "single-thread");
  print("nine nodes with 5 000 blocks stand in one thread", inThread, " s", "≤ 0.4", inThread <= 0.4);
  const inWorkers = await standing(browser, "workers");
  print("nine nodes with 5 000 blocks stand with workers", inWorkers, " s", "≤ 1", inWorkers <= 1);
  const { bytesPerHeader, ancestorUs, twoBranchesUs } = benchBlockIndex();
  print("memory of the block index per header", bytesPerHeader, " bytes", "≤ 200", bytesPerHeader <= 200);
  print("random ancestor at 900 000 headers", ancestorUs, " µs", "≤ 1", ancestorUs <= 1);
  console.log(
    `  on two branches that arrived in turn, by the skip list alone: ${twoBranchesUs.toFixed(2)} µs`,
  );
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}

async function headersRatio(from: BenchBrowser): Promise<number> {
  const page = await open(from);
  const ratios: number[] = [];
  const toFastest: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const plain = await page.measure("bareDoubleHashes", "plain");
    const fastest = await page.measure("bareDoubleHashes", "fastest");
    const endToEnd = await page.measure("headersEndToEnd");
    console.log(
      `  ${Math.round(endToEnd)} headers/s end to end, ${Math.round(fastest)} bare double hashes/s, ${Math.round(plain)} with a new hasher each`,
    );
    ratios.push(endToEnd / plain);
    toFastest.push(endToEnd / fastest);
  }
  await page.close();
  console.log(`  ÷ bare double hashes in the library's fastest use: ${median(toFastest).toPrecision(3)}`);
  return median(ratios);
}

/** In a page just opened, as a user's is: workers always start with code that was never run. */
async function syncRatio(from: BenchBrowser): Promise<number> {
  const ratios: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const page = await open(from);
    const workers = await page.measure("syncSeconds", "workers");
    const single = await page.measure("syncSeconds", "single-thread");
    console.log(`  5 000 blocks: ${workers.toFixed(2)} s with workers, ${single.toFixed(2)} s in one thread`);
    ratios.push(workers / single);
    await page.close();
  }
  return median(ratios);
}

/** Seconds; also in a page just opened. */
async function standing(from: BenchBrowser, host: "single-thread" | "workers"): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const page = await open(from);
    seconds.push(await page.measure("standSeconds", host));
    await page.close();
  }
  return median(seconds);
}

function open(from: BenchBrowser): Promise<BenchPage> {
  return from.open(`${address}test/bench/`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function print(what: string, value: number, unit: string, aim: string, met: boolean): void {
  console.log(`${what}: ${value.toPrecision(3)}${unit} (aim ${aim}: ${met ? "met" : "NOT met"})`);
}
