/**
 * `npm run bench`: what Headway costs, each figure measured against another in the same run, so that it means the same
 * on any machine. Finds itself a browser as the tests do.
 */
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { createServer } from "vite";
import { chromiumFlags, findChromium } from "../browser/find-chromium.mjs";
import { benchBlockIndex } from "./block-index.ts";

declare global {
  interface Window {
    bench: typeof import("./in-page.ts");
  }
}

const REPEATS = 5;

const server = await createServer({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  logLevel: "warn",
  server: { port: 0, host: "127.0.0.1" },
});
await server.listen();
const address = server.httpServer?.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
try {
  const headers = await headersRatio(browser);
  print(
    "headers end to end between two workers ÷ bare double SHA-256 of @noble/hashes in its fastest use",
    headers,
    "",
    "≥ 0.6",
    headers >= 0.6,
  );
  const sync = await syncRatio(browser);
  print("5 000-block sync, workers ÷ single thread", sync, "", "≤ 3", sync <= 3);
  const { bytesPerHeader, ancestorUs, twoBranchesUs } = benchBlockIndex();
  print("memory of the block index per header", bytesPerHeader, " bytes", "≤ 200", bytesPerHeader <= 200);
  print("random ancestor at 900 000 headers", ancestorUs, " µs", "≤ 1", ancestorUs <= 1);
  console.log(
    `  on two branches that arrived in turn, by the skip list alone: ${twoBranchesUs.toFixed(2)} µs`,
  );
} finally {
  await browser.close();
  await server.close();
}

async function headersRatio(from: Browser): Promise<number> {
  const page = await open(from);
  const ratios: number[] = [];
  const toPlain: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const plain = await page.evaluate(() => window.bench.bareDoubleHashes("plain"));
    const fastest = await page.evaluate(() => window.bench.bareDoubleHashes("fastest"));
    const endToEnd = await page.evaluate(() => window.bench.headersEndToEnd());
    console.log(
      `  ${Math.round(endToEnd)} headers/s end to end, ${Math.round(fastest)} bare double hashes/s, ${Math.round(plain)} with a new hasher each`,
    );
    ratios.push(endToEnd / fastest);
    toPlain.push(endToEnd / plain);
  }
  await page.close();
  console.log(`  ÷ bare double hashes with a new hasher each: ${median(toPlain).toPrecision(3)}`);
  return median(ratios);
}

/** In a page just opened, as a user's is: workers always start with code that was never run. */
async function syncRatio(from: Browser): Promise<number> {
  const ratios: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const page = await open(from);
    const workers = await page.evaluate(() => window.bench.syncSeconds("workers"));
    const single = await page.evaluate(() => window.bench.syncSeconds("single-thread"));
    console.log(`  5 000 blocks: ${workers.toFixed(2)} s with workers, ${single.toFixed(2)} s in one thread`);
    ratios.push(workers / single);
    await page.close();
  }
  return median(ratios);
}

async function open(from: Browser): Promise<Page> {
  const page = await from.newPage();
  await page.goto(`http://127.0.0.1:${port}/test/bench/`);
  await page.waitForFunction(() => window.bench !== undefined);
  return page;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function print(what: string, value: number, unit: string, aim: string, met: boolean): void {
  console.log(`${what}: ${value.toPrecision(3)}${unit} (aim ${aim}: ${met ? "met" : "NOT met"})`);
}
