/** What is measured in the page: the product itself, driven through `window.headway`. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { HEADER_BYTES } from "../../src/bitcoin/header.ts";
import { networks } from "../../src/bitcoin/networks.ts";
import { buildChains } from "../../src/world/chain-builder.ts";
import type { HostKind } from "../browser/page.ts";

/** Enough that what is measured is the work, not the first compilation of a new worker's code. */
const HEADERS = 200_000;
const BARE_HASHES = 150_000;

let bareScript: string | undefined;
let headersFile: string | undefined;

/** Double SHA-256 of 80 bytes with the hash library alone, in the page: hashes a second. */
export async function bareDoubleHashes(page: Page): Promise<number> {
  bareScript ??= await bundle(fileURLToPath(new URL("./bare-hashes.ts", import.meta.url)));
  await page.addScriptTag({ content: bareScript });
  return page.evaluate((count) => window.bareDoubleHashes(count), BARE_HASHES);
}

/** From the first getheaders to the last header checked and indexed, one peer serving, each node in its worker: headers a second. */
export async function headersEndToEnd(page: Page): Promise<number> {
  headersFile ??= headersOf(HEADERS).toString("base64");
  const seconds = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const scenario = {
      version: 1,
      id: "headers",
      chain: { blocks: 1 },
      peers: [{ id: "A", link: { latencyMs: 1 } }],
    };
    await window.headway.load(JSON.stringify(scenario), {
      seed: 1,
      host: "workers",
      chainFile: { kind: "headers", bytes },
    });
    const start = performance.now();
    const summary = await window.headway.runToEnd();
    if (summary.ended !== "synced") throw new Error(summary.why);
    return (performance.now() - start) / 1000;
  }, headersFile);
  return HEADERS / seconds;
}

/**
 * The sync of the scenario with the real constants, without the time its world takes to build. In a page just opened, as
 * a user's is: workers always start with code that was never run.
 */
export async function syncSeconds(page: Page, host: HostKind): Promise<number> {
  await page.reload();
  await page.evaluate(() => window.headway.ready);
  return page.evaluate(async (kind) => {
    await window.headway.load("real-constants", { seed: 1, host: kind });
    const start = performance.now();
    await window.headway.runToEnd();
    return (performance.now() - start) / 1000;
  }, host);
}

function headersOf(count: number): Buffer {
  const network = networks.regtest;
  const { main } = buildChains(
    { blocks: count, spacingSeconds: 600, blockBytes: null, branches: [] },
    network,
    1,
  );
  const headers = [network.genesis.header];
  for (let i = 0; i < count; i++) {
    const at = main.offsets[i] ?? 0;
    headers.push(main.bytes.subarray(at, at + HEADER_BYTES));
  }
  return Buffer.concat(headers);
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["iife"], name: "bench" } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
