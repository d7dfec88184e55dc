/** Driving the page through `window.headway`, as a script would. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import type { RunSummary } from "../../src/world/judging/summary.ts";
import type { Scenario } from "../../src/world/scenario/scenario.ts";

export type HostKind = "workers" | "single-thread";

export async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`./${query}`);
  await page.evaluate(() => window.headway.ready);
}

/** Loads and runs a scenario to its end; the summary. */
export function run(
  page: Page,
  scenario: string | Scenario,
  host: HostKind,
  seed: number,
): Promise<RunSummary> {
  return page.evaluate(
    async ([what, kind, number]) => {
      await window.headway.load(what, { seed: number, host: kind });
      return window.headway.runToEnd();
    },
    [scenario, host, seed] as const,
  );
}

/** A file of the real chain, unpacked; undefined where the folder of real data is not there. */
export function realData(name: string): Buffer | undefined {
  const path = new URL(`../../../shared/data/${name}`, import.meta.url);
  return existsSync(path) ? gunzipSync(readFileSync(path)) : undefined;
}
