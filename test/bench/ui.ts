/**
 * `npm run bench:ui`: what the built page costs: a frame's script and paint, the time until it is ready, and the
 * JavaScript of its first load. Frames are counted in processor time, so that a busy machine changes them little.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { chromiumFlags, findChromium } from "../browser/find-chromium.mjs";
import { firstLoad } from "./first-load.ts";
import { frameCost, TRACE_CATEGORIES } from "./trace.ts";

const PEERS = [8, 24, 64];
const SPEEDS = ["normal", "fast"] as const;
/** Before measuring: until blocks come from all peers. Wall ms. */
const WARM_UP_MS = 2500;
const MEASURED_MS = 5000;
const LOADS = 5;
const UPLOAD_BYTES_PER_SECOND = 16_000_000;
const VIEWPORT = { width: 1440, height: 900 };

const root = fileURLToPath(new URL("../../", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "headway-bench-"));
try {
  await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: "warn",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const url = server.resolvedUrls?.local[0] ?? "";
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
  try {
    await benchLoads(browser, url);
    for (const peers of PEERS) for (const speed of SPEEDS) await benchFrames(browser, url, peers, speed);
  } finally {
    await browser.close();
    await server.close();
  }
} finally {
  rmSync(outDir, { recursive: true, force: true });
}

async function benchLoads(browser: Browser, url: string): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < LOADS; i++) {
    const page = await browser.newPage({ viewport: VIEWPORT });
    const { readyMs, ...load } = await firstLoad(page, url);
    times.push(readyMs);
    if (i === 0) {
      console.log(
        `first load: ${kB(load.page)} of JavaScript for the page, ${kB(load.workers)} for its workers (gzip)`,
      );
      for (const { name, bytes } of load.files) console.log(`  ${kB(bytes)}  ${name}`);
    }
    await page.close();
  }
  const sorted = [...times].sort((a, b) => a - b);
  console.log(
    `ready: ${Math.round(sorted[LOADS >> 1] ?? 0)} ms (median of ${LOADS}, ${times.map((ms) => Math.round(ms)).join(", ")})`,
  );
}

async function benchFrames(
  browser: Browser,
  url: string,
  peers: number,
  speed: (typeof SPEEDS)[number],
): Promise<void> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(url);
  await load(page, peers);
  await page.evaluate((to) => window.headway.play(to), speed);
  await page.waitForTimeout(WARM_UP_MS);
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await page.waitForTimeout(MEASURED_MS);
  const { frames, mean, p95, worst } = frameCost(await browser.stopTracing());
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  console.log(
    `${peers} peers, ${speed}: mean ${ms(mean)}, 95 % ${ms(p95)}, worst ${ms(worst)} a frame (${Math.round((frames * 1000) / MEASURED_MS)} frames a second)`,
  );
  await page.close();
}

/** A world that does not end while it is looked at: all peers together give as much, however many they are. */
async function load(page: Page, peers: number): Promise<void> {
  const scenario = {
    version: 1,
    id: `bench-${peers}`,
    chain: { blocks: 5000, blockBytes: 1_000_000 },
    policy: "learncoin",
    constants: { windowBlocks: 64, inFlightPerPeer: 4, headersPerMessage: 2000 },
    peers: Array.from({ length: peers }, (_, i) => ({
      id: `P${i + 1}`,
      uploadBytesPerSecond: Math.round(UPLOAD_BYTES_PER_SECOND / peers),
    })),
  };
  await page.evaluate(async (text) => {
    await window.headway.ready;
    await window.headway.load(text);
  }, JSON.stringify(scenario));
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
