/**
 * `npm run bench -- files [--blocks n] [--headers n] [--only cli|page] [--folder f]`: what a file of 100 000 blocks (128 MiB, as a
 * node's own) and one of 900 000 headers cost, with 3 and 9 nodes, with and without a trace, on the command line and in Chromium.
 * The files are made first, in a temporary folder, or in the one that is named, which keeps them.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { chromiumFlags, findChromium } from "../browser/find-chromium.mjs";
import { BrowserMemory, costOf, mb } from "./cost.ts";
import { writeBlocks, writeHeaders } from "./long-files.ts";

const NODES = [3, 9];
const root = fileURLToPath(new URL("../../", import.meta.url));
const { values: given } = parseArgs({
  options: {
    blocks: { type: "string", default: "100000" },
    headers: { type: "string", default: "900000" },
    only: { type: "string" },
    folder: { type: "string" },
  },
});

interface LongFile {
  readonly kind: "blocks" | "headers";
  readonly count: number;
  readonly path: string;
}

const work = mkdtempSync(join(tmpdir(), "headway-bench-"));
const folder = given.folder ?? work;
try {
  mkdirSync(folder, { recursive: true });
  const files = [made("blocks", Number(given.blocks)), made("headers", Number(given.headers))];
  if (given.only !== "page") await onCommandLine(files);
  if (given.only !== "cli") await inChromium(files);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function made(kind: LongFile["kind"], count: number): LongFile {
  const path = join(folder, `${count}.${kind}`);
  if (!existsSync(path)) (kind === "blocks" ? writeBlocks : writeHeaders)(path, count);
  console.log(`${count} ${kind}: ${statSync(path).size} bytes`);
  return { kind, count, path };
}

async function onCommandLine(files: readonly LongFile[]): Promise<void> {
  for (const { kind, count, path } of files) {
    for (const nodes of NODES) {
      const scenario = join(work, `${nodes}.json`);
      writeFileSync(scenario, JSON.stringify(scenarioOf(nodes)));
      for (const trace of [undefined, join(work, "trace.jsonl")]) {
        const words = [scenario, `--${kind}-file`, path, "--json"];
        if (trace !== undefined) words.push("--trace", trace);
        const { seconds, cpuSeconds, peakBytes, out } = await costOf("src/cli/sim.ts", words);
        const { traceHash } = JSON.parse(out) as { traceHash: string };
        const traced = trace === undefined ? "no trace" : `trace of ${mb(statSync(trace).size)}`;
        console.log(
          `command line, ${count} ${kind}, ${nodes} nodes, ${traced}: ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor time), peak ${mb(peakBytes)}, trace hash ${traceHash.slice(0, 12)}`,
        );
        if (trace !== undefined) rmSync(trace);
      }
    }
  }
}

async function inChromium(files: readonly LongFile[]): Promise<void> {
  const outDir = join(work, "site");
  await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: "warn",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  try {
    for (const file of files)
      for (const nodes of NODES) await inPage(server.resolvedUrls?.local[0] ?? "", file, nodes);
  } finally {
    await server.close();
  }
}

/** In a browser of its own: what one has once had it keeps for a while. */
async function inPage(url: string, { kind, count, path }: LongFile, nodes: number): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
  const memory = new BrowserMemory();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.evaluate(() => window.headway.ready);
    await page.evaluate(() => {
      const input = document.createElement("input");
      input.type = "file";
      input.id = "bench-file";
      document.body.append(input);
    });
    await page.locator("#bench-file").setInputFiles(path);
    memory.take();
    const ready = await seconds(() => load(page, kind, nodes));
    const built = memory.take();
    let traceHash = "";
    const run = await seconds(async () => {
      traceHash = (await page.evaluate(() => window.headway.runToEnd())).traceHash;
    });
    const ran = memory.take();
    console.log(
      `Chromium, ${count} ${kind}, ${nodes} nodes: stands in ${ready.toFixed(1)} s, peak ${mb(built.peakBytes)} (tab ${mb(built.tabPeakBytes)}); ` +
        `runs ${run.toFixed(1)} s, peak ${mb(ran.peakBytes)} (tab ${mb(ran.tabPeakBytes)}), trace hash ${traceHash.slice(0, 12)}`,
    );
  } finally {
    memory.end();
    await browser.close();
  }
}

function load(page: Page, kind: LongFile["kind"], nodes: number): Promise<void> {
  return page.evaluate(
    async ([kindOfFile, scenario]) => {
      const blob = document.querySelector<HTMLInputElement>("#bench-file")?.files?.[0];
      if (blob === undefined) throw new Error("no file was given");
      const blobs = [{ name: "bench", blob }];
      await window.headway.load(scenario, { chainFile: { kind: kindOfFile, blobs } });
    },
    [kind, JSON.stringify(scenarioOf(nodes))] as const,
  );
}

/** The numbers of the real network; peers whose lines are no hindrance. */
function scenarioOf(nodes: number): object {
  return {
    version: 1,
    id: `bench-${nodes}`,
    chain: { blocks: 1 },
    policy: "core",
    constants: { minimumChainWork: "0" },
    peers: Array.from({ length: nodes - 1 }, (_, i) => ({ link: { latencyMs: 20 + 10 * i } })),
    deadlineSeconds: 31_536_000,
  };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
