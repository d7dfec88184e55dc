import { expect, test } from "@playwright/test";
import { livingWorld } from "../world/living-world.ts";
import { builtIn, runToEnd, troubledScenarios } from "../world/worlds.ts";
import { open, run } from "./page.ts";

/** Every scenario with every seed, in one thread and in workers: as many as there is time for, all of them in the deep tests. */
const SEEDS = process.env["HEADWAY_DEEP"] === undefined ? 7 : 20;

for (const scenario of troubledScenarios()) {
  test(`${scenario.id}: one trace hash from the command line, one thread and workers, over ${SEEDS} seeds`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await open(page);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { summary } = runToEnd(scenario, { seed });
      expect(await run(page, scenario, "single-thread", seed), `seed ${seed}, single thread`).toEqual(
        summary,
      );
      expect(await run(page, scenario, "workers", seed), `seed ${seed}, workers`).toEqual(summary);
    }
  });
}

test("living networks: one trace hash from the command line, one thread and workers", async ({ page }) => {
  test.setTimeout(300_000);
  await open(page);
  for (let seed = 1; seed <= SEEDS; seed++) {
    const scenario = livingWorld(seed);
    const { summary } = runToEnd(scenario, { seed });
    expect(await run(page, scenario, "single-thread", seed), `world ${seed}, single thread`).toEqual(summary);
    expect(await run(page, scenario, "workers", seed), `world ${seed}, workers`).toEqual(summary);
  }
});

test("equal runs give equal JSON, byte for byte, whatever ran them", async ({ page }) => {
  await open(page);
  for (const id of ["first-visit", "reorganisation"]) {
    const text = JSON.stringify(runToEnd(builtIn(id), { seed: 5 }).summary);
    for (const host of ["workers", "single-thread", "workers"] as const) {
      const given = await page.evaluate(
        async ([scenario, kind]) => {
          await window.headway.load(scenario, { seed: 5, host: kind });
          await window.headway.runToEnd();
          return JSON.stringify(await window.headway.summary());
        },
        [id, host] as const,
      );
      expect(given, `${id}, ${host}`).toBe(text);
    }
  }
});
