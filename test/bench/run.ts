/**
 * `npm run bench`: what Headway costs, each figure measured against another in the same run, so that it means the same
 * on any machine. Needs the built site and a browser; builds and finds them itself.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { build } from "vite";
import { chromiumFlags, findChromium } from "../browser/find-chromium.mjs";
import { benchBlockIndex } from "./block-index.ts";
import { bareDoubleHashes, headersEndToEnd, syncSeconds } from "./in-page.ts";

const REPEATS = 5;
const root = fileURLToPath(new URL("../../", import.meta.url));

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim: string;
  readonly met: boolean;
}

await build({ root, logLevel: "warn" });
const server = spawn(process.execPath, [`${root}test/browser/serve.mjs`, "0"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
try {
  const page = await browser.newPage();
  await page.goto(await addressOf(server));
  await page.evaluate(() => window.headway.ready);
  print(await headersRow(page));
  print(await syncRow(page));
  const index = benchBlockIndex();
  print({
    what: "memory of the block index per header",
    value: index.bytesPerHeader,
    unit: "bytes",
    aim: "≤ 200",
    met: index.bytesPerHeader <= 200,
  });
  print({
    what: "random ancestor at 900 000 headers",
    value: index.ancestorUs,
    unit: "µs",
    aim: "≤ 1",
    met: index.ancestorUs <= 1,
  });
} finally {
  await browser.close();
  server.kill();
}

async function headersRow(page: Page): Promise<Row> {
  const ratios: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const bare = await bareDoubleHashes(page);
    const endToEnd = await headersEndToEnd(page);
    console.log(`  ${Math.round(endToEnd)} headers/s end to end, ${Math.round(bare)} bare double hashes/s`);
    ratios.push(endToEnd / bare);
  }
  const value = median(ratios);
  return {
    what: "headers end to end between two workers ÷ bare double SHA-256",
    value,
    unit: "",
    aim: "≥ 0.6",
    met: value >= 0.6,
  };
}

async function syncRow(page: Page): Promise<Row> {
  const ratios: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const single = await syncSeconds(page, "single-thread");
    const workers = await syncSeconds(page, "workers");
    console.log(`  5 000 blocks: ${workers.toFixed(2)} s with workers, ${single.toFixed(2)} s in one thread`);
    ratios.push(workers / single);
  }
  const value = median(ratios);
  return { what: "5 000-block sync, workers ÷ single thread", value, unit: "", aim: "≤ 3", met: value <= 3 };
}

/** The address that the server prints when it listens. */
async function addressOf(process: ChildProcess): Promise<string> {
  if (process.stdout === null) throw new Error("the server's output is not piped");
  const [line] = await once(process.stdout, "data");
  return String(line).trim();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function print({ what, value, unit, aim, met }: Row): void {
  console.log(`${what}: ${value.toPrecision(3)} ${unit} (aim ${aim}: ${met ? "met" : "NOT met"})`);
}
